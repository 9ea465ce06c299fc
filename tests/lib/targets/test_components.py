"""Step 1: weather, other and always-on kW of the load in the window."""

from dataclasses import replace

import numpy as np
import pytest

from lib.targets.components import (
    SWING_VARIANCE_FLOOR,
    between_variance,
    responsibility,
    take_apart,
    weather_swing,
)
from tests.lib.targets import made

ONE = np.array([1])


def test_the_hot_load_is_half_observed_and_half_fitted():
    parts = take_apart(made.profiles([2.0], [0.5], fitted_kw=[1.6]), ONE, made.WINDOW)
    assert parts.hot_kw == pytest.approx([1.8])
    assert parts.fitted_kw == pytest.approx([1.6])


def test_the_parts_add_up_to_the_hot_load():
    # swing .4 of a mean window load of 1.0 is weather; base .5; the rest of 1.8 is other
    profiles = made.profiles(
        [2.0, 2.0],
        [0.5, 0.5],
        fitted_kw=[1.6, 1.6],
        mean_window_kw=[1.0, 1.0],
        slope=[0.8, 0.8],
        day_span=0.5,
    )
    parts = take_apart(profiles, np.array([1, 1]), made.WINDOW)
    assert parts.parts_kw == pytest.approx(np.array([[0.4, 0.9, 0.5]] * 2))
    assert parts.flexible_kw == pytest.approx([1.5, 1.5])  # observed 2.0 less .5


def test_weather_is_no_more_than_what_stands_above_the_base_and_never_negative():
    profiles = made.profiles([2.0, 2.0], [0.5, 0.5], slope=[9.0, -9.0])
    parts = take_apart(profiles, np.array([1, 2]), made.WINDOW)
    assert parts.weather_kw == pytest.approx([1.5, 0.0])
    assert parts.other_kw == pytest.approx([0.0, 1.5])


def test_a_base_above_the_window_load_leaves_nothing_to_move():
    parts = take_apart(made.profiles([1.0], [1.4]), ONE, made.WINDOW)
    assert (parts.always_on_kw, parts.other_kw, parts.flexible_kw) == (1.0, 0.0, 0.0)


def test_an_exporter_gets_no_credit_below_zero():
    parts = take_apart(made.profiles([1.0, -0.5], [-2.0, -2.0]), np.array([1, 1]), made.WINDOW)
    assert parts.always_on_kw == pytest.approx([0.0, 0.0])
    assert parts.flexible_kw == pytest.approx([1.0, 0.0])
    assert parts.hot_kw == pytest.approx([1.0, 0.0])


def test_swings_shrink_toward_their_segment_by_their_own_noise():
    # swings .1, .3, .5 with errors .1: Q = 8, v = (8-2)/200 = .03, own share .03/(.03+.01) = .75
    given = made.figures([1.0] * 3, [0.2] * 3, slope=[0.1, 0.3, 0.5], slope_se=[0.1] * 3)
    swing, noise = weather_swing(given, np.array([1, 1, 1]))
    assert swing == pytest.approx([0.15, 0.30, 0.45])
    assert noise == pytest.approx([0.075] * 3)


def test_a_segment_is_not_pulled_by_another():
    given = made.figures([1.0] * 4, [0.2] * 4, slope=[0.1, 0.1, 0.9, 0.9], slope_se=[0.3] * 4)
    swing, _ = weather_swing(given, np.array([1, 1, 2, 2]))
    assert swing == pytest.approx([0.1, 0.1, 0.9, 0.9])


def test_a_wide_error_hardly_moves_the_mean_and_is_moved_most():
    given = made.figures([1.0] * 3, [0.2] * 3, slope=[0.2, 0.4, 3.0], slope_se=[0.05, 0.05, 5.0])
    swing, _ = weather_swing(given, np.array([1, 1, 1]))
    assert swing[2] == pytest.approx(0.3, abs=0.02)


def test_a_customer_without_a_slope_takes_the_mean_of_the_segment():
    given = made.figures([2.0] * 3, [0.2] * 3, slope=[0.2, 0.4, np.nan], slope_se=[0.1, 0.1, np.nan])
    swing, _ = weather_swing(given, np.array([1, 1, 1]))
    assert swing[2] == pytest.approx(0.3)


def test_the_between_variance_has_a_floor():
    assert between_variance(np.array([0.2, 0.2, 0.2]), np.full(3, 0.1)) == SWING_VARIANCE_FLOOR == 1e-4
    assert between_variance(np.array([0.2]), np.array([0.1])) == 1e-4


def test_the_noise_of_the_hot_load_shrinks_with_the_square_root_of_days():
    parts = take_apart(made.profiles([1.0], [0.2], window_sd=[0.4], hot_days=[4.0]), ONE, made.WINDOW)
    assert parts.hot_noise_kw == pytest.approx([0.2])


def test_without_figures_the_mean_day_is_taken_and_weather_is_not_known():
    profiles = made.profiles([2.0], [0.5], with_figures=False)
    parts = take_apart(profiles, ONE, made.WINDOW)
    assert parts.parts_kw == pytest.approx(np.array([[0.0, 1.5, 0.5]]))
    assert not parts.weather_known[0]
    assert np.isnan(parts.coincident_kw[0])
    assert parts.daily_kwh == pytest.approx([20 * 0.5 + 4 * 2.0])


def test_figures_of_another_window_are_not_used():
    parts = take_apart(made.profiles([2.0], [0.5], fitted_kw=[9.0]), ONE, (16, 20))
    assert parts.hot_kw == pytest.approx([(0.5 + 3 * 2.0) / 4])


def test_a_missing_half_is_replaced_by_the_other_and_then_by_the_mean_of_all_days():
    profiles = made.profiles(
        [np.nan, 2.0, np.nan], [0.5] * 3, fitted_kw=[1.6, np.nan, np.nan], mean_window_kw=[1.0] * 3
    )
    assert take_apart(profiles, np.ones(3), made.WINDOW).hot_kw == pytest.approx([1.6, 2.0, 1.0])


def test_an_hour_without_readings_counts_as_the_mean_of_the_others():
    profiles = made.profiles([1.0], [1.0])
    hourly = profiles.hourly_kw.copy()
    hourly[0, 3] = np.nan
    assert take_apart(replace(profiles, hourly_kw=hourly), ONE, made.WINDOW).daily_kwh == pytest.approx(
        [24.0]
    )


def test_nobody_without_a_maximum_has_a_share_of_it():
    given = made.figures([1.0, 1.0], [0.2, 0.2], p99_kw=[0.0, 4.0])
    assert responsibility(given) == pytest.approx([np.nan, 0.25], nan_ok=True)


def test_a_day_without_any_hour_has_no_energy():
    hourly_kw = np.array([[np.nan] * 24, [np.nan] + [2.0] * 23])
    found = take_apart(
        made.profiles([1.0, 1.0], [0.2, 0.2], hourly_kw=hourly_kw, with_figures=False),
        np.array([1, 1]),
        made.WINDOW,
    )
    assert found.daily_kwh == pytest.approx([np.nan, 48.0], nan_ok=True)
