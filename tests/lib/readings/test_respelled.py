"""Stamps and numbers spelt as few exports spell them read to the same energy, and identifiers stay as they are."""

import calendar
from datetime import datetime, timedelta

import pandas as pd
import pytest

from lib.readings.respelled import rules_of, usual
from tests.lib.readings.made import decided, found, read, table

FIRST = datetime(2026, 3, 14)
STARTS = [FIRST + timedelta(minutes=30 * slot) for slot in range(96)]
KWH = [round(0.1 + slot % 48 / 1000, 3) for slot in range(96)]  # 96 x .1 and twice 0 to 47 thousandths
ENERGY = 9.6 + 2 * 1.128


def since_1970(at):
    return calendar.timegm(at.timetuple())


def days(at):
    """As a spreadsheet counts them: 2026-03-14 is day 46,095."""
    return 46_095 + (at - FIRST).total_seconds() / 86_400


def in_french(at):
    return f"{at:%d/%m/%Y %H}h{at:%M}"


STAMPS = {
    "12 figures": lambda at: f"{at:%Y%m%d%H%M}",
    "14 figures": lambda at: f"{at:%Y%m%d%H%M%S}",
    "ISO basic": lambda at: f"{at:%Y%m%dT%H%M%SZ}",
    "ISO basic with an offset": lambda at: f"{at:%Y%m%dT%H%M}+0100",
    "seconds with a point": lambda at: f"{since_1970(at)}.0",
    "milliseconds": lambda at: f"{since_1970(at)}000",
    "microseconds": lambda at: f"{since_1970(at)}000000",
    "nanoseconds": lambda at: f"{since_1970(at)}000000000",
    "days of a spreadsheet": lambda at: f"{days(at):.5f}",
    "a weekday before": lambda at: f"{at:%a %d %b %Y %H:%M}",
    "a weekday in German": lambda at: f"Sa. {at:%d.%m.%Y %H:%M}",
    "as C writes it": lambda at: f"{at:%a %b %d %H:%M:%S %Y}",
    "as JavaScript writes it": lambda at: f"{at:%a %b %d %Y %H:%M:%S} GMT+0000 (UTC)",
    "a point in the clock": lambda at: f"{at:%d.%m.%Y %H.%M}",
    "French hours": in_french,
    "an underscore": lambda at: f"{at:%Y-%m-%d_%H:%M}",
    "AM without a blank": lambda at: f"{at:%m/%d/%Y %I:%M%p}",
    "a.m. with points": lambda at: f"{at:%m/%d/%Y %I:%M} {'a.m.' if at.hour < 12 else 'p.m.'}",
    "a narrow blank before AM": lambda at: f"{at:%m/%d/%Y %I:%M}\u202f{at:%p}",
    "a zone by its name": lambda at: f"{at:%Y-%m-%d %H:%M:%S} EST",
    "a period": lambda at: f"{at:%Y-%m-%d %H:%M} - {at + timedelta(minutes=30):%Y-%m-%d %H:%M}",
    "a period of clocks": lambda at: f"{at:%Y-%m-%d %H:%M} - {at + timedelta(minutes=30):%H:%M}",
}


def rows_of(stamp):
    return [f"1;{stamp(at)};{kwh}" for at, kwh in zip(STARTS, KWH, strict=True)]


def file_of(tmp_path, rows, header="id;Timestamp;kwh"):
    path = tmp_path / "a.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("stamp", STAMPS.values(), ids=STAMPS)
def test_a_stamp_is_read_however_it_is_spelt(tmp_path, stamp):
    readings = read(file_of(tmp_path, rows_of(stamp)))
    rows = table(readings)
    assert list(rows["start"]) == STARTS
    assert list(rows["kwh"]) == pytest.approx(KWH, abs=1e-9)
    assert readings.energy_kwh == pytest.approx(ENERGY, abs=1e-9)


