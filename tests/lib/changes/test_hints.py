"""Hints: each technology is seen where it was put, is new only where it came, and nothing is seen elsewhere."""

import numpy as np
import pytest

from lib.changes import hints
from lib.changes.hints import TECHNOLOGIES, span_of
from tests.lib.changes.homes import days_of, quiet, with_car, with_panels

EVERY_OTHER = range(0, 28, 2)
COLD = np.tile([-4.0, 0.0, 4.0, 8.0], 7)
HOT = 26 - COLD


def names(found):
    return [hint.label for hint in found]


def test_a_quiet_home_hints_at_nothing():
    assert hints(days_of([quiet()], COLD)) == [()]


def test_a_car_shows_with_its_size_its_nights_and_its_hours():
    [[hint]] = hints(days_of([with_car(quiet(), EVERY_OTHER)]))
    assert (hint.technology, hint.new, hint.hours) == ("electric vehicle", False, (1, 2, 3))
    assert hint.kw == pytest.approx(3.6, abs=0.2)
    assert hint.strength == pytest.approx(0.5, abs=0.03)
    assert hint.why == "3.6\xa0kW more in a block at night on 50\xa0% of nights, about 01:00 to 04:00"
    assert (hint.with_kw - hint.without_kw)[1:4] == pytest.approx([3.6] * 3, abs=0.1)
    assert np.abs(hint.with_kw - hint.without_kw)[8:].max() < 0.2


@pytest.mark.parametrize("nights", [range(0, 28, 5), range(28)], ids=["too few", "every night, as a heater"])
def test_blocks_on_too_few_nights_or_on_all_are_no_car(nights):
    assert hints(days_of([with_car(quiet(), nights)])) == [()]


def test_blocks_that_are_half_as_large_on_the_other_nights_are_a_heater():
    """Found on made homes: a water heater whose weaker nights were no clear blocks passed for a car."""
    on, weak = EVERY_OTHER, [night for night in range(28) if night not in EVERY_OTHER]
    car, heater = with_car(quiet(), on, 2.4), with_car(with_car(quiet(), on, 2.4), weak, 1.5)
    found = hints(days_of([car, heater]))
    assert [names(each) for each in found] == [["possible electric vehicle"], []]


def blocks(kw: list[float], hours: slice = slice(1, 4)) -> np.ndarray:
    """A quiet home with a block of so many kW on every third night."""
    home = quiet()
    for day, size in zip(range(2, 28, 3), kw, strict=False):
        home[day, hours] += size
    return home


@pytest.mark.parametrize(
    ("kw", "hours", "fewest"),
    [
        ([3.6] * 9, slice(1, 4), 6),
        ([3.0, 3.45, 3.9] * 3, slice(1, 4), 7),
        ([3.6] * 9, slice(2, 8), 4),
    ],
    ids=["very much alike", "alike", "long"],
)
def test_the_more_alike_and_the_longer_the_blocks_the_fewer_nights_will_do(kw, hours, fewest):
    """26 of 28 nights are looked at: four are .15 of them, six .23, seven .27; 3.0 and 3.9 kW lie .13 apart."""
    assert hints(days_of([blocks(kw[: fewest - 1], hours)])) == [()]
    [[hint]] = hints(days_of([blocks(kw[:fewest], hours)]))
    assert hint.technology == "electric vehicle"


def test_blocks_of_a_strong_charger_may_differ_more_for_it_fills_its_hours_in_part():
    """A quarter of its middling size apart: from 4.5 kW on that is a car, below it is not."""
    parts = np.array([1.25, 1.0, 0.75] * 3)
    [strong, weak] = hints(days_of([blocks(6.0 * parts), blocks(3.6 * parts)]))
    assert (names(strong), weak) == (["possible electric vehicle"], ())


def test_a_block_that_ends_in_the_morning_is_seen_and_one_that_begins_before_seven_in_the_evening_is_not():
    morning, early = blocks([3.6] * 9, slice(3, 9)), blocks([3.6] * 9, slice(17, 19))
    assert [names(each) for each in hints(days_of([morning, early]))] == [["possible electric vehicle"], []]


def test_a_car_that_came_is_new_and_one_that_was_there_is_not():
    later = np.arange(56) >= 28
    came = with_car(quiet(56), range(28, 56, 2))
    always = with_car(quiet(56), range(0, 56, 2))
    went = with_car(quiet(56), range(0, 28, 2))
    found = hints(days_of([came, always, went]), later)
    assert [names(each) for each in found] == [
        ["possible new electric vehicle"],
        ["possible electric vehicle"],
        [],
    ]


