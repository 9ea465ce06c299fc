"""The whole method on a simulated territory whose truth was not drawn by its formulas."""

import numpy as np
import pytest

from lib.targets import default_goal, portfolio
from tests.lib.targets import made

SEEDS = range(8)


def needed(territory: made.Territory, customer_id: np.ndarray) -> int:
    """Customers until half of all the kW that could truly be had are reached."""
    chance, kw = territory.truth(customer_id)
    given = (chance * kw).cumsum()
    return int(np.argmax(given >= given[-1] / 2)) + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_the_list_needs_fewer_than_the_highest_bills_and_than_flexible_kw(seed):
    territory = made.territory(seed)
    ranking = territory.ranking()
    by_bill = ranking.customer_id[np.argsort(-ranking.daily_kwh)]
    by_flexible = ranking.customer_id[np.argsort(-ranking.flexible_kw)]
    listed = needed(territory, ranking.customer_id)
    assert listed < 0.5 * needed(territory, by_bill)
    assert listed < 0.9 * needed(territory, by_flexible)


@pytest.mark.parametrize("seed", SEEDS)
def test_without_history_the_list_still_beats_the_highest_bills(seed):
    territory = made.territory(seed)
    ranking = territory.ranking(learn=False)
    by_bill = ranking.customer_id[np.argsort(-ranking.daily_kwh)]
    assert needed(territory, ranking.customer_id) < 0.6 * needed(territory, by_bill)


def test_nine_times_of_ten_is_nine_times_of_ten():
    reached = []
    for seed in SEEDS:
        territory = made.territory(seed)
        ranking = territory.ranking()
        goal = default_goal(ranking)
        asked = ranking.customer_id[portfolio(ranking, goal, 0.9).asked]
        reached.append((territory.events(asked, 200) >= goal).mean())
    assert np.mean(reached) >= 0.88
    assert min(reached) >= 0.80


def test_a_small_history_promises_less():
    much, little = made.territory(6, asked=0.5).ranking(), made.territory(6, asked=0.04).ranking()
    assert little.n_enrolled < much.n_enrolled
    firm = {
        "much": portfolio(much).p90_kw / portfolio(much).expected_kw,
        "little": portfolio(little).p90_kw / portfolio(little).expected_kw,
    }
    assert firm["little"] < firm["much"]
    assert dict(portfolio(little).doubts)["last year was a sample"] > 0.5


def test_without_history_about_a_third_of_the_expected_kw_is_firm():
    found = portfolio(made.territory(1).ranking(learn=False))
    assert found.p90_kw / found.expected_kw == pytest.approx(1 / 3, abs=0.08)
