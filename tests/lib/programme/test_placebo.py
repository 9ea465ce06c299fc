"""Placebo days: what the panel says, the band that comes of it, and that it can fail."""

import numpy as np
import pytest

from benchmarks.seasons import season
from lib.programme.baselines import DEFAULT, METHODS, baseline
from lib.programme.choosing import recommend
from lib.programme.placebo import (
    Placebo,
    half_width,
    half_width_of_many,
    nine_tenths,
    trust,
    try_out,
)
from tests.lib.programme import made


def placebo(errors, base=100.0, hot=()):
    """One unit with one baseline of 100 kW and the errors given, in percent."""
    errors = np.atleast_2d(np.asarray(errors, float))
    base_kw = np.full(errors.shape, base)
    mask = np.zeros(errors.shape, bool)
    mask[:, list(hot) or slice(None)] = True
    return Placebo(DEFAULT, base_kw, base_kw * (1 + errors / 100), np.ones(errors.shape), mask, errors)


def test_the_rank_is_nine_tenths_of_one_more_than_there_are():
    assert nine_tenths(np.arange(1.0, 20.0)) == 18  # 20 x .9 of 19
    assert nine_tenths(np.arange(1.0, 10.0)) == 9  # 10 x .9 of 9
    assert nine_tenths(np.array([3.0, 1.0])) == 3  # rank 3 of 2: the largest


def test_the_band_of_one_event_is_a_tenth_wider_than_the_worse_of_all_and_hot_days():
    errors = [1] * 17 + [-4, 5, 6]  # 20 days: rank 19 is 5
    assert half_width(placebo(errors))[0] == pytest.approx(1.1 * 0.05)  # all are hot
    assert half_width(placebo(errors, hot=[17, 18, 19]))[0] == pytest.approx(
        1.1 * 0.06
    )  # rank 4 of 3: the largest


def test_under_nine_placebo_days_there_is_no_band():
    assert np.isnan(half_width(placebo([1] * 8))[0])
    assert np.isnan(half_width_of_many([(placebo([1] * 8), 0, 50.0)])[0])
    assert half_width(placebo([1] * 9))[0] == pytest.approx(0.011)


def test_the_band_of_many_events_by_hand():
    """e = +-2 % on 20 days, +1 % on the hot ones: 2 x 1.729 x .02 / sqrt(4) + .01 of the baselines' sum."""
    errors = [2, -2] * 10
    hot = placebo(errors, hot=[0, 2, 4, 1])  # 2, 2, 2, -2: +1 % on average
    share, days = half_width_of_many([(hot, 0, 100.0)] * 4)
    assert share == pytest.approx(2 * 1.7291 * 0.02 / 2 + 0.01, rel=1e-4)
    assert days == 20


def test_units_count_by_their_share():
    """A unit with 1 % errors and three quarters of the load, one with 3 % and a quarter."""
    two = placebo([[1, -1] * 10, [3, -3] * 10], hot=range(20))
    share, _ = half_width_of_many([(two, 0, 300.0), (two, 1, 100.0)])
    rms = np.sqrt(0.75 * 0.01**2 + 0.25 * 0.03**2)
    assert share == pytest.approx(2 * 1.7291 * rms / np.sqrt(2), rel=1e-4)


def test_bias_and_cv_by_hand():
    """Baseline 100 on every day, load 90 and 110: no bias, and an error of 10 of 100."""
    found = trust(placebo([-10, 10]))
    assert (found.bias, found.cv_rmse, found.days) == (pytest.approx(0), pytest.approx(0.1), 2)
    assert trust(placebo([-10, -10])).bias == pytest.approx(10 / 90)


def test_placebo_days_are_of_the_past_of_their_kind_and_without_events():
    load = made.load(np.arange(1.0, 21.0))
    like = made.all_usable(load, called=(len(load.dates) - 1,))
    tried = try_out(load, like, METHODS["ten_raw"])
    days = np.flatnonzero(np.isfinite(tried.base_kw[0]))
    assert tried.days[0] == 9  # twenty weekdays: the eleventh to the nineteenth, the last is an event
    assert tried.base_kw[0, days[0]] == pytest.approx(5.5)  # 1 .. 10
    assert tried.actual_kw[0, days[0]] == 11


