"""Step 2: how many kW a customer gives who takes part, learned from last season's participants."""

from dataclasses import dataclass

import numpy as np

LEVELS = {"unnamed": 0.18, "rebate": 0.09, "price": 0.20, "automated": 0.30}
RATIO = np.array([3.0, 1.0, 0.1])
LEVEL_CV, COMPONENT_CV, SEGMENT_SD, TRAIT_SD = 0.45, 0.35, 0.30, 0.10
PERSON_CV, METER_CV = 0.60, 0.10
PRIOR_PARTICIPANTS = 20
LASTING_CV = 0.40
PASSES = 5


@dataclass(frozen=True, slots=True)
class Response:
    """Share of each component that is given, and how sure that is.

    Attributes
    ----------
    prior_theta : (3,) share of weather, other and always-on kW given, before any outcome.
    theta : (3,) the same after last season; delta : (n_groups + n_traits,) extra of each segment, then of each trait
        (a column of the chance model that comes from the side table), as a share of the prior.
    covariance : (3 + n_groups + n_traits,) squared, of (theta, delta).
    person_cv, meter_cv : omega and kappa: spread of one outcome in shares of mu and of the fitted load.
    n : participants it was learned from.
    """

    prior_theta: np.ndarray
    theta: np.ndarray
    delta: np.ndarray
    covariance: np.ndarray
    person_cv: float = PERSON_CV
    meter_cv: float = METER_CV
    n: int = 0

    def prior_kw(self, parts_kw: np.ndarray) -> np.ndarray:
        """(n,) reduction the prior alone predicts, kW."""
        return parts_kw @ self.prior_theta

    def extra(self, group: np.ndarray, traits: np.ndarray) -> np.ndarray:
        """(n,) what segment and traits add, as a share of the prior."""
        n_groups = len(self.delta) - traits.shape[1]
        return self.delta[group] + traits @ self.delta[n_groups:]

    def reduction_kw(self, parts_kw: np.ndarray, group: np.ndarray, traits: np.ndarray) -> np.ndarray:
        """(n,) kW given by a customer who takes part: theta . (A, O, B) + extra x prior, floored at 5 % of prior."""
        prior = self.prior_kw(parts_kw)
        return np.maximum(parts_kw @ self.theta + self.extra(group, traits) * prior, 0.05 * prior)

    def split_kw(
        self, parts_kw: np.ndarray, group: np.ndarray, traits: np.ndarray, total_kw: np.ndarray
    ) -> np.ndarray:
        """(n, 3) a total reduction shared out over weather, other and always-on, none below zero."""
        share = np.maximum(0, parts_kw * (self.theta + self.extra(group, traits)[:, None] * self.prior_theta))
        share = np.where(share.sum(axis=1, keepdims=True) > 0, share, parts_kw * self.prior_theta)
        whole = share.sum(axis=1)
        return share * np.divide(total_kw, whole, out=np.zeros_like(whole), where=whole > 0)[:, None]


def expect(
    parts_kw: np.ndarray, hot_kw: np.ndarray, level: float, n_groups: int, n_traits: int = 0
) -> Response:
    """The prior: weather, other and always-on load give in the ratio 3 : 1 : .1, together `level` of the load.

    Parameters
    ----------
    parts_kw : (n, 3) A, O, B of the pool; hot_kw : (n,) H of the same customers.
    level : share of the window load given by those who take part.
    n_groups, n_traits : number of segments and of traits.

    Notes
    -----
    theta0 = c (3, 1, .1) with sum mu = level x sum H; covariance (.45 theta0)(.45 theta0)' + diag((.35 theta0)^2);
    delta ~ N(0, .30^2) for a segment, N(0, .10^2) for a trait.
    """
    weighted = (parts_kw @ RATIO).sum()
    theta = RATIO * (level * hot_kw.sum() / weighted if weighted > 0 else 0.0)
    terms = np.repeat([SEGMENT_SD, TRAIT_SD], [n_groups, n_traits])
    covariance = np.diag(np.concatenate([COMPONENT_CV * theta, terms]) ** 2)
    covariance[:3, :3] += LEVEL_CV**2 * np.outer(theta, theta)
    return Response(theta, theta, np.zeros(len(terms)), covariance)


def design(
    parts_kw: np.ndarray, prior_kw: np.ndarray, group: np.ndarray, n_groups: int, traits: np.ndarray
) -> np.ndarray:
    """(n, 3 + n_groups + n_traits) columns A, O, B; the prior prediction in the own segment, and times each trait."""
    segments = np.zeros((len(group), n_groups))
    segments[np.arange(len(group)), group] = prior_kw
    return np.hstack([parts_kw, segments, traits * prior_kw[:, None]])


