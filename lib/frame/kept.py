"""Choices in widgets: how a widget keeps its own, and how choices from elsewhere are put into them."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from lib.allowed import LIMITS
from lib.choices import Choices

KEEP = {"bind": "query-params", "persist_state": "session"}
NUMBERS = LIMITS.keys() - {"k"}  # K is picked among words


def choices_of_session() -> Choices:
    """What the widgets say, else what the address said, made valid."""
    return Choices.clipped({**st.query_params.to_dict(), **st.session_state})


def from_address() -> None:
    """Keep what the address says even where the widget that would read it is not on this page."""
    given = Choices.clipped(st.query_params.to_dict())
    for name, value in _values(given, given.query()).items():
        st.session_state.setdefault(name, value)


def take_over(given: Choices) -> None:
    """Put choices in the place of all that stand; to be called before any widget is drawn."""
    words = given.words()
    st.session_state.update(_values(given, words))
    for name in words.keys() & {*st.query_params, *given.query()}:
        with suppress(StreamlitAPIException):  # a widget of this page writes its own
            st.query_params[name] = words[name]


def _values(given: Choices, words: Mapping[str, str]) -> dict[str, Any]:
    """Each word as the widget of its name holds it: some hold numbers."""
    return {
        name: int(word) if name.startswith("mix_") else getattr(given, name) if name in NUMBERS else word
        for name, word in words.items()
    }
