"""How load follows the temperature: slopes known beforehand are found again, and noise is not taken for one."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from lib.findings import Refusal
from lib.profiles.system import observe
from lib.profiles.temperature import degrees_beyond, temperature_response, territory_response
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


def test_slopes_and_points_of_change_are_found(readings):
    found = temperature_response(readings())
    assert found.customer_id.tolist() == sorted(LOADS)
    assert found.cooling_kw_per_c == pytest.approx([0.1, 0, 0, 0.05], abs=1e-6)
    assert found.heating_kw_per_c == pytest.approx([0, 0, 0.2, 0.1], abs=1e-6)
    assert found.cooling_above_c.tolist()[0] == 20
    assert found.heating_below_c.tolist()[2] == 12
    assert (found.cooling_above_c[3], found.heating_below_c[3]) == (18, 16)
    assert found.days.tolist() == [DAYS] * 4


def test_days_without_any_pattern_have_no_slope(readings):
    rng = np.random.default_rng(1)
    noise = rng.normal(1, 0.1, (40, DAYS))
    degrees = tuple(each + day / 1000 for day, each in enumerate(DEGREES))
    loads = {f"C{i:02}": (lambda t, i=i: noise[i, degrees.index(t)]) for i in range(40)}
    found = temperature_response(readings(loads, DAYS, degrees))
    assert np.mean(found.cooling_kw_per_c > 0) <= 0.15
    assert np.nanmax(np.r_[found.cooling_kw_per_c, found.heating_kw_per_c]) < 0.03


@pytest.mark.parametrize(
    ("days", "degrees"), [(29, DEGREES), (DAYS, tuple(15 + day % 8 for day in range(DAYS)))]
)
def test_under_thirty_days_or_eight_degrees_nothing_is_said(readings, days, degrees):
    found = temperature_response(readings({"cools": LOADS["cools"]}, days, degrees))
    assert np.isnan(found.cooling_kw_per_c).all()
    assert np.isnan(found.r_squared).all()


def test_without_a_temperature_there_is_nothing_to_follow(readings):
    with pytest.raises(Refusal) as told:
        temperature_response(replace(readings({"flat": LOADS["flat"]}), temperature_c=()))
    assert "no temperature is given beside the readings" in str(told.value)


def test_the_territory_has_its_balance_point_and_degrees_beyond_it(readings):
    found = readings({"a": LOADS["cools"], "b": LOADS["cools"]})
    territory = territory_response(observe(found), found.temperature_c)
    assert territory.cooling_above_c.tolist() == [20]
    assert territory.cooling_kw_per_c == pytest.approx([0.1])
    assert degrees_beyond(territory, np.array([10.0, 22.0, np.nan])) == pytest.approx(
        [0, 2, np.nan], nan_ok=True
    )


def test_a_territory_that_does_not_follow_the_temperature_has_no_degrees(readings):
    found = readings({"a": LOADS["flat"]})
    territory = territory_response(observe(found), found.temperature_c)
    assert np.isnan(degrees_beyond(territory, np.array([10.0, 30.0]))).all()
