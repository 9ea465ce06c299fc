"""What events delivered, each part made when its tab is opened."""

import streamlit as st

from lib import charts, stages
from lib.charts.words import kw, percent
from lib.choices import Choices
from lib.frame.ahead import hours_of_plenty, plan_events
from lib.frame.page import findings, plain, section, show
from lib.frame.picking import choosable
from lib.frame.season import SAVE, look_at, next_plan
from lib.frame.table import table
from lib.programme.tables import event_table, trust_table
from lib.programme.types import Settlement
from lib.readings import Readings
from lib.report import outcome
from lib.report.grouped import grouped, has_groups, said, several
from lib.targets import files
from lib.terms import term

TABS = ("By event", "By segment", "By customer", "Trust", "Next plan", "Hours of plenty")
MOST_SHOWN = 1000


def event_day(found: Settlement) -> None:
    """The day of one event: the picture, and what came before and after it."""
    drawn = [i for i, course in enumerate(found.courses) if course is not None]
    if not drawn:
        return
    labels = {i: f"{found.events[i].name}, {found.events[i].day.isoformat()}" for i in drawn}
    picture = st.container()
    which = st.selectbox("Event", drawn, format_func=labels.get)
    result, course = found.results[which], found.courses[which]
    with picture:
        show(charts.event_course(found.events[which], result, course))
    with st.grid(4, min_column_width=170):
        if result.performance == result.performance:
            told = term("performance factor")
            st.metric("Of the plan", percent(result.performance), border=True, help=told)
        st.metric(
            "Hour before",
            _signed(course.hour_before_kw),
            border=True,
            help="Load above the baseline in the hour "
            "before the event: pre-cooling, or an afternoon that grew hotter than the like days.",
        )
        st.metric("Snap-back", _signed(course.snap_back_kw), border=True, help=term("snap-back"))
        if result.factor == result.factor:
            low, high = course.usual_factor
            usual = (
                f"{term('same-day factor')} On days without events it lies between {low:.2f} and {high:.2f}."
            )
            st.metric("Morning", f"{result.factor:.2f}", border=True, help=usual)


def _signed(value: float) -> str:
    return "–" if value != value else f"{'+' if value > 0 else ''}{kw(value)}"


def details(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    """Event by event, segment by segment, customer by customer; the baseline on trial; what it teaches."""
    parts = (_by_event, _by_segment, _by_customer, _trust, _next, _plenty)
    for tab, part in zip(st.tabs(TABS, key="season_tab", on_change="rerun"), parts, strict=True):
        if tab.open:
            with tab:
                part(readings, found, choices, holidays)


def _by_event(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    if has_groups(found):
        _by_group(found)
    section("What each event delivered", plain(f"{found.rule} {found.reason}"))
    rows = event_table(found.events, found.results)
    table(outcome.listed(rows), "What each event delivered, kW, with its band")
    findings(found.findings, "Nothing to report about the events")


def _by_group(found: Settlement) -> None:
    """Groups that the table of events names, in percent of their baselines: they are of unlike customers."""
    compared = several(found)
    if any(one.low_kw == one.low_kw for one in compared):
        show(charts.delivered(compared, "group", share=True))
    section("Each group over its events", plain(said(found)))
    table(grouped(found), "What each group delivered in percent of its baseline, with its band")


def _by_segment(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    segments = stages.segments(stages.profiles(readings, choices), choices)
    apart = stages.settled_apart(readings, found, segments, holidays)
    if not apart:
        st.markdown("None of those who were asked is in a segment.")
        return
    if any(one.low_kw == one.low_kw for one in apart):
        show(charts.delivered(apart))
    section("Each segment over all its events", "Each has a baseline and placebo days of its own.")
    table(outcome.listed_groups(apart), "What each segment delivered, mean kW over its events, with its band")


def _by_customer(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    section(outcome.by_customer(found.by_customer), outcome.ALONE)
    rows = outcome.listed(found.by_customer.head(MOST_SHOWN), 2)
    choosable(rows, "What each customer gave, mean kW over the events, with its band", "settled", 430)
    st.download_button(
        "Settlement by customer and event",
        lambda: files.csv(found.customers),
        "settlement.csv",
        "text/csv",
        **SAVE,
    )


def _trust(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    section(
        outcome.allowed(found),
        "Every rule on days without an event, as if there had been one. Error in percent of the load.",
    )
    table(trust_table(found.trust), "Bias and error of every baseline on days without events")
    look_at(found)


def _next(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    next_plan(found, choices)
    st.space("small")
    plan_events(readings, choices)


def _plenty(readings: Readings, found: Settlement, choices: Choices, holidays: str) -> None:
    hours_of_plenty(readings, choices)
