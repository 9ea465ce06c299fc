"""Ward, k-medoids and time warping: the planted kinds are found, and small cases are right to the digit."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score

from lib.profiles.shapes import shapes, winsorise
from lib.segments import fit, methods, part, tree_of
from lib.segments.ward import cut, ward_tree
from lib.segments.warping import warped
from tests.lib.segments.territories import five_kinds

WAYS = ("ward", "kmedoids", "dtw")


@pytest.fixture(scope="module")
def planted():
    kw, kind = five_kinds(300, 1)
    return winsorise(shapes(kw))[0], kind


@pytest.mark.parametrize("way", WAYS)
def test_planted_kinds_are_found(way, planted):
    rows, kind = planted
    found = part(rows, 5, 42, way)
    assert adjusted_rand_score(kind, found.labels) > 0.97
    assert found.k == 5
    assert found.seconds > 0
    assert found.silhouette == pytest.approx(fit(rows, 5, 42).silhouette, abs=0.02)


@pytest.mark.parametrize("way", WAYS)
def test_the_order_of_customers_changes_nothing(way, planted):
    rows = planted[0]
    order = np.random.default_rng(0).permutation(len(rows))
    one, other = part(rows, 4, 42, way), part(rows[order], 4, 42, way)
    assert adjusted_rand_score(one.labels[order], other.labels) == 1


@pytest.mark.parametrize("way", WAYS)
def test_many_customers_go_by_micro_clusters(way, planted, monkeypatch):
    rows, kind = planted
    monkeypatch.setattr(methods, "DIRECT_UP_TO", 100)
    monkeypatch.setattr(methods, "MICRO", 40)
    assert adjusted_rand_score(kind, part(rows, 5, 42, way).labels) > 0.95


@pytest.mark.parametrize("way", ("kmedoids", "dtw"))
def test_the_face_of_a_segment_is_a_real_customer(way, planted):
    rows = planted[0]
    for face in part(rows, 5, 42, way).centroids:
        assert np.abs(rows - face).sum(axis=1).min() == 0


def test_no_more_segments_than_distinct_shapes():
    rows = np.repeat(np.eye(24)[:2], 5, axis=0)
    for way in WAYS:
        assert part(rows, 4, 1, way).k == 2


def test_warping_lets_a_peak_run_an_hour_late_and_no_more():
    day = np.zeros((1, 24))
    day[0, 18] = 1
    hours = np.zeros((4, 24))
    hours[np.arange(4), [18, 19, 17, 20]] = 1
    assert warped(day, hours)[0].tolist() == pytest.approx([0, 0, 0, np.sqrt(2)])


def test_a_band_of_no_hours_is_euclids_distance():
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(3, 48)), rng.normal(size=(5, 48))
    assert warped(one, other, band=0) == pytest.approx(np.linalg.norm(one[:, None] - other, axis=2), rel=1e-5)


def test_days_of_a_week_are_warped_each_by_itself():
    week = np.zeros((1, 48))
    week[0, 23] = 1  # the last hour of weekdays does not run into the first of weekends
    moved = np.roll(week, 1, axis=1)
    assert warped(week, moved)[0, 0] == pytest.approx(np.sqrt(2))


def test_a_weighted_tree_is_that_of_the_customers_it_stands_for():
    rng = np.random.default_rng(3)
    rows, weight = rng.normal(size=(12, 3)), np.array([1, 2, 3, 4, 1, 2, 1, 1, 5, 1, 2, 3])
    repeated = np.repeat(rows, weight, axis=0)
    tree, whole = ward_tree(rows, weight), linkage(repeated, "ward")
    assert tree[-1, 3] == len(repeated)
    assert tree[:, 2] == pytest.approx(whole[-11:, 2])
    for k in (2, 3, 5):
        assert adjusted_rand_score(np.repeat(cut(tree, k), weight), fcluster(whole, k, "maxclust")) == 1


def test_cutting_a_tree_is_scipys_cut(planted):
    tree = tree_of(planted[0], 42)
    for k in (1, 2, 5, 9):
        assert adjusted_rand_score(cut(tree, k), fcluster(tree, k, "maxclust")) == 1
