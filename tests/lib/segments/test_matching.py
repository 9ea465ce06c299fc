from dataclasses import replace

import numpy as np
import pytest

from lib.segments.matching import _splits, carry_colours, match, moves
from tests.lib.segments.territories import five_kinds
from tests.lib.segments.test_segments import profiles_of, segments_of


def test_labels_are_matched_by_customers_in_common():
    assert match(np.array([0, 0, 0, 1, 1]), np.array([1, 1, 0, 0, 0])) == {0: 1, 1: 0}


def test_the_pairing_is_best_as_a_whole_and_not_one_by_one():
    # 0-0: 5, 0-1: 4, 1-0: 4, 1-1: 0. Greedy keeps 5 + 0, the best is 4 + 4.
    a = np.array([0] * 9 + [1] * 4)
    b = np.array([0] * 5 + [1] * 4 + [0] * 4)
    assert match(a, b) == {0: 1, 1: 0}


def test_a_label_without_a_partner_is_left_out():
    assert match(np.array([0, 0, 1]), np.array([2, 2, 2])) == {0: 2}


def test_renaming_is_undone():
    labels = np.random.default_rng(0).integers(6, size=200)
    renamed = np.array([3, 0, 5, 1, 4, 2])[labels]
    assert match(labels, renamed) == {0: 3, 1: 0, 2: 5, 3: 1, 4: 4, 5: 2}


def test_colours_are_kept_outward_from_the_chosen_k():
    labels = {
        2: np.array([1, 1, 1, 0, 0, 0]),
        3: np.array([0, 0, 1, 2, 2, 2]),
        4: np.array([3, 3, 0, 1, 1, 2]),
    }
    assert carry_colours(labels, 3) == {
        3: {0: 0, 1: 1, 2: 2},
        2: {0: 2, 1: 0},
        4: {0: 1, 1: 2, 2: 3, 3: 0},
    }


def test_colours_pass_through_the_k_between():
    chosen = np.array([0, 0, 1, 1])
    colours = carry_colours({2: chosen, 3: np.array([2, 2, 0, 1]), 4: np.array([0, 1, 2, 3])}, 2)
    assert colours[3] == {0: 1, 1: 2, 2: 0}
    assert colours[4] == {0: 0, 1: 3, 2: 1, 3: 2}


def test_colours_of_labels_from_one_start_at_one():
    colours = carry_colours({2: np.array([1, 1, 1, 2, 2]), 3: np.array([1, 1, 3, 2, 2])}, 2)
    assert colours[3] == {1: 1, 2: 2, 3: 3}


@pytest.fixture(scope="module")
def four_and_five():
    profiles = profiles_of(five_kinds(300, 1)[0])
    return segments_of(profiles, 4), segments_of(profiles, 5)


def test_from_four_to_five_one_segment_splits(four_and_five):
    four, five = four_and_five
    found = moves(four, five)
    assert found.counts.sum() == 300
    assert found.counts.sum(axis=1).tolist() == four.sizes.tolist()
    assert len(found.splits) == 1
    assert sorted(found.match) == [1, 2, 3, 4]
    assert found.stayed == pytest.approx(1 - 60 / 300)


def test_nobody_moves_between_a_segmentation_and_itself(four_and_five):
    found = moves(four_and_five[0], four_and_five[0])
    assert found.stayed == 1
    assert found.splits == ()
    assert found.match == {1: 1, 2: 2, 3: 3, 4: 4}


def test_only_customers_in_both_are_counted(four_and_five):
    four, five = four_and_five
    later = replace(five, customer_id=np.array([f"C{i + 100:04d}" for i in range(300)]))
    assert moves(four, later).counts.sum() == 200


def test_strangers_have_no_moves(four_and_five):
    four, five = four_and_five
    strangers = replace(five, customer_id=np.array([f"X{i:04d}" for i in range(300)]))
    found = moves(four, strangers)
    assert (found.counts.sum(), found.match, found.splits, found.stayed) == (0, {}, (), 0)


def test_a_segment_splits_where_a_fifth_leaves_together_and_not_below():
    assert _splits(np.array([[80, 20, 0], [81, 0, 19], [50, 25, 25]])) == (2, 0)


def test_the_one_customer_in_common_stayed(four_and_five):
    four, _ = four_and_five
    others = np.array([four.customer_id[0], *(f"X{i:04d}" for i in range(1, 300))])
    assert moves(four, replace(four, customer_id=others)).stayed == 1
