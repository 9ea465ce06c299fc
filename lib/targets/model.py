"""The two models of targeting, chance and kW, fitted together and applied row by row."""

from dataclasses import dataclass

import numpy as np

from lib.targets import chance, features, response
from lib.targets.attributes import Attributes
from lib.targets.chance import Chance
from lib.targets.components import Components
from lib.targets.response import Response


@dataclass(frozen=True, slots=True)
class Model:
    """What last season taught; nothing in it changes when a customer comes or goes.

    Attributes
    ----------
    response : kW given by those who take part; chance : of taking part.
    level : assumed share of the window load before any outcome, 0 to 1.
    """

    response: Response
    chance: Chance
    level: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What a customer is expected to give. Every array has shape (n,), parts_kw (n, 3).

    Attributes
    ----------
    reduction_kw : mu, given participation, at most flexible kW; participation : p; expected_kw : p mu.
    parts_kw : expected_kw as weather, other and always-on.
    low_kw, high_kw : 10 and 90 % range of expected_kw: what the person is like and what the models do not know.
    own_cv : lasting difference of the person that is still unknown.
    noise_kw : standard deviation of expected_kw from day-to-day noise alone.
    """

    reduction_kw: np.ndarray
    participation: np.ndarray
    expected_kw: np.ndarray
    parts_kw: np.ndarray
    low_kw: np.ndarray
    high_kw: np.ndarray
    own_cv: np.ndarray
    noise_kw: np.ndarray


def columns(
    daily_kwh: np.ndarray, group: np.ndarray, n_groups: int, side: Attributes, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Columns of the chance model with their prior spread; the intercept alone without offers on record."""
    fitted = side.answered & known
    if not fitted.any():
        return features.intercept(len(group))
    return features.build(side.features, group, n_groups, daily_kwh, fitted)


def fit(
    components: Components,
    group: np.ndarray,
    n_groups: int,
    side: Attributes,
    chance_columns: tuple[np.ndarray, np.ndarray],
    known: np.ndarray,
    eligible: np.ndarray,
    programme: str,
) -> Model:
    """Fit both models to last season, on everybody whose readings are good enough.

    Parameters
    ----------
    group : (n,) column of each customer's segment term, below n_groups.
    chance_columns : see `columns`.
    known : (n,) bool, readings good enough to learn from; eligible : (n,) bool, the pool the level speaks of.
    programme : names the assumed level: "unnamed", "rebate", "price" or "automated".
    """
    parts, level, (z, spread) = components.parts_kw, response.LEVELS[programme], chance_columns
    traits = features.traits(z, n_groups)
    prior = response.expect(parts[eligible], components.hot_kw[eligible], level, n_groups, traits.shape[1])
    took = side.measured & known
    given = side.reduction_kw[took]
    learned = response.learn(prior, parts[took], group[took], traits[took], components.fitted_kw[took], given)
    asked = side.answered & known
    return Model(learned, chance.learn(z[asked], side.enrolled[asked], spread), level)


def worth(
    model: Model, components: Components, group: np.ndarray, n_groups: int, z: np.ndarray, side: Attributes
) -> Worth:
    """Chance x kW of each customer, with its parts and its range; each row depends on itself alone."""
    parts, traits = components.parts_kw, features.traits(z, n_groups)
    mu = model.response.reduction_kw(parts, group, traits)
    measured = np.where(side.measured, side.reduction_kw, np.nan)
    mu, own_cv = response.with_own(mu, measured, components.fitted_kw, model.response)
    mu = np.minimum(mu, components.flexible_kw)  # no credit beyond what can move
    p = chance.with_own(model.chance.of(z), side.enrolled, side.said_no)
    x = response.design(parts, model.response.prior_kw(parts), group, n_groups, traits)
    sigma = _spread(model, x, z, mu, p, own_cv)
    return Worth(
        reduction_kw=mu,
        participation=p,
        expected_kw=p * mu,
        parts_kw=p[:, None] * model.response.split_kw(parts, group, traits, mu),
        low_kw=p * mu * np.exp(-(sigma**2) / 2 - 1.2816 * sigma),
        high_kw=p * mu * np.exp(-(sigma**2) / 2 + 1.2816 * sigma),
        own_cv=own_cv,
        noise_kw=p * _noise(model.response, components, group, traits),
    )


def _spread(
    model: Model, x: np.ndarray, z: np.ndarray, mu: np.ndarray, p: np.ndarray, own_cv: np.ndarray
) -> np.ndarray:
    """(n,) sigma of the logarithm of p mu: the doubt in theta, in the person and in the chance.

    Notes
    -----
    sigma^2 = ln[(1 + x'Vx / mu^2)(1 + pers^2)(1 + (1-p)^2 (z'V_b z + tau^2))].
    """
    theta = np.einsum("ij,jk,ik->i", x, model.response.covariance, x)
    theta_cv2 = np.divide(theta, mu**2, out=np.zeros_like(mu), where=mu > 0)
    logit = np.einsum("ij,jk,ik->i", z, model.chance.covariance, z) + chance.WILLINGNESS**2
    return np.sqrt(np.log((1 + theta_cv2) * (1 + own_cv**2) * (1 + (1 - p) ** 2 * logit)))


def _noise(model: Response, components: Components, group: np.ndarray, traits: np.ndarray) -> np.ndarray:
    """(n,) standard deviation of mu from day-to-day noise: H moves O, the swing moves load between A and O."""
    theta = model.theta + model.extra(group, traits)[:, None] * model.prior_theta
    hot = theta[:, 1] * components.hot_noise_kw
    swing = (theta[:, 0] - theta[:, 1]) * np.nan_to_num(components.weather_noise_kw)
    return np.hypot(hot, swing)
