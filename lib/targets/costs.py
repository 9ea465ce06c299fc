"""What a list costs, and what a budget buys."""

from dataclasses import dataclass

import numpy as np

from lib.targets.types import TargetRanking


@dataclass(frozen=True, slots=True)
class Costs:
    """Assumed costs of a season, in the currency of whoever plans: for each customer asked, enrolled, and in between.

    Attributes
    ----------
    contact : of asking one customer. enrolment : of taking one in. incentive : paid to one who takes part.
    """

    contact: float = 4.0
    enrolment: float = 60.0
    incentive: float = 25.0

    def each(self, ranking: TargetRanking) -> np.ndarray:
        """(n_eligible,) expected cost of asking each customer: contact + p (enrolment + incentive)."""
        return self.contact + ranking.participation * (self.enrolment + self.incentive)


def affordable(ranking: TargetRanking, order: np.ndarray, costs: Costs, budget: float) -> int:
    """How many of a list, in the order it is asked, an expected cost of at most `budget` reaches."""
    spent = costs.each(ranking)[order].cumsum()
    return int(np.searchsorted(spent, budget, side="right"))


def cost_of(ranking: TargetRanking, order: np.ndarray, costs: Costs) -> float:
    """Expected cost of asking these customers."""
    return float(costs.each(ranking)[order].sum())
