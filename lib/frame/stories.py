"""Prepared analyses, each behind one link: an address that opens it in a tab of its own."""

from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from lib.choices import Choices
from lib.frame.page import section
from lib.frame.signed_in import sees_customers
from lib.mix import MIX
from lib.terms import sections

CARS = MIX | {"evening_peak": 0.22, "twin_peak": 0.15, "daytime": 0.13, "night_charging": 0.35, "flat": 0.15}


class Story(NamedTuple):
    """Its title, the page that tells it, and what it changes of the usual choices."""

    title: str
    page: str
    choices: Choices

    def address(self) -> str:
        """Relative to the Overview, so that it holds behind any path."""
        return f"./{self.page}?{urlencode(self.choices.query())}"


STORIES = (
    Story("An evening peak", "targets", Choices()),
    Story("A third of homes charge a car", "segments", Choices(mix=tuple(CARS.items()), window=(0, 4))),
    Story("Cars come to a territory", "what_changed", Choices(new_cars=0.06)),
    Story("Size is not shape", "choose_k", Choices(source="chapter")),
)


def stories() -> None:
    """A card a story: what it shows, and the link; told to those who may open what they lead to."""
    if not sees_customers():
        return
    told = sections("stories")
    section("Four stories to tell", "Each opens in a tab of its own; what you have here stays.")
    with st.grid(4, min_column_width=210):
        for story in STORIES:
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{story.title}**")
                st.markdown(told[story.title])
                st.link_button("Open this story", story.address(), icon=":material/open_in_new:")


def tour() -> None:
    """What there is to see and to try, page by page, until it is closed."""
    if st.session_state.get("tour_closed") or not sees_customers():
        return
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            section("New here? Five minutes, in this order", "What you see, and what to try.")
            st.button("Close", icon=":material/close:", type="tertiary", on_click=_close)
        with st.grid(2, min_column_width=300):
            for page, text in sections("tour").items():
                with st.container(gap=None):
                    st.page_link(f"pages/{page}.py", icon=":material/arrow_forward:")
                    st.markdown(f":small[{text}]")


def _close() -> None:
    st.session_state["tour_closed"] = True
