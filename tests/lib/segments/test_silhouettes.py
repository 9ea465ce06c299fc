import numpy as np
import pytest
from sklearn.metrics import silhouette_samples

from lib.segments import silhouettes as module
from lib.segments.silhouettes import euclidean_silhouettes
from tests.lib.segments.clusterings import clouds


def silhouettes(rows, *labellings, seed=0):
    counts = [np.bincount(labels) for labels in labellings]
    return euclidean_silhouettes(rows, rows.mean(axis=0), np.array(labellings, np.int8), counts, seed)


def test_three_points_on_a_line_by_hand():
    # 0: a 1, b 5.  1: a 1, b 4.  2 is alone.
    (found,) = silhouettes(np.array([[-2.0], [-1.0], [3.0]]), np.array([0, 0, 1]))
    assert found.each == pytest.approx([4 / 5, 3 / 4, 0])


def test_silhouettes_of_several_k_are_scikit_learns(monkeypatch):
    monkeypatch.setattr(module, "TILE", (30, 70))
    rows, near = clouds(200, 3)
    labellings = [near, *(np.arange(200) % k for k in (2, 8))]
    for labels, found in zip(labellings, silhouettes(rows + 100, *labellings), strict=True):
        expected = silhouette_samples(rows, labels)
        assert found.each == pytest.approx(expected, abs=1e-6)
        assert found.low == found.mean == found.high == pytest.approx(expected.mean(), abs=1e-6)


def test_customers_twice_on_one_spot_are_at_no_distance():
    rows, labels = clouds(40, 4)
    rows, labels = np.repeat(rows, 3, axis=0), np.repeat(np.arange(40) % 20, 3)
    (found,) = silhouettes(rows, labels)
    assert found.each == pytest.approx(silhouette_samples(rows, labels), abs=1e-6)


def test_one_cluster_has_no_silhouette():
    (found,) = silhouettes(np.arange(4.0)[:, None], np.zeros(4, int))
    assert np.isnan([found.mean, *found.each]).all()


def test_customers_on_one_spot_are_placed_neither_well_nor_badly():
    (found,) = silhouettes(np.zeros((4, 24)), np.array([0, 0, 1, 1]))
    assert found.each.tolist() == [0, 0, 0, 0]


@pytest.fixture
def small_samples(monkeypatch):
    monkeypatch.setattr(module, "EXACT_UP_TO", 500)
    monkeypatch.setattr(module, "QUERIES", 300)
    monkeypatch.setattr(module, "REFERENCES", 900)
    monkeypatch.setattr(module, "FEWEST_REFERENCES", 100)


def test_the_interval_of_the_estimate_holds_the_exact_mean_as_often_as_it_says(small_samples):
    rows, labels = clouds(1500, 4, far=0.5)
    labels[labels == 3] = np.where(
        np.arange((labels == 3).sum()) < 60, 3, 2
    )  # a small one, drawn more densely
    exact = silhouette_samples(rows, labels).mean()
    found = [silhouettes(rows, labels, seed=seed)[0] for seed in range(40)]
    assert sum(one.low <= exact <= one.high for one in found) >= 35
    assert np.mean([one.mean for one in found]) == pytest.approx(exact, abs=0.003)


def test_small_clusters_are_measured_whole(small_samples):
    rows, _ = clouds(1500, 3)
    tiny = np.zeros(1500, int)
    tiny[:30], tiny[30:31] = 1, 2
    (found,) = silhouettes(rows, tiny, seed=1)
    measured = ~np.isnan(found.each)
    assert measured[:31].all()
    assert 250 <= measured.sum() <= 400
    assert found.each[30] == 0
    assert found.low < found.mean < found.high


def test_a_small_cluster_counts_by_its_size_however_densely_it_was_drawn(small_samples):
    rows, labels = np.random.default_rng(0).standard_normal((1500, 3)), np.arange(1500) % 2
    rows[:30] += 50  # 30 of 1,500, and all of them among about 330 that are drawn
    labels[:30] = 2
    (found,) = silhouettes(rows, labels)
    assert found.mean == pytest.approx(silhouette_samples(rows, labels).mean(), abs=0.01)


def test_what_else_is_asked_changes_no_sample(small_samples):
    rows, _ = clouds(1500, 3)
    tiny, halves = np.zeros(1500, int), np.arange(1500) % 2
    tiny[:30] = 1
    (alone,), (_, found) = silhouettes(rows, halves), silhouettes(rows, tiny, halves)
    assert np.array_equal(np.isnan(alone.each), np.isnan(found.each))
    assert np.isnan(alone.each[:30]).any()
    assert found.each == pytest.approx(alone.each, abs=1e-5, nan_ok=True)
    assert (found.mean, found.low) == pytest.approx((alone.mean, alone.low), abs=1e-6)
