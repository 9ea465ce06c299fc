from dataclasses import replace

import numpy as np
import pytest

from lib.segments.structure import APART, PIECES, Chain, _cuts, _with_neighbours, find_structure, gaps
from tests.lib.segments.territories import chapter, five_kinds, noise

ENDS = np.array([[-1.0], [1.0]])


def gap_between(rows, starts=ENDS):
    rows = np.random.default_rng(9).permutation(rows)[:, None]
    return gaps(rows[::2], rows[1::2], starts)[0, 1]


def test_one_bell_and_a_filled_line_have_the_gaps_of_the_book():
    rng = np.random.default_rng(0)
    assert gap_between(rng.normal(size=20_000)) == pytest.approx(1.32, abs=0.03)
    assert gap_between(rng.uniform(-1, 1, size=20_000)) == pytest.approx(1.73, abs=0.03)


@pytest.mark.parametrize(("apart", "gap"), [(3, 1.72), (3.5, 1.89), (4, 2.09)])
def test_two_bells_have_the_gaps_of_the_book(apart, gap):
    rng = np.random.default_rng(1)
    rows = np.concatenate([rng.normal(size=10_000), rng.normal(apart, size=10_000)]) - apart / 2
    assert gap_between(rows) == pytest.approx(gap, abs=0.04)


def test_a_side_of_three_customers_is_not_measured():
    rows = np.array([[-1.0, -1.1, -1.2, -1.3, -1.4, 1.0, 1.1, 1.2]]).T
    assert np.isnan(gaps(rows, rows, ENDS)[0, 1])
    assert not np.isnan(gaps(rows, np.append(rows, [[1.3]], axis=0), ENDS)[0, 1])


def test_a_piece_too_small_to_be_measured_goes_with_its_neighbour_and_bridges_nothing():
    between = np.full((3, 3), APART)
    between[0, 2] = between[2, 0] = 3.0
    measured = np.isin(between, 3.0)
    centres = np.array(
        [[0.0], [4.0], [10.0]]
    )  # the second could be measured against none, and is nearest to the first
    joined = _with_neighbours(between.copy(), measured, centres)
    assert joined[0].tolist() == [APART, 0, 3]
    assert joined[1].tolist() == [0, APART, APART]
    assert not _with_neighbours(between.copy(), np.zeros((3, 3), bool), centres).any()


def test_hours_that_turn_from_use_to_export_are_no_gap():
    rng = np.random.default_rng(3)
    hours = np.arange(24)
    panels = rng.lognormal(0, 0.4, (400, 1)) * np.exp(-(((hours - 12.5) / 2.5) ** 2) / 2)
    profiles = (0.8 + np.exp(-(((hours - 19) / 2) ** 2) / 2) - panels) * rng.lognormal(0, 0.1, (400, 24))
    assert (profiles < 0).any(axis=1).mean() > 0.5
    assert find_structure(profiles, 0).natural_k == 1


def test_pieces_are_counted_after_joining_and_from_five_customers():
    # 0 and 1 join at 1.0, 2 joins them at 2.0, 3 (four customers) at 3.0.
    chain = Chain(
        sizes=np.array([40, 30, 26, 4]),
        joins=np.array([[0, 1, 1.0, 2], [2, 4, 2.0, 3], [3, 5, 3.0, 4]], dtype=float),
    )
    assert [chain.pieces(gap) for gap in (0.9, 1.0, 1.9, 2.0, 3.0)] == [3, 2, 2, 1, 1]
    assert chain.widest_gap == 2.0


@pytest.mark.parametrize("seed", range(4))
def test_five_planted_kinds_are_distinct(seed):
    found = find_structure(five_kinds(1000, seed)[0], seed)
    assert (found.verdict, found.natural_k) == ("distinct", 5)
    assert found.agreement >= 0.8
    assert found.widest_gap > found.gap_bar == pytest.approx(2.10 + 4.5 / np.sqrt(1000))


