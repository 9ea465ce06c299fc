"""Drawing the frame and the page that the address asks for."""

from pathlib import Path

import streamlit as st

from lib import stages
from lib.allowed import LABELS
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.beside import tables_in_use
from lib.frame.kept import from_address
from lib.frame.page import link, refused
from lib.frame.pages import PAGES
from lib.frame.settings import take_given
from lib.frame.sidebar import choices, sidebar

ASSETS = Path(__file__).parents[1] / "assets"


def run() -> None:
    """Draw the frame, and in it the page that the address asks for.

    What a page refuses is said in its place; the frame stands, and so does the way to other pages.
    """
    st.session_state["framed"] = True
    st.session_state["shown"] = 0  # pictures on this page so far: what stands below each needs a key
    try:
        st.set_page_config(page_icon=str(ASSETS / "mark.svg"), layout="wide")
        st.logo(str(ASSETS / "wordmark.svg"), size="large")
        page = st.navigation(_sections(), expanded=True)
        from_address()
        take_given()
        if stages.intake().arrived:
            stages.intake().arrived = False
            st.session_state["source"] = LABELS["source"]["upload"]
        try:
            sidebar(page.url_path or "overview")
            page.run()
        except Refusal as why:
            refused(why)
            _ways_out(choices())
    finally:
        st.session_state["framed"] = False


def guard() -> None:
    """First statement of every page: opened by its own address on a fresh server, a page runs inside the frame.

    Without it the first visitor of a server who opens a deep link sees the page alone, since the folder is called
    pages/ and Streamlit then runs its files by themselves.
    """
    if not st.session_state.get("framed"):
        run()
        st.stop()


def _sections() -> dict[str, list]:
    sections: dict[str, list] = {}
    for page in PAGES:
        made = st.Page(f"pages/{page.file}.py", title=page.title, default=page.file == "overview")
        sections.setdefault(page.section, []).append(made)
    return sections


def _ways_out(settings: Choices) -> None:
    """What may be the cause of a refusal besides the readings, and is out of sight where one stands."""
    if (settings.day_type, settings.season) != ("all", "all"):
        link("profiles", "Choose other days")
    tables_in_use(settings)
