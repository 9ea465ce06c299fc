"""Homes whose habits change from weekdays to weekends, or from winter to summer: kinds that one mean day blends."""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.profiles import Profiles
from lib.profiles.parts import side_by_side
from lib.readings.synthesis.households import bump

# Four kinds: where the load of a day lies on the first days and on the others.
EVENING, DAY = (19.5, 2.2), (13.0, 3.0)  # hour, width in h
KINDS = ((EVENING, EVENING), (EVENING, DAY), (DAY, EVENING), (DAY, DAY))
BASE_KWH, HABIT_KWH = 9.0, 9.0
LATENESS_H, TASTE, DAY_SPREAD = 1.4, 0.6, 0.8  # of homes and of days, at noise 1
DAYS = {"weekly": (20, 8), "seasonal": (28, 28)}  # of the first part and of the other


@dataclass(frozen=True, slots=True)
class Planted:
    """Homes by their mean day alone, by both days, and the kind of each."""

    daily: Profiles
    both: Profiles
    kind: np.ndarray


def planted(features: str, customers: int, noise: float, seed: int, moves: bool = True) -> Planted:
    """Four kinds of equal size; where nothing moves the first and the last alone, which are alike on all days."""
    rng = np.random.default_rng((seed, list(DAYS).index(features)))
    kinds = np.array(KINDS if moves else (KINDS[0], KINDS[-1]))
    kind = rng.permutation(np.arange(customers) % len(kinds))
    late = LATENESS_H * noise * rng.standard_normal(customers).clip(-2.5, 2.5)
    taste = np.exp(TASTE * noise * rng.standard_normal((customers, 1)))
    days = DAYS[features]
    parts = [
        BASE_KWH / 24 + taste * _habit(kinds[kind, part], late, count, noise, rng)
        for part, count in enumerate(days)
    ]
    whole = np.average(parts, axis=0, weights=days)
    daily = _profiles(whole, sum(days))
    each = [_profiles(part, count) for part, count in zip(parts, days, strict=True)]
    return Planted(daily, side_by_side(daily, each, features), kind)


def _habit(
    habit: np.ndarray, late: np.ndarray, days: int, noise: float, rng: np.random.Generator
) -> np.ndarray:
    """(n, 24) mean over days whose hour and energy vary, kW."""
    hour, width = habit.T.astype(np.float32)
    total = np.zeros((len(habit), 24))
    for _ in range(days):
        curves = bump(hour + late + noise * rng.standard_normal(len(habit)), width)
        energy = HABIT_KWH * np.exp(DAY_SPREAD * noise * rng.standard_normal(len(habit)))
        total += curves * (energy / curves.sum(axis=1))[:, None]
    return total / days


def _profiles(hourly_kw: np.ndarray, days: int) -> Profiles:
    n = len(hourly_kw)
    ids = np.array([f"C{row:05d}" for row in range(n)], object)
    same = (np.full(n, days), np.full(n, days), np.ones(n), np.full(n, "", object), "all", "all")
    return Profiles(ids, hourly_kw, *same, None, f"{hourly_kw.sum():.9f}", "demo")
