import numpy as np
import pytest

from lib.profiles.shapes import shapes
from lib.segments import kmeans as module
from lib.segments.kmeans import content_order, count_distinct, kmeans, lloyd, nearest, partition
from tests.lib.segments.territories import five_kinds

FOUR = np.array([[0.0, 0.0], [0.0, 2.0], [10.0, 0.0], [10.0, 2.0]])


def in_order(rows):
    return rows[content_order(rows)]


def test_two_pairs_of_points_have_their_middles_as_centroids():
    found = kmeans(in_order(FOUR), 2, seed=1)
    assert sorted(found.centroids.tolist()) == [[0.0, 1.0], [10.0, 1.0]]


def test_k_is_capped_at_the_number_of_distinct_rows():
    found = kmeans(in_order(np.repeat(FOUR[:3], 5, axis=0)), 8, seed=1)
    assert len(found.centroids) == 3
    assert np.bincount(found.labels).tolist() == [5, 5, 5]


def test_rows_that_differ_by_rounding_alone_are_one():
    rows = np.repeat(FOUR, 3, axis=0) * (1 + 1e-15 * np.arange(12)[:, None])
    assert count_distinct(in_order(rows)) == 4


def test_content_order_puts_any_shuffle_into_one_order():
    rows = np.random.default_rng(0).normal(size=(50, 24))
    shuffled = np.random.default_rng(1).permutation(rows)
    assert np.array_equal(in_order(rows), in_order(shuffled))


def test_an_empty_cluster_keeps_its_centroid_in_a_pass_and_is_left_out_of_the_partition():
    start = np.array([[0.0, 1.0], [10.0, 1.0], [500.0, 500.0]])
    centroids = lloyd(FOUR, start)
    assert centroids[2].tolist() == [500.0, 500.0]
    found = partition(FOUR, centroids)
    assert found.labels.tolist() == [0, 0, 1, 1]
    assert found.centroids.tolist() == [[0.0, 1.0], [10.0, 1.0]]


def test_one_lloyd_pass_moves_each_centroid_to_the_mean_of_its_rows():
    assert lloyd(FOUR, np.array([[1.0, 0.0], [9.0, 0.0]]), passes=1).tolist() == [[0.0, 1.0], [10.0, 1.0]]


def test_blocks_change_nothing(monkeypatch):
    rows = in_order(np.random.default_rng(2).normal(size=(300, 24)))
    whole = lloyd(rows, rows[:4])
    labels = nearest(rows, whole)
    monkeypatch.setattr(module.blocks, "__defaults__", (7,))
    assert lloyd(rows, rows[:4]) == pytest.approx(whole)
    assert np.array_equal(nearest(rows, whole), labels)


def test_a_sample_for_the_start_loses_next_to_nothing(monkeypatch):
    rng = np.random.default_rng(3)
    rows = in_order(rng.normal(size=(5, 24))[rng.integers(5, size=3000)] + rng.normal(0, 0.5, (3000, 24)))

    def inertia(found):
        return ((rows - found.centroids[found.labels]) ** 2).sum()

    whole = inertia(kmeans(rows, 6, seed=4))
    monkeypatch.setattr(module, "SAMPLE", 500)
    assert inertia(kmeans(rows, 6, seed=4)) < 1.01 * whole


def test_the_best_of_scikit_learn_is_reached():
    from sklearn.cluster import KMeans

    rows = in_order(shapes(five_kinds(400, 5)[0]))
    rows -= rows.mean(axis=0)
    found = kmeans(rows, 4, seed=0)
    inertia = ((rows - found.centroids[found.labels]) ** 2).sum()
    assert inertia < 1.002 * KMeans(4, n_init=10, random_state=99).fit(rows).inertia_
