"""Single days come back as they were read."""

from datetime import date

import numpy as np
import pytest

from lib.answers import Reading
from lib.profiles.days import days_of
from lib.readings.demo import spool_territory
from lib.readings.read import read_files
from lib.readings.synthesis import synthesize


@pytest.fixture
def territory(tmp_path):
    return spool_territory(synthesize(12, 10, 30, seed=3), tmp_path)


def test_every_hour_is_the_sum_of_its_half_hours(territory):
    days = days_of(territory)
    rows = territory.open().to_pandas()
    assert days.kw.shape == (12, 10, 24)
    assert np.nansum(days.kw) == pytest.approx(rows["kwh"].sum(), rel=1e-6)
    one = rows[(rows["customer_id"] == "C100004") & (rows["start"].dt.date == date(2026, 6, 8))]
    told = one.groupby(one["start"].dt.hour)["kwh"].sum().to_numpy()
    assert days.kw[3, 2] == pytest.approx(told, rel=1e-6)


def test_some_customers_are_as_among_all(territory):
    whole, some = days_of(territory), days_of(territory, ["C100009", "C100002"])
    assert list(some.customer_id) == ["C100002", "C100009"]
    np.testing.assert_array_equal(some.kw, whole.kw[[1, 8]])
    assert len(days_of(territory, ["nobody"])) == 0


def test_temperatures_and_the_days_after_a_split(territory):
    days = days_of(territory)
    assert np.isfinite(days.temperature_c).all()
    assert days.from_day(date(2026, 6, 13)).tolist() == [False] * 7 + [True] * 3


def test_missing_hours_stay_missing(tmp_path):
    path = tmp_path / "gap.csv"
    lines = [
        f"A,2026-06-0{day} {hour:02}:00,1.5"
        for day in (1, 2, 3)
        for hour in range(24)
        if (day, hour) != (2, 7)
    ]
    path.write_text("customer_id,start,kwh\n" + "\n".join(lines))
    days = days_of(read_files([path], Reading(), tmp_path))
    assert np.argwhere(np.isnan(days.kw)).tolist() == [[0, 1, 7]]
    assert np.isnan(days.temperature_c).all()
