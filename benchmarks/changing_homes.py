"""Homes of which some change between two periods, made for the proof of "What changed": its own make, not the demo's.

Season, weather, sunset, holidays away and days out, heating, cooling, cars, panels with and without batteries, night
water heaters; every home drifts a little from one period to the next. A share of the homes really changes at the split.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from changing_sky import HOURS, Sky, sky_of

from lib.readings.synthesis.households import bump

USES = {  # hour, width in h, mean kWh a day, spread of homes and of days (log), share of days on which it runs
    "base": (12, np.inf, 5.0, 0.45, 0.05, 1.0),
    "fridge": (15, 9, 1.6, 0.2, 0.1, 1.0),
    "breakfast": (7.3, 1.0, 0.9, 0.7, 0.5, 0.95),
    "by day": (13.0, 2.8, 1.6, 0.8, 0.6, 0.8),
    "dinner": (18.6, 1.2, 1.5, 0.5, 0.5, 0.9),
    "evening": (20.7, 1.9, 1.6, 0.5, 0.35, 1.0),
    "washing": (17.0, 3.5, 2.2, 0.5, 0.4, 0.4),
    "hot water, morning": (7.0, 1.2, 0.9, 0.8, 0.4, 1.0),
    "hot water, evening": (20.0, 1.6, 0.8, 0.8, 0.4, 1.0),
}
CLOCK = np.array([0, 0, 1, 0, 2, 2, 0, 1, 2])  # which of three lasting latenesses moves a use
WEEKEND_LATE = np.array([0.3, 1.1, 0.2])
LIT_KWH, HOURLY, DRIFT, LATE = 0.9, 0.35, 0.05, 0.9
KINDS = {  # share of the homes that change, and how: they add up to a tenth
    "electric vehicle": 0.02,
    "solar": 0.02,
    "battery with solar": 0.005,
    "electric heating": 0.015,
    "cooling": 0.015,
    "home by day": 0.01,
    "load added": 0.005,
    "load removed": 0.005,
    "new tenant": 0.005,
}


@dataclass(frozen=True, slots=True)
class Homes:
    """What was drawn: hourly kWh (n, n_days, 24), what each home has all along, and what changed ("" where nothing).

    effect_kw : (n,) kW of the change over its best 2-12 hours, mean over the days of the second period.
    """

    sky: Sky
    kwh: np.ndarray
    has: dict[str, np.ndarray]
    changed: np.ndarray
    effect_kw: np.ndarray


def draw(customers: int, days: int, first: str, second: str, seed: int, share: float = 1.0) -> Homes:
    """Homes over two periods of so many days; `share` scales how many of them change (0: none, 1: a tenth)."""
    rng = np.random.default_rng(seed)
    sky = sky_of(first, second, days, rng)
    has = _owned(customers, rng)
    kwh = _load(customers, sky, has, rng)
    changed = np.full(customers, "", dtype=object)
    free = rng.permutation(np.flatnonzero(~(has["solar"] | has["electric vehicle"])))
    delta = np.zeros((customers, days, 24))
    for kind, part in KINDS.items():
        rows, free = np.split(free, [round(part * share * customers)])
        if kind in ("electric heating", "cooling"):
            rows = rows[~has[kind][rows]]
        if not len(rows):
            continue
        changed[rows] = kind
        delta[rows] = _change(kind, kwh[rows][:, sky.later], sky, rng)
    kwh[:, sky.later] += delta
    return Homes(sky, kwh, has, changed, _best_window(delta.mean(axis=1)))


def _owned(n: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    has = {
        "electric heating": rng.random(n) < 0.20,
        "cooling": rng.random(n) < 0.40,
        "electric vehicle": rng.random(n) < 0.08,
        "solar": rng.random(n) < 0.06,
        "night water heater": rng.random(n) < 0.01,
    }
    return has | {"battery with solar": has["solar"] & (rng.random(n) < 0.3)}


def _load(n: int, sky: Sky, has: dict[str, np.ndarray], rng: np.random.Generator) -> np.ndarray:
    size = rng.lognormal(-0.08, 0.4, n)
    load = size[:, None, None] * _uses(n, sky, rng)
    load += size[:, None, None] * _lighting(n, sky, rng)
    load *= _noise(HOURLY, load.shape, rng)
    load *= _drift(DRIFT, n, sky, rng)
    load = _away(load, rng)
    load += has["electric heating"][:, None, None] * heating(n, sky, rng)
    load += has["cooling"][:, None, None] * cooling(n, sky, rng)
    load += has["electric vehicle"][:, None, None] * charging(n, len(sky.dates), rng)
    load += has["night water heater"][:, None, None] * _night_heater(n, len(sky.dates), rng)
    sunny = load - panels(n, sky, rng)
    load = np.where(has["solar"][:, None, None], sunny, load)
    rows = np.flatnonzero(has["battery with solar"])
    load[rows] = _battery(load[rows], rng)
    return load


def _uses(n: int, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    hour, width, kwh, homes, days, often = np.array(list(USES.values()), float).T
    energy = kwh * _noise(homes, (n, len(kwh)), rng)
    late = LATE * rng.standard_normal((n, 3))
    lasting = 0.15 * rng.standard_normal(
        (n, 3)
    )  # a household's clock is not quite the same in the next period
    load = np.zeros((n, len(sky.dates), 24))
    for day, weekend in enumerate(sky.weekend):
        clock = (
            late
            + lasting * sky.later[day]
            + 0.35 * rng.standard_normal((n, 3))
            + weekend * np.array([0.3, 1.1, 0.2])
        )
        runs = rng.random((n, len(kwh))) < often * np.where(np.arange(len(kwh)) == 3, 0.8 + 0.3 * weekend, 1)
        curves = bump((hour + clock[:, CLOCK]).astype(np.float32), width.astype(np.float32))
        spent = energy / often * _noise(days, energy.shape, rng) * runs
        load[:, day] = (curves * (spent / curves.sum(axis=2))[:, :, None]).sum(axis=1)
    return load


def _lighting(n: int, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    bed = (22.8 + 0.8 * rng.standard_normal(n))[:, None, None]
    dark = np.clip(HOURS + 1 - sky.sunset[:, None], 0, 1) + np.clip(
        8.2 - (sky.sunset[:, None] - 16) - HOURS, 0, 1
    )
    awake = np.clip(bed - HOURS, 0, 1) * (HOURS >= 6)
    return LIT_KWH / 4 * _noise(0.5, (n, 1, 1), rng) * dark * awake


def _drift(sd: float, n: int, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    """Every eighth of the day is used a little more or less in the second period, without any reason."""
    blocks = np.repeat(_noise(sd, (n, 8), rng), 3, axis=1)
    return np.where(sky.later[None, :, None], blocks[:, None], 1.0)


def _away(load: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Three in ten travel once, for 3 to 16 days; everybody is out on some single days."""
    n, days, _ = load.shape
    away = rng.random((n, days)) < 0.02
    first, length = rng.integers(0, days, n), rng.integers(3, 17, n) * (rng.random(n) < 0.3)
    away |= (np.arange(days) >= first[:, None]) & (np.arange(days) < (first + length)[:, None])
    empty = np.quantile(load, 0.1, axis=(1, 2), keepdims=True) * _noise(0.1, load.shape, rng)
    return np.where(away[:, :, None], np.minimum(load, empty), load)


