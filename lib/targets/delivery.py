"""Step 5: what the first m customers of a list deliver, and how sure that is."""

from dataclasses import dataclass, replace

import numpy as np

from lib.targets.features import traits
from lib.targets.response import design
from lib.targets.types import DeliveryCurve, TargetRanking

EVENT_CV, DRIFT_CV = 0.40, 0.10
TENTH = 1.2816
BLOCK = 50_000
POINTS = 400


@dataclass(frozen=True, slots=True)
class Delivery:
    """What every prefix of a list delivers. Every array has shape (n_asked,), for the first 1, 2, ... customers.

    Attributes
    ----------
    expected_kw : M, the sum of chance x kW.
    people, level : (CV of the people)^2 and (CV of the level)^2; drift, common : the same of next year and of
        one evening, alike for every prefix.
    """

    expected_kw: np.ndarray
    people: np.ndarray
    level: np.ndarray
    drift: float
    common: float

    @property
    def sigma(self) -> np.ndarray:
        """(n_asked,) spread of ln R: sigma^2 = ln[(1 + level^2)(1 + drift^2)(1 + common^2)(1 + own / M^2)]."""
        years = (1 + self.drift) * (1 + self.common)
        return np.sqrt(np.log((1 + self.level) * years * (1 + self.people)))

    def at(self, rows: np.ndarray) -> "Delivery":
        """The same at some of its lengths only: `rows` counts from 0 for one customer asked."""
        return replace(
            self, expected_kw=self.expected_kw[rows], people=self.people[rows], level=self.level[rows]
        )

    def firm_kw(self, certainty: float) -> np.ndarray:
        """(n_asked,) kW reached or exceeded with this certainty: M exp(-sigma^2 / 2 - z sigma)."""
        from scipy.special import ndtri

        return self.expected_kw * np.exp(-(self.sigma**2) / 2 - ndtri(certainty) * self.sigma)

    def probability(self, goal_kw: float) -> np.ndarray:
        """(n_asked,) chance of reaching the goal: Phi((ln(M / T) - sigma^2 / 2) / sigma)."""
        from scipy.special import ndtr

        with np.errstate(divide="ignore"):
            distance = np.log(self.expected_kw / goal_kw)
        return ndtr((distance - self.sigma**2 / 2) / self.sigma)

    def doubts(self, m: int) -> tuple[tuple[str, float], ...]:
        """Share of each doubt in sigma^2 of the first m customers; more customers shrink only the first."""
        if not m:
            return ()
        [sigma] = self.at(np.array([m - 1])).sigma
        parts = {
            "people differ": self.people[m - 1],
            "last year was a sample": self.level[m - 1],
            "next year is not last year": self.drift,
            "one evening moves everyone": self.common,
        }
        return tuple((name, float(np.log1p(part) / sigma**2)) for name, part in parts.items())


def along(ranking: TargetRanking, order: np.ndarray) -> Delivery:
    """Add up a list, customer by customer, in this order.

    Parameters
    ----------
    ranking : with the doubt about it.
    order : (n_asked,) rows of the ranking in the order they are asked.

    Notes
    -----
    own = sum [p mu^2 (1 + pers^2)(1 + .4^2) - E^2]; level^2 = (1 + a'Va / M^2)(1 + h'V_b h / M^2)
    (1 + common^2 / evenings) - 1 with a = sum p (A, O, B, segment terms), h = sum p (1-p) mu z: whoever was measured
    was measured on the same evenings, so that more participants do not make their weather less of a chance.  Worked in
    blocks: memory stays flat.
    """
    expected = ranking.expected_kw[order].cumsum()
    own = _own(ranking, order).cumsum()
    theta, beta = np.empty(len(order)), np.empty(len(order))
    a, h = 0.0, 0.0
    for start in range(0, len(order), BLOCK):
        block = slice(start, start + BLOCK)
        a = a + _response_terms(ranking, order[block]).cumsum(axis=0)
        h = h + _chance_terms(ranking, order[block]).cumsum(axis=0)
        theta[block] = quadratic(a, ranking.doubt.response_cov)
        beta[block] = quadratic(h, ranking.doubt.chance_cov)
        a, h = a[-1], h[-1]
    square = np.where(expected > 0, expected**2, np.inf)
    common = ranking.doubt.common_cv**2
    level = (1 + theta / square) * (1 + beta / square) * (1 + common / ranking.doubt.evenings) - 1
    return Delivery(expected, own / square, level, DRIFT_CV**2, common)


def curve(delivery: Delivery) -> DeliveryCurve:
    """At most 400 points of a delivery, the first for nobody asked, the last for the whole list."""
    n = len(delivery.expected_kw)
    asked = np.unique(np.linspace(0, n, min(n, POINTS) + 1).astype(np.int64))
    points = delivery.at(asked[1:] - 1)
    series = [points.expected_kw, *(points.firm_kw(q) for q in (0.1, 0.5, 0.9))]
    return DeliveryCurve(asked, *(np.concatenate([[0.0], values]) for values in series))


def deliver(ranking: TargetRanking, order: np.ndarray) -> DeliveryCurve:
    """What the first m customers deliver when the rows of the ranking are asked in this order."""
    return curve(along(ranking, order))


def quadratic(x: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """(n,) x'Vx of each row."""
    return np.einsum("ij,ij->i", x @ covariance, x)


def _own(ranking: TargetRanking, order: np.ndarray) -> np.ndarray:
    p, mu = ranking.participation[order], ranking.reduction_kw[order]
    square = mu**2 * (1 + ranking.doubt.own_cv[order] ** 2) * (1 + EVENT_CV**2)
    return p * square - ranking.expected_kw[order] ** 2


def _response_terms(ranking: TargetRanking, rows: np.ndarray) -> np.ndarray:
    """(n, 3 + n_groups + n_traits) p (A, O, B, prior prediction in the own segment, and times each trait)."""
    doubt = ranking.doubt
    given = doubt.components_kw[rows], doubt.prior_kw[rows], doubt.group[rows]
    terms = design(*given, doubt.n_groups, traits(doubt.features[rows], doubt.n_groups))
    return ranking.participation[rows, None] * terms


def _chance_terms(ranking: TargetRanking, rows: np.ndarray) -> np.ndarray:
    """(n, n_features) p (1-p) mu z."""
    slope = (1 - ranking.participation[rows]) * ranking.expected_kw[rows]
    return slope[:, None] * ranking.doubt.features[rows]
