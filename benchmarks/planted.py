"""Territories whose groups are known: planted kinds of household that are truly apart, and sets without any group."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_rand_score

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lib.mix import MIX
from lib.profiles.shapes import shapes
from lib.readings.synthesis.households import bump, draw_households
from lib.readings.synthesis.load import hourly_kwh
from lib.readings.synthesis.parameters import check
from lib.readings.synthesis.weather import draw_weather

CUSTOMERS, DAYS, APART, TRIES = 500, 28, 0.90, 50
LIKENESS = (
    0.15  # how much customers of one kind differ, in the demo's measure of noise; days differ by the noise
)
APPLIANCES = {  # hour, width in h, kWh of a use
    "breakfast": (7.5, 1.0, 1.5),
    "lunch": (12.5, 1.2, 2.0),
    "workshop": (13.5, 3.0, 7.0),
    "dinner": (18.5, 1.2, 2.5),
    "television": (21.0, 1.5, 2.0),
    "storage heater": (2.0, 2.0, 8.0),
    "pool pump": (10.0, 2.0, 4.0),
    "late laundry": (23.0, 1.0, 2.5),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """One set: hourly_kw (n, 24), how many groups were planted (1: none), and by which recipe."""

    hourly_kw: np.ndarray
    groups: int
    recipe: str


def planted(recipe: str, count: int, seed: int) -> Iterator[Planted]:
    """Sets of 3 to 6 kinds, at noise .3, .6 and 1.0, balanced and not, in turn."""
    make = {"archetypes": archetypes, "appliances": appliances}[recipe]
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        k, noise, even = 3 + number % 4, (0.3, 0.6, 1.0)[number // 4 % 3], number // 12 % 2 == 0
        sizes = np.full(k, 1 / k) if even else rng.dirichlet(np.full(k, 4.0)).clip(0.08)
        for _ in range(TRIES):
            hourly_kw, kind = make(k, noise, sizes / sizes.sum(), rng)
            if ceiling(hourly_kw, kind) >= APART:
                break
        else:
            raise RuntimeError(f"No {k} kinds are apart at noise {noise}.")
        yield Planted(hourly_kw, k, f"{recipe}, noise {noise}")


def ceiling(hourly_kw: np.ndarray, kind: np.ndarray) -> float:
    """Agreement (ARI) with the truth when every customer is taken to the nearest true mean."""
    rows = shapes(hourly_kw)
    means = np.array([rows[kind == each].mean(axis=0) for each in np.unique(kind)])
    return adjusted_rand_score(kind, np.linalg.norm(rows[:, None] - means, axis=2).argmin(axis=1))


def archetypes(
    k: int, noise: float, sizes: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The demo's households, of k of its archetypes."""
    names = rng.choice(list(dict(MIX)), k, replace=False)
    return _demo_days(dict(zip(names.tolist(), sizes, strict=True)), noise, rng)


def _demo_days(
    mix: dict[str, float], noise: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    parameters = check(CUSTOMERS, DAYS, 60, int(rng.integers(2**31)), LIKENESS, mix, "archetypes", False)
    homes = draw_households(parameters, rng)
    return hourly_kwh(homes, draw_weather(DAYS, rng), noise, rng).mean(axis=1), homes.kind


def appliances(
    k: int, noise: float, sizes: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Households of another make: each kind owns three appliances of eight, used on some days and not on others."""
    kind = rng.choice(k, CUSTOMERS, p=sizes)
    kind[: 10 * k] = np.repeat(np.arange(k), 10)
    owned = np.array([rng.permutation(len(APPLIANCES))[:3] for _ in range(k)])
    chances = rng.uniform(0.5, 1.0, (k, 3))
    return _use(owned[kind], chances[kind], rng.uniform(0.15, 0.4, k)[kind], noise, rng), kind


def _use(
    owned: np.ndarray, chance: np.ndarray, base_kw: np.ndarray, noise: float, rng: np.random.Generator
) -> np.ndarray:
    """Mean kW of each hour: a base, and uses whose day, hour and energy vary; customers differ a little for good."""
    hour, width, kwh = np.array(list(APPLIANCES.values()), np.float32)[owned].transpose(2, 0, 1)
    n, own = len(owned), 1 + LIKENESS * rng.standard_normal((2, *hour.shape))
    total = np.zeros((n, 24))
    for _ in range(DAYS):
        used = rng.random(hour.shape) < chance
        energy = used * kwh * own[0].clip(0.5) * rng.lognormal(-(noise**2) / 2, noise, hour.shape)
        curves = bump(hour + own[1] - 1 + noise * rng.standard_normal(hour.shape), width)
        total += (curves * (energy / curves.sum(axis=2))[..., None]).sum(axis=1)
    size = rng.lognormal(0, 0.4, (n, 1))
    return size * (total / DAYS + base_kw[:, None] * rng.lognormal(0, LIKENESS, (n, 1)))


def flat(seed: int) -> Iterator[Planted]:
    """Forty sets without groups."""
    recipes = {
        "chapter": (_chapter, 8),
        "one blob": (_blob, 7),
        "one archetype": (_one_archetype, 7),
        "timing": (_timing, 6),
        "mix": (_mix, 6),
        "base load": (_base_load, 6),
    }
    for place, (name, (make, count)) in enumerate(recipes.items()):
        for number in range(count):
            yield Planted(make(np.random.default_rng((seed, place, number))), 1, name)


def _chapter(rng: np.random.Generator) -> np.ndarray:
    hours = np.arange(24)
    day = (0.5 * np.exp(-((hours - 7) ** 2) / 2) + 0.8 * np.exp(-((hours - 19) ** 2) / 2)) / 2
    return rng.uniform(0.3, 1.0, (200, 1)) + day + rng.normal(0, 0.05 / np.sqrt(14), (200, 24))


def _blob(rng: np.random.Generator) -> np.ndarray:
    return 1.5 + np.abs(bump(np.full(CUSTOMERS, 19.0), 3.0)) + rng.normal(0, 0.15, (CUSTOMERS, 24))


def _one_archetype(rng: np.random.Generator) -> np.ndarray:
    return _demo_days({str(rng.choice(list(dict(MIX)))): 1.0}, 0.6, rng)[0]


def _timing(rng: np.random.Generator) -> np.ndarray:
    return 0.4 + 2 * bump(rng.uniform(15, 22, CUSTOMERS), 2.0) * rng.lognormal(0, 0.15, (CUSTOMERS, 24))


def _mix(rng: np.random.Generator) -> np.ndarray:
    share = rng.uniform(0, 1, (CUSTOMERS, 1))
    day = share * bump(np.array([12.0]), 3.0) + (1 - share) * bump(np.array([20.0]), 2.0)
    return (0.3 + 2 * day) * rng.lognormal(0, 0.1, (CUSTOMERS, 24))


def _base_load(rng: np.random.Generator) -> np.ndarray:
    base = rng.uniform(0.1, 1.5, (CUSTOMERS, 1))
    return (base + 2 * bump(np.array([19.0]), 2.0)) * rng.lognormal(0, 0.1, (CUSTOMERS, 24))
