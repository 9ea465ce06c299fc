"""Territories of smooth days whose groups are close: the closest two stand a stated number of spreads apart."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from planted import Planted

from lib.profiles.shapes import shapes
from lib.readings.synthesis.households import bump

APART = (3.0, 3.5, 4.0, 4.5, 5.0)  # standard deviations along the line between the means of the closest two
HOURS = np.arange(24)
Drawn = tuple[np.ndarray, np.ndarray]


def close_sets(recipe: str, ks: range, count: int, customers: int, seed: int) -> Iterator[Planted]:
    """Sets of so many kinds in turn, at every distance of the closest two, balanced and not."""
    for number in range(count):  # the kinds, then the distances, then balance
        rng = np.random.default_rng((seed, number))
        k = ks[number % len(ks)]
        apart = APART[number // len(ks) % len(APART)]
        even = number // len(ks) // len(APART) % 2 == 0
        sizes = np.full(k, 1 / k) if even else rng.dirichlet(np.full(k, 4.0)).clip(0.06)
        kind = rng.choice(k, customers, p=sizes / sizes.sum())
        kind[: 10 * k] = np.repeat(np.arange(k), 10)
        means, deviations = RECIPES[recipe](k, kind, rng)
        hourly_kw = spread_until(means[kind], deviations, kind, apart)
        yield Planted(hourly_kw, k, f"{recipe}, {customers} customers, closest {apart} sd apart")


def spread_until(log_kw: np.ndarray, deviations: np.ndarray, kind: np.ndarray, apart: float) -> np.ndarray:
    """Customers who differ from the mean day of their kind so much that the closest two kinds are just so far apart."""
    low, high = 0.0, 8.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if closest(np.exp(log_kw + middle * deviations), kind) > apart else (low, middle)
        )
    return np.exp(log_kw + low * deviations)


def closest(hourly_kw: np.ndarray, kind: np.ndarray) -> float:
    """Distance of the means of the closest two kinds in root shares, in standard deviations along that line."""
    rows = shapes(hourly_kw)
    groups = [rows[kind == each] for each in np.unique(kind)]
    return min(_distance(one, other) for place, one in enumerate(groups) for other in groups[:place])


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    way = one.mean(axis=0) - other.mean(axis=0)
    long = np.linalg.norm(way)
    sd = np.sqrt((np.var(one @ way / long) + np.var(other @ way / long)) / 2)
    return float(long / sd)


def bumps(k: int, kind: np.ndarray, rng: np.random.Generator) -> Drawn:
    """Two bumps on a base: each kind has hours, widths and heights of its own; customers differ in all of them."""
    hours, widths = rng.uniform(0, 24, (k, 2)), rng.uniform(1.5, 4.0, (k, 2))
    heights = rng.uniform(0.8, 2.5, (k, 2))

    def day(hours: np.ndarray, widths: np.ndarray, heights: np.ndarray) -> np.ndarray:
        return np.log(0.4 + sum(heights[:, [i]] * bump(hours[:, i], widths[:, i]) for i in (0, 1)))

    means = day(hours, widths, heights)
    shift, wider, higher = 0.35 * rng.standard_normal((3, len(kind), 2))
    own = day(hours[kind] + shift, widths[kind] * np.exp(0.3 * wider), heights[kind] * np.exp(0.5 * higher))
    noise = 0.05 * rng.standard_normal(own.shape)
    return means, own - means[kind] + noise


def harmonics(k: int, kind: np.ndarray, rng: np.random.Generator) -> Drawn:
    """Three waves a day; customers differ from their kind by waves as well, of a size that falls with their number."""
    waves = np.concatenate(
        [[np.cos(f * HOURS * np.pi / 12), np.sin(f * HOURS * np.pi / 12)] for f in (1, 2, 3, 4)]
    )
    weight = np.repeat([0.5, 0.35, 0.25, 0.0], 2)
    means = rng.standard_normal((k, 8)) * weight @ waves
    deviations = rng.standard_normal((len(kind), 8)) * np.repeat([0.2, 0.14, 0.1, 0.07], 2) @ waves
    return means, deviations + 0.04 * rng.standard_normal(deviations.shape)


RECIPES: dict[str, Callable] = {"bumps": bumps, "harmonics": harmonics}
