import numpy as np
import pytest

from lib.readings.synthesis.weather import draw_weather


def summers(count: int = 30, days: int = 56):
    return [draw_weather(days, np.random.default_rng(seed)) for seed in range(count)]


def test_the_season_runs_from_a_saturday_in_june_to_the_end_of_july():
    weather = draw_weather(56, np.random.default_rng(0))
    assert (str(weather.dates[0]), str(weather.dates[-1])) == ("2026-06-06", "2026-07-31")
    assert weather.weekend[:9].tolist() == [True, True, False, False, False, False, False, True, True]


def test_july_is_warmer_than_june():
    warming = np.mean([weather.daily_c[-14:].mean() - weather.daily_c[:14].mean() for weather in summers()])
    # Season alone: 11 (cos at 24 July - cos at 12 June) = 11 (1.00 - .75) = 2.7 degC.
    assert warming == pytest.approx(2.7, abs=1.0)


def test_a_warm_day_follows_a_warm_day():
    anomaly = [
        weather.daily_c - np.polyval(np.polyfit(range(56), weather.daily_c, 2), range(56))
        for weather in summers()
    ]
    lagged = np.mean([np.corrcoef(a[1:], a[:-1])[0, 1] for a in anomaly])
    assert 0.5 < lagged < 0.9


def test_winter_is_cold_and_has_no_heat_waves():
    year = draw_weather(365, np.random.default_rng(0))
    january = year.daily_c[
        (year.dates >= np.datetime64("2027-01-01")) & (year.dates < np.datetime64("2027-02-01"))
    ]
    assert january.mean() == pytest.approx(13.5 - 11, abs=2)
    assert january.max() < 15


def test_a_heavy_building_warms_later_and_less():
    weather = draw_weather(56, np.random.default_rng(0))
    quick, slow = weather.quick_c.mean(axis=0), weather.slow_c.mean(axis=0)
    assert quick.argmax() < slow.argmax()
    assert np.ptp(slow) < np.ptp(quick)


def test_hot_days_are_the_hottest_tenth_and_three_at_least():
    weather = draw_weather(56, np.random.default_rng(3))
    assert len(weather.hot_days) == 5
    assert weather.daily_c[weather.hot_days].min() >= np.delete(weather.daily_c, weather.hot_days).max()
    assert len(draw_weather(14, np.random.default_rng(3)).hot_days) == 3
    assert draw_weather(2, np.random.default_rng(3)).hot_days.tolist() == [0, 1]


def test_the_sun_is_up_by_day_and_highest_at_one():
    sun = draw_weather(56, np.random.default_rng(0)).sun
    assert not sun[:, [0, 1, 2, 3, 23]].any()
    assert sun.mean(axis=0).argmax() in (12, 13)
    assert sun.max() < 0.85


def test_the_sun_is_low_in_winter():
    year = draw_weather(365, np.random.default_rng(0))
    june, december = year.sun[:30].sum(axis=1).mean(), year.sun[180:210].sum(axis=1).mean()
    assert december < 0.6 * june
