import numpy as np
import pytest
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

from lib.segments import passes
from lib.segments.criteria import calinski_harabasz, davies_bouldin, place, smallest_share, variance_explained
from lib.segments.passes import finished
from tests.lib.segments.clusterings import clouds, clustered, placed

# Two pairs on a line: means -4 and 4, each member 1 away; squares 4 x 1 within, 4 x 16 between.
LINE = np.array([[-5.0], [-3.0], [3.0], [5.0]])
PAIRS = np.array([0, 0, 1, 1])


def bouldin(found):
    return davies_bouldin(found.sums.means, found.spread)


def test_two_pairs_on_a_line():
    found = placed(LINE, PAIRS)
    assert found.sums.inertia == pytest.approx(4)
    assert variance_explained(found.sums) == pytest.approx(1 - 4 / 68)
    assert calinski_harabasz(found.sums) == pytest.approx((64 / 1) / (4 / 2))
    assert bouldin(found) == pytest.approx((1 + 1) / 8)
    assert smallest_share(found.sums) == 0.5
    assert found.at_nearest == 1


def test_squared_silhouette_of_three_points_by_hand():
    # 0: a 1, b 25.  1: a 1, b 16.  The third is alone.
    found = placed(np.array([[-2.0], [-1.0], [3.0]]), np.array([0, 0, 1]))
    assert found.silhouette_squared == pytest.approx((24 / 25 + 15 / 16 + 0) / 3)


def test_who_is_nearer_to_another_mean_is_counted():
    # Means 0 and 5: the 4 is nearer to the second.
    found = placed(np.array([[-2.0], [-2.0], [4.0], [5.0]]), np.array([0, 0, 0, 1]))
    assert found.at_nearest == 0.75


@pytest.mark.parametrize(
    ("k", "precision", "digits"), [(2, np.float64, 1e-9), (8, np.float64, 1e-9), (5, np.float32, 1e-6)]
)
def test_scikit_learn_says_the_same(k, precision, digits):
    rows, labels = clouds(300, k, seed=k)
    mixed = np.random.default_rng(0).permutation(labels)
    for each in (labels, mixed):
        found = placed(rows + 100, each, precision)
        squared = silhouette_score(rows, each, metric="sqeuclidean")
        assert found.silhouette_squared == pytest.approx(squared, abs=digits)
        assert calinski_harabasz(found.sums) == pytest.approx(calinski_harabasz_score(rows, each))
        assert bouldin(found) == pytest.approx(davies_bouldin_score(rows, each), rel=100 * digits)


def test_clusterings_in_one_pass_and_in_blocks_are_as_each_alone(monkeypatch):
    rows, three = clouds(300, 3)
    _, eight = clouds(300, 8)
    alone = [placed(rows, labels) for labels in (three, eight)]
    monkeypatch.setattr(passes, "BLOCK", 70)
    together = finished(place(clustered(rows, three, eight)))
    for one, other in zip(alone, together, strict=True):
        assert one.silhouette_squared == pytest.approx(other.silhouette_squared, abs=1e-12)
        assert one.spread == pytest.approx(other.spread)
        assert one.at_nearest == other.at_nearest


def test_one_cluster_explains_nothing_and_cannot_be_compared():
    found = placed(LINE, np.zeros(4, int))
    assert variance_explained(found.sums) == 0
    assert smallest_share(found.sums) == 1
    assert np.isnan([calinski_harabasz(found.sums), bouldin(found), found.silhouette_squared]).all()


def test_customers_all_alike_have_no_variance_to_explain_and_are_placed_neither_well_nor_badly():
    found = placed(np.zeros((4, 3)), PAIRS)
    assert variance_explained(found.sums) == 0
    assert found.silhouette_squared == 0


def test_names_of_the_clusters_do_not_matter():
    rows, labels = clouds(120, 4, seed=5)
    first, second = placed(rows, labels), placed(rows, np.array([2, 0, 3, 1])[labels])
    assert first.sums.inertia == pytest.approx(second.sums.inertia)
    assert bouldin(first) == pytest.approx(bouldin(second))