def heating(n: int, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    """Half pump, half resistance: kW for each degree under a balance point, more when people are up."""
    slope = np.where(rng.random(n) < 0.5, rng.uniform(0.05, 0.12, n), rng.uniform(0.10, 0.25, n))
    balance, night = rng.normal(14, 1.5, n), rng.uniform(0.4, 1.0, n)
    felt = sky.temperature_c.mean(axis=1, keepdims=True) * 0.6 + 0.4 * sky.temperature_c
    schedule = np.where((HOURS >= 6) & (HOURS < 22), 1.0, night[:, None])
    cold = np.clip(balance[:, None, None] - felt, 0, None)
    return slope[:, None, None] * cold * schedule[:, None] * _noise(0.25, (n, len(sky.dates), 24), rng)


def cooling(n: int, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    """kW for each degree over a balance point, in the rooms and hours in use."""
    slope, balance = rng.uniform(0.06, 0.25, n), rng.normal(21, 1.5, n)
    hour, width = rng.normal(18, 2.5, n), rng.uniform(2, 6, n)
    rooms = 0.1 + 0.9 * bump(hour.astype(np.float32), width.astype(np.float32))
    warm = np.clip(
        sky.temperature_c.mean(axis=1, keepdims=True) * 0.5
        + 0.5 * sky.temperature_c
        - balance[:, None, None],
        0,
        None,
    )
    on = rng.random((n, len(sky.dates), 1)) < 0.9
    return slope[:, None, None] * 2 * warm * rooms[:, None] * on * _noise(0.3, (n, len(sky.dates), 24), rng)


def charging(n: int, days: int, rng: np.random.Generator) -> np.ndarray:
    """A plateau of 2.2 to 7.4 kW on a share of the nights, beginning in the evening or on a timer."""
    kw = rng.choice([2.3, 3.6, 7.2], n, p=[0.35, 0.35, 0.3]) * rng.uniform(0.92, 1.0, n)
    nights, timer = rng.uniform(0.25, 0.95, n), rng.random(n) < 0.5
    begin = np.where(timer, rng.choice([23.0, 0.0, 1.0, 2.0], n) % 24, rng.normal(19.5, 1.5, n))
    start = begin[:, None] + np.where(timer, 0.1, 1.2)[:, None] * rng.standard_normal((n, days))
    energy = rng.uniform(6, 9, n)[:, None] / nights[:, None] ** 0.7 * _noise(0.35, (n, days), rng)
    hours = np.clip(energy / kw[:, None], 0.5, 9) * (rng.random((n, days)) < nights[:, None])
    at = (HOURS - start[:, :, None] + 12) % 24 - 12  # hours after the beginning, -12 to 12
    through = np.clip(np.minimum(at + 1, hours[:, :, None]) - np.maximum(at, 0), 0, 1)
    return kw[:, None, None] * through


def _night_heater(n: int, days: int, rng: np.random.Generator) -> np.ndarray:
    kw, start = rng.uniform(1.5, 2.6, n), rng.integers(0, 4, n)
    hours = np.clip(3 + 0.7 * rng.standard_normal((n, days)), 1, 6)
    on = np.clip(start[:, None, None] + hours[:, :, None] - HOURS, 0, 1) * (start[:, None] <= HOURS)[:, None]
    return kw[:, None, None] * on


def panels(n: int, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(2, 6, n)[:, None, None] * sky.sun


def _battery(net: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Stores what would be fed in, and gives it back before anything is drawn, hour after hour."""
    n = len(net)
    flat, held = net.reshape(n, net.shape[1] * 24).copy(), np.zeros(n)
    room, most = rng.uniform(5, 12, n), rng.uniform(2.5, 4.5, n)
    for hour in range(flat.shape[1]):
        flow = np.clip(-flat[:, hour], -np.minimum(most, 0.95 * held), np.minimum(most, room - held))
        held += flow
        flat[:, hour] += flow
    return flat.reshape(net.shape)


def _change(kind: str, before: np.ndarray, sky: Sky, rng: np.random.Generator) -> np.ndarray:
    """What is added to the load of the second period, (n, days, 24)."""
    n, days, _ = before.shape
    later = Sky(*(part[sky.later] for part in (sky.dates, sky.later, sky.temperature_c, sky.sun, sky.sunset)))
    if kind == "electric vehicle":
        return charging(n, days, rng)
    if kind == "solar":
        return -panels(n, later, rng)
    if kind == "battery with solar":
        return _battery(before - panels(n, later, rng), rng) - before
    if kind == "electric heating":
        return heating(n, later, rng)
    if kind == "cooling":
        return cooling(n, later, rng)
    if kind == "home by day":
        at_home = bump(rng.normal(13, 1, n).astype(np.float32), rng.uniform(2, 3.5, n).astype(np.float32))
        return rng.uniform(0.3, 0.9, n)[:, None, None] * at_home[:, None] * _noise(0.4, before.shape, rng)
    if kind == "new tenant":
        return _load(n, later, {name: np.zeros(n, bool) for name in _owned(n, rng)}, rng) - before
    block = bump(rng.uniform(0, 24, n).astype(np.float32), rng.uniform(1.2, 2.5, n).astype(np.float32))[
        :, None
    ]
    if kind == "load removed":
        return -np.minimum(0.8 * block * before, rng.uniform(0.4, 1.2, n)[:, None, None])
    return rng.uniform(0.4, 1.2, n)[:, None, None] * block * _noise(0.3, before.shape, rng)


def _best_window(kw: np.ndarray) -> np.ndarray:
    """(n,) largest mean of |kW| over any 2 to 12 hours that follow one another, of (n, 24)."""
    twice = np.cumsum(np.concatenate([np.zeros((len(kw), 1)), kw, kw], axis=1), axis=1)
    means = [(twice[:, width : width + 24] - twice[:, :24]) / width for width in range(2, 13)]
    return np.abs(means).max(axis=(0, 2))


def _noise(sd: np.ndarray | float, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    sd = np.asarray(sd)
    return np.exp(sd * rng.standard_normal(shape) - sd**2 / 2)
