"""What a season asks to look at, and what it teaches the next plan."""

from dataclasses import replace

import streamlit as st

from lib import stages
from lib.allowed import LESSON
from lib.analysis import lesson_of
from lib.choices import Choices
from lib.frame.page import plain, section
from lib.frame.sidebar import pick
from lib.programme import METHODS, RECOMMENDED
from lib.programme.flags import flags
from lib.programme.learning import Learned, learn, next_season, spared, toml
from lib.programme.types import Settlement
from lib.report import outcome
from lib.targets import files
from lib.terms import term

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


def next_plan(found: Settlement, choices: Choices) -> None:
    """Delivered over planned, drawn toward the plan, and whether the next plan uses it; and a table by customer."""
    learned, tired = learn(found.results), spared(found)
    section("For the next plan", outcome.lesson(learned))
    lesson(choices)
    with st.container(horizontal=True):
        if learned is not None or tired:
            use = {"on_click": _use, "args": (learned, tired, choices.source)}
            st.button("Use it in the next plan", icon=":material/school:", **use)
        if learned is not None:
            st.download_button("What was learned (TOML)", toml(learned), "lesson.toml", **SAVE)
        rows = next_season(found)
        st.download_button(
            "Table for the next ranking",
            lambda: files.csv(rows),
            "last_season.csv",
            "text/csv",
            **SAVE,
        )
    st.markdown(
        ":small[:gray[The table teaches the same person by person: a ranking that uses it should leave the level out.]]"
    )


def _use(learned: Learned | None, tired: tuple[str, ...], source: str) -> None:
    """Hand the lesson to the choices; who is spared stays in the session."""
    if learned is not None:
        st.session_state["season_level"] = round(learned.level, 3)
        st.session_state["season_common"] = round(learned.common, 3)
    stages.intake().spared[source] = tired
    st.session_state["season_lesson"] = LESSON["used"]


def lesson(choices: Choices) -> None:
    """What the plan takes from last season's events, and a switch for it; nothing where there is no lesson."""
    note = lesson_of(replace(choices, season_lesson="used")).note
    if not note:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        said = plain(note) if choices.season_lesson == "used" else f"Left out of the plan. {plain(note)}"
        st.markdown(said, width=520)
        pick("season_lesson", "Last season’s events", list(LESSON.values()), term("lesson"))
