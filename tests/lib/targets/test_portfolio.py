"""Steps 5 and 6: the smallest list for a goal."""

from dataclasses import replace

import numpy as np
import pytest

from lib.targets import default_goal, held_out, level_range, pilot, portfolio
from lib.targets.delivery import along
from lib.targets.lesson import Lesson, taught
from lib.targets.portfolio import at_level
from tests.lib.targets import made

LIST = made.ranking([0.2] * 300, np.linspace(3, 0.5, 300), bill=np.linspace(10, 40, 300))
DOUBTED = made.ranking(
    [0.134] * 300,
    np.linspace(3, 0.5, 300),
    response_cov=np.diag([0.06, 0, 0, 0]),
    chance_cov=np.array([[0.36]]),
)


def test_the_list_is_the_first_that_reaches_the_goal():
    found, steps = portfolio(LIST, 20.0, 0.9), along(LIST, np.arange(300))
    by_hand = next(m for m in range(1, 301) if steps.probability(20.0)[m - 1] >= 0.9)
    assert found.selected == by_hand
    assert found.feasible
    assert found.probability >= 0.9
    assert steps.probability(20.0)[by_hand - 2] < 0.9
    assert found.asked.sum() == by_hand
    assert found.asked[:by_hand].all()
    assert found.p90_kw >= 20.0


def test_more_certainty_and_more_kw_take_more_customers():
    assert portfolio(LIST, 20.0, 0.95).selected > portfolio(LIST, 20.0, 0.9).selected
    assert portfolio(LIST, 25.0, 0.9).selected > portfolio(LIST, 20.0, 0.9).selected


def test_a_goal_out_of_reach_is_said_with_the_most_that_holds():
    found = portfolio(LIST, 1000.0, 0.9)
    assert not found.feasible
    assert found.probability < 0.001
    assert found.selected == 300  # the list that gives the most, not the one customer with the widest tail
    assert portfolio(LIST, found.most_kw, 0.9).feasible
    assert not portfolio(LIST, found.most_kw * 1.001, 0.9).feasible


def test_without_a_goal_everybody_is_asked():
    found = portfolio(LIST)
    assert (found.selected, found.probability, found.by_bill) == (300, None, None)
    assert found.asked.all()
    assert found.expected_kw == pytest.approx(LIST.expected_kw.sum())


def test_the_default_goal_is_half_of_what_can_be_given_firmly():
    assert default_goal(LIST, 0.9) == pytest.approx(portfolio(LIST, None, 0.9).most_kw / 2)
    assert portfolio(LIST, default_goal(LIST), 0.9).feasible


def test_the_highest_bills_are_judged_by_the_same_model():
    # here the bills run against the kW: the list by bill is the list from its end
    found = portfolio(LIST, 20.0, 0.9)
    backwards = along(LIST, np.arange(300)[::-1])
    assert found.by_bill == int(np.argmax(backwards.probability(20.0) >= 0.9)) + 1
    assert found.by_bill > found.selected
    assert found.bill_curve.expected_kw[-1] == pytest.approx(found.curve.expected_kw[-1])


def test_bills_that_never_reach_the_goal_are_said_so():
    assert portfolio(LIST, 1000.0, 0.9).by_bill is None


def test_who_is_held_back_is_not_asked_and_not_counted():
    found = portfolio(LIST, 20.0, 0.9, holdout=0.2, seed=5)
    held = held_out(LIST, 0.2, 5)
    assert not (found.asked & held).any()
    assert found.expected_kw == pytest.approx(LIST.expected_kw[found.asked].sum())
    last = np.flatnonzero(found.asked)[-1]
    assert found.held.tolist() == [bool(h and i <= last) for i, h in enumerate(held)]
    assert found.selected == found.asked.sum() == last + 1 - found.held.sum()


def test_the_holdout_is_a_random_share_that_a_seed_repeats():
    many = made.ranking([0.2] * 4000, [1.0] * 4000)
    assert held_out(many, 0.05, 1).mean() == pytest.approx(0.05, abs=0.012)
    assert (held_out(many, 0.05, 1) == held_out(many, 0.05, 1)).all()
    assert (held_out(many, 0.05, 1) != held_out(many, 0.05, 2)).any()
    assert not held_out(many, 0.0, 1).any()


def test_holding_everybody_back_asks_nobody():
    found = portfolio(LIST, 20.0, 0.9, holdout=1.0)
    assert (found.selected, found.feasible, found.expected_kw, found.most_kw) == (0, False, 0.0, 0.0)


def test_steady_events_make_the_same_list_firmer():
    steady = taught(LIST, Lesson(common_cv=0.05))
    assert portfolio(steady, 20.0).selected < portfolio(LIST, 20.0).selected


def test_the_list_is_longer_where_the_level_is_lower():
    found = level_range(DOUBTED, 6.0, 0.9)
    assert found.high < found.middle < found.low < found.cautious


def test_a_known_level_has_no_range():
    found, chosen = level_range(LIST, 20.0, 0.9), portfolio(LIST, 20.0, 0.9).selected
    assert (found.low, found.middle, found.high, found.cautious) == (chosen,) * 4


def test_a_level_too_low_for_the_goal_is_said_so():
    assert level_range(DOUBTED, 25.0, 0.9).cautious is None


def test_the_pilot_of_the_method():
    # 1.65 / sqrt(n) = .20 / 1.2816: n = 111.8 enrolled, 834 offers at .134; over everybody 2.1: 181.1, 1352
    found = pilot(DOUBTED)
    assert (found.enrolled, found.offers, found.offers_over_all) == (112, 835, 1352)


def test_at_a_level_all_expected_is_times_the_same_factor():
    # level^2 = e^.25 - 1, so s = .5: exp(-.125 + .5 z)
    doubted = replace(along(LIST, np.arange(300)), level=np.full(300, np.expm1(0.25)))
    for z, factor in ((-1.0, np.exp(-0.625)), (0.0, np.exp(-0.125)), (1.0, np.exp(0.375))):
        known = at_level(doubted, z)
        assert known.expected_kw == pytest.approx(doubted.expected_kw * factor)
        assert not known.level.any()


def test_the_range_of_a_level_is_one_in_ten_its_middle_and_nine_in_ten():
    steps = along(DOUBTED, np.arange(300))
    found = level_range(DOUBTED, 6.0, 0.9)
    for z, length in (
        (-1.2816, found.low),
        (0.0, found.middle),
        (1.2816, found.high),
        (-2.33, found.cautious),
    ):
        assert (
            at_level(steps, z).firm_kw(0.9)[length - 1] >= 6.0 > at_level(steps, z).firm_kw(0.9)[length - 2]
        )
