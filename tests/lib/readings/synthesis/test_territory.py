import stat

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from lib.readings.synthesis import fingerprint, synthesize, territory


def test_readings_are_customer_start_fold_kwh_in_order(season, season_readings):
    assert season_readings.dtypes.astype(str).to_dict() == {
        "customer_id": "str",
        "start": "datetime64[us]",
        "fold": "int8",
        "kwh": "float64",
    }
    assert season_readings["customer_id"].nunique() == 1000
    assert season_readings.equals(season_readings.sort_values(["customer_id", "start"], ignore_index=True))
    assert not season_readings.duplicated(["customer_id", "start"]).any()
    assert (season_readings["fold"] == 0).all()


def test_customers_are_numbered_from_c100001(season, season_readings):
    assert season_readings["customer_id"].iloc[[0, -1]].tolist() == ["C100001", "C101000"]
    assert season.truth["customer_id"].iloc[[0, -1]].tolist() == ["C100001", "C101000"]


def test_the_season_is_eight_weeks_from_the_sixth_of_june(season, season_readings):
    start = season_readings["start"]
    assert (str(start.min()), str(start.max())) == ("2026-06-06 00:00:00", "2026-07-31 23:00:00")
    assert season.temperature["date"].iloc[[0, -1]].tolist() == ["2026-06-06", "2026-07-31"]
    assert len(season.temperature) == 56


def test_three_customers_are_short_and_the_rest_is_998_per_mille_complete(season_readings):
    span = season_readings.groupby("customer_id")["start"].agg(["min", "max", "count"])
    days = (span["max"].dt.normalize() - span["min"].dt.normalize()).dt.days + 1
    assert (days < 14).sum() == 3
    expected = days * 24
    assert span["count"].sum() / expected.sum() == pytest.approx(0.998, abs=0.0008)
    assert (span["count"] < expected).sum() < 50


def test_without_gaps_every_reading_is_there(read_all):
    assert len(read_all(synthesize(50, 30, gaps=False))) == 50 * 30 * 24


def test_meters_count_watt_hours(season_readings):
    assert season_readings["kwh"].equals(season_readings["kwh"].round(3))


def test_the_system_peaks_in_the_evening_of_hot_days(season, season_readings):
    system = season_readings.groupby("start")["kwh"].sum()
    peaks = system.nlargest(5)
    assert peaks.index.hour.isin([18, 19, 20]).all()
    warm = season.temperature.set_index("date")["temperature_c"]
    assert (warm[peaks.index.strftime("%Y-%m-%d")] > warm.quantile(0.8)).all()


def test_the_same_parameters_make_the_same_readings(read_all):
    one, two = synthesize(30, 7, seed=9), synthesize(30, 7, seed=9)
    assert read_all(one).equals(read_all(two))
    assert read_all(one).equals(read_all(one))
    assert one.truth.equals(two.truth)
    assert one.offers.equals(two.offers)
    assert one.fingerprint == two.fingerprint == fingerprint(one.parameters)


def test_another_seed_makes_others(read_all):
    assert not read_all(synthesize(30, 7, seed=9)).equals(read_all(synthesize(30, 7, seed=10)))


@pytest.mark.parametrize("minutes", [15, 30])
def test_an_hour_has_the_same_energy_at_every_interval(minutes, read_all):
    hourly = read_all(synthesize(40, 7, seed=3))
    fine = read_all(synthesize(40, 7, minutes, seed=3))
    summed = fine.groupby(["customer_id", fine["start"].dt.floor("h")])["kwh"].sum().reset_index()
    assert len(fine) == len(hourly) * 60 // minutes
    # Each value is rounded to a watt-hour: up to 4 x 0.5 + 0.5 Wh.
    assert np.abs(summed["kwh"] - hourly["kwh"]).max() <= 0.0025 + 1e-9


def test_a_large_territory_comes_in_blocks_of_bounded_size(monkeypatch, read_all):
    monkeypatch.setattr(territory, "HOURS_IN_A_BLOCK", 20 * 7 * 24)
    made = synthesize(50, 7, gaps=False)
    assert [batch.num_rows for batch in made.batches()] == [20 * 7 * 24, 20 * 7 * 24, 10 * 7 * 24]
    assert read_all(made)["customer_id"].nunique() == 50


def test_ten_customers_and_one_day_are_enough(read_all):
    made = synthesize(10, 1)
    assert len(read_all(made)) == pytest.approx(240, abs=24)
    assert len(synthesize(1, 1).truth) == 1


def test_parquet_holds_the_readings_for_its_owner_alone(tmp_path, read_all):
    made = synthesize(20, 3)
    made.write_parquet(tmp_path / "readings.parquet")
    assert pq.read_table(tmp_path / "readings.parquet").to_pandas().equals(read_all(made))
    assert stat.S_IMODE((tmp_path / "readings.parquet").stat().st_mode) == 0o600


def test_csv_holds_the_same_numbers(tmp_path, read_all):
    made = synthesize(20, 3)
    made.write_csv(tmp_path / "readings.csv")
    lines = (tmp_path / "readings.csv").read_text().splitlines()
    assert lines[0] == "customer_id,start,kwh"
    assert lines[1].startswith("C100001,2026-06-06 00:00:00,")
    back = pd.read_csv(tmp_path / "readings.csv", parse_dates=["start"])
    assert (back["kwh"] == read_all(made)["kwh"]).all()
    assert stat.S_IMODE((tmp_path / "readings.csv").stat().st_mode) == 0o600


def test_a_file_there_before_is_replaced_and_closed_to_others(tmp_path):
    path = tmp_path / "readings.csv"
    path.write_text("old")
    path.chmod(0o644)
    synthesize(10, 1).write_csv(path)
    assert path.read_text().startswith("customer_id")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_broken_write_leaves_nothing_behind(tmp_path, monkeypatch):
    def break_off(parameters):
        raise OSError("no space left")

    made = synthesize(10, 1)
    monkeypatch.setattr(territory, "_blocks", break_off)
    for write in (made.write_parquet, made.write_csv):
        with pytest.raises(OSError, match="no space left"):
            write(tmp_path / "readings")
    assert list(tmp_path.iterdir()) == []
