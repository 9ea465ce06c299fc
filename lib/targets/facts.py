"""What a table by customer says of those who may be asked, as words to limit, weigh and compare by."""

import numpy as np
import pandas as pd

from lib.targets.attributes import Attributes
from lib.targets.types import TargetRanking

FEWEST_LEVELS, CUSTOMERS_A_LEVEL, PARTS = 12, 15, 4


def facts(ranking: TargetRanking, side: Attributes | None) -> dict[str, np.ndarray]:
    """Column to (n_eligible,) of str, in rank order; "" where it is not known.

    Notes
    -----
    Numbers of many values become quarters, such as ``1200 to 3400``.  Words of more than 12 levels are left out where
    a level holds under 15 customers on average: they would tell of somebody.  A feeder is known by that name too.
    """
    if side is None:
        return {}
    table = side.align(ranking.customer_id).features
    told = {str(name): words for name in table if (words := _words(table[name])) is not None}
    column = dict(side.roles).get("feeder")
    return told | ({"feeder": told[column]} if column in told else {})


def _words(column: pd.Series) -> np.ndarray | None:
    known, numbers = column.notna(), pd.to_numeric(column, errors="coerce")
    if numbers.notna().sum() == known.sum() and numbers.nunique() > FEWEST_LEVELS:
        return _quarters(numbers)
    text = column.astype(object).where(known, "").astype(str).to_numpy(dtype=str)
    most = max(FEWEST_LEVELS, len(text) // CUSTOMERS_A_LEVEL)
    return text if len(np.unique(text)) <= most else None


def _quarters(numbers: pd.Series) -> np.ndarray:
    """Four parts with as many customers each, named by their ends."""
    parts = pd.qcut(numbers, PARTS, duplicates="drop")
    named = {part: f"{part.left:.3g} to {part.right:.3g}" for part in parts.cat.categories}
    return parts.astype(object).map(named).fillna("").to_numpy(dtype=str)
