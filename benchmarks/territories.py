"""Territories whose truth is known: 5,000 homes built from appliances, asked, and seen to respond.

Nothing here uses a formula of lib/targets. A home is a set of appliances, each with its energy, its hours and its own
way of giving way to an event: a thermostat is set back by some degrees, a wash or a charge is put off or is not, a
light stays on. People answer offers for reasons of which the utility's table knows some. The figures are set by hand
so that loads look like homes; what customers give lies in the ranges that field trials found (10 to 30 % of the load).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
import pandas as pd

from benchmarks.recipes import APPLIANCES, Recipe

CUSTOMERS, DAYS = 5_000, 56
BLOCK = 1_000
WINDOW = slice(17, 21)
EVENING_CV, SEASON_CV, COMMON_CV, METER_CV = 0.4, 0.08, 0.2, 0.1
EVENTS = 6  # evenings that last season's measured reduction is the mean of


@dataclass(frozen=True, slots=True)
class Homes:
    """What a territory really is. Arrays have a row a customer.

    Attributes
    ----------
    kwh : (n, n_appliances) energy a day, or a degree and day. late : (n,) h.
    table : what the utility knows of each before an offer. chance : of taking part when asked.
    kw : given on an event evening by one who takes part, on average; window_kw : load of hot evenings.
    """

    recipe: Recipe
    degrees: np.ndarray
    kwh: np.ndarray
    late: np.ndarray
    table: pd.DataFrame
    chance: np.ndarray
    kw: np.ndarray
    window_kw: np.ndarray
    seed: int
    names: tuple[str, ...] = field(default=tuple(APPLIANCES))


def build(recipe: Recipe, seed: int, n: int = CUSTOMERS) -> Homes:
    """Draw a territory: who has what, who is willing, and what each would give."""
    rng = stream(recipe, seed, 1)
    degrees = weather(recipe, rng)
    size = rng.normal(0, 0.25, n)
    share = [recipe.owned.get(name, float(i < 5)) for i, name in enumerate(APPLIANCES)]
    spread = np.array([each.spread for each in APPLIANCES.values()])
    middle = np.array([each.kwh for each in APPLIANCES.values()])
    kwh = middle * np.exp(size[:, None] + spread * rng.standard_normal((n, len(middle))))
    kwh = kwh * (rng.random(kwh.shape) < share)
    late = np.clip(rng.normal(0, 0.8, n), -2, 2)
    table, willing = people(recipe, kwh, size, rng)
    window = hot_window(kwh, late, degrees)
    given = (window * giving(recipe, table, window.shape, rng)).sum(axis=1)
    person = np.exp(rng.normal(0, 0.35, n) - 0.06 + recipe.keen * willing)
    kw = np.minimum(recipe.level * person * given, 0.9 * window.sum(axis=1))
    chance = 1 / (1 + np.exp(-recipe.take_up - recipe.told * table.attrs["told"] - 0.4 * willing))
    return Homes(recipe, degrees, kwh, late, table, chance, kw, window.sum(axis=1), seed)


def weather(recipe: Recipe, rng: np.random.Generator) -> np.ndarray:
    """(DAYS,) degrees beyond comfort: spells of some days."""
    mean, spread = recipe.degrees
    spell = np.zeros(DAYS)
    for day in range(1, DAYS):
        spell[day] = 0.7 * spell[day - 1] + rng.normal(0, spread * np.sqrt(1 - 0.7**2))
    return np.clip(mean + spell, 0, None)


def people(
    recipe: Recipe, kwh: np.ndarray, size: np.ndarray, rng: np.random.Generator
) -> tuple[pd.DataFrame, np.ndarray]:
    """The utility's table, with what it tells of taking part, and the willingness that it does not tell."""
    n, willing = len(size), rng.standard_normal(len(size))
    owner, online = rng.random(n) < 0.6, rng.random(n) < 0.5
    cools = kwh[:, -2:].sum(axis=1) > 0
    thermostat = cools & (rng.random(n) < np.where(owner, 0.45, 0.15))
    years = rng.gamma(2, 4, n).round()
    table = pd.DataFrame(
        {
            "own_home": owner.astype(int),
            "online_account": online.astype(int),
            "smart_thermostat": thermostat.astype(int),
            "years_here": years,
            "tariff": np.where(rng.random(n) < 0.3, "time of use", "standard"),
            "feeder": np.char.add("F", rng.integers(1, 13, n).astype(str)),
        }
    )
    told = 0.7 * (owner - 0.6) + 1.2 * (online - 0.5) + 0.7 * thermostat - 0.05 * (years - 8)
    table.attrs["told"] = told.astype(float)
    return table, willing


