import numpy as np
import pytest
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score

from lib.segments.criteria import (
    calinski_harabasz,
    davies_bouldin,
    smallest_share,
    sums_of,
    variance_explained,
)

# Two pairs on a line: means -4 and 4, each member 1 away; squares 4 x 1 within, 4 x 16 between.
LINE = np.array([[-5.0], [-3.0], [3.0], [5.0]])
PAIRS = np.array([0, 0, 1, 1])


def clouds(seed, k):
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(120, 24)) + 2 * rng.normal(size=(k, 24))[np.arange(120) % k]
    return rows - rows.mean(axis=0), rng.permutation(np.arange(120) % k)


def test_two_pairs_on_a_line():
    sums = sums_of(LINE, PAIRS)
    assert sums.inertia == pytest.approx(4)
    assert variance_explained(sums) == pytest.approx(1 - 4 / 68)
    assert calinski_harabasz(sums) == pytest.approx((64 / 1) / (4 / 2))
    assert davies_bouldin(LINE, PAIRS, sums) == pytest.approx((1 + 1) / 8)
    assert smallest_share(sums) == 0.5


@pytest.mark.parametrize("k", [2, 3, 7])
def test_scikit_learn_says_the_same(k):
    rows, labels = clouds(k, k)
    sums = sums_of(rows, labels)
    assert calinski_harabasz(sums) == pytest.approx(calinski_harabasz_score(rows, labels))
    assert davies_bouldin(rows, labels, sums) == pytest.approx(davies_bouldin_score(rows, labels))


def test_one_cluster_explains_nothing_and_cannot_be_compared():
    sums = sums_of(LINE, np.zeros(4, int))
    assert variance_explained(sums) == 0
    assert np.isnan(calinski_harabasz(sums))
    assert np.isnan(davies_bouldin(LINE, np.zeros(4, int), sums))
    assert smallest_share(sums) == 1


def test_customers_all_alike_have_no_variance_to_explain():
    assert variance_explained(sums_of(np.zeros((4, 3)), PAIRS)) == 0


def test_names_of_the_clusters_do_not_matter():
    rows, labels = clouds(5, 4)
    renamed = np.array([2, 0, 3, 1])[labels]
    first, second = sums_of(rows, labels), sums_of(rows, renamed)
    assert first.inertia == pytest.approx(second.inertia)
    assert davies_bouldin(rows, labels, first) == pytest.approx(davies_bouldin(rows, renamed, second))