CLOCKS = {
    "fractions of a day": lambda at: f"{days(at) % 1:.6f}",
    "12 hours": lambda at: f"{at:%I:%M}{at:%p}".lower(),
    "French hours": lambda at: f"{at:%H}h{at:%M}",
    "a range": lambda at: f"{at:%H:%M}-{at + timedelta(minutes=30):%H:%M}",
    "a range with AM": lambda at: f"{at:%I:%M %p} - {at + timedelta(minutes=30):%I:%M %p}",
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
@pytest.mark.parametrize("date", [lambda at: f"{at:%Y-%m-%d}", lambda at: str(int(days(at)))])
def test_a_clock_beside_a_date_is_read_however_both_are_spelt(tmp_path, date, clock):
    rows = rows_of(lambda at: f"{date(at)};{clock(at)}")
    readings = read(file_of(tmp_path, rows, "id;Date;Time;kwh"))
    assert list(table(readings)["start"]) == STARTS
    assert readings.energy_kwh == pytest.approx(ENERGY, abs=1e-9)


def test_a_period_that_begins_after_midnight_begins_where_it_says(tmp_path):
    rows = rows_of(STAMPS["a period"])[1:]
    assert decided(read(file_of(tmp_path, rows, "id;Interval;kwh")))["stamps"] == "start"


def test_names_of_zones_tell_the_hour_that_comes_twice_apart(tmp_path):
    zones = [(0, "EDT"), (1, "EDT"), (1, "EST"), (2, "EST"), (3, "EST")]
    rows = [f"1,2026-11-01 {hour:02}:00:00 {zone},0.{n + 1}" for n, (hour, zone) in enumerate(zones)]
    rows = table(read(file_of(tmp_path, rows, "id,start,kwh")))
    assert list(rows["start"].dt.hour) == [0, 1, 1, 2, 3]
    assert list(rows["fold"]) == [0, 0, 1, 0, 0]
    assert list(rows["kwh"]) == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5])


@pytest.mark.parametrize(
    ("column", "of"),
    [
        ("figures", lambda at: int(f"{at:%Y%m%d%H%M%S}")),
        ("figures with a point", lambda at: float(f"{at:%Y%m%d%H%M}")),
        ("microseconds", lambda at: since_1970(at) * 1_000_000),
        ("days of a spreadsheet", days),
    ],
)
def test_numbers_in_parquet_are_stamps_too(tmp_path, column, of):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"id": "1", "timestamp": [of(at) for at in STARTS], "kwh": KWH}).to_parquet(path)
    readings = read(path)
    assert list(table(readings)["start"]) == STARTS, column
    assert readings.energy_kwh == pytest.approx(ENERGY, abs=1e-9)


@pytest.mark.parametrize("meter", ["202601010015", "20260101001500", "1700000000000000", "Mon 7"])
def test_identifiers_stay_as_they_are(tmp_path, meter):
    rows = [f"{meter},{at:%Y-%m-%d %H:%M},{kwh}" for at, kwh in zip(STARTS, KWH, strict=True)]
    assert set(table(read(file_of(tmp_path, rows, "prm,start,kwh")))["customer_id"]) == {meter}


@pytest.mark.parametrize("unit", ["kWh", "Wh"])
def test_a_unit_behind_each_number_is_the_unit(tmp_path, unit):
    scale = 1 if unit == "kWh" else 1000
    rows = [f"{at:%Y-%m-%d %H:%M},{kwh * scale:g} {unit}" for at, kwh in zip(STARTS, KWH, strict=True)]
    readings = read(file_of(tmp_path, rows, "start,usage"))
    assert readings.unit == unit
    assert readings.energy_kwh == pytest.approx(ENERGY, abs=1e-9)
    assert ("wh_unit" in found(readings)) == (unit == "Wh")


@pytest.mark.parametrize("mark", [" ", "\u00a0", "\u202f", "'", "’"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_thousands_may_be_apart(tmp_path, mark, decimal):
    """Wh: 1 000.5 to 1 095.5, up and down, or else they would be those of a counter."""
    rows = [f"1;{at:%Y-%m-%d %H:%M};1{mark}0{n * 37 % 96:02}{decimal}5" for n, at in enumerate(STARTS)]
    readings = read(file_of(tmp_path, rows, "id;start;Wh"))
    assert readings.energy_kwh == pytest.approx(sum(1000.5 + n for n in range(96)) / 1000, abs=1e-9)


def test_what_is_no_group_of_three_is_no_number(tmp_path):
    rows = [f"1;{at:%Y-%m-%d %H:%M};{'12 34' if n == 5 else 0.5}" for n, at in enumerate(STARTS)]
    readings = read(file_of(tmp_path, rows, "id;start;kwh"))
    assert readings.missing == 1
    assert "“12 34” in row 7" in found(readings)["bad_value"]


def test_a_usual_column_needs_no_rule():
    assert rules_of("start", ["2026-03-14 00:00", "2026-03-14T00:30:00Z"]) == ()
    assert rules_of("kwh", ["0.5", "1.25"]) == ()
    assert usual("2026-03-14 00:30") == "2026-03-14 00:30"
