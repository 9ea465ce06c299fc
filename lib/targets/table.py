"""The ranked list as a table, for the screen and for files."""

import numpy as np
import pandas as pd

from lib.targets.types import Portfolio, TargetRanking

COLUMNS = (
    "customer_id",
    "segment",
    "score",
    "expected_kw",
    "low_kw",
    "high_kw",
    "weather_kw",
    "other_kw",
    "always_on_kw",
    "flexible_kw",
    "window_kw",
    "coincident_kw",
    "participation",
    "confidence_grade",
    "reason",
)
WEATHER = ("cooling_kw_per_c", "heating_kw_per_c")
FIGURES = ("base_kw", "responsibility", "repeatability")


def table(ranking: TargetRanking, portfolio: Portfolio) -> pd.DataFrame:
    """One row a customer in rank order: rank, customer_id, ..., selected, holdout, place, what follows the weather, and
    the figures behind the reason.

    Notes
    -----
    rank is by expected kW; place is where a customer stands in the order of asking, 0 for those who are not asked.
    """
    place = np.zeros(len(ranking), dtype=int)
    place[portfolio.order[: portfolio.selected]] = np.arange(1, portfolio.selected + 1)
    rows = {"rank": np.arange(1, len(ranking) + 1)} | {name: getattr(ranking, name) for name in COLUMNS}
    rows |= {"selected": portfolio.asked, "holdout": portfolio.held, "place": place}
    rows |= {name: getattr(ranking.evidence, name) for name in WEATHER}
    return pd.DataFrame(rows | {name: getattr(ranking, name) for name in FIGURES})
