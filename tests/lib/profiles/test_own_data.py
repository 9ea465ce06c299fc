"""What the page of a customer says of its data: each fault by hand, and nothing of sound data."""

from types import SimpleNamespace

import numpy as np
import pytest

from lib.profiles.own_data import own_data
from tests.lib.changes.homes import days_of, quiet


def said(days: np.ndarray, valid: float = 28, complete: float = 1.0) -> list[str]:
    profiles = SimpleNamespace(valid_days=np.array([valid]), completeness=np.array([complete]))
    found = own_data(profiles, 0, days_of(days[None]))
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in found]


def test_of_sound_data_nothing_is_said():
    assert said(quiet()) == []


def test_few_days_and_missing_readings_come_first():
    assert said(quiet(), valid=12, complete=0.905) == [
        "12 whole days: 28 make a typical day that can be trusted.",
        "9.5 % of the readings are missing; means are over those that are there.",
    ]


def test_days_that_are_not_counted_are_not_called_few():
    assert said(quiet(), valid=np.nan) == []


def broken(change) -> np.ndarray:
    days = quiet()
    change(days)
    return days


def holes(days):
    days[:2] = np.nan  # before the first reading: no gap
    days[5, 3:10] = np.nan
    days[9, 0] = np.nan


def fed_in(days):
    days[3, 11:14] = -0.5


def still(days):
    days[4] = 0.4


def spike(days):
    days[6, 15] = 9.0


def away(days):
    days[10:13] = 0.1 + 0.001 * np.arange(24)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (holes, "2 of 26 days have a gap, the first on 2026-01-10, the longest of 7 hours."),
        (fed_in, "3 hours are below zero: something is fed in, or the register is a net one."),
        (still, "One value stood for 24 hours: the meter stood still, or it was estimated."),
        (spike, "One hour is over 4 times the load of the highest hundredth, at 2026-01-11 15:00: 9.0 kW."),
        (away, "On 3 of 28 whole days hardly anything ran: away, or vacant."),
    ],
)
def test_each_fault_is_told_with_its_size_and_place(change, sentence):
    assert sentence in said(broken(change))


def test_without_single_days_only_the_counts_are_told():
    profiles = SimpleNamespace(valid_days=np.array([3.0]), completeness=np.array([np.nan]))
    assert own_data(profiles, 0, None) == ["3 whole days: 28 make a typical day that can be trusted."]