def giving(
    recipe: Recipe, table: pd.DataFrame, shape: tuple[int, int], rng: np.random.Generator
) -> np.ndarray:
    """(n, n_appliances) share of each appliance's load that its owner gives, a lasting habit."""
    if recipe.alike:
        return rng.beta(1.5, 6.0, (shape[0], 1)) * np.ones(shape)
    share = np.zeros(shape)
    for column, each in enumerate(APPLIANCES.values()):
        if each.gives == "put off":
            share[:, column] = (rng.random(shape[0]) < each.how) * rng.beta(5, 2, shape[0])
        elif each.gives == "set back":
            by_hand = (rng.random(shape[0]) < 0.85) * rng.uniform(0.1, 0.6, shape[0])
            share[:, column] = np.where(table["smart_thermostat"], rng.uniform(*each.how, shape[0]), by_hand)
    return share


def hours_of(late: np.ndarray) -> np.ndarray:
    """(n, n_appliances, 24) share of a day's energy in each hour."""
    hour = np.array([each.hour for each in APPLIANCES.values()])
    width = np.array([each.width for each in APPLIANCES.values()])
    away = (np.arange(24) + 0.5 - hour[:, None] - late[:, None, None] + 12) % 24 - 12
    bumps = np.exp(-0.5 * (away / width[:, None]) ** 2)
    return bumps / bumps.sum(axis=2, keepdims=True)


def hot_window(kwh: np.ndarray, late: np.ndarray, degrees: np.ndarray) -> np.ndarray:
    """(n, n_appliances) expected load of each appliance in the window on the hottest tenth of the days, kW."""
    hottest = np.sort(degrees)[-(len(degrees) // 10) :].mean()
    weather = np.array([hottest if each.weather else 1.0 for each in APPLIANCES.values()])
    return kwh * weather * hours_of(late)[:, :, WINDOW].mean(axis=2)


def load(homes: Homes) -> Iterator[np.ndarray]:
    """Blocks of (n_block, DAYS, 24) readings, kWh an hour."""
    rng = stream(homes.recipe, homes.seed, 2)
    varies = np.array([each.varies for each in APPLIANCES.values()])
    weather = np.array([homes.degrees if each.weather else np.ones(DAYS) for each in APPLIANCES.values()])
    for first in range(0, len(homes.kwh), BLOCK):
        rows = slice(first, first + BLOCK)
        n = len(homes.kwh[rows])
        daily = np.exp(varies * rng.standard_normal((n, DAYS, len(varies))) - varies**2 / 2)
        daily *= homes.kwh[rows, None, :] * weather.T
        kwh = daily @ hours_of(homes.late[rows])
        yield kwh * np.exp(0.25 * rng.standard_normal(kwh.shape) - 0.25**2 / 2)


def history(homes: Homes, offered: tuple[float, float], common_cv: float = COMMON_CV) -> pd.DataFrame:
    """Last season's table: who was offered (smaller half, larger half), who took part, what was measured of them."""
    rng = stream(homes.recipe, homes.seed, 3)
    n, large = len(homes.kw), homes.window_kw > np.median(homes.window_kw)
    asked = rng.random(n) < np.where(large, offered[1], offered[0])
    joined = asked & (rng.random(n) < homes.chance)
    season = lognormal(rng, SEASON_CV, 1)
    evenings = lognormal(rng, common_cv, EVENTS) * gamma(rng, EVENING_CV, (n, EVENTS))
    measured = homes.kw * season * evenings.mean(axis=1)
    measured += METER_CV * homes.window_kw * rng.standard_normal(n)
    return homes.table.assign(
        customer_id=customers(n),
        offered=asked.astype(int),
        enrolled=joined.astype(int),
        reduction_kw=np.where(joined, measured, np.nan),
    )


def seasons(homes: Homes, order: np.ndarray, many: int, common_cv: float = COMMON_CV) -> np.ndarray:
    """(many, len(order)) kW that the first 1, 2, ... customers give, each row one evening of another season."""
    rng = stream(homes.recipe, homes.seed, 4)
    joined = rng.random((many, len(order)), dtype=np.float32) < homes.chance[order]
    given = joined * homes.kw[order].astype(np.float32) * gamma(rng, EVENING_CV, joined.shape)
    everyone = lognormal(rng, SEASON_CV, many) * lognormal(rng, common_cv, many)
    return given.cumsum(axis=1) * everyone[:, None].astype(np.float32)


def stream(recipe: Recipe, seed: int, purpose: int) -> np.random.Generator:
    """Random numbers of a territory for one purpose; no two territories share a season."""
    return np.random.default_rng([crc32(repr(recipe).encode()), seed, purpose])


def customers(n: int) -> np.ndarray:
    return np.char.add("C", np.arange(100_001, 100_001 + n).astype(str))


def lognormal(rng: np.random.Generator, cv: float, shape: int | tuple[int, ...]) -> np.ndarray:
    sigma = np.sqrt(np.log1p(cv**2))
    return np.exp(sigma * rng.standard_normal(shape) - sigma**2 / 2)


def gamma(rng: np.random.Generator, cv: float, shape: tuple[int, ...]) -> np.ndarray:
    return rng.standard_gamma(1 / cv**2, shape, dtype=np.float32) * np.float32(cv**2)
