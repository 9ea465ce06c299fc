import numpy as np
import pytest

from lib.readings.synthesis import synthesize


@pytest.fixture(scope="module")
def territory():
    return synthesize(recipe="chapter")


@pytest.fixture(scope="module")
def days(territory, read_all):
    """(200, 14, 24) kWh."""
    return read_all(territory)["kwh"].to_numpy().reshape(200, 14, 24)


def test_it_is_the_chapters_calendar(territory, read_all):
    table = read_all(territory)
    assert str(table["start"].min()) == "2022-01-01 00:00:00"
    assert len(table) == 200 * 14 * 24


def test_the_first_customer_is_the_first_draw_of_the_chapters_seed(days):
    # np.random.seed(42): the first uniform number is 0.37454, so that base = .3 + .7 x .37454 = .56218 kW.
    morning = 0.5 * np.exp(-((3 - 7) ** 2) / 2) / 2
    assert days[0, :, 3].mean() - morning == pytest.approx(0.56218, abs=3 * 0.05 / np.sqrt(14))
    quiet = days[0, :, [0, 1, 2, 3, 12, 13, 23]]
    assert quiet.mean() == pytest.approx(0.562, abs=3 * 0.05 / np.sqrt(quiet.size))


def test_everybody_has_one_shape_and_only_the_level_differs(days):
    mean = days.mean(axis=1)
    shape = mean - mean.mean(axis=1, keepdims=True)
    assert shape.std(axis=0).max() < 0.02
    assert mean.mean(axis=1).std() > 0.15


def test_the_chapters_clusters_are_cuts_of_size_and_its_target_is_the_lowest(days):
    from sklearn.cluster import KMeans
    from sklearn.preprocessing import StandardScaler

    mean = days.mean(axis=1)
    labels = KMeans(3, random_state=42).fit_predict(StandardScaler().fit_transform(mean))
    daily = [mean[labels == label].sum(axis=1).mean() for label in range(3)]
    assert sorted(daily) == pytest.approx([11.7, 16.8, 22.7], abs=0.05)
    assert np.argmin(daily) == 2


def test_nobody_is_a_better_target_than_anybody(territory, days):
    truth = territory.truth
    assert truth["archetype"].unique().tolist() == ["one_shape"]
    # .8 (e^-2 + e^-.5 + 1 + e^-.5) / 4 / 2 = .235 kW above the base, in 17:00-21:00.
    assert truth["flexible_kw"].unique() == pytest.approx([0.2348], abs=1e-4)
    mean = days.mean(axis=1)
    seen = mean[:, 17:21].mean(axis=1) - np.sort(mean, axis=1)[:, :6].mean(axis=1)
    assert seen.mean() == pytest.approx(0.25, abs=0.01)


def test_there_were_no_offers_and_nobody_kept_the_weather(territory):
    assert len(territory.offers) == 0
    assert len(territory.temperature) == 0
    assert territory.truth[["participation", "response_kw"]].isna().all(axis=None)


def test_its_size_may_be_chosen(read_all):
    table = read_all(synthesize(3, 2, seed=7, recipe="chapter"))
    assert table["customer_id"].unique().tolist() == ["C100001", "C100002", "C100003"]
    assert len(table) == 3 * 48


def test_the_first_customers_are_the_same_in_a_larger_territory(read_all):
    small, large = (read_all(synthesize(n, 14, recipe="chapter"))["kwh"].to_numpy() for n in (2, 4))
    assert (large[: len(small)] == small).all()
