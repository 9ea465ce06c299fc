"""Homes made by hand, whose days can be checked by eye."""

from datetime import date, timedelta

import numpy as np

from lib.profiles.days import CustomerDays

FIRST = date(2026, 1, 5)  # a Monday


def days_of(kw: np.ndarray, temperature_c=None) -> CustomerDays:
    """(n_customers, n_days, 24) kW as customers C0, C1, ..."""
    kw = np.asarray(kw, np.float32)
    n, days, _ = kw.shape
    known = np.full(days, np.nan) if temperature_c is None else np.asarray(temperature_c, float)
    dates = tuple(FIRST + timedelta(day) for day in range(days))
    ids = np.array([f"C{row}" for row in range(n)], dtype=object)
    return CustomerDays(ids, dates, kw, known, "made", "demo")


def quiet(days: int = 28, seed: int = 0) -> np.ndarray:
    """(days, 24): 0.4 kW all day, 1.2 kW from 18:00 to 22:00, and a tenth more or less by the hour."""
    evening = (np.arange(24) >= 18) & (np.arange(24) < 22)
    noise = np.random.default_rng(seed).uniform(0.9, 1.1, (days, 24))
    return np.where(evening, 1.2, 0.4) * noise


def with_car(days: np.ndarray, nights, kw: float = 3.6) -> np.ndarray:
    """The same with a car that charges from 01:00 to 04:00 of some days."""
    charged = days.copy()
    charged[list(nights), 1:4] += kw
    return charged


def with_panels(days: np.ndarray, kw: float = 2.0) -> np.ndarray:
    """The same with panels that give `kw` from 10:00 to 16:00."""
    sunny = days.copy()
    sunny[:, 10:16] -= kw
    return sunny
