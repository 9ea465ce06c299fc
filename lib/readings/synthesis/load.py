"""The load of a block of households, hour by hour: habits, cooling, cars, panels; then meters' intervals."""

import numpy as np

from lib.readings.synthesis.habits import ARCHETYPES, EVENING
from lib.readings.synthesis.households import Households, bump, each_use, use_curves
from lib.readings.synthesis.weather import Weather

COOLING_SPAN_C = 10.0  # from the first cooling to full cooling
HOURLY_SPREAD, COOLING_DAY_SPREAD = 0.8, 0.6  # at noise 1
_ROOMS = np.array([kind.rooms for kind in ARCHETYPES.values()], np.float32)


def hourly_kwh(homes: Households, weather: Weather, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Energy of every hour, kWh, shape (n_customers, n_days, 24), float32."""
    n, days = len(homes), len(weather.dates)
    spread = each_use("day_spread") * noise
    factors = _mean_one(spread, (n, days, len(spread)), rng)
    load = np.empty((n, days, 24), np.float32)
    for weekend in (False, True):
        on = weather.weekend == weekend
        load[:, on] = factors[:, on] @ use_curves(homes, weekend)
    cooling_days = _mean_one(COOLING_DAY_SPREAD * noise, (n, days, 1), rng)
    load += cooling_kwh(homes, weather, np.arange(days)) * cooling_days
    load *= _mean_one(HOURLY_SPREAD * noise, load.shape, rng)
    load += charging_kwh(homes, days, noise, rng)
    load -= homes.panels_kwp[:, None, None] * weather.sun
    return load


def cooling_kwh(homes: Households, weather: Weather, days: np.ndarray) -> np.ndarray:
    """Expected air conditioning on some days, kWh, shape (n_customers, len(days), 24).

    Notes
    -----
    Full cooling x rooms in use x degrees felt beyond the own threshold, of a span of 10 degC; what a building
    feels lies between the quick and the slow mean of the outdoor temperature.
    """
    heavy = homes.heavy[:, None, None]
    felt = (1 - heavy) * weather.quick_c[days] + heavy * weather.slow_c[days]
    duty = np.clip((felt - homes.threshold_c[:, None, None]) / np.float32(COOLING_SPAN_C), 0, 1)
    level, hour, width = _ROOMS[homes.kind].T
    rooms = level[:, None] + (1 - level[:, None]) * bump(hour + homes.late[:, EVENING], width)
    return duty * (homes.cooling_kw[:, None] * rooms)[:, None, :]


def charging_kwh(homes: Households, days: int, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Cars charging at night, kWh, shape (n_customers, n_days, 24): a plateau of the charger's power."""
    load = np.zeros((len(homes), days, 24), np.float32)
    owners = np.flatnonzero(homes.charger_kw)
    cars, nights = homes.rows(owners), (len(owners), days + 1)
    start = cars.night_start[:, None] + 2.4 * noise * rng.standard_normal(nights)
    energy = cars.night_kwh[:, None] * _mean_one(0.8 * noise, nights, rng)
    plugged = rng.random(nights) < cars.nights[:, None]
    hours = np.clip(energy / cars.charger_kw[:, None], 0, 9) * plugged
    # A night runs from noon to noon, so that no session is cut at midnight.
    noon = np.arange(-12, 12)
    share = np.clip(
        np.minimum(noon + 1, (start + hours)[:, :, None]) - np.maximum(noon, start[:, :, None]), 0, 1
    )
    through = (share * cars.charger_kw[:, None, None]).reshape(len(owners), (days + 1) * 24)
    charged = through[:, 12 : 12 + days * 24].reshape(len(owners), days, 24)
    load[owners] = charged * (np.arange(days) >= cars.car_from[:, None])[:, :, None]
    return load


def split_hours(hourly: np.ndarray, steps: int, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Energy of `steps` intervals an hour, kWh, from (n_customers, n_hours); each hour keeps its energy.

    Notes
    -----
    The intervals follow the slope between the neighbouring hours (never steeper than the hour itself) and
    vary about it by up to 40 % of the hour's mean, so that a load stays a load and never turns into export.
    """
    if steps == 1:
        return hourly
    before, after = np.roll(hourly, 1, axis=1), np.roll(hourly, -1, axis=1)
    before[:, 0], after[:, -1] = hourly[:, 0], hourly[:, -1]
    size = np.abs(hourly)
    slope = np.clip((after - before) / 2, -size, size)
    offset = (np.arange(steps, dtype=np.float32) + 0.5) / steps - 0.5
    jitter = 2 * rng.random((*hourly.shape, steps), np.float32) - 1
    jitter -= jitter.mean(axis=2, keepdims=True)
    jitter *= 0.4 * min(noise, 1.0) * size[:, :, None]
    fine = (hourly[:, :, None] + slope[:, :, None] * offset + jitter) / steps
    return fine.reshape(len(hourly), -1)


def present(homes: Households, days: int, rng: np.random.Generator) -> np.ndarray:
    """Whether a reading of the hour arrived, bool, shape (n_customers, n_days * 24).

    Notes
    -----
    A customer with outages has four, each of about 1.7 % of the period: with one customer in 33 so hit, a
    territory misses 0.2 % of its readings.
    """
    hours = days * 24
    there = np.arange(hours) >= homes.first_day[:, None] * 24
    hit = np.flatnonzero(homes.gappy)
    for _ in range(4):
        start = rng.integers(0, hours, len(hit))[:, None]
        length = np.ceil(rng.exponential(hours * 0.017, len(hit)))[:, None]
        there[hit] &= (np.arange(hours) < start) | (np.arange(hours) >= start + length)
    return there


def _mean_one(sd: np.ndarray | float, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Log-normal factors of mean 1, float32; `sd` broadcasts along the last axis."""
    sd = np.asarray(sd, np.float32)
    factors = rng.standard_normal(shape, np.float32)
    factors *= sd
    factors -= sd**2 / 2
    return np.exp(factors, out=factors)
