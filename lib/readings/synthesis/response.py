"""What would really happen: who accepts an offer, what they give, and what last season's records say of it.

Drawn appliance by appliance and person by person, on purpose not by the formulas that estimate it.
"""

import numpy as np
import pandas as pd

from lib.readings.synthesis.habits import ARCHETYPES, COOLING_MOVABLE
from lib.readings.synthesis.households import Households, each_use, use_curves
from lib.readings.synthesis.load import cooling_kwh
from lib.readings.synthesis.weather import Weather

WINDOW = slice(17, 21)
OFFERED = (0.4, 0.65)  # chance of an offer last season, for the smaller and the larger half of customers
ENGAGEMENT = 0.5  # lasting willingness, standard deviation on the logit
STAYING = 0.9  # share of what was promised, after overrides and empty homes
PERSON, EVENING, SEASON, METERING = 0.5, 0.25, 0.08, 0.1
_MOVABLE = np.append(each_use("movable", float), COOLING_MOVABLE)
_NAMES = np.array(list(ARCHETYPES), dtype=object)


def draw_truth(
    homes: Households, attributes: pd.DataFrame, weather: Weather, rng: np.random.Generator
) -> pd.DataFrame:
    """The truth about each customer: archetype, flexible_kw, participation and response_kw.

    Notes
    -----
    flexible_kw: the load of 17:00-21:00 on the hottest tenth of the days (weekday habits, before solar panels)
    that could be moved, each use with its own share.  response_kw, given participation: 40-80 % of the movable
    cooling (a thermostat offset), a beta-drawn part (.20 on average) of each other movable use, times a
    personal log-normal factor (mean .9, sigma .5), at most flexible_kw.  participation: logistic in the attributes
    plus a lasting willingness.
    """
    movable = _window_kw(homes, weather) * _MOVABLE
    taken = rng.beta(1.2, 4.8, movable.shape)
    taken[:, -1] = rng.uniform(0.4, 0.8, len(homes))
    person = STAYING * np.exp(PERSON * rng.standard_normal(len(homes)) - PERSON**2 / 2)
    flexible = movable.sum(axis=1)
    return pd.DataFrame(
        {
            "customer_id": attributes["customer_id"],
            "archetype": _NAMES[homes.kind],
            "flexible_kw": flexible,
            "participation": _participation(homes, attributes, rng),
            "response_kw": np.minimum(flexible, person * (movable * taken).sum(axis=1)),
        }
    )


def draw_attributes(customer_id: np.ndarray, homes: Households, rng: np.random.Generator) -> pd.DataFrame:
    """What a utility knows of its customers before it asks them."""
    n = len(homes)
    owner = rng.random(n) < 0.65
    evening_tariff = rng.random(n) < np.where(homes.charger_kw > 0, 0.6, 0.2)
    share = {
        "own_home": owner,
        "smart_thermostat": rng.random(n) < np.where(owner, 0.4, 0.15),
        "online_account": rng.random(n) < 0.55,
        "income_qualified": rng.random(n) < np.where(owner, 0.1, 0.35),
        "medical": rng.random(n) < 0.03,
        "opted_out": rng.random(n) < 0.03,
        "other_programme": rng.random(n) < 0.03,
    }
    feeders = rng.choice(12, n, p=np.arange(17, 5, -1) / np.arange(17, 5, -1).sum()) + 1
    return pd.DataFrame(
        {
            "customer_id": customer_id,
            "feeder": [f"F{number:02d}" for number in feeders],
            "tariff": np.where(evening_tariff, "time of use", "standard"),
            **{name: flag.astype(np.int8) for name, flag in share.items()},
        }
    )


def draw_offers(
    attributes: pd.DataFrame,
    truth: pd.DataFrame,
    homes: Households,
    weather: Weather,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Last season's side table: the attributes, who was offered, who enrolled, and what was measured of them.

    Notes
    -----
    Asked were four in ten of the larger half of customers and two in ten of the smaller, none of them medical
    or opted out.  The measured reduction is the response in another season (8 % level) on other evenings
    (25 %), plus metering and baseline noise of 10 % of the customer's load in the window; it can be negative.
    """
    n = len(homes)
    large = homes.size > np.median(homes.size)
    spared = (attributes["medical"] + attributes["opted_out"]).to_numpy() > 0
    offered = (rng.random(n) < np.where(large, OFFERED[1], OFFERED[0])) & ~spared
    enrolled = offered & (rng.random(n) < truth["participation"])
    season = np.exp(SEASON * rng.standard_normal())
    given = truth["response_kw"] * season * (1 + EVENING * rng.standard_normal(n))
    measured = given + METERING * _window_kw(homes, weather).sum(axis=1) * rng.standard_normal(n)
    return attributes.assign(
        offered=offered.astype(np.int8),
        enrolled=pd.Series(enrolled, dtype="Int8").where(offered),
        reduction_kw=measured.round(3).where(enrolled),
    )


def _participation(homes: Households, attributes: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Chance of accepting an offer, about .12 on average."""
    logit = (
        -3.2
        + 0.45 * attributes["own_home"]
        + 0.55 * attributes["smart_thermostat"]
        + 0.7 * attributes["online_account"]
        + 0.35 * (attributes["tariff"] == "time of use")
        - 0.2 * attributes["income_qualified"]
        - 2.0 * attributes["opted_out"]
        + 0.15 * np.log(homes.size)
        + ENGAGEMENT * rng.standard_normal(len(homes))
    )
    return 1 / (1 + np.exp(-logit.to_numpy()))


def _window_kw(homes: Households, weather: Weather, block: int = 2000) -> np.ndarray:
    """(n_customers, n_uses + 1) expected load of each use, and of cooling, in the window on hot days, kW."""
    blocks = [slice(first, first + block) for first in range(0, len(homes), block)]
    return np.concatenate([_window_of(homes.rows(rows), weather) for rows in blocks])


def _window_of(homes: Households, weather: Weather) -> np.ndarray:
    uses = use_curves(homes, weekend=False)[:, :, WINDOW].mean(axis=2)
    cooling = cooling_kwh(homes, weather, weather.hot_days)[:, :, WINDOW].mean(axis=(1, 2))
    return np.column_stack([uses, cooling]).astype(float)