def test_hot_days_are_the_upper_third_by_temperature_else_by_the_morning():
    kw = [10.0] * 21
    heat = made.load(kw, temperature=np.arange(21.0))
    heat.temperature_c[np.isnan(heat.temperature_c)] = 0
    by_heat = try_out(heat, made.all_usable(heat), METHODS["ten_raw"])
    assert by_heat.hot.sum() == 4  # of eleven placebo days those from the 2/3 quantile up
    assert by_heat.hot[0, -1]
    mornings = made.load(kw, before_kw=np.arange(21.0, 0.0, -1.0))
    by_load = try_out(mornings, made.all_usable(mornings), METHODS["ten_raw"])
    assert not by_load.hot[0, -1]


@pytest.fixture(scope="module")
def seasons():
    """Sixty seasons whose truth is known, with the default tried on their placebo days."""
    return [(one, try_out(one.load, one.like, METHODS[DEFAULT])) for one in map(season, range(60))]


def biases(seasons, method):
    found = []
    for one, _ in seasons[:15]:
        for day, true in zip(one.days, one.true_kw, strict=True):
            base = baseline(one.load, one.like.of_kind(day), day, METHODS[method])[0][0, 1]
            found.append(base / (one.load.kw[0, day, 1] + true) - 1)
    return np.array(found)


def test_ten_days_as_they_are_fall_short_on_hot_days(seasons):
    assert -0.30 < biases(seasons, "ten_raw").mean() < -0.18
    assert abs(biases(seasons, DEFAULT).mean()) < 0.08


def test_the_panel_can_fail(seasons):
    """It says of the plain rule that it falls short on hot days, and of the default that it does not by much."""
    plain = [trust(try_out(one.load, one.like, METHODS["ten_raw"])).hot_bias for one, _ in seasons[:15]]
    usual = [trust(placebo).hot_bias for _, placebo in seasons[:15]]
    assert np.mean(plain) < -0.06
    assert np.mean(plain) < 2 * np.mean(usual)


def test_bands_cover_what_was_really_given(seasons):
    inside, sums = [], []
    for one, tried in seasons:
        base = np.array(
            [baseline(one.load, one.like.of_kind(d), d, METHODS[DEFAULT])[0][0, 1] for d in one.days]
        )
        miss = base - one.load.kw[0, one.days, 1] - one.true_kw
        inside += list(np.abs(miss) <= half_width(tried)[0] * base)
        share, _ = half_width_of_many([(tried, 0, kw) for kw in base])
        sums.append(abs(miss.sum()) <= share * base.sum())
    assert 0.88 <= np.mean(inside) <= 0.97
    assert 0.88 <= np.mean(sums) <= 0.97


def many(errors, seed=0, name=DEFAULT):
    """60 placebo days with normal errors of so many percent."""
    rng = np.random.default_rng(seed)
    made_one = placebo(errors * rng.standard_normal(60))
    return Placebo(name, made_one.base_kw, made_one.actual_kw, made_one.factor, made_one.hot, made_one.heat)


def test_a_clearly_better_method_is_taken():
    taken = recommend({DEFAULT: many(10), "nearest_8": many(4, 1, "nearest_8")})
    assert taken.method == "nearest_8"
    assert "on odd and on even days" in taken.reason


def test_a_slightly_better_method_is_not():
    assert recommend({DEFAULT: many(10), "nearest_8": many(9.5, 0, "nearest_8")}).method == DEFAULT


def test_a_method_that_is_better_on_every_other_day_is_not():
    halves = placebo(np.where(np.arange(60) % 2, 12.0, 1.0))
    other = Placebo("nearest_8", halves.base_kw, halves.actual_kw, halves.factor, halves.hot, halves.heat)
    assert recommend({DEFAULT: placebo([10.0] * 60), "nearest_8": other}).method == DEFAULT


def test_under_twenty_placebo_days_nothing_is_chosen():
    few = recommend({DEFAULT: placebo([10.0, -9.0] * 9), "nearest_8": placebo([1.0, -1.0] * 9)})
    assert few.method == DEFAULT
    assert few.reason == "10 latest, adjusted: 18 placebo days are too few to choose another (20 are needed)."
