"""Bringing one's own data: what is read, and tables to start from."""

import streamlit as st

from lib.frame.page import plain, section
from lib.readings.formats import known
from lib.readings.templates import READINGS, beginning, template
from lib.spelling import spelled
from lib.terms import sections


def enough() -> str:
    """How little is needed."""
    return (
        "A table with **three columns** is enough: customer, start and kWh; "
        f"**{spelled(len(known()))} formats** are read as they come."
    )


def formats() -> None:
    """Every format that is read, in the order in which they are tried."""
    section(
        "Formats that are read as they come", "Also in gz and zip; several files together are read as one."
    )
    for name, what in known():
        st.markdown(f"**{name[:1].upper()}{name[1:]}**: {plain(what)}")


def templates(readings: bool) -> None:
    """Tables to start from: of readings, or those that stand beside them."""
    with st.grid(2, min_column_width=340):
        for name, text in sections("templates").items():
            if (name in READINGS) is readings:
                _template(name, text)


def _template(name: str, text: str) -> None:
    with st.container(border=True, height="stretch", gap="small"):
        st.markdown(f"**{name.replace('_', ' ').capitalize()}**  \n{text}")
        st.code(beginning(name), language=None, wrap_lines=True)
        st.download_button(
            f"{name}.csv",
            template(name),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
