"""More about the segments, each part made when its tab is opened."""

from dataclasses import replace

import streamlit as st

from lib import charts, stages
from lib.charts.palette import tone
from lib.choices import Choices
from lib.frame.keeping import methods, names, staying
from lib.frame.page import section, show
from lib.frame.picking import choosable
from lib.frame.sidebar import pick
from lib.frame.suiting import programmes
from lib.frame.table import table
from lib.profiles import Profiles
from lib.readings import Readings
from lib.segments import Segments
from lib.segments.faces import shown
from lib.segments.facts import facts
from lib.segments.ways import PARTING, side_by_side
from lib.terms import term

TABS = ("How much", "Kinds of day", "Customers", "Names and numbers", "Programmes", "Other ways")

TOLD_ABOVE = [
    "Customers",
    "Share of customers, %",
    "Share of window load, %",
    "kWh a day",
]  # on this very page


def about(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    """What each holds, its kinds of day, who shows it, how it is called, and how other ways part the same shapes."""
    parts = (_how_much, _kinds_of_day, _customers, _names, _programmes, _other_ways)
    for tab, part in zip(st.tabs(TABS, on_change="rerun"), parts, strict=True):
        if tab.open:
            with tab:
                part(readings, profiles, segments, choices)


def _how_much(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    load = stages.segment_load(readings, segments) if readings.single_days else None
    section("How much of everything each holds, and when")
    known = facts(segments, profiles, choices.window, load).drop(columns=TOLD_ABOVE)
    table(known, "Shares, load factor and coincidence of each segment")


def _kinds_of_day(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    if not readings.single_days:
        st.markdown(
            "Single days are not known of this source: load readings to see weekdays and seasons apart."
        )
        return
    load = stages.segment_load(readings, segments)
    for found in (load.day_types(), load.seasons()):
        if len(found) > 1:
            _beside(found, segments, choices)
    if len(load.seasons()) < 2:
        st.markdown(
            ":small[:gray[One season alone is on record, so seasons cannot be set beside each other.]]"
        )


def _beside(found: dict, segments: Segments, choices: Choices) -> None:
    with st.grid(2, min_column_width=300, gap="medium"):
        for row, number in enumerate(segments.numbers):
            kinds = {kind: kw[row] for kind, kw in found.items()}
            with st.container():
                show(charts.kinds_of_day(kinds, tone(number), choices.window, segments.label(number)))


def _customers(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    section(
        "Those nearest to the centroid, and those who fit least",
        "Real customers: up to five of each in every segment.",
    )
    choosable(shown(stages.faces(profiles, segments), segments), "Typical and odd customers", "faces")


def _names(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    section("What the segments are called")
    names(stages.segments(profiles, replace(choices, names=())), choices)
    section("Numbers, names and colours that stay")
    staying(segments, choices)


def _programmes(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    programmes(segments, choices)


def _other_ways(readings: Readings, profiles: Profiles, segments: Segments, choices: Choices) -> None:
    pick("method", "Customers are parted by", methods(), term("method"))
    ways = {way: stages.parted(profiles, choices, segments.k, way) for way in PARTING}
    section("The same shapes, parted in four ways", "Agreement (ARI) is with the segments in use.")
    rows = side_by_side(ways, segments)
    helps = rows.pop("When it helps")
    table(rows, "Each way: agreement, silhouette, smallest segment and seconds")
    st.markdown("\n".join(f"- **{way}**: {why}" for way, why in zip(rows["Way"], helps, strict=True)))
    show(charts.dendrogram(stages.tree(profiles, choices), segments.k))
