"""What a season asks to look at, and what it teaches the next plan."""

import streamlit as st

from lib.frame.page import plain, section
from lib.programme import METHODS, RECOMMENDED
from lib.programme.flags import flags
from lib.programme.learning import learn, next_season, toml
from lib.programme.types import Settlement
from lib.report import outcome

HERE = {"persist_state": "session"}
SAVE = {"icon": ":material/download:", "on_click": "ignore"}


def baseline() -> tuple[str, str]:
    """Which baseline is used, and whose holidays are no days like others."""
    names = {RECOMMENDED: "Recommended"}
    names |= {each.name: each.label for each in METHODS.values() if each.name != "control"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = st.selectbox("Baseline", list(names), format_func=names.get, key="baseline", **HERE)
        holidays = st.text_input(
            "Holidays of", "US", key="holidays", help="A country (US, US-CA, GB), dates, or none.", **HERE
        )
    return method, holidays or "none"


def look_at(found: Settlement) -> None:
    """Signs that something is off; none of them is a proof."""
    signs = outcome.signs(flags(found))
    section(
        "What asks for a look" if signs else "Nothing odd: no raised mornings, no crowded pool, nobody tired"
    )
    for sign in signs:
        st.markdown(f"- {plain(sign)}")


def next_plan(found: Settlement) -> None:
    """Delivered over planned, drawn toward the plan; and a table by customer for the next ranking."""
    lesson = learn(found.results)
    section("For the next plan", outcome.lesson(lesson))
    with st.container(horizontal=True):
        if lesson is not None:
            st.download_button("What was learned (TOML)", toml(lesson), "lesson.toml", **SAVE)
        rows = next_season(found)
        st.download_button(
            "Table for the next ranking",
            lambda: rows.to_csv(index=False),
            "last_season.csv",
            "text/csv",
            **SAVE,
        )
