"""Which programme fits a segment: traits by hand, the order of the menu, the analyst's choice."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from lib.menu import menu
from lib.segments.suited import TRAITS, keeps, segment_traits, suited, why

WINDOW = (17, 21)
LEVEL = dict.fromkeys(TRAITS, 1.0) | {
    "night_peak": 1.0,
    "weather": 0.0,
    "above_base": 0.0,
    "midday_share": 0.17,
    "usual_kwh": 20.0,
}


def day(base: float, hours: range, kw: float) -> np.ndarray:
    made = np.full(24, base)
    made[list(hours)] = kw
    return made


def segments(*days: np.ndarray) -> SimpleNamespace:
    """Two customers in each segment, alike."""
    kw = np.array(days)
    k = len(kw)
    return SimpleNamespace(
        mean_kw=kw, k=k, sizes=np.full(k, 2), daily_kwh=kw.sum(axis=1), numbers=tuple(range(1, k + 1)),
        customer_id=np.array([f"C{i}" for i in range(2 * k)]), number=np.repeat(np.arange(1, k + 1), 2),
        hourly_kw=np.repeat(kw, 2, axis=0),
    )  # fmt: skip


def profiles(figures=None) -> SimpleNamespace:
    return SimpleNamespace(figures=figures, customer_id=np.array(["C0", "C1"]))


def programmes(**traits: float) -> list[str]:
    """What fits a segment with these traits, else level: by rule first."""
    row = pd.DataFrame([LEVEL | traits], index=[1])
    [found] = suited(row, ["Any"], menu())
    return [found.programme.id, *(each.id for each in found.also)]


def test_traits_of_an_evening_peak_by_hand():
    """0.5 kW all day and 2.5 kW for four hours: 20 kWh, a mean of 5/6 kW."""
    row = segment_traits(segments(day(0.5, range(17, 21), 2.5)), profiles(), WINDOW).loc[1]
    assert row["window_over_mean"] == pytest.approx(3.0)
    assert row["above_base"] == pytest.approx(0.8)
    assert row["night_peak"] == pytest.approx(0.6)
    assert row["midday_share"] == pytest.approx(0.1)
    assert row["load_factor"] == pytest.approx(1 / 3)
    assert row["size"] == 1.0
    assert np.isnan(row["weather"])


def test_traits_over_event_like_days_are_sums_over_the_members():
    """4 kW and 2 kW in the window, 1 kW of base each; 0.5 and 0.25 kW for each of 2 kW of excess."""
    figures = SimpleNamespace(
        window_kw=np.array([4.0, 2.0]),
        base_kw=np.array([1.0, 1.0]),
        slope=np.array([0.5, 0.25]),
        day_span=2.0,
    )
    row = segment_traits(segments(day(0.5, range(17, 21), 2.5)), profiles(figures), WINDOW).loc[1]
    assert row["above_base"] == pytest.approx(4 / 6)
    assert row["weather"] == pytest.approx(1.5 / 6)


def test_a_segment_that_exports_has_a_level_and_a_midday_below_zero():
    row = segment_traits(segments(day(1.0, range(11, 15), -3.0)), profiles(), WINDOW).loc[1]
    assert row["midday_share"] == pytest.approx(-12 / 32)
    assert programmes(midday_share=row["midday_share"])[0] == "midday_shift"


@pytest.mark.parametrize(
    ("traits", "fits"),
    [
        ({"midday_share": 0.05}, ["midday_shift"]),
        ({"night_peak": 2.5}, ["managed_charging"]),
        (
            {"weather": 0.4, "above_base": 0.8, "window_over_mean": 2.2},
            ["thermostat", "critical_peak_price", "peak_time_rebate"],
        ),
        ({"above_base": 0.8, "window_over_mean": 2.2}, ["critical_peak_price", "peak_time_rebate"]),
        ({"above_base": 0.8, "window_over_mean": 2.2, "size": 0.5}, ["peak_time_rebate"]),
        ({"load_factor": 0.5}, ["time_of_use"]),
        ({}, ["efficiency"]),
    ],
)
def test_the_first_of_the_menu_whose_limits_hold_fits_and_the_others_are_named(traits, fits):
    assert programmes(**traits) == fits


def test_a_trait_that_is_not_known_keeps_no_limit():
    [thermostat] = [each for each in menu() if each.id == "thermostat"]
    known = pd.Series(LEVEL | {"weather": 0.9, "above_base": 0.9, "window_over_mean": 2.0})
    assert keeps(known, thermostat)
    assert not keeps(known.where(known.index != "weather"), thermostat)


def test_why_tells_each_trait_with_its_limit():
    row = pd.Series(LEVEL | {"above_base": 0.84, "window_over_mean": 2.25})
    [price] = [each for each in menu() if each.id == "critical_peak_price"]
    assert why(row, price).replace("\N{NO-BREAK SPACE}", " ") == (
        "load in the window 2.2 times the mean (at least 1.5); 84 % of the peak-day load in the window above base "
        "(at least 50 %); 1.0 times the energy of the usual customer (at least 0.8)"
    )
    assert why(row, menu()[-1]).replace("\N{NO-BREAK SPACE}", " ") == "the mean is 100 % of the highest hour"


def test_the_end_of_an_evening_is_no_night_load():
    """Found on Dutch households: of 2.5 kW from 20 to 24 and 0.4 kW else the night is .53 of the mean."""
    row = segment_traits(segments(day(0.4, range(20, 24), 2.5)), profiles(), WINDOW).loc[1]
    assert row["night_peak"] == pytest.approx(0.4 / 0.75)


def test_customers_larger_than_homes_are_spoken_to_as_such_and_by_the_middling_one():
    """Of three customers the middling uses 240 kWh a day; the words of an analyst hold for all."""
    some = segments(day(10.0, range(0), 0.0))
    some.hourly_kw, some.number = np.array([[0.5] * 24, [10.0] * 24, [90.0] * 24]), np.array([1, 1, 1])
    assert segment_traits(some, profiles(), WINDOW).loc[1, "usual_kwh"] == pytest.approx(240.0)
    row = pd.DataFrame([LEVEL | {"usual_kwh": 240.0}], index=[1])
    [found] = suited(row, ["Flat"], menu())
    assert found.large == "the middling customer uses 240\N{NO-BREAK SPACE}kWh a day, more than homes do"
    assert (
        found.programme.message == "Something runs when nobody is there. Find it once, and it saves all year."
    )
    assert found.programme.level.startswith("Of homes: always-on devices took nearly 23 % of home use")
    assert (found.also, found.by_rule.id) == ((), "efficiency")
    [home] = suited(row.assign(usual_kwh=120.0), ["Flat"], menu())
    assert (home.large, home.programme) == ("", menu()[-1])
    [own] = suited(row, ["Flat"], menu((("efficiency.message", "Look behind it."),)))
    assert own.programme.message == "Look behind it."
    assert own.programme.channel == found.programme.channel


def test_a_choice_goes_by_the_name_by_rule_and_the_rule_stays_in_sight():
    row = pd.DataFrame([LEVEL], index=[1])
    [found] = suited(row, ["Flat; all=day"], menu(), (("Flat allday", "thermostat"),))
    assert (found.programme.id, found.by_rule.id) == ("thermostat", "efficiency")


def test_an_edited_limit_decides():
    edited = menu((("efficiency.message", "Other"), ("time_of_use.load_factor", 1.0)))
    [found] = suited(pd.DataFrame([LEVEL], index=[1]), ["Flat"], edited)
    assert found.programme.id == "time_of_use"
    assert (
        replace(found, also=()).why
        == "the mean is 100\N{NO-BREAK SPACE}% of the highest hour (at most 100\N{NO-BREAK SPACE}%)"
    )
