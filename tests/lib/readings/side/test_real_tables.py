"""The real tables beside readings in the shared folder."""

from collections import defaultdict
from datetime import timedelta

from lib.readings.side import read_side


def test_the_price_calendar_of_london_has_its_days(shared_data):
    side = read_side(shared_data / "lcl_Tariffs.xlsx", "lcl_Tariffs.xlsx")
    days, half_hours = defaultdict(set), defaultdict(int)
    for event in side.events:
        for slot in range((event.end - event.start) // timedelta(minutes=30)):
            days[event.label].add((event.start + slot * timedelta(minutes=30)).date())
            half_hours[event.label] += 1
    assert {label: len(found) for label, found in days.items()} == {"Low": 104, "High": 77}
    assert half_hours == {"Low": 1660, "High": 788}


def test_the_households_of_london_are_attributes(shared_data):
    side = read_side(shared_data / "lcl_informations_households.csv", "households.csv")
    assert len(side.customers) == 5566
    assert dict(side.columns)["tariff"] == "stdorToU"
    assert (side.table["stdorToU"] == "ToU").sum() == 1123


def test_the_temperature_of_the_campus_is_fahrenheit(shared_data):
    name = "usc_temperature_2012_wide.csv.gz"
    side = read_side(shared_data / name, name)
    assert (side.unit, len(side.dates)) == ("degF", 352)
    assert round(float(side.hourly_c[0, 0]), 6) == 10.0  # four times 50 degF
