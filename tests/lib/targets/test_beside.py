"""What a list costs, what a budget buys, and the same number of customers by other orders."""

from dataclasses import replace

import numpy as np
import pytest

from lib.limits import Limit
from lib.targets import portfolio
from lib.targets.beside import beside
from lib.targets.costs import Costs, affordable, cost_of
from lib.targets.plan import Plan
from tests.lib.targets import made

# kW and bill run against each other
LIST = made.ranking([0.5, 0.2, 0.2, 0.1], [4.0, 3.0, 2.0, 1.0], bill=[1.0, 2.0, 3.0, 4.0])
COSTS = Costs(contact=2.0, enrolment=10.0, incentive=20.0)
EVERYBODY = np.arange(4)


def asking(m: int):
    return replace(portfolio(LIST), selected=m)


def test_cost_is_the_contact_and_the_chance_of_the_rest():
    # 2 + .5 x 30 = 17, 2 + .2 x 30 = 8, 8, 5
    assert COSTS.each(LIST) == pytest.approx([17, 8, 8, 5])
    assert cost_of(LIST, EVERYBODY[:2], COSTS) == pytest.approx(25)


@pytest.mark.parametrize(("budget", "customers"), [(16.99, 0), (17, 1), (25, 2), (1000, 4)])
def test_a_budget_buys_the_first_of_the_list_that_it_pays_for(budget, customers):
    assert affordable(LIST, EVERYBODY, COSTS, budget) == customers


def test_beside_the_list_stand_as_many_by_other_orders():
    rivals = {rival.name: rival for rival in beside(LIST, asking(2), COSTS)}
    assert list(rivals) == ["This list", "Highest window kW", "Highest bills", "At random"]
    assert {rival.asked for rival in rivals.values()} == {2}
    assert rivals["This list"].expected_kw == pytest.approx(0.5 * 4 + 0.2 * 3)
    assert rivals["Highest bills"].expected_kw == pytest.approx(0.1 * 1 + 0.2 * 2)
    assert rivals["Highest bills"].cost == pytest.approx(13)


def test_the_list_beside_itself_is_the_portfolio():
    found = portfolio(LIST, 0.2, 0.5)
    first = beside(LIST, found, COSTS)[0]
    assert first.p90_kw == pytest.approx(found.p90_kw)
    assert first.expected_kw == pytest.approx(found.expected_kw)
    assert first.cost_of_firm_kw == pytest.approx(first.cost / first.p90_kw)


def test_other_lists_know_nothing_of_a_cap():
    limits = (Limit("segment", "0", 0, 1),)
    found = portfolio(LIST, plan=Plan(limits=limits), facts={"segment": np.array(["1", "0", "0", "1"])})
    rivals = {rival.name: rival for rival in beside(LIST, found, COSTS)}
    assert found.selected == 3  # all but the second of the capped two
    assert rivals["This list"].expected_kw == pytest.approx(2.0 + 0.6 + 0.1)
    assert rivals["Highest window kW"].expected_kw == pytest.approx(2.0 + 0.6 + 0.4)
    assert found.by_bill is None


def test_nobody_asked_costs_and_gives_nothing():
    nobody = beside(LIST, asking(0), COSTS)[0]
    assert (nobody.expected_kw, nobody.p90_kw, nobody.cost, nobody.cost_of_firm_kw) == (0, 0, 0, float("inf"))
