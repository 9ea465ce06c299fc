"""Whom and when to call: by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from lib.programme.planner import peaks, rota

DAYS = np.arange("2026-07-01", "2026-07-11", dtype="datetime64[D]")
HEAT = np.array([30.0, 35, 34, 33, 20, 31, 36, 20, 20, np.nan])


def test_the_hottest_days_are_called_and_never_three_running():
    found = rota(DAYS, HEAT, np.ones(4), 4)
    assert [call.day for call in found.calls] == ["2026-07-02", "2026-07-03", "2026-07-06", "2026-07-07"]
    assert found.trigger == 31


def test_groups_take_turns_and_nobody_is_called_more_often_than_another():
    found = rota(DAYS, HEAT, np.array([4.0, 3, 2, 1]), 4, groups=2)
    assert [call.groups for call in found.calls] == [(1,), (2,), (1,), (2,)]
    assert found.group.tolist() == [1, 2, 1, 2]
    assert found.most_asked == 2


def test_every_further_call_brings_less():
    """Group 1 has 6 kW, group 2 has 4: .85 of it at first, .85 x .95 the second time."""
    found = rota(DAYS, HEAT, np.array([4.0, 3, 2, 1]), 4, groups=2)
    assert [call.expected_kw for call in found.calls] == pytest.approx([5.1, 3.4, 5.1 * 0.95, 3.4 * 0.95])


def test_two_groups_at_once_are_all_of_two():
    found = rota(DAYS, HEAT, np.array([4.0, 3, 2, 1]), 1, groups=2, at_once=2, opt_out=0, fatigue=0)
    assert found.calls[0].expected_kw == 10
    assert found.calls[0].groups == (1, 2)


def test_a_winter_peak_lies_in_the_morning_and_a_summer_one_in_the_evening():
    dates = [date(2026, 1, 5) + timedelta(n) for n in range(20)] + [
        date(2026, 7, 6) + timedelta(n) for n in range(20)
    ]
    load = np.ones((40, 24))
    load[:20, 6:10] = 3
    load[20:, 17:21] = 5
    winter, summer = peaks(dates, load)
    assert (winter.season, winter.window, winter.kw, winter.share) == ("winter", (6, 10), 3, 1)
    assert (summer.season, summer.window, summer.kw) == ("summer", (17, 21), 5)


def test_without_days_there_is_nothing_to_call():
    assert rota(DAYS, np.full(10, np.nan), np.ones(2), 3).calls == ()
    assert peaks([date(2026, 7, 1)], np.full((1, 24), np.nan)) == ()
