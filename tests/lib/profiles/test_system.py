"""The territory hour by hour, and the days that are like those of an event."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from lib.profiles.system import System, event_days, observe, season_of
from tests.lib.readings.made import MONDAY, hours, read, write


def system_of(window_kw, first=date(2026, 6, 1), customers=10):
    """A territory at 1 kW a customer but for the window 17-21."""
    kw = np.ones((len(window_kw), 24))
    kw[:, 17:21] = np.array(window_kw)[:, None]
    days = tuple(first + timedelta(days=i) for i in range(len(window_kw)))
    return System(days, kw, np.full(kw.shape, float(customers)), "f", "demo")


def test_the_mean_customer_and_the_sum(tmp_path):
    rows = hours("A", 3, lambda c, d, h: 1.0 + h % 2) + hours("B", 2, lambda c, d, h: 3.0 + h % 2)
    system = observe(read(write(tmp_path / "a.csv", rows)))
    assert system.dates == (date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3))
    assert system.kw[:, :2].tolist() == [[2.0, 3.0], [2.0, 3.0], [1.0, 2.0]]
    assert system.customers[:, 0].tolist() == [2, 2, 1]
    assert system.total_kw[0, :2].tolist() == [4.0, 6.0]


def test_a_day_that_nobody_has_is_a_hole(tmp_path):
    rows = hours("AB", 1) + hours("AB", 1, first=MONDAY + timedelta(days=2))
    system = observe(read(write(tmp_path / "a.csv", rows)))
    assert len(system.dates) == 3
    assert np.isnan(system.kw[1]).all()
    assert system.covered.all(axis=1).tolist() == [True, False, True]


def test_a_tenth_of_the_days_and_at_least_three_are_event_like():
    assert event_days(system_of(np.arange(10.0)), (17, 21)).event_like.sum() == 3
    assert event_days(system_of(np.arange(50.0)), (17, 21)).event_like.sum() == 5
    assert event_days(system_of(np.arange(2.0)), (17, 21)).event_like.sum() == 2


def test_the_excess_is_over_the_days_own_type():
    # Weekdays 1..5 about 3; Saturday 10 and Sunday 12 about 11.
    events = event_days(system_of([1, 2, 3, 4, 5, 10, 12]), (17, 21))
    assert events.excess.tolist() == [-2, -1, 0, 1, 2, -1, 1]
    assert np.flatnonzero(events.event_like).tolist() == [3, 4, 6]


def test_a_window_may_pass_midnight():
    system = system_of([1, 2, 3, 4, 5])
    assert event_days(system, (20, 2)).excess == pytest.approx((np.arange(5) - 2) / 6)


def test_days_that_too_few_customers_have_are_not_judged():
    system = system_of([1, 2, 3, 4, 99])
    system.customers[4] = 4  # of 10
    events = event_days(system, (17, 21))
    assert np.isnan(events.excess[4])
    assert not events.event_like[4]
    assert all(day < 4 for day, _ in events.peak_hours)


def test_the_five_highest_hours_of_the_system():
    events = event_days(system_of([1, 5, 3]), (17, 21))
    assert events.peak_hours == ((1, 17), (1, 18), (1, 19), (1, 20), (2, 17))


@pytest.mark.parametrize(
    "month, season",
    [(12, "winter"), (2, "winter"), (3, "spring"), (6, "summer"), (9, "autumn"), (11, "autumn")],
)
def test_seasons(month, season):
    assert season_of(datetime(2026, month, 1).date()) == season


def test_a_system_load_says_which_days_and_hours_are_highest(tmp_path):
    rows = hours("AB", 10, lambda c, d, h: 1.0 + (d == 0))
    given = tuple(
        (
            (MONDAY + timedelta(days=day)).strftime("%Y-%m-%d"),
            (*(1e6,) * 17, *(1e6 + day * 1e5,) * 4, *(1e6,) * 3),
        )
        for day in range(10)
    )
    found = read(write(tmp_path / "a.csv", rows))
    own, system = observe(found), observe(replace(found, system_kw=given, system_name="load.csv"))
    assert own.called_by == "the sum of the customers"
    assert system.called_by == "the system load in load.csv"
    assert np.flatnonzero(event_days(own, (17, 21)).event_like).tolist()[0] == 0
    called = event_days(system, (17, 21))
    assert np.flatnonzero(called.event_like).tolist() == [7, 8, 9]
    assert called.peak_hours[:4] == ((9, 17), (9, 18), (9, 19), (9, 20))
    assert system.event_kw.mean() == pytest.approx(own.kw.mean())
    assert system.total_kw.tolist() == own.total_kw.tolist()


def test_a_system_load_of_another_year_is_no_help(tmp_path):
    found = read(write(tmp_path / "a.csv", hours("AB", 3)))
    system = observe(replace(found, system_kw=(("1999-01-01", (1.0,) * 24),), system_name="load.csv"))
    assert system.called_by == "the sum of the customers"
