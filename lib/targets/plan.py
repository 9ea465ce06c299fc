"""In which order customers are asked when more than expected kW matters: limits, lists, grades, weights."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from lib.findings import Refusal
from lib.targets.blend import Weights, weighted_kw
from lib.targets.types import TargetRanking

GRADES = ("A", "B", "C")
LIMIT = re.compile(
    r"\s*(?P<column>[^=;]+?)\s*=\s*(?P<level>[^;]+?)\s*:\s*(?P<low>\d*)\s*-\s*(?P<high>\d*)\s*"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """Customers of one level of a column who are asked: at least so many, at most so many; None: no end."""

    column: str
    level: str
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What binds the choice of customers besides the goal.

    Attributes
    ----------
    most : customers that can be asked; 0: as many as it takes. lowest_grade : of data confidence, "A" to "C".
    limits : by segment, feeder or any column of the side table.
    must, must_not : customers who are asked first, or not at all. weights : see `lib.targets.blend`.
    cautious : hold the certainty at the 1 % point of the level of response, for where history is thin.
    """

    most: int = 0
    lowest_grade: str = "C"
    limits: tuple[Limit, ...] = ()
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    weights: Weights = field(default_factory=Weights)
    cautious: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows of a ranking in the order they are asked.

    Attributes
    ----------
    rows : (n_asking,) index into the ranking; the first `forced` of them are asked whatever the goal.
    most : how many of them can be asked. unmet : what cannot be had, one sentence each.
    """

    rows: np.ndarray
    forced: int
    most: int
    unmet: tuple[str, ...]


def parse_limits(text: str) -> tuple[Limit, ...]:
    """Limits from ``feeder=F03:0-40; segment=1:20-``: column, level, at least, at most.

    Raises
    ------
    Refusal : a limit is not written so, or asks for more at least than at most.
    """
    found = []
    for part in filter(str.strip, text.split(";")):
        match = LIMIT.fullmatch(part)
        if not match:
            raise Refusal(
                f"The limit {part.strip()!r} is not understood. Write COLUMN=LEVEL:LOW-HIGH, for example "
                "feeder=F03:0-40."
            )
        low, high = int(match["low"] or 0), int(match["high"]) if match["high"] else None
        if high is not None and low > high:
            raise Refusal(f"The limit {part.strip()!r} asks for at least {low} and at most {high}.")
        found.append(Limit(match["column"], match["level"], low, high))
    return tuple(found)


def queue(ranking: TargetRanking, plan: Plan, facts: Mapping[str, np.ndarray], held: np.ndarray) -> Queue:
    """Who is asked after whom.

    Parameters
    ----------
    facts : column name to (n_eligible,) of str, in rank order; `segment` is known without it.
    held : (n_eligible,) bool, who is kept back and asked in no case.

    Raises
    ------
    Refusal : a limit names a column that is not there.

    Notes
    -----
    Must-haves first, then the best of each level that has a floor, then everybody by (weighted) expected kW; whoever
    comes after a cap is full is passed over.
    """
    value = weighted_kw(ranking, plan.weights, facts)
    allowed = ~held & _graded(ranking, plan.lowest_grade) & ~np.isin(ranking.customer_id, plan.must_not)
    rows = np.flatnonzero(allowed)
    rows = rows[np.argsort(-value[rows], kind="stable")]
    members = [_members(ranking, limit, facts) for limit in plan.limits]
    first = [rows[np.isin(ranking.customer_id[rows], plan.must)]]
    first += [rows[those[rows]][: limit.at_least] for limit, those in zip(plan.limits, members, strict=True)]
    forced = np.unique(np.concatenate(first))
    forced = forced[np.argsort(-value[forced], kind="stable")]
    rows = np.concatenate([forced, rows[~np.isin(rows, forced)]])
    for limit, those in zip(plan.limits, members, strict=True):
        if limit.at_most is not None:
            rows = rows[~those[rows] | (those[rows].cumsum() <= limit.at_most)]
    most = min(len(rows), plan.most or len(rows))
    stays = int(np.isin(rows[:most], forced).sum())
    return Queue(rows, stays, most, _unmet(ranking, plan, members, rows[:most]))


def _graded(ranking: TargetRanking, lowest: str) -> np.ndarray:
    """Whose data are good enough; where days are not known there is no grade, and nobody is left out for it."""
    allowed = GRADES[: GRADES.index(lowest) + 1]
    return np.isin(ranking.confidence_grade, (*allowed, ""))


def _members(ranking: TargetRanking, limit: Limit, facts: Mapping[str, np.ndarray]) -> np.ndarray:
    known = {"segment": ranking.segment.astype(str)} | dict(facts)
    if limit.column not in known:
        raise Refusal(f"There is no column {limit.column!r} for a limit; known are {', '.join(known)}.")
    return known[limit.column] == limit.level


def _unmet(
    ranking: TargetRanking, plan: Plan, members: list[np.ndarray], rows: np.ndarray
) -> tuple[str, ...]:
    """Floors that too few customers fill, and must-haves who may not be asked."""
    said = []
    for limit, those in zip(plan.limits, members, strict=True):
        there = int(those[rows].sum())
        if there < limit.at_least:
            said.append(
                f"{limit.column} {limit.level}: {limit.at_least:,} asked for, {there:,} can be asked."
            )
    missing = len(set(plan.must)) - int(np.isin(ranking.customer_id[rows], plan.must).sum())
    if missing:
        said.append(
            f"Must-haves who cannot be asked: {missing:,} (set aside, held back, excluded or unknown)."
        )
    return tuple(said)
