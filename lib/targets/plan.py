"""In which order customers are asked when more than expected kW matters: limits, lists, grades, weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lib.limits import Limit
from lib.targets.blend import Weights, weighted_kw
from lib.targets.costs import Costs, affordable
from lib.targets.types import TargetRanking

GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Plan:
    """What binds the choice of customers besides the goal.

    Attributes
    ----------
    most, budget : customers that can be asked and expected cost of asking them; 0: as much as it takes.
    costs : what the budget is spent on. lowest_grade : of data confidence, "A" to "C".
    limits : by segment, feeder or any column of the side table.
    must, must_not : customers who are asked first, or not at all. weights : see `lib.targets.blend`.
    cautious : hold the certainty at the 1 % point of the level of response, for where history is thin.
    """

    most: int = 0
    budget: float = 0.0
    costs: Costs = field(default_factory=Costs)
    lowest_grade: str = "C"
    limits: tuple[Limit, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    weights: Weights = field(default_factory=Weights)
    cautious: bool = False

    @property
    def needs_facts(self) -> bool:
        """Whether columns of the table by customer are asked for."""
        return bool(self.limits or self.weights.place)


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows of a ranking in the order they are asked.

    Attributes
    ----------
    pool : (n_pool,) index into the ranking of all who may be asked, caps aside: other lists are drawn from them.
    rows : (n_allowed,) the same in the order they are asked; the first `forced` of them are asked whatever the goal.
    most : how many of them can be asked. unmet : what cannot be had, one sentence each.
    """

    pool: np.ndarray
    rows: np.ndarray
    forced: int
    most: int
    unmet: tuple[str, ...]


def queue(ranking: TargetRanking, plan: Plan, facts: Mapping[str, np.ndarray], held: np.ndarray) -> Queue:
    """Who is asked after whom.

    Parameters
    ----------
    facts : column name to (n_eligible,) of str, in rank order, see `lib.targets.facts`; `segment` is known without it.
    held : (n_eligible,) bool, who is kept back and asked in no case.

    Notes
    -----
    Must-haves first, then the best of each level that has a floor, then everybody by (weighted) expected kW; whoever
    comes after a cap is full is passed over.
    """
    known = {"segment": ranking.segment.astype(str)} | dict(facts)
    limits = [limit for limit in plan.limits if limit.column in known]
    value = weighted_kw(ranking, plan.weights, facts)
    allowed = ~held & _graded(ranking, plan.lowest_grade) & ~np.isin(ranking.customer_id, plan.must_not)
    pool = np.flatnonzero(allowed)
    rows = pool[np.argsort(-value[pool], kind="stable")]
    members = [known[limit.column] == limit.level for limit in limits]
    first = [rows[np.isin(ranking.customer_id[rows], plan.must)]]
    first += [rows[those[rows]][: limit.at_least] for limit, those in zip(limits, members, strict=True)]
    forced = np.unique(np.concatenate(first))
    forced = forced[np.argsort(-value[forced], kind="stable")]
    rows = np.concatenate([forced, rows[~np.isin(rows, forced)]])
    for limit, those in zip(limits, members, strict=True):
        if limit.at_most is not None:
            rows = rows[~those[rows] | (those[rows].cumsum() <= limit.at_most)]
    most = min(len(rows), plan.most or len(rows), _bought(ranking, rows, plan))
    stays = int(np.isin(rows[:most], forced).sum())
    unmet = (
        _unknown(plan, known) + _floors(limits, members, rows[:most]) + _missing(ranking, plan, rows[:most])
    )
    return Queue(pool, rows, stays, most, tuple(unmet))


def _bought(ranking: TargetRanking, rows: np.ndarray, plan: Plan) -> int:
    return affordable(ranking, rows, plan.costs, plan.budget) if plan.budget else len(rows)


def _graded(ranking: TargetRanking, lowest: str) -> np.ndarray:
    """Whose data are good enough; where days are not known there is no grade, and nobody is left out for it."""
    allowed = GRADES[: GRADES.index(lowest) + 1]
    return np.isin(ranking.confidence_grade, (*allowed, ""))


def _unknown(plan: Plan, known: Mapping[str, np.ndarray]) -> list[str]:
    """Limits on a column that no table has."""
    gone = dict.fromkeys(limit.column for limit in plan.limits if limit.column not in known)
    names = ", ".join(known)
    return [f"There is no column {column!r}: its limit is left out (known: {names})." for column in gone]


def _floors(limits: list[Limit], members: list[np.ndarray], rows: np.ndarray) -> list[str]:
    """Floors that too few customers fill."""
    there = [int(those[rows].sum()) for those in members]
    return [
        f"{limit.column} {limit.level}: {limit.at_least:,} asked for, {count:,} can be asked."
        for limit, count in zip(limits, there, strict=True)
        if count < limit.at_least
    ]


def _missing(ranking: TargetRanking, plan: Plan, rows: np.ndarray) -> list[str]:
    """Must-haves who may not be asked, counted and not named."""
    count = len(set(plan.must)) - int(np.isin(ranking.customer_id[rows], plan.must).sum())
    why = "set aside, held back, excluded or unknown"
    return [f"Must-haves who cannot be asked: {count:,} ({why})."] if count else []
