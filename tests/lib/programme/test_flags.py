"""Signs that something is off: each is there where it should be, and not where it should not."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from lib.programme.events import Clock, Event
from lib.programme.flags import flags
from lib.programme.mornings import usually_raised
from lib.programme.placebo import Placebo
from lib.programme.sums import Settled
from lib.programme.types import Course, Result, Settlement
from lib.report.outcome import signs

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


def season(days, customers=None, factor=1.0, usual=(0.9, 1.1), habit=0.25):
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
        "by_customer": pd.DataFrame({"customer_id": list("ABCD"), "usually_raised": habit}),
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


@pytest.mark.parametrize(
    ("habit", "flagged", "by_chance"),
    [
        (0.25, ("A",), 4 * 0.25**5),  # 1 in 1,024 seasons, and four customers who may be named
        (0.40, (), 0.0),  # 1 in 98 seasons: nobody is named for that
        (np.nan, (), 0.0),  # no day without an event to learn the habit from
    ],
)
def test_who_has_such_mornings_anyway_is_not_named(habit, flagged, by_chance):
    others = {who: [1.0] * 5 for who in "BCD"}
    found = flags(season(WEEKDAYS[:5], factors(A=[1.2] * 5, **others), habit=habit))
    assert (found.gaming, found.tried, found.by_chance) == (flagged, 4, pytest.approx(by_chance))


def test_how_many_signs_chance_alone_would_give_stands_beside_them():
    others = {who: [1.0] * 5 for who in "BCD"}
    raised, gaming = signs(flags(season(WEEKDAYS[:5], factors(A=[1.2] * 5, **others), factor=1.2)))[:2]
    assert raised.startswith(
        "E0, E1, E2, E3, E4: the morning was above that of 19 of 20 days without events; of 5"
    )
    assert "of 5 events 0.2 would be so by chance" in raised  # a twentieth of five
    assert gaming.startswith("1 of 4 customers used a tenth more than others on the mornings of all events")
    assert "chance alone would name under 0.1" in gaming


def test_how_often_a_morning_is_raised_is_learnt_on_the_hottest_days_without_events():
    """Ten days; on the four hottest A's factor is 1.2 three times, of others 1: (3 + 1) / (4 + 2)."""
    factor = np.ones((3, 10))
    factor[0, :4] = [1.2, 1.2, 1.2, 1.0]
    factor[0, 4:] = 1.5  # not hot: they do not count
    hot = np.zeros((3, 10), bool)
    hot[:, :4] = True
    kw = np.ones((3, 10))
    placebo = Placebo("ten_adjusted", kw, kw, factor, hot, kw)
    event = Event("E", WEEKDAYS[0], EVENING, "", ("A",))
    known = Settled(event, None, 0, placebo)
    other = Settled(replace(event, customers=("B",)), None, 1, placebo)
    unknown = Settled(replace(event, customers=("X",)), None, 0, None)
    assert usually_raised([known, other, unknown]) == pytest.approx({"A": 4 / 6, "B": 1 / 6})


def test_a_hot_day_that_raises_everybody_is_no_gaming():
    all_up = factors(**{who: [1.3] * 6 for who in "ABCD"})
    assert flags(season(WEEKDAYS[:6], all_up)).gaming == ()


def test_events_that_crowd_the_days_erode_the_baseline():
    crowded = flags(season(WEEKDAYS[::2])).eroded  # ten events in the nineteen weekdays from first to last
    assert crowded.startswith(
        "10 days with events in 19 weekdays: the days a baseline is made of lie ever further back"
    )
    assert flags(season(WEEKDAYS[::7])).eroded == ""  # three in fifteen
    assert flags(season(WEEKDAYS[:2])).eroded == ""  # two events are no habit
