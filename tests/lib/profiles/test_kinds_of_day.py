"""One query over the readings of a season gives every kind of day, each as pandas averages it by itself."""

import numpy as np
import pytest

from lib.profiles.average import average_season, of_kind
from lib.profiles.system import observe
from lib.readings import Readings
from lib.readings.demo import spool_territory
from lib.readings.synthesis import synthesize
from tests.lib.readings.made import table

KINDS = {"all": slice(0, 7), "weekday": slice(0, 5), "weekend": slice(5, 7)}
MONTHS = {"all": range(1, 13), "summer": (6, 7, 8), "autumn": (9, 10, 11)}
WINDOW = (17, 21)


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    return spool_territory(synthesize(12, 120, 30), tmp_path_factory.mktemp("spool"))


@pytest.fixture(scope="module")
def hour_by_hour(readings):
    """kW of every customer, day and hour, as pandas has it."""
    rows = table(readings)
    rows["date"], rows["hour"] = rows["start"].dt.normalize(), rows["start"].dt.hour
    kw = rows.groupby(["customer_id", "date", "hour"])["kwh"].mean() * 2  # kWh of half an hour
    kw = kw.reset_index(name="kw")
    kw["weekday"] = [day.weekday() for day in kw["date"]]
    kw["whole"] = kw.groupby(["customer_id", "date"])["kw"].transform("count") >= 23
    return kw


def whole_days(hours):
    return hours.groupby("customer_id")["whole"].sum() / 24  # a whole day of this territory has all 24


@pytest.mark.parametrize("season", MONTHS)
def test_each_kind_is_the_mean_of_its_own_days(season, readings, hour_by_hour):
    averages = average_season(readings, observe(readings), WINDOW, season)
    in_season = hour_by_hour[hour_by_hour["date"].dt.month.isin(MONTHS[season])]
    everybody = sorted(set(hour_by_hour["customer_id"]))
    for kind, weekdays in KINDS.items():
        own = in_season[in_season["weekday"].isin(range(7)[weekdays])]
        expected = own.groupby(["customer_id", "hour"])["kw"].mean().unstack().reindex(everybody)
        made = of_kind(averages, kind)
        assert list(made.customer_id) == everybody
        np.testing.assert_allclose(made.hourly_kw, expected.to_numpy(), rtol=0, atol=1e-9)
        assert list(made.like_days) == list(whole_days(own).reindex(everybody, fill_value=0))
        assert list(made.valid_days) == list(whole_days(in_season).reindex(everybody, fill_value=0))


def test_the_readings_are_asked_once_for_all_kinds(readings, monkeypatch):
    asked, fetch = [], Readings.fetch
    system = observe(readings)
    monkeypatch.setattr(Readings, "fetch", lambda *given: asked.append(given) or fetch(*given))
    averages = average_season(readings, system, WINDOW, "all")
    fingerprints = {of_kind(averages, kind).fingerprint for kind in KINDS}
    assert (len(asked), len(fingerprints)) == (1, 3)
