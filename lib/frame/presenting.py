"""The steps of a presentation: which one is shown, and the way to the one before and after."""

import streamlit as st


def step(last: int) -> int:
    """The number of the step that is shown, from 1: it stands in the address, so that a link opens it."""
    given = str(st.session_state.get("step") or st.query_params.get("step", "1"))
    return min(max(int(given), 1), last) if given.isdecimal() else 1


def turn(number: int, last: int, question: str) -> None:
    """Buttons to the steps beside this one, which the arrow keys press, and the question of this one."""
    row = {"vertical_alignment": "center", "horizontal_alignment": "distribute", "wrap": False}
    with st.container(horizontal=True, **row):
        way = {"type": "tertiary", "on_click": _go}
        back = {"icon": ":material/arrow_back:", "shortcut": "Left", "disabled": number == 1}
        on = {"icon": ":material/arrow_forward:", "icon_position": "right", "shortcut": "Right"}
        st.button("Back", args=(number - 1,), key="back", **back, **way)
        st.markdown(f":gray[{number} of {last}]", width="content")
        st.button("Next", args=(number + 1,), key="next", disabled=number == last, **on, **way)
    st.markdown(f"**{question}**")


def _go(number: int) -> None:
    st.session_state["step"] = str(number)
    st.query_params["step"] = str(number)
