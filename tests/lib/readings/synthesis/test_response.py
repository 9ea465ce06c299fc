import numpy as np
import pandas as pd
import pytest

from lib.readings.synthesis import synthesize


@pytest.fixture(scope="module")
def large():
    """Enough customers for shares to be shares."""
    return synthesize(20_000, 28, seed=5)


def test_truth_has_one_row_a_customer(season):
    assert list(season.truth) == ["customer_id", "archetype", "flexible_kw", "participation", "response_kw"]
    assert season.truth["customer_id"].is_unique
    assert season.truth["customer_id"].tolist() == season.offers["customer_id"].tolist()
    assert not season.truth.isna().any(axis=None)


def test_nobody_gives_more_than_they_can_move(large):
    truth = large.truth
    assert (truth["response_kw"] > 0).all()
    assert (truth["response_kw"] <= truth["flexible_kw"]).all()


def test_flexible_load_is_less_than_the_load_of_the_window_on_hot_days(season, season_readings):
    hot = season.temperature.nlargest(5, "temperature_c")["date"]
    table = season_readings[season_readings["start"].dt.hour.between(17, 20)]
    on_hot = table[table["start"].dt.strftime("%Y-%m-%d").isin(hot)]
    window = on_hot.groupby("customer_id")["kwh"].mean().reindex(season.truth["customer_id"]).to_numpy()
    flexible, response = season.truth["flexible_kw"].to_numpy(), season.truth["response_kw"].to_numpy()
    assert (flexible < window).mean() > 0.98
    assert np.corrcoef(flexible, window)[0, 1] > 0.8
    assert response.sum() / window.sum() == pytest.approx(0.18, abs=0.02)


def test_evening_customers_have_most_to_move_and_flat_ones_least(large):
    flexible = large.truth.groupby("archetype")["flexible_kw"].mean()
    assert flexible.idxmax() == "evening_peak"
    assert flexible.idxmin() == "flat"
    assert flexible["evening_peak"] > 5 * flexible["flat"]


def test_people_of_one_flexible_load_differ_by_more_than_half(large):
    evening = large.truth[large.truth["archetype"] == "evening_peak"]
    assert np.log(evening["response_kw"] / evening["flexible_kw"]).std() == pytest.approx(0.55, abs=0.1)


def test_about_one_in_eight_would_accept(large):
    assert large.truth["participation"].mean() == pytest.approx(0.12, abs=0.015)
    assert large.truth["participation"].between(0, 1, inclusive="neither").all()


def test_accepting_depends_on_what_is_known_of_a_customer(large):
    chance = large.truth["participation"]
    for attribute in ("online_account", "smart_thermostat", "own_home"):
        known = large.offers[attribute] == 1
        assert chance[known].mean() > 1.3 * chance[~known].mean()
    assert chance[large.offers["opted_out"] == 1].mean() < 0.03


def test_half_was_asked_more_often_the_large_and_never_those_to_be_spared(large):
    offers, size = large.offers, large.truth["flexible_kw"]
    assert offers["offered"].mean() == pytest.approx(0.49, abs=0.02)
    assert not offers.loc[(offers["medical"] == 1) | (offers["opted_out"] == 1), "offered"].any()
    assert size[offers["offered"] == 1].mean() > 1.1 * size[offers["offered"] == 0].mean()


def test_enrolled_and_reduction_are_empty_where_they_cannot_be_known(large):
    offers = large.offers
    assert offers["enrolled"].isna().equals(offers["offered"] == 0)
    assert offers["reduction_kw"].notna().equals((offers["enrolled"] == 1).fillna(False).astype(bool))


def test_those_who_accepted_are_those_with_the_chance(large):
    asked = large.offers["offered"] == 1
    chance, said_yes = large.truth["participation"][asked], large.offers["enrolled"][asked].astype(float)
    assert said_yes.mean() == pytest.approx(chance.mean(), abs=0.015)
    likely = chance > chance.median()
    assert said_yes[likely].mean() > 2 * said_yes[~likely].mean()


def test_measured_reductions_are_noisy_and_some_negative(large):
    joined = (large.offers["enrolled"] == 1).fillna(False).astype(bool)
    measured, true = large.offers["reduction_kw"][joined], large.truth["response_kw"][joined]
    assert (measured < 0).any()
    assert measured.mean() == pytest.approx(true.mean(), rel=0.25)
    assert 0.7 < np.corrcoef(measured, true)[0, 1] < 0.99


def test_attributes_are_known_of_everybody(large):
    attributes = large.offers.drop(columns=["offered", "enrolled", "reduction_kw"])
    assert not attributes.isna().any(axis=None)
    assert attributes["feeder"].nunique() == 12
    assert set(attributes["tariff"]) == {"standard", "time of use"}
    for rare in ("medical", "opted_out", "other_programme"):
        assert attributes[rare].mean() == pytest.approx(0.03, abs=0.005)


def test_the_side_table_goes_through_a_file(season, tmp_path):
    season.offers.to_csv(tmp_path / "offers.csv", index=False)
    back = pd.read_csv(tmp_path / "offers.csv")
    assert back["enrolled"].isna().equals(season.offers["offered"] == 0)
    assert back["reduction_kw"].equals(season.offers["reduction_kw"])
