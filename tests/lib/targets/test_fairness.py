"""Who is asked, who benefits, who gives, and what more fairness costs."""

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import example, given, settings

from lib.targets.fairness import fairness, price_of_fairness
from tests.lib.targets import made

LIST = made.ranking([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [6.0, 5.0, 4.0, 3.0, 2.0, 1.0])
PLACE = np.array(["A", "A", "A", "B", "A", "B"])
FIRST_FOUR = np.arange(6) < 4


def test_rates_and_shares_by_hand():
    # A: 3 of 4 asked, B: 1 of 2; ratio (1/2) / (3/4) = 2/3; kW of A .5 x 15 of .5 x 18
    b, a = fairness(LIST, FIRST_FOUR, PLACE)
    assert (b.level, b.customers, b.asked, b.rate) == ("B", 2, 1, 0.5)
    assert b.ratio == pytest.approx(2 / 3)
    assert b.flagged
    assert not a.flagged
    assert (a.benefit, a.burden) == (pytest.approx(0.75), pytest.approx(15 / 18))


def test_where_nobody_is_asked_nobody_is_disadvantaged():
    groups = fairness(LIST, np.zeros(6, dtype=bool), PLACE)
    assert [group.ratio for group in groups] == [1, 1]
    assert not any(group.flagged for group in groups)


def test_the_price_of_a_floor_by_hand():
    # the least of A (4 kW) makes room for the other of B (1 kW): A 2 of 4, B 2 of 2, less even than before
    ratio, kw = price_of_fairness(LIST, FIRST_FOUR, PLACE)
    assert ratio == pytest.approx([2 / 3])
    assert kw == pytest.approx([9.0])
    # of the first three all are A; one of B instead: A 2 of 4, B 1 of 2
    ratio, kw = price_of_fairness(LIST, np.arange(6) < 3, PLACE)
    assert ratio == pytest.approx([0, 1])
    assert kw == pytest.approx([7.5, 0.5 * (6 + 5 + 3)])


def test_the_price_never_falls_and_as_many_are_asked():
    rng = np.random.default_rng(3)
    many = made.ranking(np.full(800, 0.2), np.sort(rng.lognormal(0, 1, 800))[::-1])
    place = np.where(rng.random(800) < np.linspace(0.9, 0.1, 800), "A", "B")
    ratio, kw = price_of_fairness(many, np.arange(800) < 200, place)
    assert (np.diff(ratio) > 0).all()
    assert (np.diff(kw) <= 1e-12).all()
    assert ratio[-1] > 0.95


def test_two_groups_that_nobody_is_asked_of_are_both_lifted():
    # three groups of four, all three letters in one: a letter for B leaves C at nobody, and only one for C ends that
    place = np.array(["A"] * 4 + ["B"] * 4 + ["C"] * 4)
    twelve = made.ranking(np.full(12, 0.5), np.arange(12.0, 0.0, -1))
    ratio, kw = price_of_fairness(twelve, np.arange(12) < 3, place)
    assert ratio == pytest.approx([0, 1])
    assert kw == pytest.approx([0.5 * (12 + 11 + 10), 0.5 * (12 + 8 + 4)])


@settings(deadline=None)
@example(
    np.repeat([1, 3, 2, 1, 3, 2, 3, 0, 1, 3, 0], [1, 1, 1, 1, 1, 4, 2, 16, 1, 3, 9]), 25
)  # a detour by one level
@given(
    hnp.arrays(np.int64, st.integers(2, 60), elements=st.integers(0, 4)),
    st.integers(0, 60),
)
def test_the_path_is_even_in_the_end_and_asks_as_many(level, asked):
    list_ = made.ranking(np.ones(len(level)), np.arange(len(level), 0.0, -1))
    ratio, kw = price_of_fairness(list_, np.arange(len(level)) < asked, level.astype(str))
    assert (np.diff(ratio) > 0).all()
    assert (np.diff(kw) <= 1e-12).all()


def test_of_a_short_list_one_place_at_a_time_is_given():
    # six letters, all to A: 6 of 6 and 0 of 6; one, two, then three of B instead
    place = np.array(["A"] * 6 + ["B"] * 6)
    twelve = made.ranking(np.full(12, 0.5), np.arange(12.0, 0.0, -1))
    ratio, kw = price_of_fairness(twelve, np.arange(12) < 6, place)
    assert ratio == pytest.approx([0, 1 / 5, 2 / 4, 1])
    assert kw == pytest.approx([0.5 * total for total in (57, 56, 53, 48)])
