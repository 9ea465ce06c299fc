"""Steps 5 and 6: the smallest list for a goal, the same from the highest bills, and the range without history."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from lib.targets.delivery import TENTH, Delivery, along, curve
from lib.targets.plan import Plan, queue
from lib.targets.types import Portfolio, TargetRanking

CAUTIOUS_Z = 2.33
PILOT_WITHIN, PILOT_TOP = 0.20, 0.40
CV_TOP, CV_ALL = 1.65, 2.10
FREE, NOTHING = Plan(), {}


@dataclass(frozen=True, slots=True)
class LevelRange:
    """Customers to ask for a goal if the level of response is low, middling or high; None: they never reach it.

    Attributes
    ----------
    low, middle, high : at the 10, 50 and 90 % point of the level; cautious : at its 1 % point (z = 2.33).
    """

    low: int | None
    middle: int | None
    high: int | None
    cautious: int | None


@dataclass(frozen=True, slots=True)
class Pilot:
    """Offers to draw at random so that the level is known within 20 %, four times in five.

    Attributes
    ----------
    offers, enrolled : within the top 40 % of the list; offers_over_all : the same over everybody.
    """

    offers: int
    enrolled: int
    offers_over_all: int


def held_out(ranking: TargetRanking, share: float, seed: int) -> np.ndarray:
    """(n_eligible,) bool: a random share of the ranking that is kept back, so that uplift can be measured."""
    return np.random.default_rng(seed).random(len(ranking)) < share


def portfolio(
    ranking: TargetRanking,
    goal_kw: float | None = None,
    confidence: float = 0.9,
    *,
    holdout: float = 0.0,
    seed: int = 0,
    plan: Plan = FREE,
    facts: Mapping[str, np.ndarray] = NOTHING,
) -> Portfolio:
    """Choose the smallest list that reaches a goal with a certainty.

    Parameters
    ----------
    goal_kw : kW that must come; None selects everybody. confidence : certainty asked for, 0.5 to 0.99.
    holdout, seed : share of the list kept back at random; those are not asked and count for nothing.
    plan, facts : what else binds the choice, see `lib.targets.plan.queue`.

    Raises
    ------
    Refusal : the plan names a column that is not there.

    Notes
    -----
    The first prefix with P(R >= T) >= q; where none has, the one that gives `most_kw` with this certainty.
    """
    held = held_out(ranking, holdout, seed)
    line = queue(ranking, plan, facts, held)
    asking = line.rows[: line.most]
    by_worth = along(ranking, asking)
    judged = at_level(by_worth, -CAUTIOUS_Z) if plan.cautious else by_worth
    firm = judged.firm_kw(confidence)
    m, feasible = _length(firm, goal_kw, line.forced)
    bills = line.pool[np.argsort(-ranking.daily_kwh[line.pool], kind="stable")]
    by_bill = along(ranking, bills)
    asked = np.zeros(len(ranking), dtype=bool)
    asked[asking[:m]] = True
    last = asking[:m].max(initial=-1)
    reached = by_worth.at(np.arange(m)[-1:])  # one length, none where nobody is asked
    return Portfolio(
        goal_kw=goal_kw,
        confidence=confidence,
        selected=m,
        feasible=feasible,
        order=line.rows,
        pool=line.pool,
        asked=asked,
        held=held & (np.arange(len(ranking)) <= last),
        expected_kw=float(reached.expected_kw.sum()),
        p50_kw=float(reached.firm_kw(0.5).sum()),
        p90_kw=float(reached.firm_kw(0.9).sum()),
        probability=None if goal_kw is None else float(reached.probability(goal_kw).sum()),
        most_kw=float(firm.max(initial=0.0)),
        doubts=by_worth.doubts(m),
        by_bill=None if goal_kw is None else smallest(by_bill, goal_kw, confidence),
        curve=curve(by_worth),
        bill_curve=curve(by_bill),
        unmet=line.unmet,
    )


def _length(firm_kw: np.ndarray, goal_kw: float | None, forced: int) -> tuple[int, bool]:
    """How many are asked, those who must be among them, and whether they reach the goal."""
    n = len(firm_kw)
    m = n if goal_kw is None else first(firm_kw >= goal_kw)
    if m is not None:
        return max(m, forced), True
    # Not the highest P: for a goal far away that is one customer, by the wide tail of its log-normal.
    best = int(firm_kw.argmax()) + 1 if n else 0
    return max(best, forced), False


def at_level(delivery: Delivery, z: float) -> Delivery:
    """The same if the level of response were known to lie z standard deviations from its middle.

    Notes
    -----
    exp(-s^2/2 + z s) of what is expected, s^2 = ln(1 + level^2); the other three doubts remain.
    """
    s = np.sqrt(np.log1p(delivery.level))
    known = delivery.expected_kw * np.exp(-(s**2) / 2 + z * s)
    return replace(delivery, expected_kw=known, level=np.zeros_like(s))


def default_goal(ranking: TargetRanking, confidence: float = 0.9) -> float:
    """Half of the kW that can be given with this certainty."""
    return float(along(ranking, np.arange(len(ranking))).firm_kw(confidence).max()) / 2


def smallest(delivery: Delivery, goal_kw: float, confidence: float) -> int | None:
    """Customers in the first prefix that reaches the goal with this certainty; None where none does."""
    return first(delivery.firm_kw(confidence) >= goal_kw)


def level_range(ranking: TargetRanking, goal_kw: float, confidence: float = 0.9) -> LevelRange:
    """How long the list must be if people respond less, as, or more than assumed: z = -1.2816, 0, 1.2816."""
    delivery = along(ranking, np.arange(len(ranking)))
    levels = (-TENTH, 0, TENTH, -CAUTIOUS_Z)
    return LevelRange(*(smallest(at_level(delivery, z), goal_kw, confidence) for z in levels))


def pilot(ranking: TargetRanking) -> Pilot:
    """Offers that a first season should make at random before more is promised.

    Notes
    -----
    level CV ~ 1.65 / sqrt(enrolled) in the top 40 % of the list, 2.1 over everybody (measured on simulations); within
    20 % four times in five asks for a CV of .20 / 1.2816.
    """
    enrolled, over_all = ((TENTH * cv / PILOT_WITHIN) ** 2 for cv in (CV_TOP, CV_ALL))
    top = ranking.participation[: max(1, round(PILOT_TOP * len(ranking)))].mean()
    return Pilot(
        offers=int(np.ceil(enrolled / top)),
        enrolled=int(np.ceil(enrolled)),
        offers_over_all=int(np.ceil(over_all / ranking.participation.mean())),
    )


def first(holds: np.ndarray) -> int | None:
    """How many customers it takes until a condition holds; None where it never does."""
    return int(holds.argmax()) + 1 if holds.any() else None
