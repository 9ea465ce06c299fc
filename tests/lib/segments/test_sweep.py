import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, silhouette_score

from lib.profiles.shapes import shapes, winsorise
from lib.segments.sweep import (
    PASSES,
    agreement_word,
    company,
    conclude,
    fit,
    fit_all,
    fits_of,
    most_segments,
    sweep_steps,
)
from lib.segments.types import KFit, Structure
from tests.lib.segments.territories import chapter, five_kinds

DISTINCT = Structure("distinct", 5, 0.9, 2.94, 2.38, 1000)


def winsorised(profiles, scaling="root_share"):
    return winsorise(shapes(profiles, scaling))[0]


@pytest.fixture(scope="module")
def planted():
    profiles, kinds = five_kinds(500, 2)
    return winsorised(profiles), kinds


@pytest.fixture(scope="module")
def fits(planted):
    return fit_all(planted[0], range(2, 9), seed=42)


def test_planted_kinds_come_back_by_shape_and_not_by_size(planted):
    profiles, kinds = five_kinds(500, 2)
    assert adjusted_rand_score(kinds, fit(planted[0], 5, 42).labels) >= 0.95
    assert adjusted_rand_score(kinds, fit(shapes(profiles, "per_hour"), 5, 42).labels) < 0.5


def test_figures_of_one_k_are_those_of_its_labels(planted, fits):
    rows, found = planted[0], fits[2]
    within = ((rows - found.centroids[found.labels]) ** 2).sum()
    assert found.k == 4
    assert found.inertia == pytest.approx(within)
    assert found.variance_explained == pytest.approx(1 - within / ((rows - rows.mean(axis=0)) ** 2).sum())
    assert found.silhouette == pytest.approx(silhouette_score(rows, found.labels), abs=1e-6)
    assert found.silhouette_squared == pytest.approx(
        silhouette_score(rows, found.labels, metric="sqeuclidean"), abs=1e-9
    )
    assert found.silhouette_each.mean() == pytest.approx(found.silhouette)
    assert found.smallest_share == np.bincount(found.labels).min() / 500
    assert found.centroids == pytest.approx(
        np.stack([rows[found.labels == i].mean(axis=0) for i in range(4)])
    )


def test_one_k_alone_is_the_same_as_in_company(planted, fits):
    alone = fit(planted[0], 6, 42)
    assert np.array_equal(alone.labels, fits[4].labels)
    assert alone.silhouette == pytest.approx(fits[4].silhouette, abs=1e-7)


@pytest.mark.parametrize("sorted_up_to", [100_000, 100])
def test_a_k_is_the_same_to_the_last_digit_whatever_else_is_asked(planted, monkeypatch, sorted_up_to):
    monkeypatch.setattr("lib.segments.sweep.SORTED_UP_TO", sorted_up_to)
    (alone,), (_, other) = fits_of(planted[0], [6], 42), fits_of(planted[0], [3, 6], 42)
    assert np.array_equal(alone.labels, other.labels)
    assert np.array_equal(alone.silhouette_each, other.silhouette_each)
    assert np.array_equal(alone.centroids, other.centroids)
    for name in ("inertia", "silhouette", "silhouette_squared", "calinski_harabasz", "davies_bouldin"):
        assert getattr(alone, name) == getattr(other, name)


@pytest.mark.parametrize(
    ("n_customers", "together"),
    [(100_000, (7,)), (100_001, tuple(range(2, 11))), (9_000_000, tuple(range(2, 11)))],
)
def test_up_to_a_hundred_thousand_customers_a_k_is_fitted_alone(n_customers, together):
    assert company(7, n_customers) == together
    assert company(11, 1_000_000) == company(20, 1_000_000) == tuple(range(11, 21))


def test_many_customers_in_float32_have_the_silhouettes_of_scikit_learn(planted, monkeypatch):
    monkeypatch.setattr("lib.segments.kmeans.EXACT_UP_TO", 100)  # as above 20,000
    rows = planted[0].astype(np.float32)
    found = fit(rows, 5, 42)
    assert found.silhouette_squared == pytest.approx(
        silhouette_score(planted[0], found.labels, metric="sqeuclidean"), abs=1e-6
    )
    assert found.at_nearest == 1  # the certificate: K-means has settled


def test_the_certificate_tells_where_k_means_was_cut_short(planted, monkeypatch):
    assert all(one.at_nearest > 0.999 for one in fit_all(planted[0], range(2, 6), 1))
    monkeypatch.setattr("lib.segments.kmeans.SAMPLE", 60)
    monkeypatch.setattr("lib.segments.kmeans.MOST_SETTLED", 100)
    assert fit(planted[0], 8, 1).at_nearest < 1


def test_inertia_falls_with_k(fits):
    assert np.all(np.diff([one.inertia for one in fits]) < 0)


@settings(max_examples=5, deadline=None)
@given(shuffle=st.randoms(use_true_random=False), k=st.integers(2, 7))
def test_order_of_customers_changes_nothing(planted, shuffle, k):
    order = np.array(shuffle.sample(range(500), 500))
    one, other = fit(planted[0], k, 1), fit(planted[0][order], k, 1)
    assert np.array_equal(one.labels[order], other.labels)
    assert np.array_equal(one.silhouette_each[order], other.silhouette_each)
    assert np.array_equal(one.centroids, other.centroids)
    assert (one.inertia, one.davies_bouldin) == (other.inertia, other.davies_bouldin)


@settings(max_examples=5, deadline=None)
@given(factor=st.floats(0.001, 1000))
def test_the_unit_of_the_readings_changes_nothing(factor):
    profiles, _ = five_kinds(200, 3)
    one, other = (fit(winsorised(kw), 5, 1) for kw in (profiles, profiles * factor))
    assert np.array_equal(one.labels, other.labels)
    assert one.inertia == pytest.approx(other.inertia)


