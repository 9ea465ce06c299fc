"""Tables to start from: each is read as what it is called, and nothing in it is found wrong."""

import pytest

from lib.answers import Reading, SideReading
from lib.readings.read import read_files
from lib.readings.side import read_side
from lib.readings.templates import FOLDER, READINGS, beginning, template
from lib.terms import sections

KINDS = {
    "attributes": "attributes",
    "temperature": "temperature",
    "system_load": "system load",
    "prices": "hourly prices",
    "events": "past events",
    "outages": "outages",
    "bills": "bills",
}


def test_every_file_is_offered():
    assert sorted(sections("templates")) == sorted(path.stem for path in FOLDER.glob("*.csv"))
    assert set(sections("templates")) == {*READINGS, *KINDS}


@pytest.mark.parametrize("name", READINGS)
def test_both_tables_of_readings_say_the_same(name, tmp_path):
    readings = read_files([FOLDER / f"{name}.csv"], Reading(), tmp_path)
    assert (readings.customers, readings.readings, readings.interval_minutes) == (2, 48, 60)
    assert readings.energy_kwh == pytest.approx(14.24 + 11.93)
    assert not readings.findings


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_table_beside_is_known_by_its_columns(name, kind):
    side = read_side(FOLDER / f"{name}.csv", f"{name}.csv", SideReading())
    assert kind == side.KIND
    assert {finding.severity for finding in side.findings} <= {"info"}


def test_a_template_begins_with_its_columns():
    assert beginning("readings", 2) == "customer_id,start,kwh\nC100001,2026-06-01 00:00,0.31"
    assert template("bills").startswith("customer_id,bill_start,bill_end,kwh,amount_eur\n")
