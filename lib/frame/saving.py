"""The list as a file: made only when it is asked for."""

from functools import partial

import streamlit as st

from lib.choices import Choices
from lib.frame.settings import settings_text
from lib.targets import TargetRanking, files
from lib.targets import table as list_table
from lib.targets.types import Portfolio

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def save_list(ranking: TargetRanking, portfolio: Portfolio, choices: Choices) -> None:
    """The whole list as CSV, Excel or Parquet: no cell of any runs as a formula."""
    whole = partial(list_table, ranking, portfolio)
    save = {"icon": ":material/download:", "on_click": "ignore"}
    st.download_button("Download list", lambda: files.csv(whole()), "targets.csv", "text/csv", **save)
    with st.popover("As another file"):
        st.download_button(
            "Excel, with settings",
            lambda: files.workbook(whole(), settings_text(choices)),
            "targets.xlsx",
            XLSX,
            **save,
        )
        st.download_button("Parquet", lambda: files.parquet(whole()), "targets.parquet", **save)