def learn(
    prior: Response,
    parts_kw: np.ndarray,
    group: np.ndarray,
    traits: np.ndarray,
    fitted_kw: np.ndarray,
    measured_kw: np.ndarray,
) -> Response:
    """Posterior of (theta, delta) from the measured reductions of last season's participants.

    Parameters
    ----------
    prior : see `expect`.
    parts_kw, group, traits, fitted_kw, measured_kw : of the participants: (n, 3), (n,), (n, n_traits), (n,) and (n,),
        kW; negative measured reductions stay in.

    Notes
    -----
    Normal prior and noise of variance omega^2 mu^2 + kappa^2 F^2: precision = V0^-1 + X' S^-1 X, mean =
    precision^-1 (V0^-1 m0 + X' S^-1 y).  omega and kappa are re-estimated on the squared residuals in each pass.
    """
    if not len(measured_kw) or not prior.prior_theta.any():
        return prior
    n_groups = len(prior.delta) - traits.shape[1]
    x, response = design(parts_kw, prior.prior_kw(parts_kw), group, n_groups, traits), prior
    for _ in range(PASSES):
        mu = response.reduction_kw(parts_kw, group, traits)
        variance = outcome_variance(response, mu, fitted_kw)
        mean, covariance = posterior(prior, x, measured_kw, variance)
        response = Response(prior.theta, mean[:3], mean[3:], covariance, n=len(measured_kw))
        mu = response.reduction_kw(parts_kw, group, traits)
        person, meter = noise(measured_kw - mu, mu, fitted_kw, variance)
        response = Response(prior.theta, mean[:3], mean[3:], covariance, person, meter, len(measured_kw))
    return response


def posterior(
    prior: Response, x: np.ndarray, y: np.ndarray, variance: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the coefficients in closed form; `variance` (n,) is that of each outcome."""
    start = np.concatenate([prior.prior_theta, np.zeros(len(prior.delta))])
    before = np.linalg.inv(prior.covariance)
    covariance = np.linalg.inv(before + (x.T / variance) @ x)
    covariance = (covariance + covariance.T) / 2
    return covariance @ (before @ start + x.T @ (y / variance)), covariance


def outcome_variance(response: Response, mu: np.ndarray, fitted_kw: np.ndarray) -> np.ndarray:
    """(n,) variance of one measured reduction about mu: omega^2 mu^2 + kappa^2 F^2, kW^2."""
    spread = (response.person_cv * mu) ** 2 + (response.meter_cv * fitted_kw) ** 2
    return np.maximum(spread, 1e-6)


def noise(
    residual_kw: np.ndarray, mu: np.ndarray, fitted_kw: np.ndarray, variance: np.ndarray
) -> tuple[float, float]:
    """omega and kappa by non-negative least squares on the squared residuals.

    Notes
    -----
    Each squared residual counts by the inverse of its expected size; the prior omega .60 and kappa .10 count as
    20 participants, so that a handful of outcomes cannot declare itself free of noise.
    """
    from scipy.optimize import nnls

    terms = np.column_stack([mu**2, fitted_kw**2]) / variance[:, None]
    prior = np.array([PERSON_CV**2, METER_CV**2])
    pull = np.sqrt(PRIOR_PARTICIPANTS * (terms**2).mean(axis=0))
    rows = np.vstack([terms, np.diag(pull)])
    squares, _ = nnls(rows, np.concatenate([residual_kw**2 / variance, pull * prior]))
    return float(np.sqrt(squares[0])), float(np.sqrt(squares[1]))


def with_own(
    mu: np.ndarray, measured_kw: np.ndarray, fitted_kw: np.ndarray, response: Response
) -> tuple[np.ndarray, np.ndarray]:
    """Let a customer's own measured reduction speak.

    Returns
    -------
    (n,) mu, and (n,) the lasting difference of the person that is still unknown, as a share of mu.

    Notes
    -----
    mu becomes (1-u) mu + u y, at least .2 mu, u = min(.5, .4^2 / (omega^2 + kappa^2 F^2 / mu^2)); what is left is
    .4 sqrt(1-u).  Where y is not known (NaN) u = 0.
    """
    relative = outcome_variance(response, mu, fitted_kw) / np.maximum(mu, 1e-9) ** 2
    known = np.isfinite(measured_kw)
    own = np.where(known, np.minimum(0.5, LASTING_CV**2 / np.maximum(relative, 1e-9)), 0.0)
    blended = (1 - own) * mu + own * np.where(known, measured_kw, 0.0)
    return np.where(known, np.maximum(blended, 0.2 * mu), mu), LASTING_CV * np.sqrt(1 - own)
