"""The five faces, and how well the truth can be found again."""

import numpy as np
import pytest

from lib.mix import MIX
from lib.readings.synthesis import synthesize
from lib.readings.synthesis.habits import ARCHETYPES, USES, WEEKDAY_KWH


def winsorised_root_shares(kw: np.ndarray) -> np.ndarray:
    shapes = np.sqrt(kw / kw.sum(axis=1, keepdims=True))
    return np.minimum(shapes, np.quantile(shapes, 0.98, axis=0))


def nearest_true_mean(shapes: np.ndarray, archetype: np.ndarray) -> np.ndarray:
    """The archetype whose own mean shape is nearest: what nobody who lacks the truth can beat."""
    names = np.unique(archetype)
    means = np.stack([shapes[archetype == name].mean(axis=0) for name in names])
    return names[((shapes[:, None, :] - means) ** 2).sum(axis=2).argmin(axis=1)]


def faces(season, season_days) -> dict[str, np.ndarray]:
    archetype = season.truth["archetype"].to_numpy()
    return {name: season_days[archetype == name].mean(axis=0) for name in np.unique(archetype)}


def test_the_tables_fit_together():
    assert list(ARCHETYPES) == list(MIX)
    assert list(WEEKDAY_KWH) == list(USES)
    assert {len(row) for row in WEEKDAY_KWH.values()} == {len(ARCHETYPES)}


def test_evening_peak_has_two_kilowatts_at_seven(season, season_days):
    day = faces(season, season_days)["evening_peak"]
    assert day.argmax() in (18, 19)
    assert day.max() == pytest.approx(2.1, abs=0.25)
    assert day[13] < 0.35 * day.max()


def test_twin_peak_has_a_morning_and_an_evening(season, season_days):
    day = faces(season, season_days)["twin_peak"]
    assert day[:12].argmax() in (6, 7)
    assert 12 + day[12:].argmax() in (18, 19)
    assert 0.75 < day[:12].max() / day[12:].max() < 1.05
    assert day[12] < 0.45 * day[:12].max()


def test_daytime_has_a_broad_hump_after_noon(season, season_days):
    day = faces(season, season_days)["daytime"]
    assert day.argmax() in (12, 13, 14)
    assert (day > day.max() / 2).sum() >= 9


def test_night_charging_peaks_at_two(season, season_days):
    day = faces(season, season_days)["night_charging"]
    assert day.argmax() in (1, 2)
    assert day.max() == pytest.approx(2.2, abs=0.25)


def test_flat_is_flat(season, season_days):
    day = faces(season, season_days)["flat"]
    assert day.max() / day.min() < 1.6


def test_a_customer_takes_one_kilowatt_and_days_are_of_all_sizes(season_days):
    assert season_days.mean() == pytest.approx(0.93, abs=0.07)
    small, large = np.quantile(season_days.sum(axis=1), [0.05, 0.95])
    assert 8 < small < 11
    assert 36 < large < 45


def test_solar_exports_at_noon_and_late_cooling_works_into_the_night(mean_days):
    territory = synthesize(60, 28, seed=2, mix={"solar": 0.5, "late_cooling": 0.5})
    day = faces(territory, mean_days(territory))
    assert day["solar"][12] < -0.5
    assert day["solar"].sum() > 0
    assert day["late_cooling"].argmax() in (20, 21, 22)
    assert day["late_cooling"][0] > 2 * day["late_cooling"][4]


@pytest.mark.parametrize("seed", [42, 0, 1, 2])
def test_shape_finds_the_archetypes_and_size_does_not(seed, mean_days):
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score
    from sklearn.preprocessing import StandardScaler

    territory = synthesize(days=28, seed=seed)
    kw, archetype = mean_days(territory), territory.truth["archetype"].to_numpy()
    shapes = winsorised_root_shares(kw)
    kmeans = KMeans(5, n_init=10, random_state=0)
    assert adjusted_rand_score(archetype, nearest_true_mean(shapes, archetype)) >= 0.96
    assert adjusted_rand_score(archetype, kmeans.fit_predict(shapes)) >= 0.95
    assert adjusted_rand_score(archetype, kmeans.fit_predict(StandardScaler().fit_transform(kw))) < 0.3


@pytest.mark.parametrize("seed", [42, 0, 1, 2, 3, 4])
def test_the_five_are_apart_and_none_falls_in_two(seed, mean_days):
    from lib.segments.structure import find_structure

    structure = find_structure(mean_days(synthesize(seed=seed, gaps=False)), seed)
    assert (structure.verdict, structure.natural_k) == ("distinct", 5)
    assert structure.agreement >= 0.8


def test_strong_noise_blurs_the_archetypes(mean_days):
    from sklearn.metrics import adjusted_rand_score

    territory = synthesize(days=14, noise=1.0, gaps=False)
    shapes, archetype = winsorised_root_shares(mean_days(territory)), territory.truth["archetype"].to_numpy()
    assert adjusted_rand_score(archetype, nearest_true_mean(shapes, archetype)) < 0.7
