"""Beside the list, always: as many customers by highest bill, by window kW, and at random."""

from dataclasses import dataclass

import numpy as np

from lib.targets.costs import Costs, cost_of
from lib.targets.delivery import Delivery, along
from lib.targets.types import Portfolio, TargetRanking

THIS, BILLS = "This list", "Highest bills"


@dataclass(frozen=True, slots=True)
class Rival:
    """What so many customers give when asked in one order.

    Attributes
    ----------
    name : of the order. asked : customers. expected_kw; p10_kw, p50_kw, p90_kw : reached in 1, 5, 9 of 10 events.
    cost : expected cost of asking them.
    """

    name: str
    asked: int
    expected_kw: float
    p10_kw: float
    p50_kw: float
    p90_kw: float
    cost: float

    @property
    def cost_of_firm_kw(self) -> float:
        """Cost of one firm kW; infinite where none is firm."""
        return self.cost / self.p90_kw if self.p90_kw > 0 else float("inf")


def beside(
    ranking: TargetRanking,
    chosen: Portfolio,
    costs: Costs,
    seed: int = 0,
) -> tuple[Rival, ...]:
    """Those who are asked, and as many by highest bill, by window kW and at random.

    Parameters
    ----------
    chosen : who is asked, and from whom the other lists are drawn; nothing but their number binds those.
    seed : of the random list.

    Notes
    -----
    All are judged by the same model; "at random" is one draw.
    """
    pool = chosen.pool
    lists = {
        THIS: chosen.order,
        "Highest window kW": pool[np.argsort(-ranking.window_kw[pool], kind="stable")],
        BILLS: pool[np.argsort(-ranking.daily_kwh[pool], kind="stable")],
        "At random": np.random.default_rng(seed).permutation(pool),
    }
    return tuple(_rival(ranking, name, rows[: chosen.selected], costs) for name, rows in lists.items())


def _rival(ranking: TargetRanking, name: str, rows: np.ndarray, costs: Costs) -> Rival:
    delivery = along(ranking, rows)
    reached = [_last(delivery, q) for q in (0.1, 0.5, 0.9)]
    return Rival(
        name,
        len(rows),
        float(ranking.expected_kw[rows].sum()),
        *reached,
        cost_of(ranking, rows, costs),
    )


def _last(delivery: Delivery, certainty: float) -> float:
    return float(delivery.firm_kw(certainty)[-1]) if len(delivery.expected_kw) else 0.0