def test_panels_show_by_what_they_feed_in_or_by_a_midday_below_the_night():
    feeding, netted = with_panels(quiet()), np.maximum(with_panels(quiet()), 0.0)
    for [hint] in hints(days_of([feeding, netted])):
        assert hint.technology == "solar panels"
        assert set(range(10, 16)) >= set(hint.hours) >= {11, 12, 13, 14}
        assert hint.strength == 1.0


def test_panels_that_came_are_new():
    before, after = quiet(28), with_panels(quiet(28, 1))
    later = np.arange(56) >= 28
    [[hint]] = hints(days_of([np.concatenate([before, after])]), later)
    assert hint.label == "possible new solar panels"


def test_a_battery_is_told_with_its_panels_and_once():
    stored = np.maximum(with_panels(quiet()), 0.0)
    stored[::2, 17:23] = 0.0
    [[hint]] = hints(days_of([stored]))
    assert hint.technology == "battery with solar panels"
    assert hint.hours == (19, 20, 21)


@pytest.mark.parametrize(("technology", "celsius"), [("electric heating", COLD), ("air conditioning", HOT)])
def test_load_that_follows_the_temperature(technology, celsius):
    degrees = np.maximum(18 - celsius, 0) if technology == "electric heating" else np.maximum(celsius - 18, 0)
    home = quiet()
    home[:, 8:20] += 0.2 * degrees[:, None]
    [[hint]] = hints(days_of([home], celsius))
    assert hint.technology == technology
    assert hint.strength == pytest.approx(0.1, rel=0.15)  # kW/degC of the whole day: half of the hours
    assert set(hint.hours) == set(range(8, 20))


def test_a_car_that_charged_on_hot_nights_is_no_air_conditioning():
    """Found on a made territory: possible air conditioning from 01:00 to 03:00, the very hours of the new car."""
    hot = np.flatnonzero(HOT > 20)
    [[hint]] = hints(days_of([with_car(quiet(), hot)], HOT))
    assert hint.technology == "electric vehicle"
    cooled = with_car(quiet(), hot)
    cooled[:, 8:20] += 0.4 * np.maximum(HOT - 18, 0)[:, None]
    [found] = hints(days_of([cooled], HOT))
    assert names([found[-1]]) == ["possible air conditioning"]


def test_days_away_say_nothing_of_the_weather():
    """Of 28 days nobody is there on the coldest seven; empty, a house would seem to need less the colder it gets."""
    home = quiet() + 0.2 * np.maximum(14 - COLD, 0)[:, None]
    home[COLD == -4.0] = 0.1
    [[hint]] = hints(days_of([home], COLD))
    assert (hint.technology, len(hint.hours)) == ("electric heating", 24)
    assert hint.strength == pytest.approx(0.2, rel=0.05)


def test_without_temperatures_nothing_is_said_of_heating():
    home = quiet() + 0.2 * (18 - COLD)[:, None]
    assert hints(days_of([home])) == [()]


def test_heating_is_new_only_where_earlier_days_were_as_cold():
    later = np.arange(56) >= 28
    home = quiet(56) + np.where(later, 0.1 * np.maximum(14 - np.tile(COLD, 2), 0), 0)[:, None]
    [[hint]] = hints(days_of([home], np.tile(COLD, 2)), later)
    assert hint.label == "possible new electric heating"
    mild = np.concatenate([np.full(28, 15.0), COLD])
    [[hint]] = hints(days_of([home], mild), later)
    assert hint.label == "possible electric heating"


def test_thirteen_days_hint_at_nothing():
    assert hints(days_of([with_car(quiet(13), range(0, 13, 2)), with_panels(quiet(13))])) == [(), ()]


def test_missing_hours_are_no_evidence():
    gappy = with_car(quiet(), EVERY_OTHER)
    gappy[3:5] = np.nan
    gappy[8, 5:9] = np.nan
    [[hint]] = hints(days_of([gappy]))
    assert hint.technology == "electric vehicle"
    assert hints(days_of([np.full((28, 24), np.nan)], COLD)) == [()]


def test_one_customer_at_a_time_gives_the_same():
    homes = [quiet(), with_car(quiet(28, 3), EVERY_OTHER), with_panels(quiet(28, 4))]
    together = hints(days_of(homes, COLD))
    for home, found in zip(homes, together, strict=True):
        [alone] = hints(days_of([home], COLD))
        assert [hint.why for hint in alone] == [hint.why for hint in found]


def test_hours_are_told_as_a_span():
    assert span_of((23, 0, 1)) == "23:00 to 02:00"
    assert span_of((10, 11, 12)) == "10:00 to 13:00"
    assert span_of(()) == "no hour in particular"
    assert len(TECHNOLOGIES) == 5
