"""Names of the analyst, and segments that stay: kept as a codebook, taken along, and given again."""

from dataclasses import replace

import streamlit as st

from lib import stages
from lib.allowed import LABELS
from lib.choices import Choices
from lib.codebook import METHODS
from lib.findings import Refusal
from lib.frame.page import plain
from lib.frame.settings import settings_text
from lib.naming import MOST_LETTERS, names_text, tidy_names
from lib.segments import Segments, freeze

SAVE = {"icon": ":material/download:", "on_click": "ignore"}


def names(by_rule: Segments, choices: Choices) -> None:
    """A field for each segment's own name; empty takes the one by rule."""
    own = dict(choices.names)
    with st.form("names", border=False):
        with st.grid(3, min_column_width=220):
            typed = {
                rule: st.text_input(
                    f"{number} {rule}", own.get(" ".join(rule.split()), ""), MOST_LETTERS, placeholder=rule
                )
                for number, rule in by_rule.named.items()
            }
        if st.form_submit_button("Use these names"):
            said = tidy_names(
                {**own, **typed} | {" ".join(rule.split()): name for rule, name in typed.items()}
            )
            st.session_state["names"] = names_text(said)
            st.query_params["names"] = names_text(said)
            st.rerun()
    st.markdown(
        ":small[:gray[Used on every page, in files and in the report; they go into link and settings.]]"
    )


def staying(segments: Segments, choices: Choices) -> None:
    """Keep numbers and names through other settings and other customers; take them along; let them go."""
    held = stages.intake()
    if held.codebook:
        kept = ", ".join(
            f"{n} {name}" for n, name in zip(held.codebook.numbers, held.codebook.names, strict=True)
        )
        st.markdown(
            f"**Kept**: {plain(kept)}. Whatever K, seed or customers: who is most alike keeps number and name."
        )
    else:
        st.markdown(
            "Numbers follow the load in the order window. **Keep** them, and they stay with another K or seed."
        )
    with st.container(horizontal=True):
        try:
            book = freeze(segments)
        except Refusal as why:
            st.markdown(plain(str(why)))
        else:
            st.button("Keep these segments", on_click=_keep, args=(book,), disabled=held.codebook == book)
            settings = settings_text(replace(choices, codebook=book))
            st.download_button("Settings with codebook (TOML)", settings, "loadlens-codebook.toml", **SAVE)
        if held.codebook:
            st.button("Let them go", on_click=_keep, args=(None,))
    _given()


def _keep(book) -> None:
    stages.intake().codebook = book
    if book is None:
        st.session_state.pop("method", None)


def _given() -> None:
    """Settings with a codebook: customers are then taken to its segments without a new fit."""
    given = st.file_uploader("Settings with a codebook", ["toml"], key="codebook_file")
    if given is None or f"codebook-{given.file_id}" in stages.intake().seen:
        return
    try:
        saved = Choices.from_toml(given.getvalue().decode("utf-8", "replace"), given.name)
        if saved.codebook is None:
            raise Refusal(
                f"{given.name}: there is no [codebook] in it. Keep segments, then take the settings along."
            )
    except Refusal as why:
        st.error(plain(str(why)), icon=":material/error:")
        return
    stages.intake().seen.add(f"codebook-{given.file_id}")
    stages.intake().codebook = saved.codebook
    st.session_state["method"] = METHODS["codebook"]
    st.session_state["names"] = names_text(saved.names)
    st.rerun()


def methods() -> list[str]:
    """Ways of parting to choose among; by a codebook only where there is one."""
    return [
        label for name, label in LABELS["method"].items() if name != "codebook" or stages.intake().codebook
    ]
