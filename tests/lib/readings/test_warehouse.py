"""A table of a database is read where it is."""

import pickle

import duckdb
import numpy as np
import pandas as pd
import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.profiles.average import average
from lib.profiles.system import observe
from lib.readings.readings import Columns
from lib.readings.warehouse import read_address
from tests.lib.readings.made import found, hours, read, table, write

ROWS = hours(["01", "02"], 8, lambda c, d, h: (1 + h / 4) * (1 if c == "01" else 2))


@pytest.fixture
def database(tmp_path):
    """A DuckDB file in which any SELECT over `rows(customer, moment, kwh)` becomes the table "readings"."""
    rows = pd.DataFrame(ROWS, columns=["customer", "moment", "kwh"])

    def make(select="select customer as customer_id, moment as start, kwh from rows"):
        path = tmp_path / "meters.db"
        with duckdb.connect(path) as con:
            con.register("rows", rows)
            con.execute(f"create or replace table readings as {select}")
        return f"duckdb://{path}#readings"

    return make


def refusal(address, answers=None):
    with pytest.raises(Refusal) as caught:
        read_address(address, answers or Reading())
    return str(caught.value)


def test_a_table_says_the_same_as_the_file(database, tmp_path):
    readings = read_address(database(), Reading())
    file = read(write(tmp_path / "a.csv", ROWS))
    for name in (
        "customers",
        "readings",
        "start",
        "end",
        "interval_minutes",
        "energy_kwh",
        "missing",
        "findings",
    ):
        assert getattr(readings, name) == getattr(file, name)
    assert (readings.table, readings.origin, readings.format) == ("readings", "configured", "database")
    pd.testing.assert_frame_equal(table(readings), table(file))


def test_a_table_gives_the_same_profiles_as_the_file(database, tmp_path):
    a = read_address(database(), Reading())
    b = read(write(tmp_path / "a.csv", ROWS))
    a, b = average(a, observe(a)), average(b, observe(b))
    assert np.array_equal(a.hourly_kw, b.hourly_kw)
    assert np.array_equal(a.figures.window_kw, b.figures.window_kw)
    assert list(a.customer_id) == list(b.customer_id)


def test_columns_are_recognised_by_name_and_converted(database):
    address = database(
        "select customer as meter_id, moment + interval 1 hour as interval_end, kwh * 1000 as wh from rows"
    )
    readings = read_address(address, Reading())
    assert readings.columns == Columns("meter_id", "interval_end", "wh", kwh=0.001, late=60)
    assert readings.energy_kwh == sum(kwh for _, _, kwh in ROWS)
    assert table(readings)["start"].min() == pd.Timestamp("2026-06-01")
    assert list(table(readings).columns) == ["customer_id", "start", "fold", "kwh"]


def test_the_user_may_name_columns_and_unit(database):
    address = database("select customer as a, moment as b, kwh as c, 7 as kwh from rows")
    readings = read_address(address, Reading(customer="a", start="b", value="c", unit="Wh"))
    assert readings.energy_kwh == sum(kwh for _, _, kwh in ROWS) / 1000


def test_an_autumn_hour_is_told_by_fold(database):
    autumn = "timestamp '2026-06-03 02:00'"
    address = database(
        "select customer as customer_id, moment as start, 0 as fold, kwh from rows "
        f"union all select customer, moment, 1, kwh + 1 from rows where moment = {autumn}"
    )
    readings = read_address(address, Reading())
    assert (readings.repeated, readings.readings, readings.missing) == (2, len(ROWS) + 2, 0)
    assert list(table(readings).query("fold == 1")["kwh"]) == [2.5, 4.0]


def test_gaps_and_negative_readings_are_said(database):
    address = database(
        "select customer as customer_id, moment as start, "
        "if(hour(moment) = 3 and day(moment) = 2, -kwh, kwh) as kwh from rows "
        "where not (customer = '02' and moment between '2026-06-04 05:00' and '2026-06-04 06:00')"
    )
    readings = read_address(address, Reading())
    assert found(readings) == {
        "missing": "2 intervals are missing, at 1 customer; left empty, not guessed.",
        "negative": "2 readings lie below zero, at 2 customers: 5.2 kWh fed into the grid. "
        "Kept in the profiles, left out of the energy total.",
    }


def test_another_reading_gives_another_fingerprint(database):
    same = read_address(database(), Reading()).fingerprint
    assert read_address(database(), Reading()).fingerprint == same
    changed = database(
        "select customer as customer_id, moment as start, kwh + (moment = '2026-06-03 07:00')::int as kwh from rows"
    )
    assert read_address(changed, Reading()).fingerprint != same