def test_everybody_twice_gives_the_same_segments(planted):
    once, twice = fit(planted[0], 5, 1), fit(np.repeat(planted[0], 2, axis=0), 5, 1)
    assert adjusted_rand_score(once.labels, twice.labels[::2]) == 1
    assert np.array_equal(twice.labels[::2], twice.labels[1::2])
    assert twice.variance_explained == pytest.approx(once.variance_explained)
    assert twice.smallest_share == once.smallest_share


def test_k_is_no_more_than_there_are_distinct_shapes():
    rows = np.repeat(np.eye(24)[:3], 10, axis=0)
    found = fit(rows, 7, 0)
    assert found.k == len(found.centroids) == 3
    assert found.variance_explained == pytest.approx(1)
    assert found.note == "K = 7 was asked for; there are 3 distinct shapes."
    assert fit(rows, 3, 0).note == ""


def test_fewer_customers_than_k_are_a_segment_each():
    found = fit(np.eye(24)[:4], 6, 0)
    assert (found.k, found.smallest_share, found.silhouette) == (4, 0.25, 0)


def test_a_sweep_tells_how_far_it_is_and_can_be_left(planted):
    steps = sweep_steps(planted[0], (2, 3), 42)
    share, fits = next(steps)
    assert 0 < share < 1
    assert fits is None
    steps.close()
    shares, results = zip(*sweep_steps(planted[0], (2, 3), 42), strict=True)
    assert list(shares) == sorted(shares)
    assert shares[-1] == 1
    assert [one.k for one in results[-1]] == [2, 3]
    assert not any(results[:-1])


def test_one_segment_holds_everybody(planted):
    found = fit(planted[0], 1, 0)
    assert (found.k, found.smallest_share, found.variance_explained) == (1, 1, 0)
    assert np.isnan(found.silhouette)


@pytest.mark.parametrize(
    ("rows", "k", "message"),
    [
        (np.ones((3, 24)), 0, "K is 0; it must be from 1 to 127."),
        (np.ones((3, 24)), 128, "K is 128; it must be from 1 to 127."),
        (np.ones((0, 24)), 2, "There are no customers to segment."),
        (np.full((1, 24), np.nan), 2, "1 of 1 customers have hours that are not known; set them aside."),
    ],
)
def test_what_cannot_be_segmented_is_refused(rows, k, message):
    with pytest.raises(ValueError) as error:
        fit(rows, k, 0)
    assert str(error.value) == message


def test_a_sweep_is_ascending_and_each_way_of_choosing_speaks_for_itself(fits):
    bent = [
        replace(one, inertia=inertia) for one, inertia in zip(fits, (90, 60, 30, 27, 25, 23, 21), strict=True)
    ]
    sweep = conclude(reversed(bent), DISTINCT)
    assert [one.k for one in sweep.fits] == [2, 3, 4, 5, 6, 7, 8]
    assert sweep.knee == 4
    assert sweep.suggested_k == 5
    assert sweep.reason.startswith("Five groups are apart: the widest gap is 2.9 where 2.4 is needed.")


def test_two_points_have_no_knee(fits):
    assert conclude(fits[:2], DISTINCT).knee is None


def test_a_k_measured_again_takes_the_place_of_the_first(fits):
    later = replace(fits[0], prediction_strength=0.5)
    assert conclude([*fits, later], DISTINCT).fits[0].prediction_strength == 0.5


def test_the_chapters_own_scaling_cuts_size_at_thresholds():
    profiles = chapter(200, 42)
    found = fit(shapes(profiles, "per_hour"), 3, 42)
    levels = [np.ptp(profiles.mean(axis=1)[found.labels == label]) for label in range(3)]
    assert sum(levels) < np.ptp(profiles.mean(axis=1))  # the segments' ranges of size do not overlap


@pytest.mark.parametrize(
    ("share", "word"), [(1.0, "high"), (0.8, "high"), (0.79, "medium"), (0.5, "medium"), (0.49, "low")]
)
def test_agreement_in_a_word(share, word):
    assert agreement_word(share) == word


@pytest.mark.parametrize("threads", [1, 3])
def test_any_number_of_threads_gives_the_same_to_the_last_digit(planted, monkeypatch, threads):
    for module in ("kmeans", "criteria", "passes"):
        monkeypatch.setattr(f"lib.segments.{module}.BLOCK", 64)
    monkeypatch.setattr("lib.segments.silhouettes.TILE", (30, 70))
    two = fit_all(planted[0], (3, 5), 42)
    for module in ("passes", "silhouettes"):
        monkeypatch.setattr(f"lib.segments.{module}.THREADS", threads)
    for one, other in zip(fit_all(planted[0], (3, 5), 42), two, strict=True):
        for name in set(KFit.__slots__) - {"seconds"}:
            assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_as_many_segments_can_be_made_as_there_are_distinct_shapes():
    shuffled = np.random.default_rng(0).permutation(np.repeat(np.eye(24)[:5], 10, axis=0))
    assert most_segments(shuffled) == 5
    assert most_segments(shuffled + 1e-13 * np.arange(50)[:, None]) == 5  # but for rounding


def test_the_package_is_imported_without_scikit_learn():
    code = "import sys, lib.segments; print([m for m in ('sklearn', 'scipy', 'kneed') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_what_is_done_is_told_by_the_rows_gone_through(planted, monkeypatch):
    monkeypatch.setattr("lib.segments.sweep._judged", lambda rows, ks, seed: iter([500, 500, 1000]))
    steps = sweep_steps(planted[0], [3], 1)
    assert [next(steps)[0] for _ in range(3)] == pytest.approx([1 / PASSES, 2 / PASSES, 4 / PASSES])
