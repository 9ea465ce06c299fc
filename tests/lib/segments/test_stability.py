import numpy as np
import pytest

from lib.profiles.shapes import shapes
from lib.segments.stability import _strength, bootstrap_ari, measure_stability, prediction_strength
from lib.segments.sweep import fit
from tests.lib.segments.territories import five_kinds, noise


@pytest.fixture(scope="module")
def planted():
    return shapes(five_kinds(400, 1)[0])


def test_strength_is_the_weakest_segments_share_of_pairs_kept_together():
    rows = np.array([[-3.0], [-2.0], [-1.0], [4.0], [5.0]])
    own, others = np.array([[-2.0], [4.5]]), np.array([[-3.0], [-1.6], [4.5]])
    # Of three pairs on the left the others keep one (-2 and -1); of one pair on the right, one.
    assert _strength(rows, own, others) == pytest.approx(1 / 3)


def test_the_planted_number_is_reproduced_and_one_more_is_not(planted):
    assert prediction_strength(planted, 5, seed=0) > 0.95
    assert prediction_strength(planted, 7, seed=0) < 0.8


def test_bootstrap_refits_agree_on_what_was_planted_and_not_on_noise(planted):
    assert bootstrap_ari(planted, fit(planted, 5, 0).centroids, seed=0) > 0.99
    alike = shapes(noise(400, 1))
    assert bootstrap_ari(alike, fit(alike, 5, 0).centroids, seed=0) < 0.5


def test_order_of_customers_changes_nothing(planted):
    found = fit(planted, 6, 0)
    shuffled = np.random.default_rng(3).permutation(planted)
    one, other = measure_stability(planted, found, 4), measure_stability(shuffled, found, 4)
    assert one.prediction_strength == other.prediction_strength
    assert one.stability_ari == other.stability_ari
    assert one.silhouette == found.silhouette


def test_too_few_customers_reproduce_nothing():
    assert prediction_strength(np.random.default_rng(0).random((5, 24)), 3, seed=0) == 0
