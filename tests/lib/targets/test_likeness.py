"""Is anybody a better target than anybody else?"""

from dataclasses import replace

import numpy as np
import pytest

from lib.targets import alike, lift, rank
from tests.lib.targets import made


def chapter_ranking(seed: int):
    """The chapter's customers in three segments by size, as its own script cuts them: 1 is the largest load."""
    profiles = made.chapter(seed)
    kwh = profiles.daily_kwh
    return rank(profiles, 3 - np.searchsorted(np.quantile(kwh, [1 / 3, 2 / 3]), kwh))


@pytest.mark.parametrize("seed", range(50))
def test_nobody_in_the_chapter_is_a_better_target_than_anybody(seed):
    ranking = chapter_ranking(seed)
    found = lift(ranking)
    assert alike(ranking)
    assert found.real < found.listed < 1.3
    # what differs in flexible load, 6 %, is what fourteen days of noise make of it
    assert found.flexible_cv == pytest.approx(found.noise_cv, rel=0.3)


@pytest.mark.parametrize("seed", range(0, 50, 7))
def test_the_segment_of_the_highest_load_is_not_better_per_customer(seed):
    ranking = chapter_ranking(seed)
    highest = ranking.segment == 1
    assert ranking.daily_kwh[highest].mean() > 1.2 * ranking.daily_kwh.mean()
    assert ranking.flexible_kw[highest].mean() == pytest.approx(ranking.flexible_kw.mean(), rel=0.03)
    assert ranking.expected_kw[highest].mean() < 1.12 * ranking.expected_kw.mean()


@pytest.mark.parametrize("learn", [True, False])
def test_customers_that_differ_are_not_called_alike(learn):
    ranking = made.territory(2).ranking(learn=learn)
    found = lift(ranking)
    assert not alike(ranking)
    assert found.real > 2
    assert found.flexible_cv > 5 * found.noise_cv


def test_the_lift_by_hand():
    ranking = made.ranking([0.5] * 10, [4.0] + [1.0] * 9)  # 2.0 against a mean of .65; variance .2025
    noisy = replace(ranking, doubt=replace(ranking.doubt, noise_kw=np.full(10, np.sqrt(0.2025 / 2))))
    assert lift(ranking).listed == pytest.approx(2 / 0.65)
    assert lift(ranking).reliability == 1
    assert lift(noisy).reliability == pytest.approx(0.5)
    assert lift(noisy).real == pytest.approx(1 + (2 / 0.65 - 1) / 2)


def test_noise_beyond_the_differences_leaves_no_lift():
    ranking = made.ranking([0.5] * 10, np.linspace(2, 1, 10))
    noisy = replace(ranking, doubt=replace(ranking.doubt, noise_kw=np.full(10, 9.0)))
    assert lift(noisy).real == 1
    assert alike(noisy)


def test_equal_customers_are_alike():
    assert alike(made.ranking([0.2] * 5, [1.0] * 5))
    assert alike(made.ranking([0.2] * 5, [0.0] * 5))
