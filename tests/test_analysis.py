"""The whole way from a file to a ranked list: what must not change it, and what its numbers mean."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lib import analysis
from lib.answers import Reading
from lib.choices import Choices
from lib.profiles import Profiles
from lib.profiles.average import average
from lib.profiles.system import observe
from lib.readings.read import read_files
from lib.readings.synthesis import synthesize
from lib.segments import fit, shapes_of

CHOICES = Choices(k=4)


@pytest.fixture(scope="module")
def readings():
    """60 customers over four weeks: customer_id, start, kwh."""
    [*parts] = synthesize(60, 28, 60, 42, 0.3).batches()
    return pd.concat([part.to_pandas() for part in parts], ignore_index=True)[["customer_id", "start", "kwh"]]


@pytest.fixture
def outcome(tmp_path):
    """From a table of readings to segment and expected kW of every customer, in order of their names."""

    def outcome(table: pd.DataFrame) -> pd.DataFrame:
        path = tmp_path / "readings.csv"
        table.to_csv(path, index=False)
        found = read_files([path], Reading(), tmp_path)
        profiles = average(found, observe(found), CHOICES.window, "all", "all")
        segments = analysis.segments_of(profiles, CHOICES)
        ranking = analysis.ranking_of(profiles, segments, CHOICES)
        numbers = pd.Series(segments.number, segments.customer_id, name="segment")
        kw = pd.Series(ranking.expected_kw, ranking.customer_id, name="expected_kw")
        return pd.concat([numbers, kw], axis=1).sort_index()

    return outcome


@pytest.fixture
def usual(readings, outcome):
    return outcome(readings)


def same(found, usual):
    pd.testing.assert_frame_equal(found, usual, rtol=1e-9, atol=0)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(seed, readings, outcome, usual):
    same(outcome(readings.sample(frac=1, random_state=seed)), usual)


def test_the_unit_of_energy_changes_nothing(readings, outcome, usual):
    same(outcome(readings.assign(kwh=readings["kwh"] * 1000).rename(columns={"kwh": "wh"})), usual)
    same(
        outcome(readings.rename(columns={"kwh": "kw"})), usual
    )  # of whole hours kW and kWh are the same number


def test_rows_that_come_twice_change_nothing(readings, outcome, usual):
    same(outcome(pd.concat([readings, readings.iloc[1000:9000]])), usual)


def test_the_same_weeks_once_more_change_no_segment(readings, outcome, usual):
    again = readings.assign(start=readings["start"] + pd.Timedelta(days=28))
    found = outcome(pd.concat([readings, again]))
    pd.testing.assert_series_equal(found["segment"], usual["segment"])


@pytest.mark.parametrize("seed", [1, 2])
def test_other_names_of_customers_change_nothing_but_names(seed, readings, outcome, usual):
    ids = np.sort(readings["customer_id"].unique())
    renamed = dict(zip(ids, np.random.default_rng(seed).permutation(ids), strict=True))
    found = outcome(readings.assign(customer_id=readings["customer_id"].map(renamed)))
    same(found, usual.rename(index=renamed).sort_index())


def test_a_customer_twice_as_large_stays_in_the_segment_and_gives_more(readings, outcome, usual):
    first = usual.index[0]
    larger = readings["kwh"].where(readings["customer_id"] != first, 2 * readings["kwh"])
    found = outcome(readings.assign(kwh=larger))
    assert found.loc[first, "segment"] == usual.loc[first, "segment"]
    assert found.loc[first, "expected_kw"] > 1.5 * usual.loc[first, "expected_kw"]


def chapter(seed: int) -> Profiles:
    """Mean days of the chapter's 200 customers, straight from the readings."""
    [batch] = synthesize(recipe="chapter", seed=seed).batches()
    hourly_kw = np.asarray(batch["kwh"]).reshape(200, 14, 24).mean(axis=1)
    ids = np.asarray(batch["customer_id"].to_pylist(), dtype=object)[:: 14 * 24]
    full = np.full(200, 14)
    return Profiles(
        customer_id=ids,
        hourly_kw=hourly_kw,
        like_days=full,
        valid_days=full,
        completeness=np.ones(200),
        reason=np.full(200, ""),
        day_type="all",
        season="all",
        figures=None,
        fingerprint=f"chapter {seed}",
        origin="demo",
    )


@pytest.mark.parametrize("k", [3, 4])
def test_segment_1_has_the_highest_load_with_any_seed_of_the_chapter(k):
    """The chapter calls its cluster 2 the highest, and with its own seed that is the lowest."""
    for seed in range(50):
        found = analysis.segments_of(chapter(seed), Choices(k=k, seed=seed))
        load_kw = found.mean_kw[:, 17:21].mean(axis=1)
        assert (np.diff(load_kw) < 0).all(), seed


def test_of_the_chapter_every_seed_is_one_continuum_of_size():
    for seed in (0, 7, 42):
        assert analysis.structure_of(chapter(seed), Choices(seed=seed)).natural_k == 1


def test_a_sweep_stops_at_the_number_of_customers():
    few = replace(chapter(42), reason=np.where(np.arange(200) < 5, "", "few_days"))
    assert [fit.k for fit in analysis.sweep(few, Choices()).fits] == [2, 3, 4, 5]


def test_a_fit_that_is_there_is_used():
    profiles = chapter(42)
    swept = analysis.sweep(profiles, Choices(k_low=2, k_high=4))
    by_sweep = analysis.segments_of(profiles, Choices(k=3), swept.fits)
    alone = analysis.segments_of(profiles, Choices(k=3))
    assert (by_sweep.number == alone.number).all()
    assert by_sweep.fingerprint == alone.fingerprint


def test_a_sweep_gives_every_figure_of_a_k_that_is_fitted_alone_to_the_last_bit():
    """The pages fit K by K; the command line must print the same digits."""
    profiles = chapter(42)
    shapes, _ = shapes_of(profiles, "root_share")
    for each in analysis.sweep(profiles, Choices()).fits:
        alone = fit(shapes, each.k, 42)
        for name in ("inertia", "silhouette", "silhouette_squared", "calinski_harabasz", "davies_bouldin"):
            assert getattr(each, name) == getattr(alone, name), (each.k, name)
        assert (each.silhouette_each == alone.silhouette_each).all()
        assert (each.centroids == alone.centroids).all()
