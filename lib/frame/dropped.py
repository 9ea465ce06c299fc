"""What an address asks for and a widget cannot take: Streamlit drops it without a word, so the page says it."""

import streamlit as st

from lib.frame.page import plain


def remember(name: str, possible: list[str]) -> None:
    """Note the values of the address that a choice cannot take; to be called before its widget is drawn."""
    lost = [value for value in st.query_params.get_all(name) if value not in possible]
    if lost:
        st.session_state[f"dropped_{name}"] = lost, None


def say(name: str, called: str, taken: str, possible: str) -> None:
    """Say what was dropped, what can be, and what was taken, until something else is picked."""
    lost, instead = st.session_state.get(f"dropped_{name}", ((), None))
    if not lost or instead not in (None, taken):
        st.session_state.pop(f"dropped_{name}", None)
        return
    st.session_state[f"dropped_{name}"] = lost, taken
    st.warning(
        f"The address asks for {called} {plain(', '.join(lost))}, and there is {possible}. Taken: {taken}."
    )
