"""How load follows the temperature: slopes known beforehand are found again, and noise is not taken for one."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from lib.profiles import file
from lib.profiles.average import average
from lib.profiles.system import observe
from tests.lib.readings.made import MONDAY, hours, read, write

DAYS = 60
DEGREES = tuple(5 + 25 * (day % 20) / 19 for day in range(DAYS))  # 5 to 30 degC, three times
LOADS = {
    "cools": lambda t: 1 + 0.1 * max(0, t - 20),
    "flat": lambda t: 1.0,
    "heats": lambda t: 1 + 0.2 * max(0, 12 - t),
    "swings both ways": lambda t: 1 + 0.05 * max(0, t - 18) + 0.1 * max(0, 16 - t),
}


@pytest.fixture
def readings(tmp_path):
    """Hourly readings of customers, a load each, with the temperature of their days."""

    def readings(loads=LOADS, days=DAYS, degrees=DEGREES):
        rows = [
            row
            for name, load in loads.items()
            for row in hours([name], days, lambda c, d, h, load=load: round(load(degrees[d]), 6))
        ]
        found = read(write(tmp_path / "a.csv", rows))
        dates = [(MONDAY + timedelta(days=i)).strftime("%Y-%m-%d") for i in range(days)]
        return replace(found, temperature_c=tuple(zip(dates, degrees[:days], strict=True)))

    return readings


def followed(readings, season="all"):
    """What the figures say of the temperature."""
    return average(readings, observe(readings), season=season).figures.temperature


def test_slopes_and_points_of_change_are_found(readings):
    found = followed(readings())
    assert found.cooling_kw_per_c == pytest.approx([0.1, 0, 0, 0.05], abs=1e-6)
    assert found.heating_kw_per_c == pytest.approx([0, 0, 0.2, 0.1], abs=1e-6)
    assert found.cooling_above_c.tolist()[0] == 20
    assert found.heating_below_c.tolist()[2] == 12
    assert (found.cooling_above_c[3], found.heating_below_c[3]) == (18, 16)
    assert found.followed == pytest.approx([1, 0, 1, 1], abs=1e-6)


def test_days_without_any_pattern_have_no_slope(readings):
    rng = np.random.default_rng(1)
    noise = rng.normal(1, 0.1, (40, DAYS))
    degrees = tuple(each + day / 1000 for day, each in enumerate(DEGREES))
    loads = {f"C{i:02}": (lambda t, i=i: noise[i, degrees.index(t)]) for i in range(40)}
    found = followed(readings(loads, DAYS, degrees))
    assert np.mean(found.cooling_kw_per_c > 0) <= 0.15
    assert np.nanmax(np.r_[found.cooling_kw_per_c, found.heating_kw_per_c]) < 0.03


@pytest.mark.parametrize(
    ("days", "degrees"), [(29, DEGREES), (DAYS, tuple(15 + day % 8 for day in range(DAYS)))]
)
def test_under_thirty_days_or_eight_degrees_nothing_is_said(readings, days, degrees):
    found = followed(readings({"cools": LOADS["cools"]}, days, degrees))
    assert np.isnan(found.cooling_kw_per_c).all()
    assert np.isnan(found.followed).all()


def test_without_a_temperature_nothing_is_said(readings):
    assert followed(replace(readings({"flat": LOADS["flat"]}), temperature_c=())) is None


def test_days_of_another_season_do_not_count(readings):
    found = readings({"cools": LOADS["cools"]}, 110, DEGREES + DEGREES)  # 1 June to 18 September 2026
    hot = tuple((day, 30.0 if day >= "2026-09" else degrees) for day, degrees in found.temperature_c)
    wrong = replace(found, temperature_c=hot)
    assert followed(wrong, "summer").cooling_kw_per_c == pytest.approx([0.1], abs=1e-6)
    assert followed(wrong).cooling_kw_per_c[0] < 0.09


def test_days_without_a_temperature_do_not_count(readings):
    found = readings({"cools": LOADS["cools"]})
    hidden = tuple((day, degrees) for day, degrees in found.temperature_c if degrees < 25)
    # 16 of 20 days in each round are below 25 degC: 48 days, still 5 to 23.9 degC
    assert followed(replace(found, temperature_c=hidden)).cooling_kw_per_c == pytest.approx([0.1], abs=1e-6)
    assert np.isnan(followed(replace(found, temperature_c=hidden[:29])).cooling_kw_per_c).all()


def test_a_file_of_profiles_keeps_it(readings, tmp_path):
    found = readings()
    made = average(found, observe(found))
    file.write(made, tmp_path / "p.parquet")
    again = file.read(tmp_path / "p.parquet").figures.temperature
    assert again.cooling_kw_per_c.tolist() == made.figures.temperature.cooling_kw_per_c.tolist()
    assert again.heating_below_c.tolist()[2] == 12
    file.write(average(replace(found, temperature_c=()), observe(found)), tmp_path / "q.parquet")
    assert file.read(tmp_path / "q.parquet").figures.temperature is None


def test_one_odd_day_makes_no_slope(readings):
    # Sixty days of 20 to 30 degC, of which one is 17.9 and has ten times the load: no heating.
    degrees = (17.9, *(20 + 10 * (day % 20) / 19 for day in range(DAYS - 1)))
    found = followed(readings({"odd": lambda t: 10.0 if t < 18 else 1.0}, DAYS, degrees))
    assert (found.heating_kw_per_c[0], found.followed[0]) == (0, 0)


def test_days_that_hardly_pass_a_point_make_no_slope(readings):
    # Twelve of sixty days stand half a degree above the lowest point, and are the dearest by far: six degree-days.
    degrees = tuple(14.5 if day % 5 == 0 else 4 + 9 * (day % 20) / 19 for day in range(DAYS))
    found = followed(readings({"odd": lambda t: 3.0 if t > 14 else 1.0}, DAYS, degrees))
    assert (found.cooling_kw_per_c[0], found.followed[0]) == (0, 0)
