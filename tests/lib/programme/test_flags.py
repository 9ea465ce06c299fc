"""Signs that something is off: each is there where it should be, and not where it should not."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from lib.programme.events import Clock, Event
from lib.programme.flags import flags
from lib.programme.likedays import LikeDays
from lib.programme.load import Load
from lib.programme.mornings import COLUMNS, mornings
from lib.programme.placebo import Placebo
from lib.programme.types import Course, Result, Settlement
from lib.programme.units import Units
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


def season(days, customers=None, factor=1.0, usual=(0.9, 1.1), by_customer=None):
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
        "by_customer": tried() if by_customer is None else by_customer,
    }
    return Settlement(**blank)


def test_a_morning_above_those_of_placebo_days_is_raised():
    assert flags(season(WEEKDAYS[:2], factor=1.11)).raised == ("E0", "E1")
    assert flags(season(WEEKDAYS[:2], factor=1.10)).raised == ()


def tried(**chance_and_rise):
    """A row for each customer: how probable its mornings are, and how much higher."""
    rows = [(who, rise, chance) for who, (chance, rise) in chance_and_rise.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_who_is_up_by_a_tenth_beyond_chance_is_named_among_those_who_could_be_tried():
    known = tried(A=(0.01, 0.10), B=(0.011, 0.9), C=(0.001, 0.09), D=(np.nan, np.nan))
    found = flags(season(WEEKDAYS[:5], by_customer=known))
    assert (found.gaming, found.tried) == (("A",), 3)


def test_how_many_signs_chance_alone_would_give_stands_beside_them():
    found = flags(
        season(WEEKDAYS[:5], factor=1.2, by_customer=tried(A=(0.001, 0.5), **dict.fromkeys("BCD", (0.5, 0))))
    )
    raised, gaming = signs(found)[:2]
    assert raised.startswith(
        "E0, E1, E2, E3, E4: the morning was above that of 19 of 20 days without events; of 5"
    )
    assert "of 5 events 0.2 would be so by chance" in raised  # a twentieth of five
    assert gaming.startswith(
        "1 of 4 customers used a tenth more, or beyond, on the mornings of events than on like days"
    )
    assert "chance alone would name under 0.1" in gaming  # a hundredth of four


def homes(first, days=20):
    """Four homes on twenty weekdays, all usable but the last five, on which all have events; the second half is hot.

    The load before is 1 kW up and down by a tenth, but on the days of events that of the first is so many times more.
    """
    before = np.tile(np.exp([-0.1, 0.1] * (days // 2)), (4, 1))
    called = np.zeros((4, days), bool)
    called[:, -5:] = True
    before[0, -5:] *= first
    kw = np.stack([before, np.ones((4, days)), np.ones((4, days))], axis=2)
    parts = np.array([True, False, False]), np.array([False, True, False])
    dates = np.array(["2026-07-06"], "datetime64[D]") + np.arange(days)
    nobody = np.full(days, False)
    load = Load(
        np.array(list("ABCD")),
        dates,
        kw,
        np.zeros(3),
        np.ones(3),
        parts[1],
        parts[0],
        np.ones(4),
        nobody * np.nan,
    )
    like = LikeDays(~called, called, called & False, nobody, nobody)
    hot = ~called & (np.arange(days) >= 9)
    placebo = Placebo("ten_adjusted", before, before, before, hot, before)
    return Units(
        {(who,): row for row, who in enumerate("ABCD")},
        load,
        None,
        like,
        {("ten_adjusted", False): placebo},
        None,
    )


def test_a_morning_is_compared_with_own_hot_mornings_and_with_the_others_of_the_day():
    found = mornings(homes(1.5)).set_index("customer_id")
    assert found.loc["A", "morning_rise"] == pytest.approx(0.5)
    assert found.loc["A", "morning_chance"] < 0.001
    assert found.loc["B":, "morning_rise"].abs().max() < 1e-9  # what moves everybody is no sign
    assert found.loc["B":, "morning_chance"].min() > 0.4


def test_too_few_events_are_not_tried():
    few = homes(1.5)
    few.like.called[:, -5] = False
    assert mornings(few)["morning_chance"].isna().all()


def test_a_hot_day_that_raises_everybody_is_no_gaming():
    up = homes(1.0)
    up.load.kw[:, -5:, 0] *= 1.5
    assert mornings(up)["morning_rise"].abs().max() < 1e-9


def test_events_that_crowd_the_days_erode_the_baseline():
    crowded = flags(season(WEEKDAYS[::2])).eroded  # ten events in the nineteen weekdays from first to last
    assert crowded.startswith(
        "10 days with events in 19 weekdays: the days a baseline is made of lie ever further back"
    )
    assert flags(season(WEEKDAYS[::7])).eroded == ""  # three in fifteen
    assert flags(season(WEEKDAYS[:2])).eroded == ""  # two events are no habit