@pytest.mark.parametrize("kinds", [8, 11])
def test_many_kinds_are_counted_in_cuts_fine_enough_to_part_them(kinds):
    rng = np.random.default_rng(kinds)
    hour = np.arange(kinds) * 24 / kinds
    kind = np.arange(1200) % kinds
    away = (np.arange(24) - hour[kind, None] - rng.normal(0, 0.15, (1200, 1)) + 12) % 24 - 12
    profiles = (0.4 + 2 * np.exp(-(away**2) / 2)) * rng.lognormal(0, 0.1, (1200, 24))
    found = find_structure(profiles, 0)
    assert (found.verdict, found.natural_k) == ("distinct", kinds)


def test_the_chapters_customers_are_a_continuum_of_size():
    found = [find_structure(chapter(200, seed), seed) for seed in range(12)]
    assert all(one.size_share > 0.8 for one in found)
    # 200 evenly spread customers can leave a hole by chance: seed 1 does. 1 of 60 draws was called groups.
    assert sum((one.verdict, one.natural_k) == ("continuum", 1) for one in found) >= 11


@pytest.mark.parametrize("seed", range(4))
def test_noise_holds_no_groups(seed):
    found = find_structure(noise(1000, seed), seed)
    assert (found.verdict, found.natural_k) == ("none", 1)
    assert found.size_share < 0.1


def test_neither_the_order_of_customers_nor_the_unit_changes_the_verdict():
    profiles, _ = five_kinds(300, 5)
    found = find_structure(profiles, 7)
    shuffled = np.random.default_rng(0).permutation(profiles)
    assert find_structure(shuffled, 7) == found
    in_other_unit = find_structure(profiles * 1024, 7)
    assert replace(in_other_unit, size_share=found.size_share) == found
    assert in_other_unit.size_share == pytest.approx(found.size_share)


def test_customers_of_exactly_one_shape_each_are_groups_without_width():
    profiles = np.repeat(five_kinds(5, 0)[0], 30, axis=0) * np.linspace(1, 3, 150)[:, None]
    found = find_structure(profiles, 0)
    assert (found.verdict, found.natural_k, found.agreement) == ("distinct", 5, 1.0)


def test_customers_who_differ_in_size_alone_have_no_groups():
    found = find_structure(np.linspace(1, 3, 60)[:, None] * np.arange(1.0, 25.0), 0)
    assert found.verdict == "none"
    assert found.note == "All customers have the same shape."


@pytest.mark.parametrize(
    ("customers", "note"),
    [
        (30, "Only 30 customers: too few to look for groups, so their absence is not shown."),
        (60, "Small sample (60 customers): absence of groups is not shown."),
        (150, "Small sample (150 customers)."),
        (250, ""),
    ],
)
def test_small_samples_carry_a_caution(customers, note):
    assert find_structure(noise(customers, 1), 1).note == note


def test_a_sample_of_five_thousand_stands_for_more():
    assert find_structure(five_kinds(6000, 1)[0], 1).n_customers == 5000


def test_where_no_two_pieces_are_left_there_is_no_gap():
    chain = Chain(sizes=np.array([97, 3]), joins=np.array([[0, 1, 9.0, 2]]))
    assert chain.widest_gap == 0.0


@pytest.mark.parametrize(("customers", "pieces"), [(60, {6}), (69, {6}), (70, {6, 7})])
def test_a_cut_has_no_more_pieces_than_a_tenth_of_the_customers_but_six(customers, pieces):
    rows = np.random.default_rng(2).normal(size=(customers, 6))
    assert {len(chain.sizes) for chain in _cuts(rows, PIECES, 0)} == pieces


def test_a_gap_under_one_is_a_gap_too():
    assert Chain(sizes=np.array([50, 50]), joins=np.array([[0, 1, 0.5, 2]])).widest_gap == 0.5
