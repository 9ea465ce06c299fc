"""Drawing the frame and the page that the address asks for."""

from contextvars import ContextVar
from pathlib import Path
from time import perf_counter

import streamlit as st

from lib import stages
from lib.allowed import LABELS
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.beside import tables_in_use
from lib.frame.kept import from_address
from lib.frame.logged import log
from lib.frame.page import link, refused
from lib.frame.settings import take_given
from lib.frame.sidebar import choices, sidebar
from lib.frame.signed_in import admit, aggregates_only, pages

ASSETS = Path(__file__).parents[1] / "assets"
FRAMED = ContextVar("framed", default=False)  # of this run; what a stopped run writes to the session is lost


def run() -> None:
    """Draw the frame, and in it the page that the address asks for.

    What a page refuses is said in its place; the frame stands, and so does the way to other pages.
    """
    framed = FRAMED.set(True)
    st.session_state["shown"] = 0  # pictures on this page so far: what stands below each needs a key
    try:
        st.set_page_config(page_icon=str(ASSETS / "mark.svg"), layout="wide")
        st.logo(str(ASSETS / "wordmark.svg"), size="large")
        if admit():
            _run()
    finally:
        FRAMED.reset(framed)


def _run() -> None:
    began, page = perf_counter(), st.navigation(_sections(), expanded=True)
    from_address()
    take_given()
    if stages.intake().arrived:
        stages.intake().arrived = False
        st.session_state["source"] = LABELS["source"]["upload"]
    try:
        sidebar(page.url_path or "overview")
        aggregates_only(choices())
        page.run()
        log(page.url_path or "overview", choices(), began)
    except Refusal as why:
        refused(why)
        _ways_out(choices())


def guard() -> None:
    """First statement of every page: opened by its own address on a fresh server, a page runs inside the frame.

    Without it the first visitor of a server who opens a deep link sees the page alone, since the folder is called
    pages/ and Streamlit then runs its files by themselves.
    """
    if not FRAMED.get():
        run()
        st.stop()


def _sections() -> dict[str, list]:
    sections: dict[str, list] = {}
    for page in pages():
        made = st.Page(f"pages/{page.file}.py", title=page.title, default=page.file == "overview")
        sections.setdefault(page.section, []).append(made)
    return sections


def _ways_out(settings: Choices) -> None:
    """What may be the cause of a refusal besides the readings, and is out of sight where one stands."""
    if (settings.day_type, settings.season) != ("all", "all"):
        link("profiles", "Choose other days")
    tables_in_use(settings)
