import numpy as np
import pytest
from sklearn.cluster import KMeans

from lib.profiles.shapes import shapes, winsorise
from lib.segments import kmeans as module
from lib.segments import passes
from lib.segments.kmeans import content_order, label, lloyd, nearest, partitions
from lib.segments.passes import Rows, Stack, finished, settle, tally
from lib.segments.starts import distinct, plus_plus
from tests.lib.segments.clusterings import clouds
from tests.lib.segments.territories import five_kinds, noise

FOUR = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])
FAR = np.array([[0.0, 1.0], [10.0, 1.0], [500.0, 500.0]])


def in_order(rows):
    return rows[content_order(rows)]


def found_in(rows, *ks, seed=0):
    return finished(partitions(in_order(rows), ks, seed))


def inertias(found):
    of_centres = found.squares - found.counts * (found.stack.centres**2).sum(axis=1)
    return np.array([of_centres[part].sum() for part in found.stack.parts])


def around_zero(rows):
    return Rows(rows, np.zeros(rows.shape[1]), np.float64)


def test_two_pairs_of_points_have_their_middles_as_centroids():
    found = found_in(FOUR, 2)
    assert sorted((found.stack.centres + found.rows.centre).tolist()) == [[0.0, 1.0], [10.0, 1.0]]
    assert found.counts.tolist() == [2, 2]


def test_k_is_capped_at_the_number_of_distinct_rows():
    found = found_in(np.repeat(FOUR[:3], 5, axis=0), 8, 2)
    assert found.stack.sizes == (3, 2)
    assert np.bincount(found.labels[0]).tolist() == [5, 5, 5]


def test_rows_that_differ_by_rounding_alone_are_one():
    rows = np.repeat(FOUR, 3, axis=0) * (1 + 1e-15 * np.arange(12)[:, None])
    assert distinct(in_order(rows)).sum() == 4


def test_content_order_puts_any_shuffle_into_one_order():
    rows = np.random.default_rng(0).normal(size=(50, 24))
    shuffled = np.random.default_rng(1).permutation(rows)
    assert np.array_equal(in_order(rows), in_order(shuffled))


def test_an_empty_cluster_keeps_its_centroid_in_a_pass_and_is_left_out_of_the_partition():
    assert lloyd(FOUR, FAR)[2].tolist() == [500.0, 500.0]
    found = finished(label(around_zero(FOUR), Stack.of([FAR[::-1], FAR[:2]])))
    assert found.labels.tolist() == [[1, 1, 0, 0], [0, 0, 1, 1]]
    assert found.stack.sizes == (2, 2)
    assert found.stack.centres.tolist() == [[10.0, 1.0], [0.0, 1.0], [0.0, 1.0], [10.0, 1.0]]
    assert found.squares.tolist() == [204, 4, 4, 204]


def test_of_two_nearest_centres_the_first_has_the_row():
    counted = finished(tally(around_zero(np.array([[0.0], [1.0]])), Stack.of([np.array([[-1.0], [1.0]])])))
    assert counted.sums.tolist() == [[0, 1], [1, 1]]
    assert counted.squares == 1


def test_one_lloyd_pass_moves_each_centroid_to_the_mean_of_its_rows():
    assert lloyd(FOUR, np.array([[1.0, 0.0], [9.0, 0.0]]), passes=1).tolist() == [[0.0, 1.0], [10.0, 1.0]]


def test_a_clustering_that_has_settled_rests_while_others_move():
    rows, _ = clouds(300, 4)
    apart, together = Stack.of([rows[:3]]), Stack.of([rows[:3], rows[:7]])
    alone = finished(settle(around_zero(rows), apart, 1e-5, 50))[0]
    assert finished(settle(around_zero(rows), together, 1e-5, 50))[0].clusterings[0] == pytest.approx(
        alone.centres
    )


def test_every_start_has_rows_of_its_own_and_begins_alike_for_every_k():
    rows, _ = clouds(60, 5)
    seven, three = (plus_plus(rows, k, 4, np.random.default_rng(3)) for k in (7, 3))
    assert np.array_equal(seven[:, :3], three)
    assert all(len(np.unique(start, axis=0)) == 7 for start in seven)


def test_blocks_change_nothing(monkeypatch):
    rows, _ = clouds(300, 4, seed=2)
    whole, labels = lloyd(rows, rows[:4]), nearest(rows, rows[:4])
    monkeypatch.setattr(passes, "BLOCK", 7)
    monkeypatch.setattr(module, "BLOCK", 7)
    assert lloyd(rows, rows[:4]) == pytest.approx(whole)
    assert np.array_equal(nearest(rows, rows[:4]), labels)


def test_one_thread_gives_the_same_bits_as_two(monkeypatch):
    rows, _ = clouds(2000, 4)
    monkeypatch.setattr(passes, "BLOCK", 64)
    monkeypatch.setattr(passes, "BLOCKS_BETWEEN_REPORTS", 5)
    two = found_in(rows, 2, 5)
    monkeypatch.setattr(passes, "THREADS", 1)
    one = found_in(rows, 2, 5)
    assert np.array_equal(one.labels, two.labels)
    assert np.array_equal(one.stack.centres, two.stack.centres)
    assert np.array_equal(one.squares, two.squares)


@pytest.mark.parametrize("most_settled", [500_000, 2_500])
def test_a_sample_for_the_start_loses_next_to_nothing(monkeypatch, most_settled):
    rows, _ = clouds(3000, 5, seed=3, far=0.4)
    whole = inertias(found_in(rows, 4, 6))
    monkeypatch.setattr(module, "SAMPLE", 300)
    monkeypatch.setattr(module, "MOST_SETTLED", most_settled)
    assert (inertias(found_in(rows, 4, 6)) < 1.01 * whole).all()


SETS = {
    "five kinds": lambda: winsorise(shapes(five_kinds(1000, 5)[0]))[0],
    "one cloud": lambda: winsorise(shapes(noise(600, 1)))[0],
    "uniform": lambda: np.random.default_rng(0).random((400, 24)),
}


@pytest.mark.parametrize("name", SETS)
def test_the_best_of_scikit_learn_is_reached(name):
    rows, ks = SETS[name](), range(2, 11)
    best = [KMeans(k, n_init=10, random_state=0).fit(rows).inertia_ for k in ks]
    assert (inertias(found_in(rows, *ks)) < 1.002 * np.array(best)).all()


def test_a_row_is_nearest_by_distance_and_not_by_the_length_of_a_centroid():
    rows, centroids = np.array([[1.4], [1.6], [-9.0]]), np.array([[0.0], [3.0]])
    assert nearest(rows, centroids).tolist() == [0, 1, 0]
