"""Signs that something is off: each is there where it should be, and not where it should not."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from lib.programme.events import Clock, Event
from lib.programme.flags import flags
from lib.programme.types import Course, Result, Settlement

WEEKDAYS = [date(2026, 7, 6) + timedelta(7 * week + day) for week in range(4) for day in range(5)]
EVENING = Clock(1020, 240)


def factors(**by_customer):
    """A row for each event and customer, with the same-day factor of each."""
    rows = [
        {"event": f"E{i}", "date": f"2026-07-{i + 1:02}", "customer_id": who, "factor": factor}
        for who, each in by_customer.items()
        for i, factor in enumerate(each)
    ]
    numbers = {"delivered_kw": 0.0, "low_kw": -1.0, "high_kw": 1.0, "label": "settled"}
    return pd.DataFrame(rows).assign(**numbers)


def season(days, customers=None, factor=1.0, usual=(0.9, 1.1)):
    """A settlement of one event a day, of which only what flags read is given."""
    events = tuple(Event(f"E{i}", day, EVENING) for i, day in enumerate(days))
    result = Result("E", "", 1, 10.0, 9.0, 0.5, 1.5, np.nan, 30, "settled", factor)
    course = Course(*(np.zeros(1),) * 3, np.ones(1, bool), 0.1, 0.0, 0.0, usual)
    blank = dict.fromkeys(Settlement.__slots__)
    blank |= {
        "events": events,
        "results": tuple(replace(result, name=event.name) for event in events),
        "courses": (course,) * len(events),
        "customers": factors(A=[1.0]) if customers is None else customers,
    }
    return Settlement(**blank)


def test_a_morning_above_those_of_placebo_days_is_raised():
    assert flags(season(WEEKDAYS[:2], factor=1.11)).raised == ("E0", "E1")
    assert flags(season(WEEKDAYS[:2], factor=1.10)).raised == ()


@pytest.mark.parametrize(
    ("mine", "flagged"),
    [
        ([1.2] * 5, ("A",)),  # a tenth and more above the median of 1 on each of five mornings
        ([1.2] * 4, ()),  # four events are too few
        ([1.2, 1.2, 1.2, 1.2, 1.05], ()),  # one usual morning
        ([1.09] * 5, ()),  # raised by less than a tenth
    ],
)
def test_a_morning_raised_on_every_event_is_a_sign_of_gaming(mine, flagged):
    others = {who: [1.0] * len(mine) for who in "BCD"}
    assert flags(season(WEEKDAYS[:5], factors(A=mine, **others))).gaming == flagged


def test_a_hot_day_that_raises_everybody_is_no_gaming():
    all_up = factors(**{who: [1.3] * 6 for who in "ABCD"})
    assert flags(season(WEEKDAYS[:6], all_up)).gaming == ()


def test_events_that_crowd_the_days_erode_the_baseline():
    crowded = flags(season(WEEKDAYS[::2])).eroded  # ten events in the nineteen weekdays from first to last
    assert crowded.startswith(
        "10 events in 19 weekdays: the days a baseline is made of lie ever further back"
    )
    assert flags(season(WEEKDAYS[::7])).eroded == ""  # three in fifteen
    assert flags(season(WEEKDAYS[:2])).eroded == ""  # two events are no habit
