import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.readings.synthesis.households import draw_households
from lib.readings.synthesis.load import charging_kwh, cooling_kwh, hourly_kwh, present, split_hours
from lib.readings.synthesis.parameters import check
from lib.readings.synthesis.weather import draw_weather


def homes_of(kind: str, customers: int = 40, noise: float = 0.3, days: int = 28, gaps: bool = False):
    parameters = check(customers, days, 60, 0, noise, {kind: 1.0}, "archetypes", gaps)
    return draw_households(parameters, np.random.default_rng(1))


@pytest.fixture(scope="module")
def weather():
    return draw_weather(28, np.random.default_rng(0))


def test_without_noise_two_wednesdays_differ_by_the_weather_alone(weather):
    homes = homes_of("evening_peak", noise=0.0)
    load = hourly_kwh(homes, weather, 0.0, np.random.default_rng(2))
    without = load - cooling_kwh(homes, weather, np.arange(28))
    assert without[:, 4] == pytest.approx(without[:, 11], abs=1e-4)


def test_noise_leaves_the_mean_alone(weather):
    homes = homes_of("twin_peak", 400)
    quiet, loud = (hourly_kwh(homes, weather, noise, np.random.default_rng(2)).mean() for noise in (0.0, 0.6))
    assert loud == pytest.approx(quiet, rel=0.03)


def test_load_is_never_negative_without_panels(weather):
    for kind in ("evening_peak", "night_charging", "late_cooling"):
        assert hourly_kwh(homes_of(kind), weather, 1.0, np.random.default_rng(0)).min() > 0


def test_cooling_follows_the_heat(weather):
    homes = homes_of("evening_peak", 200)
    daily = cooling_kwh(homes, weather, np.arange(28)).sum(axis=(0, 2))
    assert np.corrcoef(daily, weather.daily_c)[0, 1] > 0.95


def test_there_is_no_cooling_below_the_threshold_and_never_more_than_full(weather):
    homes = homes_of("evening_peak", 200)
    cooling = cooling_kwh(homes, weather, np.arange(28))
    cold = np.maximum(weather.quick_c, weather.slow_c) < homes.threshold_c[:, None, None]
    assert not cooling[cold].any()
    assert (cooling <= homes.cooling_kw[:, None, None] * (1 + 1e-6)).all()


def test_customers_begin_to_cool_at_different_temperatures():
    threshold = homes_of("evening_peak", 1000).threshold_c
    assert threshold.mean() == pytest.approx(23, abs=0.2)
    assert threshold.std() == pytest.approx(1.5, abs=0.15)


def test_a_car_charges_at_the_power_of_its_charger_at_night():
    homes = homes_of("night_charging", 100)
    load = charging_kwh(homes, 28, 0.3, np.random.default_rng(0))
    assert load.max(axis=(1, 2)) == pytest.approx(homes.charger_kw, rel=1e-4)
    assert load.mean(axis=(0, 1))[9:20].max() < 0.02
    assert load.mean(axis=(0, 1)).argmax() in (1, 2)


def test_a_car_charges_on_its_share_of_the_nights():
    homes = homes_of("night_charging", 300)
    load = charging_kwh(homes, 56, 0.0, np.random.default_rng(0))
    assert (load[:, :, 0:6].sum(axis=2) > 0).mean() == pytest.approx(homes.nights.mean(), abs=0.02)
    assert load.sum() == pytest.approx(56 * (homes.nights * homes.night_kwh).sum(), rel=0.03)


def test_nobody_else_charges():
    assert not charging_kwh(homes_of("flat"), 5, 0.3, np.random.default_rng(0)).any()


def test_the_first_and_the_last_night_are_cut_at_the_ends_of_the_period():
    homes = homes_of("night_charging", 300)
    load = charging_kwh(homes, 3, 0.0, np.random.default_rng(0))
    assert load[:, 0, 1].mean() > 1
    assert load[:, 2, 12:22].mean() < 0.01


@settings(max_examples=30, deadline=None)
@given(
    hourly=st.lists(st.floats(-10, 10, width=32), min_size=1, max_size=12),
    steps=st.sampled_from([1, 2, 4]),
    noise=st.floats(0, 1.5),
)
def test_an_hour_keeps_its_energy_and_its_sign_when_it_is_split(hourly, steps, noise):
    row = np.array([hourly], np.float32)
    fine = split_hours(row, steps, noise, np.random.default_rng(0))
    assert fine.shape == (1, len(hourly) * steps)
    assert fine.reshape(1, -1, steps).sum(axis=2) == pytest.approx(row, abs=1e-4)
    assert (np.repeat(row, steps, axis=1) * fine >= 0).all()


def test_quarter_hours_follow_the_slope():
    # Hours of 1, 2, 3 kWh: the middle one rises by 1 kW, so its quarters are (2 -.375, -.125, +.125, +.375) / 4.
    fine = split_hours(np.array([[1.0, 2.0, 3.0]]), 4, 0.0, np.random.default_rng(0))
    assert fine[0, 4:8] == pytest.approx([0.40625, 0.46875, 0.53125, 0.59375])


def test_outages_are_a_few_per_cent_of_few_customers():
    homes = homes_of("flat", 5000, days=56, gaps=True)
    there = present(homes, 56, np.random.default_rng(0))
    missing = 1 - there[homes.first_day == 0].mean()
    assert missing == pytest.approx(0.002, abs=0.0005)
    assert there[~homes.gappy & (homes.first_day == 0)].all()


def test_a_late_customer_has_nothing_before_its_first_day():
    homes = homes_of("flat", 100, days=28, gaps=True)
    late = np.flatnonzero(homes.first_day)
    there = present(homes, 28, np.random.default_rng(0))
    for customer in late:
        assert there[customer].argmax() == homes.first_day[customer] * 24
        assert there[customer].sum() == (28 - homes.first_day[customer]) * 24
