"""Step 5: what the first m customers deliver."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from lib.targets import deliver
from lib.targets.delivery import BLOCK, along
from tests.lib.targets import made

TWO = made.ranking([0.5, 0.25], [2.0, 2.0])


def test_expected_kw_and_the_spread_of_people_by_hand():
    found = along(TWO, np.arange(2))
    # own = p mu^2 (1 + .4^2)(1 + .4^2) - E^2: .5 x 4 x 1.3456 - 1 = 1.6912; .25 x 4 x 1.3456 - .25 = 1.0956
    assert found.expected_kw == pytest.approx([1.0, 1.5])
    assert found.people == pytest.approx([1.6912, (1.6912 + 1.0956) / 1.5**2])
    assert found.level == pytest.approx([0, 0])
    assert found.sigma[1] ** 2 == pytest.approx(np.log(1.01 * 1.04 * (1 + 2.7868 / 2.25)))


def test_reached_in_one_five_and_nine_of_ten_events_by_hand():
    found, sigma = along(TWO, np.arange(2)), along(TWO, np.arange(2)).sigma[1]
    p50 = 1.5 * np.exp(-(sigma**2) / 2)
    assert found.firm_kw(0.5)[1] == pytest.approx(p50)
    assert found.firm_kw(0.9)[1] == pytest.approx(p50 * np.exp(-1.2816 * sigma), rel=1e-4)
    assert found.firm_kw(0.1)[1] == pytest.approx(p50 * np.exp(1.2816 * sigma), rel=1e-4)


def test_the_chance_of_a_goal_and_the_firm_kw_say_the_same():
    found = along(TWO, np.arange(2))
    for certainty in (0.5, 0.8, 0.9, 0.99):
        assert found.probability(found.firm_kw(certainty)[1])[1] == pytest.approx(certainty)


def test_the_level_doubt_by_hand():
    # a = sum p (A, O, B, own segment); h = sum p (1-p) mu z
    response_cov, chance_cov = np.diag([0.04, 0.01, 0.0, 0.09, 0.25]), np.array([[0.36]])
    ranking = made.ranking(
        [0.5, 0.25],
        [2.0, 2.0],
        parts=[[3.0, 1.0, 1.0], [1.0, 4.0, 1.0]],
        group=[0, 1],
        response_cov=response_cov,
        chance_cov=chance_cov,
    )
    theta = 0.04 * 1.75**2 + 0.01 * 1.5**2 + 0.09 * 1.0**2 + 0.25 * 0.5**2
    beta = 0.36 * (0.5 * 1.0 + 0.75 * 0.5) ** 2
    assert along(ranking, np.arange(2)).level[1] == pytest.approx((1 + theta / 2.25) * (1 + beta / 2.25) - 1)


def test_what_was_learned_on_few_evenings_is_known_no_better_than_those_evenings():
    ranking = made.ranking([0.5, 0.25], [2.0, 2.0], response_cov=np.diag([0.04, 0.01, 0.0, 0.09]))
    four = replace(ranking, doubt=replace(ranking.doubt, evenings=4.0))
    known, learned = along(ranking, np.arange(2)), along(four, np.arange(2))
    # .20^2 / 4 = .01 more, however many took part
    assert 1 + learned.level == pytest.approx((1 + known.level) * 1.01)
    assert learned.expected_kw == pytest.approx(known.expected_kw)
    assert (learned.firm_kw(0.9) < known.firm_kw(0.9)).all()


def test_the_stated_chance_is_that_of_the_stated_log_normal():
    ranking = made.ranking(
        [0.5, 0.4, 0.3], [2.0, 1.5, 1.0], response_cov=np.diag([0.02, 0, 0, 0]), chance_cov=np.array([[0.1]])
    )
    found, rng = along(ranking, np.arange(3)), np.random.default_rng(4)
    factors = [found.people[2], found.level[2], found.drift, found.common]
    draws = found.expected_kw[2] * np.ones(200_000)
    for square in factors:  # each doubt a log-normal factor of mean 1
        spread = np.sqrt(np.log1p(square))
        draws *= rng.lognormal(-(spread**2) / 2, spread, len(draws))
    assert draws.mean() == pytest.approx(found.expected_kw[2], rel=0.02)
    for goal in (0.5, 1.0, 1.9, 3.0):
        assert found.probability(goal)[2] == pytest.approx((draws >= goal).mean(), abs=0.005)


def test_the_spread_of_people_is_that_of_joining_and_giving():
    chance, kw = np.linspace(0.05, 0.5, 40), np.linspace(0.2, 3.0, 40)
    found, rng = along(made.ranking(chance, kw), np.arange(40)), np.random.default_rng(8)
    sd = np.sqrt(np.log1p(0.16))
    person, evening = rng.lognormal(-(sd**2) / 2, sd, (2, 40_000, 40))
    delivered = ((rng.random((40_000, 40)) < chance) * kw * person * evening).sum(axis=1)
    assert delivered.mean() == pytest.approx(found.expected_kw[-1], rel=0.01)
    assert delivered.var() == pytest.approx(found.people[-1] * found.expected_kw[-1] ** 2, rel=0.05)


def test_more_customers_shrink_only_the_difference_between_people():
    ranking = made.ranking([0.2] * 1000, [1.0] * 1000, response_cov=np.diag([0.04, 0, 0, 0]))
    found = along(ranking, np.arange(1000))
    assert found.people[999] == pytest.approx(found.people[9] / 100)
    assert found.level[999] == pytest.approx(found.level[9])
    few, many = dict(found.doubts(10)), dict(found.doubts(1000))
    assert many["people differ"] < few["people differ"]
    assert many["one evening moves everyone"] > few["one evening moves everyone"]
    assert list(many) == [
        *(
            "people differ",
            "last year was a sample",
            "next year is not last year",
            "one evening moves everyone",
        ),
    ]
    assert sum(many.values()) == pytest.approx(1)
    assert along(ranking, np.arange(0)).doubts(0) == ()


def test_blocks_leave_no_seam():
    n = BLOCK + 7
    rng = np.random.default_rng(0)
    ranking = made.ranking(
        rng.uniform(0.1, 0.2, n), rng.uniform(0.5, 1.5, n), response_cov=np.diag([0.04, 0, 0, 0.01])
    )
    found = along(ranking, np.arange(n))
    a = ranking.expected_kw.cumsum()  # all load is weather, and the segment term is the same kW
    assert found.level == pytest.approx((0.04 + 0.01) * a**2 / a**2)


def test_the_curve_starts_at_nobody_and_ends_at_everybody():
    curve = deliver(made.ranking([0.2] * 1000, np.linspace(2, 0.1, 1000)), np.arange(1000))
    assert (curve.asked[0], curve.asked[-1], len(curve.asked)) == (0, 1000, 401)
    assert (curve.expected_kw[0], curve.p90_kw[0]) == (0, 0)
    assert (curve.p90_kw <= curve.p50_kw).all()
    assert (curve.p50_kw[1:] < curve.p10_kw[1:]).all()
    assert curve.expected_kw[-1] == pytest.approx(0.2 * np.linspace(2, 0.1, 1000).sum())


def test_nothing_expected_is_nothing_delivered():
    found = along(made.ranking([0.2, 0.2], [0.0, 0.0]), np.arange(2))
    assert found.firm_kw(0.9).tolist() == [0, 0]
    assert found.probability(1.0).tolist() == [0, 0]


def test_certainty_is_the_normal_quantile():
    found = along(TWO, np.arange(2))
    z = (np.log(1.5 / 1.0) - found.sigma[1] ** 2 / 2) / found.sigma[1]
    assert found.probability(1.0)[1] == pytest.approx(norm.cdf(z))
