"""What two target lists share."""

from dataclasses import dataclass

import pandas as pd

from lib.targets.types import TargetRanking


@dataclass(frozen=True, slots=True)
class InCommon:
    """Customers on both lists, their expected kW on the first, and its share of all kW of the first, 0 to 1."""

    customers: int
    kw: float
    share: float


def in_common(ranking_a: TargetRanking, n_a: int, ranking_b: TargetRanking, n_b: int) -> InCommon:
    """Customers and kW that the first n_a of one ranking share with the first n_b of another."""
    kw = ranking_a.expected_kw[:n_a]
    both = pd.Index(ranking_a.customer_id[:n_a]).isin(ranking_b.customer_id[:n_b])
    shared, whole = float(kw[both].sum()), float(kw.sum())
    return InCommon(int(both.sum()), shared, shared / whole if whole > 0 else 0.0)
