"""Step 2: the kW given by those who take part."""

import numpy as np
import pytest

from lib.targets import response
from lib.targets.response import Response, design, expect, learn, noise, outcome_variance, posterior, with_own

PARTS = np.array([[1.0, 1.0, 1.0], [0.0, 2.0, 1.0]])
GROUP = np.array([0, 1])
NOTHING = np.zeros((2, 0))


def drawn(n: int = 60, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Parts, groups and measured reductions of a world in which weather load gives .6, other .1."""
    rng = np.random.default_rng(seed)
    parts, group = rng.lognormal(-0.5, 0.5, (n, 3)), rng.integers(0, 2, n)
    given = parts @ [0.6, 0.1, 0.0] * rng.lognormal(-0.08, 0.4, n)
    return parts, group, given + 0.1 * parts.sum(axis=1) * rng.standard_normal(n)


def test_the_prior_is_three_to_one_to_a_tenth_and_meets_the_level():
    # sum 3A + O + .1B = 6.2, sum H = 6: scale .18 x 6 / 6.2 = .174194
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    assert prior.theta == pytest.approx([0.522581, 0.174194, 0.0174194], rel=1e-5)
    assert prior.reduction_kw(PARTS, GROUP, NOTHING) == pytest.approx([0.714194, 0.365806], abs=1e-6)
    assert prior.reduction_kw(PARTS, GROUP, NOTHING).sum() == pytest.approx(0.18 * 6)


def test_the_prior_doubt_is_a_common_level_and_each_component_for_itself():
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    a, o, _ = prior.theta
    assert prior.covariance[0, 0] == pytest.approx((0.45**2 + 0.35**2) * a**2)
    assert prior.covariance[0, 1] == pytest.approx(0.45**2 * a * o)
    assert np.diag(prior.covariance)[3:] == pytest.approx([0.09, 0.09])
    assert prior.covariance[:3, 3:] == pytest.approx(np.zeros((3, 2)))


def test_levels_are_those_of_the_programme():
    assert response.LEVELS == {"unnamed": 0.18, "rebate": 0.09, "price": 0.20, "automated": 0.30}


def test_the_design_has_the_prior_prediction_in_the_own_segment():
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    x = design(PARTS, prior.prior_kw(PARTS), GROUP, 2, NOTHING)
    assert x[:, :3] == pytest.approx(PARTS)
    assert x[:, 3:] == pytest.approx(np.diag([0.714194, 0.365806]), abs=1e-6)


def test_the_posterior_equals_a_brute_force_ridge():
    parts, group, y = drawn()
    prior = expect(parts, parts.sum(axis=1), 0.18, 2)
    x, variance = (
        design(parts, prior.prior_kw(parts), group, 2, np.zeros((len(y), 0))),
        np.linspace(0.05, 0.2, len(y)),
    )
    mean, covariance = posterior(prior, x, y, variance)
    root = np.linalg.cholesky(np.linalg.inv(prior.covariance)).T
    start = np.concatenate([prior.theta, np.zeros(2)])
    rows = np.vstack([x / np.sqrt(variance)[:, None], root])
    ridge = np.linalg.lstsq(rows, np.concatenate([y / np.sqrt(variance), root @ start]), rcond=None)[0]
    assert mean == pytest.approx(ridge, abs=1e-9)
    assert covariance == pytest.approx(np.linalg.inv(rows.T @ rows), abs=1e-9)


def test_one_participant_by_hand():
    # one component of theta .3 +- .3 and one outcome .9 +- .3 on 1 kW meet half way: .6 +- .212
    prior = Response(np.array([0.3]), np.array([0.3]), np.zeros(0), np.array([[0.09]]))
    mean, covariance = posterior(prior, np.array([[1.0]]), np.array([0.9]), np.array([0.09]))
    assert mean == pytest.approx([0.6])
    assert covariance == pytest.approx(np.array([[0.045]]))


def test_participants_teach_what_gives_most():
    parts, group, y = drawn(800)
    prior = expect(parts, parts.sum(axis=1), 0.18, 2)
    learned = learn(prior, parts, group, np.zeros((len(y), 0)), parts.sum(axis=1), y)
    assert learned.n == 800
    assert learned.theta[0] == pytest.approx(0.6, abs=0.1)
    assert learned.theta[1] < 0.2
    assert (np.diag(learned.covariance)[:2] < np.diag(prior.covariance)[:2] / 5).all()


def test_nobody_measured_leaves_the_prior():
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    nobody = np.zeros(0)
    assert learn(prior, PARTS[:0], GROUP[:0], NOTHING[:0], nobody, nobody) is prior


def test_negative_reductions_stay_in():
    parts, group, y = drawn(40)
    prior = expect(parts, parts.sum(axis=1), 0.18, 2)
    who, hot = (parts, group, np.zeros((40, 0))), parts.sum(axis=1)
    less = learn(prior, *who, hot, y - 0.5).reduction_kw(*who).sum()
    assert (y - 0.5).min() < 0
    assert less < learn(prior, *who, hot, np.maximum(0, y - 0.5)).reduction_kw(*who).sum()


def test_a_reduction_is_never_under_a_twentieth_of_the_prior():
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    bad = Response(prior.prior_theta, -prior.theta, np.zeros(2), prior.covariance)
    assert bad.reduction_kw(PARTS, GROUP, NOTHING) == pytest.approx(
        [0.05 * 0.714194, 0.05 * 0.365806], abs=1e-6
    )


def test_the_parts_of_a_reduction_add_up_and_none_is_negative():
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    odd = Response(prior.prior_theta, np.array([0.5, 0.1, -0.3]), np.array([0.1, -0.2]), prior.covariance)
    mu = odd.reduction_kw(PARTS, GROUP, NOTHING)
    split = odd.split_kw(PARTS, GROUP, NOTHING, mu)
    assert split.sum(axis=1) == pytest.approx(mu)
    assert (split >= 0).all()
    assert split[:, 2] == pytest.approx([0, 0])


def test_the_variance_of_an_outcome_is_person_and_meter():
    prior = expect(PARTS, PARTS.sum(axis=1), 0.18, 2)
    # (.6 x .5)^2 + (.1 x 2)^2 = .09 + .04
    assert outcome_variance(prior, np.array([0.5]), np.array([2.0])) == pytest.approx([0.13])


def test_the_two_noises_are_told_apart():
    rng = np.random.default_rng(5)
    mu, fitted = rng.lognormal(-1, 0.8, 6000), rng.lognormal(0.3, 0.8, 6000)
    residual = rng.standard_normal(6000) * np.hypot(0.5 * mu, 0.2 * fitted)
    person, meter = noise(residual, mu, fitted, (0.6 * mu) ** 2 + (0.1 * fitted) ** 2)
    assert (person, meter) == (pytest.approx(0.5, abs=0.07), pytest.approx(0.2, abs=0.02))


def test_a_handful_of_perfect_outcomes_does_not_make_the_noise_vanish():
    mu, fitted = np.array([0.3, 0.4, 0.5]), np.array([2.0, 1.0, 1.5])
    person, meter = noise(np.zeros(3), mu, fitted, (0.6 * mu) ** 2 + (0.1 * fitted) ** 2)
    assert person > 0.5
    assert meter > 0.05


def test_an_own_measurement_moves_mu_by_its_weight():
    sure = Response(np.zeros(3), np.zeros(3), np.zeros(1), np.zeros((4, 4)), person_cv=0.6, meter_cv=0.0)
    mu, fitted = np.ones(3), np.ones(3)
    # u = .4^2 / .6^2 = .444: 1 + .444 x (2 - 1); 1 - .444 x 4 = -.78 is held at .2; no measurement, no change
    blended, own = with_own(mu, np.array([2.0, -3.0, np.nan]), fitted, sure)
    assert blended == pytest.approx([1.4444, 0.2, 1.0], abs=1e-4)
    assert own == pytest.approx([0.4 * np.sqrt(1 - 0.4444), 0.4 * np.sqrt(1 - 0.4444), 0.4], abs=1e-4)


def test_an_own_measurement_never_weighs_more_than_half():
    sharp = Response(np.zeros(3), np.zeros(3), np.zeros(1), np.zeros((4, 4)), person_cv=0.1, meter_cv=0.0)
    blended, _ = with_own(np.ones(1), np.array([3.0]), np.ones(1), sharp)
    assert blended == pytest.approx([2.0])


def test_segment_and_traits_add_to_one_another():
    given = Response(np.ones(3), np.ones(3), np.array([0.1, -0.2, 0.05]), np.eye(6))
    assert given.extra(GROUP, np.array([[2.0], [-1.0]])) == pytest.approx([0.1 + 0.1, -0.2 - 0.05])


def test_an_own_measurement_and_the_expected_meet_between():
    # omega^2 = .36, no noise: u = .16 / .36; of 2 kW expected and 1 kW measured
    given = Response(np.ones(3), np.ones(3), np.zeros(1), np.eye(4), person_cv=0.6, meter_cv=0.0)
    mu, own_cv = with_own(np.array([2.0, 2.0]), np.array([1.0, np.nan]), np.array([5.0, 5.0]), given)
    u = 0.16 / 0.36
    assert mu == pytest.approx([2 - u, 2.0])
    assert own_cv == pytest.approx([0.4 * np.sqrt(1 - u), 0.4])
