import numpy as np
import pytest
from sklearn.metrics import silhouette_samples

from lib.segments import silhouettes as module
from lib.segments.criteria import sums_of
from lib.segments.silhouettes import euclidean_silhouettes, squared_silhouette


def clouds(n, k, seed=0, far=1.5):
    rng = np.random.default_rng(seed)
    labels = rng.integers(k, size=n)
    labels[:k] = np.arange(k)
    rows = rng.normal(size=(n, 24)) + far * rng.normal(size=(k, 24))[labels]
    return rows - rows.mean(axis=0), labels


def test_three_points_on_a_line_by_hand():
    rows = np.array([[-2.0], [-1.0], [3.0]])
    labels = np.array([0, 0, 1])
    # 0: a 1, b 5.  1: a 1, b 4.  2 is alone.  Squared: a 1, b 25; a 1, b 16.
    (euclidean,) = euclidean_silhouettes(rows, [labels], seed=0)
    assert euclidean.each == pytest.approx([4 / 5, 3 / 4, 0])
    assert squared_silhouette(rows, labels, sums_of(rows, labels)) == pytest.approx([24 / 25, 15 / 16, 0])


@pytest.mark.parametrize("k", [2, 3, 8])
def test_squared_silhouette_is_scikit_learns(k):
    rows, labels = clouds(200, k)
    expected = silhouette_samples(rows, labels, metric="sqeuclidean")
    assert squared_silhouette(rows, labels, sums_of(rows, labels)) == pytest.approx(expected, abs=1e-9)


def test_euclidean_silhouettes_of_several_k_are_scikit_learns(monkeypatch):
    monkeypatch.setattr(module, "DISTANCES_AT_ONCE", 1000)
    rows, _ = clouds(200, 3)
    labellings = [np.arange(200) % k for k in (2, 3, 8)]
    for labels, found in zip(labellings, euclidean_silhouettes(rows, labellings, seed=0), strict=True):
        expected = silhouette_samples(rows, labels)
        assert found.each == pytest.approx(expected, abs=1e-7)
        assert found.low == found.mean == found.high == pytest.approx(expected.mean(), abs=1e-7)


def test_one_cluster_has_no_silhouette():
    rows = np.arange(4.0)[:, None] - 1.5
    labels = np.zeros(4, int)
    assert np.isnan(squared_silhouette(rows, labels, sums_of(rows, labels))).all()
    (euclidean,) = euclidean_silhouettes(rows, [labels], seed=0)
    assert np.isnan(euclidean.mean)


def test_customers_on_one_spot_are_placed_neither_well_nor_badly():
    rows, labels = np.zeros((4, 24)), np.array([0, 0, 1, 1])
    assert squared_silhouette(rows, labels, sums_of(rows, labels)).tolist() == [0, 0, 0, 0]


@pytest.fixture
def small_samples(monkeypatch):
    monkeypatch.setattr(module, "EXACT_UP_TO", 500)
    monkeypatch.setattr(module, "QUERIES", 300)
    monkeypatch.setattr(module, "REFERENCES", 900)
    monkeypatch.setattr(module, "FEWEST_REFERENCES", 100)


def test_the_interval_of_the_estimate_holds_the_exact_mean_as_often_as_it_says(small_samples):
    rows, labels = clouds(1500, 4, far=0.5)
    exact = silhouette_samples(rows, labels).mean()
    found = [euclidean_silhouettes(rows, [labels], seed)[0] for seed in range(40)]
    assert sum(one.low <= exact <= one.high for one in found) >= 35
    assert np.mean([one.mean for one in found]) == pytest.approx(exact, abs=0.003)


def test_what_was_not_sampled_is_not_known_and_small_clusters_are_sampled_whole(small_samples):
    rows, labels = clouds(1500, 3)
    labels[:] = 0
    labels[:30], labels[30:31] = 1, 2
    (found,) = euclidean_silhouettes(rows, [labels], seed=1)
    measured = ~np.isnan(found.each)
    assert measured[:31].all()
    assert 300 <= measured.sum() <= 331
    assert found.each[30] == 0
    assert found.low < found.mean < found.high
