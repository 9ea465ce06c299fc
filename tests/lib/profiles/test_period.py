"""One period of every customer: the week's weights, days away, the sun, and how days differ, checked by hand."""

import numpy as np
import pandas as pd
import pytest

from lib.profiles.period import period_of
from lib.profiles.system import observe
from tests.lib.readings.made import read

DAYS = pd.date_range("2026-06-01", periods=28)  # a Monday


def period(tmp_path, **days_kw: np.ndarray):
    """Customers by name with (28, 24) kW each, over all four weeks."""
    stamps = pd.date_range(DAYS[0], periods=28 * 24, freq="h")
    parts = [
        pd.DataFrame({"customer_id": who, "start": stamps, "kwh": kw.ravel()}) for who, kw in days_kw.items()
    ]
    rows = pd.concat(parts).dropna()
    rows.to_csv(tmp_path / "made.csv", index=False)
    readings = read(tmp_path / "made.csv", tmp_path)
    return period_of(readings, observe(readings), DAYS[0].date(), DAYS[-1].date())


def week(weekday: float, weekend: float) -> np.ndarray:
    return np.where(DAYS.weekday >= 5, weekend, weekday)[:, None] * np.ones(24)


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_weekdays_count_five_sevenths_whatever_the_period_has_of_each(tmp_path):
    kw = week(1.0, 2.4)
    kw[10:12] = np.nan  # two weekdays less
    found = period(tmp_path, A=kw, B=week(2.0, 2.0))
    assert found.customer_id.tolist() == ["A", "B"]
    assert found.days.tolist() == [[18, 8], [20, 8]]
    assert found.hourly_kw[0] == pytest.approx(np.full(24, 1.4))
    assert found.block_kw[1] == pytest.approx(np.full(8, 2.0))
    assert found.level_kw == pytest.approx([1.4, 2.0])


def test_days_away_are_left_out_and_counted(tmp_path):
    kw = week(1.0, 1.0)
    kw[[0, 1, 5]] = 0.3  # under .35 of the highest hour of a middling day
    kw[2] = 0.36
    found = period(tmp_path, A=kw, B=week(2.0, 2.0))
    assert found.away.tolist() == [3, 0]
    assert found.days[0].tolist() == [18, 7]
    assert found.hourly_kw[0] == pytest.approx(np.full(24, 5 / 7 * (17 + 0.36) / 18 + 2 / 7))


def test_a_day_with_a_missing_hour_is_no_whole_day(tmp_path):
    kw = week(1.0, 1.0)
    kw[3, 7] = np.nan
    assert period(tmp_path, A=kw, B=week(2.0, 2.0)).days[0].tolist() == [19, 8]


def test_what_is_fed_in_shows_as_sun(tmp_path):
    kw = week(1.0, 1.0)
    kw[:7, 12] = -0.5
    assert period(tmp_path, A=kw, B=week(2.0, 2.0)).sunny.tolist() == [0.25, 0.0]


def test_days_differ_about_the_mean_of_their_day_type(tmp_path):
    """Weekdays of 0.8 and 1.2 kW by turns and weekends of 3 kW: 20 days of .2 kW squared over 26 degrees of freedom."""
    kw = week(1.0, 3.0)
    weekdays = np.flatnonzero(DAYS.weekday < 5)
    kw[weekdays[::2]], kw[weekdays[1::2]] = 0.8, 1.2
    found = period(tmp_path, A=kw, B=week(2.0, 2.0))
    assert found.covariance[0] == pytest.approx(np.full((8, 8), 20 * 0.04 / 26), rel=1e-4)
    assert found.covariance[1] == pytest.approx(np.zeros((8, 8)), abs=1e-9)
