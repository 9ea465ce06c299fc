"""Taking an analysis along: its address, its settings, and going on from settings that were saved."""

from dataclasses import replace
from urllib.parse import urlencode, urlsplit

import streamlit as st

from lib import stages
from lib.allowed import SOURCES
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.kept import choices_of_session, take_over
from lib.frame.page import plain
from lib.readings import Readings

BOX, SAID = "settings_file", "settings_said"


def settings_text(settings: Choices) -> str:
    """The settings as TOML, with the fingerprint of the readings they stand for."""
    return replace(settings, made_from=stages.readings(settings).fingerprint).toml()


def take_along(settings: Choices) -> None:
    """The address, the settings to save, and a place for saved ones."""
    with st.popover("Link and settings", type="tertiary", icon=":material/link:"):
        st.markdown("This address opens the same analysis:")
        address, query = urlsplit(st.context.url or ""), urlencode(settings.query())
        st.code(
            f"{address.scheme}://{address.netloc}{address.path}{'?' if query else ''}{query}", language=None
        )
        if settings.source == "upload":
            st.markdown(":small[:gray[Your file is not in the link: whoever opens it gives the file again.]]")
        saved = {"file_name": "loadlens.toml", "icon": ":material/download:", "on_click": "ignore"}
        st.download_button("Settings (TOML)", lambda: settings_text(settings), **saved)
        st.file_uploader("Go on from saved settings", ["toml"], key=BOX)
        if st.session_state[BOX] and (said := st.session_state.get(SAID)):
            tell, text = said
            getattr(st, tell)(text)


def other_readings(settings: Choices, readings: Readings) -> None:
    """Say so where saved settings were made from other readings than those that are loaded."""
    source, made_from = stages.intake().expected
    if settings.source == source and readings.fingerprint != made_from:
        st.badge(
            "Not the readings of the settings",
            icon=":material/priority_high:",
            color="orange",
            help="The settings you gave were made from another file, or with other tables beside it.",
        )


def take_given() -> None:
    """Take saved settings over, once, or keep the reason why not; to be called before any widget is drawn."""
    given, held = st.session_state.get(BOX), stages.intake()
    if given is None or f"settings-{given.file_id}" in held.seen:
        return
    held.seen.add(f"settings-{given.file_id}")
    try:
        saved = Choices.from_toml(given.getvalue().decode("utf-8", "replace"), given.name)
        _answers(saved)
    except Refusal as why:
        st.session_state[SAID] = "error", plain(str(why))
        return
    held.codebook = saved.codebook
    held.expected = (saved.source, saved.made_from) if saved.made_from else ("", "")
    there = stages.available(saved).source == saved.source
    take_over(saved if there else replace(saved, source=stages.available(choices_of_session()).source))
    st.session_state[SAID] = "success", "Taken over." if there else _wanting(saved.source)


def _answers(saved: Choices) -> None:
    """The answers about the format hold for the file that is loaded, and for the next."""
    held = stages.intake()
    if saved.source == "upload" and held.upload:
        again = replace(held.upload, answers=saved.reading)
        stages.read_upload(again)
        held.upload = again
    held.answers = saved.reading


def _wanting(source: str) -> str:
    if source in SOURCES:
        return "Taken over. Now give the file they were made from, on the page Readings."
    return f"Taken over, but there is no source {plain(source)} here: what was loaded stays."
