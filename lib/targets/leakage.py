"""Columns that are known only after an offer: the answer in disguise, and no help before the next one."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.targets.attributes import Attributes

AFTER = re.compile(
    r"(enrol|accept|join|sign_?up|install|respon|answer|incentive|rebate|settle|deliver)[a-z]*"
    r"_(date|days?|time|paid|amount|count|status|kwh?)"
)
FEWEST, TELLS, COMMON = 20, 0.97, 10


def guarded(side: Attributes) -> tuple[Attributes, tuple[str, ...]]:
    """The side table without the columns that are known only after an offer, and a sentence for each.

    Notes
    -----
    Left out is a column whose name says so, one filled in only for those who took part or only for those who were
    offered, and one that alone tells the answer (area under the ROC curve from .97, from 20 answers of either kind).
    """
    asked, joined = side.answered, side.enrolled & side.answered
    told = {name: why for name in side.features if (why := _why(name, side.features[name], asked, joined))}
    if not told:
        return side, ()
    notes = tuple(f"The column {name} is left out of the chance: {why}." for name, why in told.items())
    return replace(side, features=side.features.drop(columns=list(told))), notes


def _why(name: str, column: pd.Series, asked: np.ndarray, joined: np.ndarray) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower())
    if AFTER.fullmatch(plain):
        return "its name says that it is known only after an offer"
    said_no = asked & ~joined
    if min(joined.sum(), said_no.sum()) < FEWEST:
        return ""
    filled = column.notna().to_numpy()
    if filled[joined].mean() > 0.5 and filled[said_no].mean() < 0.02:
        return "it is filled in only for those who took part"
    if (~asked).sum() >= FEWEST and filled[asked].mean() > 0.5 and filled[~asked].mean() < 0.02:
        return "it is filled in only for those who were offered"
    if tells(column[asked], joined[asked]) >= TELLS:
        return "it alone tells who took part, so it was written down afterwards"
    return ""


def tells(column: pd.Series, joined: np.ndarray) -> float:
    """Area under the ROC curve of one column alone: .5 tells nothing, 1 everything."""
    numbers = pd.to_numeric(column, errors="coerce")
    if numbers.notna().sum() < column.notna().sum() or numbers.nunique() <= COMMON:
        text = column.astype(object).where(column.notna(), "").astype(str)
        rare = text.map(text.value_counts()) < COMMON
        text = text.mask(rare, "\0rare")
        numbers = pd.Series(joined, index=text.index).groupby(text).transform("mean")
    area = _area(numbers.fillna(numbers.median()).fillna(0.0), joined)
    return float(max(area, 1 - area))


def _area(numbers: pd.Series, joined: np.ndarray) -> float:
    """Chance that one who took part has the higher number than one who did not: Mann and Whitney's statistic."""
    yes, no = joined.sum(), (~joined).sum()
    return (numbers.rank()[joined].sum() - yes * (yes + 1) / 2) / (yes * no)
