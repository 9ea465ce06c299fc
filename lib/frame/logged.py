"""The server's log: one line for each analysis that a session comes to."""

from dataclasses import replace
from time import perf_counter

import streamlit as st
from streamlit.logger import get_logger

from lib import stages
from lib.choices import Choices
from lib.log import Analysed

LOGGER = get_logger("loadlens")


def log(page: str, settings: Choices, began: float) -> None:
    """Tell the log which readings this session sees with which settings, once for each; `began` as by perf_counter."""
    found = stages.readings(settings)
    analysed = Analysed(page, found.origin, found.fingerprint, settings)
    told = st.session_state.setdefault("logged", set())
    what = replace(analysed, by="").line(0)
    if what not in told:
        told.add(what)
        LOGGER.info(analysed.line(perf_counter() - began))
