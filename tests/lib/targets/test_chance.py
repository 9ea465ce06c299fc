"""Steps 3 and 4: the chance of taking part."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from lib.targets.chance import Chance, learn, sigmoid, with_own


def offers(n: int = 400, seed: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    z = np.column_stack([np.ones(n), rng.standard_normal((n, 2))])
    return z, rng.random(n) < sigmoid(z @ [-2.0, 0.8, 0.0]), np.array([0.6, 0.3, 0.3])


def test_newton_finds_what_an_optimiser_finds():
    z, took, spread = offers()
    start = np.array([np.log(0.12 / 0.88), 0, 0])

    def loss(beta):
        eta = z @ beta
        return np.logaddexp(0, eta).sum() - eta[took].sum() + (((beta - start) / spread) ** 2).sum() / 2

    best = minimize(loss, start, method="BFGS", options={"gtol": 1e-9}).x
    assert learn(z, took, spread).coefficients == pytest.approx(best, abs=1e-5)


def test_the_covariance_is_the_inverse_curvature_at_the_peak():
    z, took, spread = offers()
    model = learn(z, took, spread)
    p = sigmoid(z @ model.coefficients)
    curvature = np.diag(1 / spread**2) + z.T @ np.diag(p * (1 - p)) @ z
    assert model.covariance == pytest.approx(np.linalg.inv(curvature), abs=1e-8)


def test_without_offers_the_prior_comes_back():
    model = learn(np.ones((0, 1)), np.zeros(0, dtype=bool), np.array([0.6]))
    assert model.coefficients == pytest.approx([np.log(0.12 / 0.88)])
    assert model.covariance == pytest.approx(np.array([[0.36]]))
    # the mean over the doubt is higher than the chance at the mean: .134
    assert model.of(np.ones((1, 1))) == pytest.approx([0.134], abs=0.001)


@pytest.mark.parametrize("middle", [-3.0, -1.0, 0.0, 2.0])
def test_the_chance_is_averaged_over_the_doubt(middle):
    model = Chance(np.array([middle]), np.array([[0.36]]))
    grid = np.linspace(-6, 6, 4001)
    exact = np.average(sigmoid(middle + 0.6 * grid), weights=norm.pdf(grid))
    assert model.of(np.ones((1, 1))) == pytest.approx([exact], abs=0.002)


@pytest.mark.parametrize("answer", [True, False])
def test_unanimous_answers_do_not_run_away(answer):
    z, _, spread = offers()
    model = learn(z, np.full(400, answer), spread)
    assert np.isfinite(model.coefficients).all()
    assert model.of(z).mean() == pytest.approx(float(answer), abs=0.15)


def test_the_mean_chance_is_the_rate_of_those_asked():
    z, took, spread = offers(5000)
    assert learn(z, took, spread).of(z).mean() == pytest.approx(took.mean(), abs=0.005)


def test_an_own_answer_moves_the_chance():
    p = np.array([0.2, 0.2, 0.2])
    yes, no = np.array([True, False, False]), np.array([False, True, False])
    # .2 + .25 x .2 x .64; .2 - .25 x .04 x .8
    assert with_own(p, yes, no) == pytest.approx([0.232, 0.192, 0.2])


def test_averaging_over_many_doubtful_slopes_leaves_the_mean_chance_as_it_was():
    rng = np.random.default_rng(2)
    z = np.column_stack([np.ones(300), rng.standard_normal((300, 20))])
    model = learn(z, rng.random(300) < 0.12, np.array([0.6] + [0.3] * 20))
    peak = sigmoid(z @ model.coefficients).mean()
    assert model.of(z).mean() == pytest.approx(peak, abs=1e-9)
    assert replace(model, shift=0.0).of(z).mean() > 1.05 * peak
