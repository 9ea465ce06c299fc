"""The list as a file: made only when it is asked for."""

from functools import partial

import numpy as np
import streamlit as st

from lib.choices import Choices
from lib.frame.planning import Facts
from lib.frame.settings import settings_text
from lib.targets import TargetRanking, files
from lib.targets import table as list_table
from lib.targets.shareable import shareable
from lib.targets.types import Portfolio

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_000_000  # a workbook ends at 1,048,576, and a browser is no place for more


def save_list(ranking: TargetRanking, portfolio: Portfolio, known: Facts, choices: Choices) -> None:
    """The whole list as CSV, Excel or Parquet, no cell of which runs as a formula; and a table to share."""
    save = {"icon": ":material/download:", "on_click": "ignore"}
    if len(ranking) > MOST_ROWS:
        st.markdown(f"Above {MOST_ROWS:,} customers the list is written by `python -m lib target`.")
        return
    whole = partial(list_table, ranking, portfolio)
    st.download_button("Download list", lambda: files.csv(whole()), "targets.csv", "text/csv", **save)
    with st.popover("Other files"):
        st.download_button(
            "Excel, with settings",
            lambda: files.workbook(whole(), settings_text(choices)),
            "targets.xlsx",
            XLSX,
            **save,
        )
        st.download_button("Parquet", lambda: files.parquet(whole()), "targets.parquet", **save)
        _to_share(ranking, portfolio.asked, known, save)


def _to_share(ranking: TargetRanking, asked: np.ndarray, known: Facts, save: dict) -> None:
    """Groups of those asked, none of which tells of a customer."""
    st.markdown("**To share outside**: groups of 15 or more, none with a customer over 15 % of its energy.")
    groups = {"segment": ranking.segment.astype(str)} | dict(known)
    by = st.selectbox("Groups of", list(groups), key="share_by", persist_state="session")
    made = partial(shareable, ranking, asked, groups[by])
    st.download_button("Table to share", lambda: files.csv(made()), "shared.csv", "text/csv", **save)
