"""Customers unlike everybody else: named, counted, and with a way to put them back."""

import streamlit as st

from lib import stages
from lib.allowed import OUTLIERS
from lib.choices import Choices
from lib.frame.page import section
from lib.frame.picking import choosable
from lib.frame.sidebar import pick
from lib.profiles import Profiles
from lib.segments import Segments
from lib.spelling import counted
from lib.targets.apart import apart
from lib.terms import term


def outliers(profiles: Profiles, segments: Segments, choices: Choices) -> None:
    """Who would make a K of their own, and whether they may; where nobody would, one line says so."""
    rows = stages.outliers(stages.readings(choices), choices)
    st.space("small")
    if not len(rows):
        section("Nobody is unlike everybody else", "So nobody is set aside as an outlier.")
        return
    who = counted(len(rows), "customer is", "customers are")
    if choices.outliers == "aside":
        then = "set aside"
        note = "Left out of the segments and the figures above; listed all the same, with the segment nearest to them."
    else:
        then = "kept in"
        note = "K-means may give each of them a segment of its own: look at the smallest segment of every K."
    section(f"{who} unlike everybody else, and {then}", note)
    pick("outliers", "Customers unlike everybody else", list(OUTLIERS.values()), term("outlier"))
    ranking = stages.targets_if_any(profiles, segments, choices)
    choosable(
        apart(profiles, segments, ranking, rows),
        "Customers unlike everybody else, and the kW to expect of each",
        "apart_rows",
    )
