"""The list as a page shows it: the top of it, with each customer's mean day and reason."""

import numpy as np
import pandas as pd

from lib.profiles import Profiles
from lib.segments import Segments
from lib.targets.types import Portfolio, TargetRanking
from lib.targets.worth import worth_of_segments

MOST_ROWS = 500


def ranked_segments(ranking: TargetRanking, portfolio: Portfolio, segments: Segments) -> pd.DataFrame:
    """A row a segment, by expected kW: Segment, Customers, Asked, Expected kW, kW a letter."""
    found = worth_of_segments(ranking, portfolio.asked)
    names = {0: "in no segment"} | {n: segments.label(n) for n in segments.numbers}
    return pd.DataFrame(
        {
            "Segment": found["segment"].map(names),
            "Customers": found["customers"],
            "Letters": found["asked"],
            "Expected kW": found["expected_kw"],
            "kW a letter": found["kw_per_contact"],
        }
    )


def listed(
    ranking: TargetRanking,
    portfolio: Portfolio,
    segments: Segments,
    profiles: Profiles,
    numbers: list[int],
    *,
    by_bill: bool = False,
) -> pd.DataFrame:
    """The first customers of a list, at most 500.

    Parameters
    ----------
    numbers : segments to show; everybody, those in no segment too, where all are named.
    by_bill : the list by highest daily energy, rather than by expected kW.

    Returns
    -------
    DataFrame
        #, Customer, Expected kW, Why, Mean day (24 kW), Segment, Asked, Score, kWh a day (by bill: after Customer);
        kW per °C where it is known.
    """
    order = np.argsort(-ranking.daily_kwh, kind="stable") if by_bill else _in_order(ranking, portfolio)
    place = np.arange(1, len(order) + 1)
    if len(numbers) < segments.k:
        wanted = np.isin(ranking.segment[order], numbers)
        order, place = order[wanted], place[wanted]
    rows, place = order[:MOST_ROWS], place[:MOST_ROWS]
    at = np.searchsorted(profiles.customer_id, ranking.customer_id[rows])
    labels = {0: "none"} | {n: segments.label(n) for n in segments.numbers}
    energy = {"kWh a day": ranking.daily_kwh[rows]}
    table = {
        "#": place,
        "Customer": ranking.customer_id[rows],
        **(energy if by_bill else {}),
        "Expected kW": ranking.expected_kw[rows],
        "Why": ranking.reasons(rows),
        "Mean day": list(profiles.hourly_kw[at].round(3)),
        "Segment": [labels[int(n)] for n in ranking.segment[rows]],
        "Asked": portfolio.asked[rows],
        "Score": ranking.score[rows],
    }
    return pd.DataFrame(table | energy | _weather(ranking, rows))


def _weather(ranking: TargetRanking, rows: np.ndarray) -> dict[str, np.ndarray]:
    """kW for a degree hotter or colder, whichever is more; nothing where no load follows the temperature."""
    both = np.stack([ranking.evidence.cooling_kw_per_c, ranking.evidence.heating_kw_per_c])
    most = np.fmax(*both)
    return {"kW per °C": most[rows]} if (most > 0).any() else {}


def _in_order(ranking: TargetRanking, portfolio: Portfolio) -> np.ndarray:
    """(n_eligible,) rows as they are asked; by expected kW where nothing but kW says who comes first."""
    order = portfolio.order
    if (np.diff(order) > 0).all():
        return np.arange(len(ranking))
    rest = np.ones(len(ranking), dtype=bool)
    rest[order] = False
    return np.concatenate([order, np.flatnonzero(rest)])
