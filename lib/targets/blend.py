"""What matters besides kW: blended into the order by weights that start at zero, with what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lib.targets.types import TargetRanking

GRADE_VALUE = {"A": 1.0, "B": 0.5, "C": 0.0, "": 0.5}


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each counts beside kW, 0 (not at all) to 1 (the best count double, the worst nothing).

    Attributes
    ----------
    peak : coincidence with the peak of the system. repeat : evenings alike. known : confidence in the data.
    place : customers of one feeder, named in `feeder`.
    """

    peak: float = 0.0
    repeat: float = 0.0
    known: float = 0.0
    place: float = 0.0
    feeder: str = ""

    @property
    def any(self) -> bool:
        return any((self.peak, self.repeat, self.known, self.place and self.feeder))


@dataclass(frozen=True, slots=True)
class BlendCost:
    """What the weights cost: expected kW less among the first n, and how many of the first n stay."""

    n: int
    kw: float
    stay: int


def weighted_kw(ranking: TargetRanking, weights: Weights, facts: Mapping[str, np.ndarray]) -> np.ndarray:
    """(n_eligible,) expected kW, weighted: at zero weights expected kW itself.

    Notes
    -----
    E x max(0, 1 + sum w (2 x - 1)), x from 0 to 1: the percentile of the responsibility factor, the percentile of
    repeatability, the grade (A 1, B .5, C 0), and 1 for the feeder named, 0 for others.  What is not known is .5.
    """
    if not weights.any:
        return ranking.expected_kw
    lean = np.zeros(len(ranking))
    if weights.peak:
        lean += weights.peak * _leaning(ranking.responsibility)
    if weights.repeat:
        lean += weights.repeat * _leaning(ranking.repeatability)
    if weights.known:
        grades, at = np.unique(ranking.confidence_grade, return_inverse=True)
        lean += weights.known * (2 * np.array([GRADE_VALUE[str(grade)] for grade in grades])[at] - 1)
    if weights.place and weights.feeder and "feeder" in facts:
        lean += weights.place * np.where(facts["feeder"] == weights.feeder, 1.0, -1.0)
    return ranking.expected_kw * np.maximum(0.0, 1 + lean)


def blend_cost(ranking: TargetRanking, value: np.ndarray, n: int) -> BlendCost:
    """What it costs to take the first n by `value` rather than by expected kW."""
    chosen = np.argsort(-value, kind="stable")[:n]
    lost = ranking.expected_kw[:n].sum() - ranking.expected_kw[chosen].sum()
    return BlendCost(n, float(lost), int((chosen < n).sum()))


def percentile(values: np.ndarray) -> np.ndarray:
    """(n,) percentile of each value among all, 0 to 100; equal values share theirs."""
    ordered = np.sort(values)
    below = np.searchsorted(ordered, values, side="left")
    upto = np.searchsorted(ordered, values, side="right")
    return 100 * (below + upto) / (2 * len(values))


def _leaning(values: np.ndarray) -> np.ndarray:
    """(n,) from -1 for the lowest to 1 for the highest; 0 where not known."""
    known, lean = np.isfinite(values), np.zeros(len(values))
    if known.any():
        lean[known] = percentile(values[known]) / 50 - 1
    return lean
