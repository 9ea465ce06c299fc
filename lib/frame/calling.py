"""Events made on the page: when, and who was asked."""

from collections.abc import Mapping
from datetime import date, datetime, time

import numpy as np
import streamlit as st

from lib import stages
from lib.charts.words import day
from lib.choices import Choices
from lib.frame.page import plain
from lib.programme.events import LONGEST, Clock, Event
from lib.readings import Readings

EVERYBODY = "Everybody"


def call_events(readings: Readings, choices: Choices, *, first: bool = False) -> None:
    """A form that adds an event to those of this session, and what was added so far.

    Parameters
    ----------
    first : whether there is no event yet: the form then stands open.
    """
    label = "Make an event" if first else "Add an event"
    with st.expander(label, expanded=first, on_change="rerun", key="call") as opened:
        if not opened.open:
            return
        for number, event in enumerate(stages.intake().called.get(choices.source, ())):
            _made(event, number, choices)
        _form(readings, choices)


def _made(event: Event, number: int, choices: Choices) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        who = event.group or EVERYBODY
        st.markdown(
            f"**{plain(event.name)}**, {day(event.day.isoformat())}, {event.clock.words}: {plain(who)}"
        )
        keys = {"key": f"uncall_{number}", "on_click": stages.forget_event, "args": (choices, event)}
        st.button("Leave it out", type="tertiary", **keys)


def _form(readings: Readings, choices: Choices) -> None:
    start, end = (date.fromisoformat(when[:10]) for when in (readings.start, readings.end))
    groups = _groups(readings, choices)
    with st.form("event", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Event", placeholder="Heat of July", max_chars=60)
        when = st.date_input("Date", end, start, end)
        begin = st.time_input("From", time(choices.window[0] % 24))
        until = st.time_input("To", time(choices.window[1] % 24))
        who = st.selectbox("Who was asked", list(groups))
        kw = st.number_input("Planned, kW (0: not known)", 0.0, 1e9, 0.0)
        if not st.form_submit_button("Add this event"):
            return
    minutes = (
        int((datetime.combine(when, until) - datetime.combine(when, begin)).total_seconds() // 60) % 1440
    )
    if not 0 < minutes <= LONGEST:
        st.warning("An event lasts between a quarter of an hour and twelve hours.")
        return
    clock = Clock(begin.hour * 60 + begin.minute, minutes)
    group = "" if who == EVERYBODY else who
    stages.call_event(
        choices,
        Event(
            name.strip() or f"Event of {when.isoformat()}", when, clock, group, groups[who], (), kw or np.nan
        ),
    )
    st.rerun()


def _groups(readings: Readings, choices: Choices) -> Mapping[str, tuple[str, ...]]:
    """Who can be asked: everybody, those who enrolled, or a segment."""
    groups: dict[str, tuple[str, ...]] = {EVERYBODY: ()}
    side = stages.attributes(choices)
    if side is not None and side.enrolled.any():
        groups["Enrolled last season"] = tuple(side.customer_id[side.enrolled].astype(str))
    segments = stages.segments(stages.profiles(readings, choices), choices)
    for number in segments.named:
        groups[segments.label(number)] = tuple(segments.customer_id[segments.number == number].astype(str))
    return groups
