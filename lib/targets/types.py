"""The nouns of targeting: the ranked list, the doubt about it, and what a length of it delivers."""

from dataclasses import dataclass

import numpy as np

from lib.readings import Origin
from lib.targets.reasons import reasons

COMMON_CV = 0.20  # of one evening that moves everybody, before any event was seen


@dataclass(frozen=True, slots=True)
class Doubt:
    """What must be known of each customer to tell how sure a sum over customers is; in rank order.

    Attributes
    ----------
    components_kw : (n_eligible, 3) weather, other and always-on part of the load in the window, kW.
    prior_kw : (n_eligible,) reduction the prior alone predicts, kW; the segment terms multiply it.
    group : (n_eligible,) column of the customer's segment term, 0 to n_groups-1.
    response_cov : (3 + n_groups + n_traits,) squared: covariance of (theta, delta).
    features : (n_eligible, n_features) what the chance model knows of the customer; first column 1.
    chance_cov : (n_features, n_features) covariance of the chance coefficients.
    own_cv : (n_eligible,) lasting difference of a person from the model (`pers` in method.md).
    noise_kw, flexible_noise_kw : (n_eligible,) standard deviation of expected_kw and of flexible_kw from
        day-to-day noise alone; NaN where unknown.
    common_cv : spread of one evening that moves everybody.
    evenings : number of events that the kW was learned from; infinite where none was.
    """

    components_kw: np.ndarray
    prior_kw: np.ndarray
    group: np.ndarray
    n_groups: int
    response_cov: np.ndarray
    features: np.ndarray
    chance_cov: np.ndarray
    own_cv: np.ndarray
    noise_kw: np.ndarray
    flexible_noise_kw: np.ndarray
    common_cv: float = COMMON_CV
    evenings: float = np.inf


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind the reason of each customer. Every array has shape (n_eligible,), in rank order.

    Attributes
    ----------
    hot_days, hot_days_up : event-like days with a reading, and on how many of them the load was above the
        customer's own usual; NaN where days are not known.
    said_yes, said_no : bool, last season's answer to an offer; both False where none is on record.
    measured_kw : reduction measured last season; NaN where none was.
    cooling_kw_per_c, heating_kw_per_c : daily mean load for a degree hotter or colder; NaN where too little is known.
    """

    hot_days: np.ndarray
    hot_days_up: np.ndarray
    said_yes: np.ndarray
    said_no: np.ndarray
    measured_kw: np.ndarray
    cooling_kw_per_c: np.ndarray
    heating_kw_per_c: np.ndarray


@dataclass(frozen=True, slots=True)
class TargetRanking:
    """Eligible customers by expected kW, highest first. Every array has shape (n_eligible,), in rank order.

    Attributes
    ----------
    customer_id, segment : who, and the number of their segment (0: not clustered).
    score : percentile of expected_kw in the eligible pool, 0 to 100.
    expected_kw : chance x kW; low_kw, high_kw : its 10 and 90 % range.
    weather_kw, other_kw, always_on_kw : the parts of expected_kw (weather_kw NaN where days are not known).
    flexible_kw, window_kw, coincident_kw : of the customer, before any chance (method.md, "Targets").
    participation : chance of taking part, 0 to 1.
    reduction_kw : kW given by a customer who takes part (mu).
    daily_kwh : energy of the mean day: what the list by highest bill sorts by.
    responsibility : coincident over own maximum (99th percentile): how much of it falls into the system's peak.
    repeatability : how alike event-like evenings are, 0 to 1; both NaN where days are not known.
    confidence_grade : "A" to "C" ("D" is set aside); "" where days are not known.
    evidence : what the reason of each is made of.
    set_aside : (code, count, message) of those left out before ranking.
    learned : whether last season's offers and outcomes went in; notes : what is assumed, one sentence each.
    set_aside_ids : the customers behind set_aside as (customer_id, code) pairs.
    n_enrolled : participants with a measured reduction that the kW was learned from.
    doubt : how sure the expected kW is, for sums over customers.
    """

    customer_id: np.ndarray
    segment: np.ndarray
    score: np.ndarray
    expected_kw: np.ndarray
    low_kw: np.ndarray
    high_kw: np.ndarray
    weather_kw: np.ndarray
    other_kw: np.ndarray
    always_on_kw: np.ndarray
    flexible_kw: np.ndarray
    window_kw: np.ndarray
    coincident_kw: np.ndarray
    participation: np.ndarray
    reduction_kw: np.ndarray
    daily_kwh: np.ndarray
    responsibility: np.ndarray
    repeatability: np.ndarray
    confidence_grade: np.ndarray
    evidence: Evidence
    set_aside: tuple[tuple[str, int, str], ...]
    set_aside_ids: tuple[tuple[str, str], ...]
    learned: bool
    notes: tuple[str, ...]
    n_enrolled: int
    doubt: Doubt
    window: tuple[int, int]
    fingerprint: str
    origin: Origin

    def __len__(self) -> int:
        return len(self.customer_id)

    @property
    def base_kw(self) -> np.ndarray:
        """(n_eligible,) load that is always on, at most that in the window, kW."""
        return self.doubt.components_kw[:, 2]

    @property
    def reason(self) -> np.ndarray:
        """(n_eligible,) of str: why each customer, in words with the numbers in it."""
        return self.reasons(slice(None))

    def reasons(self, rows: slice | np.ndarray) -> np.ndarray:
        """The reasons of some rows; they are written when asked for, for millions would fill the memory."""
        seen = self.evidence
        return reasons(
            self.window_kw[rows],
            self.flexible_kw[rows],
            seen.hot_days_up[rows],
            seen.hot_days[rows],
            seen.said_yes[rows],
            seen.said_no[rows],
            seen.measured_kw[rows],
        )


@dataclass(frozen=True, slots=True)
class DeliveryCurve:
    """What the first m customers of a list deliver. Every array has shape (n_points,).

    Attributes
    ----------
    asked : number of customers asked, ascending, first 0, last the whole list.
    expected_kw : sum of chance x kW; p10_kw, p50_kw, p90_kw : reached or exceeded in 1, 5 and 9 of 10 events.
    """

    asked: np.ndarray
    expected_kw: np.ndarray
    p10_kw: np.ndarray
    p50_kw: np.ndarray
    p90_kw: np.ndarray


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The smallest list that delivers a goal with a certainty.

    Attributes
    ----------
    goal_kw, confidence : what was asked; goal_kw None: everybody eligible is selected.
    selected : how many of the ranking are asked; feasible : whether they reach the goal.
    order : (n_allowed,) rows of the ranking in the order they may be asked; the first `selected` are.
    pool : (n_pool,) rows of all who may be asked, caps aside: other lists are drawn from them.
    asked, held : (n_eligible,) bool, who is asked, and who in between is held back at random for comparison.
    expected_kw, p50_kw, p90_kw : of the selected; p90_kw is the firm kW (9 of 10 events).
    probability : of reaching the goal with the selected; None without a goal.
    most_kw : the largest goal that can be had with this certainty.
    doubts : shares of the log-variance: "people differ", "last year was a sample",
        "next year is not last year", "one evening moves everyone".
    by_bill : customers needed for the goal when asked by highest bill; None where they never reach it.
    curve, bill_curve : delivery of this ranking and of the highest bills.
    unmet : what was asked for besides the goal and cannot be had, one sentence each.
    """

    goal_kw: float | None
    confidence: float
    selected: int
    feasible: bool
    order: np.ndarray
    pool: np.ndarray
    asked: np.ndarray
    held: np.ndarray
    expected_kw: float
    p50_kw: float
    p90_kw: float
    probability: float | None
    most_kw: float
    doubts: tuple[tuple[str, float], ...]
    by_bill: int | None
    curve: DeliveryCurve
    bill_curve: DeliveryCurve
    unmet: tuple[str, ...] = ()
