"""Profiles of the demo's households without its readings: made in seconds, for measurements on many of them."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.mix import MIX
from lib.readings.synthesis.households import draw_households
from lib.readings.synthesis.load import hourly_kwh
from lib.readings.synthesis.parameters import check
from lib.readings.synthesis.weather import draw_weather

BLOCK = 1_000


def mean_days(
    customers: int, days: int, noise: float, seed: int, mix: dict[str, float] = MIX
) -> tuple[np.ndarray, np.ndarray]:
    """Mean kW of each hour, float32 of shape (customers, 24), and the archetype of each, an index into MIX."""
    rng = np.random.default_rng(seed)
    homes = draw_households(check(customers, days, 60, seed, noise, mix, "archetypes", False), rng)
    weather = draw_weather(days, rng)
    blocks = [homes.rows(slice(first, first + BLOCK)) for first in range(0, customers, BLOCK)]
    return np.concatenate([hourly_kwh(each, weather, noise, rng).mean(axis=1) for each in blocks]), homes.kind