def test_the_address_is_not_shown_and_pickles(database):
    readings = read_address(database(), Reading())
    assert "read_only" not in repr(readings)
    assert len(table(pickle.loads(pickle.dumps(readings)))) == len(ROWS)


def test_no_file_is_made_by_mistake(tmp_path):
    missing = tmp_path / "none.db"
    assert refusal(f"duckdb://{missing}#readings") == (
        f"duckdb://{missing}#readings: the database cannot be read (IOException). "
        "Check the address and your right to read."
    )
    assert not missing.exists()


WRONG = {
    "text stamps": (
        "select customer as customer_id, moment::varchar as start, kwh from rows",
        ", column start: a time stamp of the local clock was expected, found string. "
        "Make a view with a column of type timestamp, without a zone.",
    ),
    "no customer": (
        "select moment as start, kwh from rows where customer = '01'",
        ": no column names a customer. Call it customer_id.",
    ),
    "text values": (
        "select customer as customer_id, moment as start, kwh::varchar as kwh from rows",
        ", column kwh: a number was expected, found string.",
    ),
    "twice": (
        "select customer as customer_id, moment as start, kwh from rows "
        "union all select 'A' || customer, moment, kwh from rows "
        "union all select customer, moment, kwh from rows where customer = '02' and moment = '2026-06-02 04:00'",
        ": customer 02 at 2026-06-02 04:00 stands there twice. "
        "Make a view with one row for each customer and interval.",
    ),
    "two lengths": (
        "select customer as customer_id, moment as start, kwh from rows where customer = '01' "
        "union all select 'B' || i, moment + j * interval 30 minute, kwh from rows, range(39) t(i), range(2) u(j) "
        "where customer = '01'",
        ": customer 01 has intervals of another length than the others. Make a view with one interval length.",
    ),
    "no rows": (
        "select customer as customer_id, moment as start, kwh from rows where kwh > 100",
        ": the table has no rows.",
    ),
    "no kwh": (
        "select customer as customer_id, moment as start from rows",
        ": the energy column is not clear: no column holds numbers. The file has customer_id, start. "
        "Call the column kwh, or choose it under “We read it as”.",
    ),
}


@pytest.mark.parametrize("select, message", WRONG.values(), ids=WRONG)
def test_a_table_of_another_kind_is_refused(database, select, message):
    address = database(select)
    assert refusal(address) == address + message


def test_a_missing_table_or_column_is_refused(database):
    address = database()
    assert refusal(address.replace("#readings", "#reading")) == (
        f"{address.replace('#readings', '#reading')}: there is no table 'reading'. "
        "Check the spelling and your right to read."
    )
    assert refusal(address.removesuffix("#readings")) == (
        f"{address.removesuffix('#readings')}: name the table after a hash, for example {address}."
    )
    assert refusal(address, Reading(value="kw")) == (
        f"{address}: there is no column 'kw'. The file has customer_id, start, kwh."
    )
    assert "a time stamp of the local clock was expected" in refusal(
        address, Reading(zone="Europe/Amsterdam")
    )


@pytest.mark.parametrize(
    "address, shown",
    [
        ("nodb://user:s3cret@host/db#readings", "nodb://user@host/db#readings"),
        ("nodb://user:s3@cr:et@host/db#readings", "nodb://user@host/db#readings"),
        ("nodb://user:s3#cret@host/db#readings", "nodb://user@host/db#readings"),
        ("nodb://host/db?password=s3cret&x=1#readings", "nodb://host/db?password=…&x=1#readings"),
    ],
)
def test_a_password_is_never_repeated(address, shown):
    assert refusal(address) == (
        f"{shown}: the database cannot be read (ValueError). Check the address and your right to read."
    )


@pytest.mark.parametrize("rows", ["rows limit 300", "(from rows select * replace (kwh + 1 as kwh))"])
def test_a_table_that_changes_between_two_stages_is_said(rows, database):
    address = database()
    readings = read_address(address, Reading())
    assert len(readings.fetch(readings.open())) == len(ROWS)
    database(f"select customer as customer_id, moment as start, kwh from {rows}")
    with pytest.raises(Refusal) as caught:
        readings.fetch(readings.open())
    assert str(caught.value) == (
        f"{address}: the table has changed since it was read. "
        "Read it again, so that all figures are of one state."
    )
