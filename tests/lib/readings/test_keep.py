"""What is kept of a file: the rows as they were parsed, or a file of their own where these hold anything else."""

from datetime import timedelta

import duckdb
import pytest

from lib.readings import Readings
from lib.readings.readings import Columns
from tests.lib.readings.made import MONDAY, hours, read, table, write

OWN = ["customer_id", "start", "fold", "kwh"]
PARSED = ["customer_id", "start", "value", "unread"]


def kept(readings: Readings) -> list[str]:
    """Columns of the file that stays."""
    return [row[0] for row in duckdb.sql(f"describe from read_parquet('{readings.address}')").fetchall()]


def test_what_was_parsed_stays_where_it_is_nothing_but_readings(tmp_path):
    # Stamps end their interval, values are Wh: 01:00 with 1000 is 1 kWh from midnight.
    rows = hours(["A", "B"], 1, lambda customer, day, hour: 1000 + hour % 5, MONDAY + timedelta(hours=1))
    readings = read(write(tmp_path / "a.csv", rows, "customer_id,interval_end,wh"))
    assert kept(readings) == PARSED
    assert readings.columns == Columns("customer_id", "start", "value", kwh=0.001, late=60)
    read_back = table(readings)
    assert list(read_back.columns) == OWN
    assert list(read_back["start"][:24]) == [MONDAY.replace(hour=hour) for hour in range(24)]
    assert list(read_back["kwh"][24:]) == pytest.approx(
        [1 + hour % 5 / 1000 for hour in range(24)], abs=1e-15
    )
    assert readings.energy_kwh == 48.092  # 2 x (24 + 0.046)


def test_an_empty_cell_is_no_reading_of_the_file_that_stays(tmp_path):
    rows = hours(["A"], 2)
    rows[5] = (*rows[5][:2], "")
    readings = read(write(tmp_path / "a.csv", rows))
    assert kept(readings) == PARSED
    assert (readings.readings, readings.missing, len(table(readings))) == (47, 1, 47)


def twice(rows: list) -> list:
    return [*rows, rows[-1]]


def unread(rows: list) -> list:
    return [*rows[:5], (*rows[5][:2], "seen by J. Smith"), *rows[6:]]


def impossible(rows: list) -> list:
    return [*rows[:5], (*rows[5][:2], 1e12), *rows[6:]]


@pytest.mark.parametrize("change, count", [(twice, 48), (unread, 47), (impossible, 47)])
def test_readings_have_a_file_of_their_own_where_the_parsed_rows_hold_anything_else(tmp_path, change, count):
    readings = read(write(tmp_path / "a.csv", change(hours(["A"], 2))))
    assert kept(readings) == OWN
    assert readings.columns is None
    assert len(table(readings)) == count


def test_the_name_of_a_register_does_not_stay(tmp_path):
    names = ("peak J. Smith", "off-peak J. Smith")
    rows = [(f"A,{name}", stamp, kwh) for name in names for _, stamp, kwh in hours(["A"], 2)]
    readings = read(write(tmp_path / "a.csv", rows, "customer_id,register,start,kwh"))
    assert kept(readings) == OWN
    assert len(table(readings)) == 48
