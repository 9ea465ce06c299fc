"""Every baseline on days whose numbers are small enough to check by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.programme.baselines import METHODS, baseline, choose, with_control
from tests.lib.programme import made

# Eleven weekdays from Monday 1 June 2026: ten like days, then the event day, Monday 15 June.
TEN = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]


def event_kw(method, event=TEN, before=None, today=(50, 0), **more):
    """Baseline of the event's hours on the last day, and the factor."""
    before = [50] * len(event) if before is None else before
    load = made.load([*event, today[1]], [*before, today[0]], **more)
    base, factor = baseline(load, load.whole, len(load.dates) - 1, METHODS[method])
    return base[0, 1], factor[0]


@pytest.mark.parametrize(
    ("method", "kw"),
    [
        ("ten_raw", 55),  # 550 / 10
        ("ten_adjusted", 55),  # the same morning as ever: factor 1
        ("high_5_of_10", 80),  # (60 + 70 + 80 + 90 + 100) / 5
        ("high_4_of_5", 85),  # of the latest five (60 .. 100) the lowest is left out
        ("middle_8_of_10", 55),  # without 10 and 100: 440 / 8
        ("nearest_8", 65),  # 30 .. 100
    ],
)
def test_a_rule_takes_its_days(method, kw):
    assert event_kw(method)[0] == pytest.approx(kw)


def test_the_same_day_factor_is_load_over_base_before_the_event():
    assert event_kw("ten_adjusted", today=(60, 0)) == pytest.approx((55 * 1.2, 1.2))


@pytest.mark.parametrize(("morning", "factor"), [(5, 0.71), (500, 1.40), (35.5, 0.71), (70, 1.40)])
def test_the_factor_stays_within_its_bounds(morning, factor):
    assert event_kw("ten_adjusted", today=(morning, 0)) == pytest.approx((55 * factor, factor))


def test_where_the_base_is_exported_the_difference_is_added():
    kw, factor = event_kw("ten_adjusted", before=[-10] * 10, today=(-4, 0))
    assert kw == pytest.approx(55 + 6)  # -4 is 6 above -10
    assert np.isnan(factor)
    assert event_kw("ten_adjusted", before=[0] * 10, today=(3, 0))[0] == pytest.approx(58)


def test_weather_takes_the_four_days_nearest_in_temperature():
    heat = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 22.4]
    # 22, 23, 21, 24 are nearest to 22.4: loads 30, 40, 20, 50
    assert event_kw("weather_4", temperature=heat)[0] == pytest.approx(35)


def test_nearest_days_lie_on_both_sides():
    load = made.load([10, 20, 30, 40, 0, 60, 70, 80, 90, 100])
    chosen = choose(load, load.whole, 4, METHODS["nearest_8"])[0]  # Friday of the first week
    # Thursday to Monday before; after it Monday, three days off, up to Thursday: all but the last, a week away
    assert load.kw[0, chosen, 1].tolist() == [10, 20, 30, 40, 60, 70, 80, 90]


def test_the_control_group_shows_what_others_would_have_done():
    assert with_control(np.array([50.0]), np.array([20.0]), np.array([22.0])).tolist() == pytest.approx(
        [55.0]
    )
    assert np.isnan(with_control(np.array([50.0]), np.array([0.0]), np.array([22.0]))).all()


def test_nine_days_are_no_baseline():
    assert np.isnan(event_kw("ten_adjusted", event=TEN[1:])[0])
    assert event_kw("high_4_of_5", event=TEN[5:])[0] == pytest.approx(85)


def test_days_of_another_season_are_no_baseline():
    far = made.load([*TEN, *[np.nan] * 11, 0])  # three weeks without readings before the event
    assert np.isnan(baseline(far, far.whole, len(far.dates) - 1, METHODS["ten_adjusted"])[0]).all()


def test_an_event_day_without_a_morning_has_no_adjusted_baseline():
    assert np.isnan(event_kw("ten_adjusted", today=(np.nan, 0))[0])


@given(
    st.lists(st.floats(1, 100), min_size=10, max_size=10),
    st.floats(0.5, 20),
    st.sampled_from(["ten_adjusted", "high_5_of_10", "high_4_of_5", "middle_8_of_10", "nearest_8"]),
)
def test_a_baseline_scales_with_the_load(kw, times, method):
    one = event_kw(method, kw, kw, (kw[0], 0))[0]
    other = event_kw(method, [times * x for x in kw], [times * x for x in kw], (times * kw[0], 0))[0]
    assert other == pytest.approx(times * one)


@given(st.permutations(TEN))
def test_ten_days_are_a_mean_in_whatever_order(kw):
    assert event_kw("ten_raw", kw)[0] == pytest.approx(55)
    assert event_kw("middle_8_of_10", kw)[0] == pytest.approx(55)
    assert event_kw("high_5_of_10", kw)[0] == pytest.approx(80)


def test_of_equal_days_the_later_is_taken():
    load = made.load([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0])
    chosen = choose(load, load.whole, len(load.dates) - 1, METHODS["high_5_of_10"])[0]
    assert str(load.dates[chosen][0]) == "2026-06-08"
