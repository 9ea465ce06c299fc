"""From files to readings: what is understood, converted, kept, and said."""

import gzip
import pickle
from datetime import datetime, timedelta

import pandas as pd
import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.files import files
from lib.readings.read import read_files
from tests.lib.readings.made import MONDAY, decided, found, hours, read, table, write


def lines(path, *rows, encoding="utf-8"):
    path.write_bytes("\n".join(rows).encode(encoding))
    return path


def day(stamp, values=None, before="", after=""):
    """24 lines of an hourly day: stamp(hour) and a value that goes up and down."""
    values = values or [f"{0.5 + hour % 5}" for hour in range(24)]
    return [f"{before}{stamp(hour)},{values[hour]}{after}" for hour in range(24)]


def test_what_a_plain_file_says(tmp_path):
    # Two customers, two days: 1 + 1.25 + ... + 6.75 kWh a day is 24 x 3.875 = 93 kWh; four such days are 372.
    readings = read(write(tmp_path / "a.csv", hours(["A", "B"], 2)))
    assert (readings.customers, readings.readings, readings.interval_minutes) == (2, 96, 60)
    assert (readings.start, readings.end) == ("2026-06-01 00:00", "2026-06-02 23:00")
    assert readings.energy_kwh == 372.0
    assert (readings.missing, readings.completeness, readings.unit, readings.repeated) == (0, 1.0, "kWh", 0)
    assert readings.findings == ()
    assert decided(readings) == {
        "customer": "customer_id",
        "start": "start",
        "value": "kwh",
        "unit": "kWh",
        "dates": "year-first",
        "interval": "60 minutes",
        "stamps": "start",
        "zone": "local clock",
    }
    assert list(table(readings).columns) == ["customer_id", "start", "fold", "kwh"]


def test_readings_pickle_and_the_spool_is_private(tmp_path):
    readings = read(write(tmp_path / "a.csv", hours(["A"], 2)))
    again = pickle.loads(pickle.dumps(readings))
    assert again == readings
    assert len(table(again)) == 48
    spool = tmp_path / "a.csv.spool"
    assert [path.name for path in spool.iterdir()] == ["readings.parquet"]
    assert (spool / "readings.parquet").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text, expected",
    [
        ("0123", "0123"),
        ('="0123"', "0123"),
        ('"a, b"', "a, b"),
        ('"say ""A"""', 'say "A"'),
        (" padded ", "padded"),
        ("#7", "#7"),
        ("NA", "NA"),
    ],
)
def test_identifiers_stay_as_they_are_written(tmp_path, text, expected):
    path = lines(
        tmp_path / "a.csv", "meter_id,start,kwh", *day(lambda h: f"2026-06-01 {h:02}:00", before=f"{text},")
    )
    assert set(table(read(path))["customer_id"]) == {expected}


def test_a_file_without_customers_is_one_customer(tmp_path):
    path = lines(tmp_path / "0042.x.csv", "start,kwh", *day(lambda h: f"2026-06-01 {h:02}:00"))
    readings = read(path)
    assert set(table(readings)["customer_id"]) == {"0042"}
    assert readings.decisions[0].evidence == "no column names a customer; the file's name does"


STAMPS = {
    "day-first": (lambda h: f"18/06/2026 {h:02}:00", "day-first"),
    "month-first": (lambda h: f"6/18/2026 {h}:00", "month-first"),
    "points": (lambda h: f"18.06.26 {h:02}:00:00", "day-first"),
    "t": (lambda h: f"2026-06-18T{h:02}:00:00", "year-first"),
    "slashes": (lambda h: f"2026/06/18 {h:02}:00", "year-first"),
    "compact": (lambda h: f"20260618 {h:02}:00", "year-first"),
    "fractions": (lambda h: f"2026-06-18 {h:02}:00:00.0000000", "year-first"),
    "named": (lambda h: f"18-Jun-2026 {h:02}:00", "month-named"),
    "sas": (lambda h: f"18JUN2026 {h:02}:00:00", "month-named"),
    "sas with a colon": (lambda h: f"18JUN2026:{h:02}:00:00", "month-named"),
    "compact with four digits": (lambda h: f"20260618 {h:02}00", "year-first"),
    "compact iso": (lambda h: f"20260618T{h:02}0000", "year-first"),
    "half days": (lambda h: f"6/18/2026 {h % 12 or 12}:00 {'AM' if h < 12 else 'PM'}", "month-first"),
    "bare midnight": (lambda h: f"2026-06-18 {h:02}:00" if h else "2026-06-18", "year-first"),
    "epoch": (
        lambda h: str(int((datetime(2026, 6, 18) - datetime(1970, 1, 1)).total_seconds()) + 3600 * h),
        "epoch",
    ),
}


@pytest.mark.parametrize("stamp, order", STAMPS.values(), ids=STAMPS)
def test_stamps_are_read_however_they_are_written(tmp_path, stamp, order):
    readings = read(lines(tmp_path / "a.csv", "start,kwh", *day(stamp)))
    assert (readings.start, readings.end, readings.readings) == ("2026-06-18 00:00", "2026-06-18 23:00", 24)
    assert decided(readings)["dates"] == order
    assert list(table(readings)["kwh"]) == [0.5 + hour % 5 for hour in range(24)]


def test_a_day_that_ends_with_24_00_has_end_stamps(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"18/06/2026 {h + 1:02}:00"))
    readings = read(path)
    assert (readings.start, readings.end, readings.readings) == ("2026-06-18 00:00", "2026-06-18 23:00", 24)
    assert [(d.value, d.evidence) for d in readings.decisions if d.name == "stamps"] == [
        ("end", "the clock shows 24:00")
    ]


def test_a_compact_day_that_ends_with_2400_has_end_stamps(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"20260618 {h + 1:02}00"))
    readings = read(path)
    assert (readings.start, readings.end, readings.readings) == ("2026-06-18 00:00", "2026-06-18 23:00", 24)
    assert "bad_stamp" not in found(readings)


@pytest.mark.parametrize("clock", [lambda h: f"{h:02}:00", lambda h: str(h)], ids=["clock", "number"])
def test_date_and_hour_may_stand_in_two_columns(tmp_path, clock):
    path = lines(tmp_path / "a.csv", "date,hour,kwh", *day(lambda h: f"2026-06-18,{clock(h)}"))
    assert (read(path).start, read(path).end) == ("2026-06-18 00:00", "2026-06-18 23:00")


def test_hours_that_end_run_from_1_to_24(tmp_path):
    path = lines(tmp_path / "a.csv", "date,hour ending,kwh", *day(lambda h: f"2026-06-18,{h + 1}"))
    assert (read(path).start, read(path).end) == ("2026-06-18 00:00", "2026-06-18 23:00")


def test_whether_stamps_end_the_interval(tmp_path):
    late = [(c, start + timedelta(hours=1), kwh) for c, start, kwh in hours(["A"], 2)]
    path = write(tmp_path / "late.csv", late)  # from 01:00 to midnight: the stamps end the hour
    assert read(path).start == "2026-06-01 00:00"
    assert read(path, stamps="start").start == "2026-06-01 01:00"
    path = write(tmp_path / "named.csv", hours(["A"], 2), "customer_id,interval_end,kwh")
    assert read(path).start == "2026-05-31 23:00"
    assert read(path, stamps="start").start == "2026-06-01 00:00"


def test_a_first_stamp_after_midnight_is_taken_for_an_end_and_marked_as_assumed(tmp_path):
    rows = [(c, start + timedelta(hours=1), kwh) for c, start, kwh in hours(["A"], 2)][:-2]  # 01:00 to 22:00
    path = write(tmp_path / "a.csv", rows, "customer_id,when,kwh")
    readings = read(path)
    assert (readings.start, readings.end) == ("2026-06-01 00:00", "2026-06-02 21:00")
    assert next(d for d in readings.decisions if d.name == "stamps").evidence == (
        "assumed: the first stamp is 60 minutes after midnight"
    )
    assert read(write(tmp_path / "named.csv", rows, "customer_id,start,kwh")).start == "2026-06-01 01:00"
    blank = lines(tmp_path / "blank.csv", "when,kwh", *day(lambda h: f"2026-06-01 {h:02}:00"))
    blank.write_text(blank.read_text().replace("00:00,0.5", "00:00,", 1))
    assert read(blank).start == "2026-06-01 01:00"  # midnight is there, and empty


def test_empty_cells_below_the_last_value_do_not_hide_that_it_stands_at_midnight(tmp_path):
    rows = [(c, at + timedelta(hours=1), kwh) for c, at, kwh in hours("AB", 2)]
    rows += [(c, MONDAY + timedelta(hours=48 + hour), "") for c in "AB" for hour in (1, 2)]
    readings = read(write(tmp_path / "a.csv", rows, "customer_id,time,kwh"))
    assert (readings.start, readings.end) == ("2026-06-01 00:00", "2026-06-02 23:00")
    [stamps] = [decision for decision in readings.decisions if decision.name == "stamps"]
    assert stamps.evidence == "the first stamp is 60 minutes after midnight, the last is midnight"


def test_each_step_of_a_counter_begins_at_its_stamp(tmp_path):
    path = lines(
        tmp_path / "a.csv",
        "when,kwh",
        *(f"2026-06-{1 + h // 24:02} {h % 24:02}:00,{500 + h / 4}" for h in range(1, 60)),
    )
    readings = read(path)
    assert readings.start == "2026-06-01 01:00"
    assert next(d for d in readings.decisions if d.name == "stamps").evidence == (
        "each step of the counter begins at its stamp"
    )


DIALECTS = {
    "semicolons and decimal commas": "start;kwh\n{a};1,5\n{b};0,25\n",
    "tabs": "start\tkwh\n{a}\t1.5\n{b}\t0.25\n",
    "bars": "start|kwh\n{a}|1.5\n{b}|0.25\n",
    "quoted decimal commas": 'start,kwh\n{a},"1,5"\n{b},"0,25"\n',
    "windows": "start,kwh\r\n{a},1.5\r\n{b},0.25\r\n",
    "old macs": "start,kwh\r{a},1.5\r{b},0.25\r",
    "preamble": "Report,for,you\nMade on,2026-06-05 10:00\n\nstart,kwh\n{a},1.5\n{b},0.25\n",
    "preamble in commas": "Name,X,\nAccount,123,\n,,\nstart,kwh,note\n{a},1.5,\n{b},0.25,\n",
    "blank end": "start,kwh\n{a},1.5\n{b},0.25\n\n\n",
    "commas at the end": "start,kwh,\n{a},1.5,\n{b},0.25,\n",
    "padded": "start , kwh\n{a} , 1.5 \n {b}, 0.25\n",
    "signs": "start,kwh\n{a},+1.5e0\n{b},.25\n",
    "no last line end": "start,kwh\n{a},1.5\n{b},0.25",
}


@pytest.mark.parametrize("text", DIALECTS.values(), ids=DIALECTS)
def test_tables_are_read_however_they_are_written(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_bytes(text.format(a="2026-06-01 00:00", b="2026-06-01 01:00").encode())
    assert list(table(read(path))["kwh"]) == [1.5, 0.25]


def test_latin_1_names(tmp_path):
    path = lines(
        tmp_path / "a.csv", "Zähler,Zeit,kWh", *day(lambda h: f"Müller,2026-06-01 {h}:00"), encoding="latin-1"
    )
    assert set(table(read(path, customer="Zähler"))["customer_id"]) == {"Müller"}


def test_marks_between_thousands(tmp_path):
    values = ['"1,234.5"', "7.25"] * 12
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"2026-06-01 {h}:00", values))
    assert set(table(read(path))["kwh"]) == {1234.5, 7.25}
    values = ["1.234,5", "7,25", "2.000"] * 8
    path = lines(
        tmp_path / "b.csv",
        "start;kwh",
        *[row.replace(",", ";", 1) for row in day(lambda h: f"2026-06-01 {h}:00", values)],
    )
    assert set(table(read(path))["kwh"]) == {1234.5, 7.25, 2000.0}


def test_gzip_may_have_several_members(tmp_path):
    head, body = "start,kwh\n", "\n".join(day(lambda h: f"2026-06-01 {h}:00"))
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(head.encode()) + gzip.compress(body.encode()))
    assert read(path).readings == 24


@pytest.mark.parametrize(
    "header, factor, unit",
    [
        ("kWh", 1.0, "kWh"),
        ("usage (Wh)", 0.001, "Wh"),
        ("kW", 0.25, "kW"),
        ("power", 0.25, "kW"),
        ("KWH/hh (per half hour)", 1.0, "kWh"),
        ("energy_kWh", 1.0, "kWh"),
    ],
)
def test_quarters_of_an_hour_become_kwh(tmp_path, header, factor, unit):
    rows = hours(["A"], 2, lambda c, d, slot: 1 + slot % 7, minutes=15)
    readings = read(write(tmp_path / "a.csv", rows, f"customer_id,start,{header}"))
    assert readings.unit == unit
    assert list(table(readings)["kwh"]) == pytest.approx([kwh * factor for _, _, kwh in rows])


def test_watt_hours_are_told_by_their_size(tmp_path):
    # 96 quarters of 80 to 86 are 7,963 a day: in kWh no home uses that, in Wh it does.
    rows = hours(["A"], 2, lambda c, d, slot: 80 + slot % 7, minutes=15)
    readings = read(write(tmp_path / "a.csv", rows, "customer_id,start,consumption"))
    assert readings.energy_kwh == pytest.approx(sum(kwh for _, _, kwh in rows) / 1000)
    assert found(readings)["wh_unit"] == (
        "Values are in Wh (no unit is given; a day adds up to 7,963, which a customer uses in Wh, not in kWh) "
        "and were divided by 1,000 to give kWh."
    )
    assert read(tmp_path / "a.csv", unit="kwh").unit == "kWh"


def test_a_size_that_fits_no_unit_is_said(tmp_path):
    rows = hours(["A"], 2, lambda c, d, hour: 0.01 + hour % 3 / 1000)
    readings = read(write(tmp_path / "a.csv", rows, "customer_id,start,consumption"))
    assert readings.unit == "kWh"
    assert found(readings)["unit_doubt"] == (
        "Column consumption names no unit; taken as kWh a day adds up to 0.264, which is not what a customer uses. "
        "Say --unit Wh, kWh or kW."
    )


def test_offsets_tell_the_two_autumn_hours_apart(tmp_path):
    clocks = ["00:00+02:00", "01:00+02:00", "02:00+02:00", "02:00+01:00", "03:00+01:00", "04:00+01:00"]
    path = lines(
        tmp_path / "a.csv", "start,kwh", *[f"2026-10-25T{c},{i + i % 2}" for i, c in enumerate(clocks)]
    )
    readings = read(path)
    rows = table(readings)
    assert list(rows["start"].dt.hour) == [0, 1, 2, 2, 3, 4]
    assert list(rows["fold"]) == [0, 0, 0, 1, 0, 0]
    assert list(rows["kwh"]) == [0, 2, 2, 4, 4, 6]
    assert readings.repeated == 1
    assert readings.missing == 0
    assert found(readings)["dst_repeat"] == (
        "1 reading lies in the hour that comes twice when the clocks go back; both are kept."
    )


def test_a_column_of_hours_moves_utc_stamps(tmp_path):
    path = lines(
        tmp_path / "a.csv",
        "timestamp,kwh,timezone",
        *day(lambda h: f"2026-06-01 {h:02}:00", after=",-8"),
    )
    readings = read(path)
    assert (readings.start, readings.end) == ("2026-05-31 16:00", "2026-06-01 15:00")
    assert decided(readings)["zone"] == "column timezone"


def test_stamps_in_utc_are_said_and_can_be_moved(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"2026-06-01T{h:02}:00:00Z"))
    readings = read(path)
    assert readings.start == "2026-06-01 00:00"
    assert found(readings)["utc"] == (
        "Stamps and the hours shown are UTC. Name a time zone for local hours (--zone Europe/Amsterdam)."
    )
    moved = read(path, zone="Europe/Amsterdam")
    assert (moved.start, moved.zone, found(moved)) == ("2026-06-01 02:00", "Europe/Amsterdam", {})


@pytest.mark.parametrize("header", ["datetime_utc", "Time (GMT)"])
def test_a_columns_name_says_utc(tmp_path, header):
    path = lines(tmp_path / "a.csv", f"{header},kwh", *day(lambda h: f"2026-06-01 {h:02}:00"))
    readings = read(path)
    assert next(d for d in readings.decisions if d.name == "zone").evidence == (
        f"the column is called {header}, and no zone is given"
    )
    assert "utc" in found(readings)
    assert read(path, zone="Europe/Amsterdam").start == "2026-06-01 02:00"


def test_a_zone_never_moves_stamps_without_an_offset(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"2026-06-01 {h:02}:00"))
    plain, zoned = read(path), read(path, zone="Europe/Amsterdam")
    assert table(zoned).equals(table(plain))
    assert (zoned.start, zoned.zone, found(zoned)) == ("2026-06-01 00:00", "Europe/Amsterdam", {})
    assert next(d for d in zoned.decisions if d.name == "zone").evidence == (
        "as you said: stamps carry no offset and are the clock of this zone"
    )


def test_the_zone_says_which_hours_there_are_twice_and_not_at_all(tmp_path):
    """Cairo's clocks change on Fridays at midnight: 24 April and 30 October 2026 (the hour 23 of the 29th)."""
    rows = hours(["A"], 3, first=datetime(2026, 4, 23))
    rows = [row for row in rows if row[1] != datetime(2026, 4, 24, 0)]
    spring = write(tmp_path / "spring.csv", rows)
    assert "dst_gap" in found(read(spring, zone="Africa/Cairo"))
    assert "missing" in found(read(spring))
    rows = hours(["A"], 3, first=datetime(2026, 10, 28))
    rows.insert(48, ("A", datetime(2026, 10, 29, 23), 7.0))
    autumn = read(write(tmp_path / "autumn.csv", rows), zone="Africa/Cairo")
    assert list(table(autumn).query("fold == 1")["kwh"]) == [7.0]
    assert (autumn.readings, list(found(autumn))) == (73, ["dst_repeat"])


def test_a_clock_that_is_not_the_zones_is_told(tmp_path):
    spring = write(tmp_path / "spring.csv", hours(["A", "B"], 2, first=datetime(2026, 3, 29)))
    assert found(read(spring, zone="Europe/Amsterdam")) == {
        "dst_impossible": "2 readings stand in an hour that does not exist in Europe/Amsterdam, since its clocks went "
        "forward; the first is 2026-03-29 02:00. The file's clock seems to be another: leave the zone out, or name "
        "another."
    }
    autumn = write(tmp_path / "autumn.csv", hours(["A", "B"], 2, first=datetime(2026, 10, 25)))
    assert found(read(autumn, zone="Europe/Amsterdam")) == {
        "dst_once": "2 readings stand once in an hour that comes twice in Europe/Amsterdam; the first is "
        "2026-10-25 02:00. The other hour is missing, or was added to it."
    }
    assert found(read(autumn)) == {}


def test_without_offsets_a_night_hour_that_comes_twice_is_the_autumn_hour(tmp_path):
    sunday = datetime(2026, 10, 25)
    rows = hours(["A", "B"], 1, first=sunday)
    rows += [(c, sunday + timedelta(hours=2), 9.0) for c in "AB"]
    readings = read(write(tmp_path / "a.csv", rows))
    assert readings.readings == 50
    assert list(table(readings).query("fold == 1")["kwh"]) == [9.0, 9.0]
    assert list(found(readings)) == ["dst_repeat"]


def test_quarters_that_come_twice_alike_are_duplicates_in_the_autumn_night_too(tmp_path):
    sunday = datetime(2026, 10, 25)
    rows = hours("AB", 1, lambda c, d, slot: 1.0 + slot % 5, sunday, 15)
    three = [sunday + timedelta(minutes=minutes) for minutes in (120, 135, 150)]
    readings = read(write(tmp_path / "a.csv", rows + [row for row in rows if row[1] in three]))
    assert list(found(readings)) == ["duplicates"]
    assert readings.findings[0].count == 6


def test_an_hour_that_comes_twice_does_not_stand_for_one_that_is_missing(tmp_path):
    sunday = datetime(2026, 10, 25)
    rows = [row for row in hours(["A", "B"], 1, first=sunday) if row[:2] != ("A", sunday.replace(hour=7))]
    rows += [(c, sunday + timedelta(hours=2), 9.0) for c in "AB"]
    readings = read(write(tmp_path / "a.csv", rows))
    assert readings.missing == 1
    assert "missing" in found(readings)


def test_the_hour_that_the_clocks_skip_is_not_missing(tmp_path):
    sunday = datetime(2026, 3, 29)
    rows = [row for row in hours(["A", "B"], 2, first=sunday) if row[1] != datetime(2026, 3, 29, 2)]
    readings = read(write(tmp_path / "a.csv", rows))
    assert readings.missing == 0
    assert found(readings) == {
        "dst_gap": "1 hour does not exist because the clocks went forward; nothing is missing there."
    }


def test_missing_intervals_are_counted_for_each_customer(tmp_path):
    rows = hours(["A", "B"], 3)
    del rows[30:33], rows[40]  # of A: three hours on the second day, and another
    readings = read(write(tmp_path / "a.csv", rows))
    assert readings.missing == 4
    assert readings.completeness == 140 / 144
    assert found(readings) == {"missing": "4 intervals are missing, at 1 customer; left empty, not guessed."}
    assert readings.findings[0].example == "A: 4 missing"


def test_three_days_without_a_reading_are_an_outage_not_chosen_days(tmp_path):
    gone = {MONDAY.day + day for day in (3, 4, 6)}
    readings = read(write(tmp_path / "a.csv", [r for r in hours("A", 10) if r[1].day not in gone]))
    assert readings.missing == 72
    assert list(found(readings)) == ["missing"]


def test_duplicates_are_dropped_and_counted(tmp_path):
    rows = hours(["A", "B"], 2)
    readings = read(write(tmp_path / "a.csv", [*rows, *rows[:5]]))
    assert readings.energy_kwh == 372.0
    assert found(readings) == {
        "duplicates": "5 readings stand in the data twice, all with the same value. The row further down was kept."
    }


def test_of_two_values_the_later_row_counts(tmp_path):
    rows = hours(["A", "B"], 2)
    readings = read(write(tmp_path / "a.csv", [*rows, ("A", MONDAY, 100.0)]))
    assert readings.energy_kwh == 372.0 + 99.0
    assert readings.findings[0].severity == "warning"
    assert found(readings)["duplicates"] == (
        "1 reading stands in the data twice; in 1 of them the values differ. The row further down was kept."
    )
    assert readings.findings[0].example == "A at 2026-06-01 00:00"


def test_more_than_one_in_twenty_with_another_value_are_registers_not_corrections(tmp_path):
    rows = hours("AB", 5)  # 240 readings
    again = [(c, at, 50.0) for c, at, _ in rows]
    assert read(write(tmp_path / "a.csv", rows + again[:12])).findings[0].code == "duplicates"
    with pytest.raises(Refusal) as caught:
        read(write(tmp_path / "b.csv", rows + again[:13]))
    assert "13 of 240 intervals come several times with different values" in str(caught.value)


def test_negative_readings_are_kept_and_left_out_of_the_energy(tmp_path):
    readings = read(
        write(tmp_path / "a.csv", hours(["A"], 2, lambda c, d, h: -0.5 if h == 12 else 1.0 + h % 2))
    )
    assert readings.energy_kwh == 2 * (12 * 2 + 11 * 1)
    assert found(readings)["negative"] == (
        "2 readings lie below zero, at 1 customer: 1.0 kWh fed into the grid. "
        "Kept in the profiles, left out of the energy total."
    )


def test_customers_at_zero_are_named(tmp_path):
    readings = read(write(tmp_path / "a.csv", hours(["A", "B"], 2, lambda c, d, h: (1 + h % 3) * (c == "A"))))
    assert (
        found(readings)["zero"]
        == "1 of 2 customers read zero throughout: vacant, or a meter that does not send."
    )


def test_cells_that_cannot_be_read_are_counted_and_the_first_is_shown(tmp_path):
    rows = day(lambda h: f"2026-06-01 {h:02}:00") + day(lambda h: f"2026-06-02 {h:02}:00")
    rows[10] = "2026-06-01 10:00,estimated"
    rows[20] = "yesterday,1.0"
    rows[30] = "2026-06-02 06:00,"
    readings = read(lines(tmp_path / "a.csv", "start,kwh", *rows))
    assert found(readings)["bad_value"] == (
        "1 cell could not be read and count as missing; the first is “estimated” in row 12, column kwh."
    )
    assert found(readings)["bad_stamp"] == (
        "1 cell could not be read and count as missing; the first is “yesterday” in row 22, column start."
    )
    assert readings.readings == 45
    assert readings.missing == 3


def test_rows_are_counted_from_the_top_of_the_file(tmp_path):
    rows = ["Report", "for you", "", "start,kwh", *day(lambda h: f"2026-06-01 {h:02}:00")]
    rows[4 + 9] = "2026-06-01 09:00,lots"
    assert "“lots” in row 14" in found(read(lines(tmp_path / "a.csv", *rows)))["bad_value"]


def test_rows_without_a_customer_are_left_out(tmp_path):
    rows = hours(["A"], 2)
    readings = read(write(tmp_path / "a.csv", [*rows, ("", MONDAY, 5.0)]))
    assert readings.readings == 48
    assert found(readings)["no_customer"] == "1 row names no customer, left out; the first is row 50."


def test_a_value_that_is_empty_at_the_top_is_found_further_down(tmp_path):
    rows = [(c, start, "" if c == "A" else kwh) for c, start, kwh in hours(["A", "B"], 60)]
    readings = read(write(tmp_path / "a.csv", rows, "customer_id,start,Messwert"))
    assert (readings.customers, readings.readings) == (1, 60 * 24)


def test_a_few_customers_of_another_interval_length_are_left_out(tmp_path):
    ids = [f"C{i:02}" for i in range(30)]
    rows = hours(ids, 5, minutes=30)
    rows += hours(["hourly"], 5)
    readings = read(write(tmp_path / "a.csv", rows))
    assert (readings.customers, readings.interval_minutes) == (30, 30)
    assert found(readings) == {
        "mixed_interval": "1 customer has another interval length than 30 minutes and is left out; "
        "the readings of customer hourly stand at 1 different minutes of the hour, unevenly."
    }


def test_a_customer_of_three_readings_has_no_interval_length_of_its_own(tmp_path):
    names = [f"C{i:02}" for i in range(30)]
    rows = hours(names, 2, minutes=15) + hours(["new"], 1, minutes=15)[:3]
    readings = read(write(tmp_path / "a.csv", rows))
    assert (readings.customers, list(found(readings))) == (31, [])


def test_files_are_read_as_one(tmp_path):
    late = hours("AB", 2, lambda c, d, h: 2.0 + h % 2, MONDAY + timedelta(days=1))
    late = [row for row in late if row[1] >= MONDAY + timedelta(hours=46)]
    a = write(tmp_path / "a.csv", hours(["A", "B"], 2))
    b = write(tmp_path / "b.csv", late)
    spool = tmp_path / "spool"
    spool.mkdir()
    readings = read_files(files(str(tmp_path)), Reading(), spool)
    assert (readings.name, readings.readings) == ("a.csv and 1 more", 2 * 3 * 24)
    # 186 kWh of each from a.csv, where 22:00 and 23:00 of Tuesday (6.5 and 6.75) give way to the later file (2 and 3),
    # which adds a Wednesday of 12 x 2 + 12 x 3 kWh.
    assert readings.energy_kwh == 2 * (186 - 13.25 + 5 + 60)
    assert files(str(tmp_path / "*.csv")) == [a, b]
    assert files(str(a)) == [a]


def test_findings_of_several_files_name_their_file(tmp_path):
    a = write(tmp_path / "a.csv", hours(["A"], 2), "customer_id,start,kW")
    b = write(tmp_path / "b.csv", hours(["B"], 2))
    readings = read_files([a, b], Reading(), tmp_path)
    assert found(readings) == {
        "kw_unit": "a.csv: Values are in kW (the column is called kW) and were multiplied by the hours of the interval "
        "to give kWh."
    }


@pytest.mark.parametrize("zoned", [False, True])
def test_parquet_columns_keep_their_types(tmp_path, zoned):
    frame = pd.DataFrame(hours(["01", "02"], 2), columns=["customer_id", "start", "kwh"])
    if zoned:
        frame["start"] = frame["start"].dt.tz_localize("UTC")
    frame.to_parquet(tmp_path / "a.parquet")
    readings = read(tmp_path / "a.parquet")
    assert (readings.energy_kwh, readings.start) == (372.0, "2026-06-01 00:00")
    assert set(table(readings)["customer_id"]) == {"01", "02"}
    assert list(found(readings)) == (["utc"] if zoned else [])


def test_parquet_may_hold_text(tmp_path):
    frame = pd.DataFrame(hours(["01", "02"], 2), columns=["customer_id", "start", "kwh"])
    frame["start"] = frame["start"].dt.strftime("%m/%d/%Y %H:%M")
    frame["kwh"] = frame["kwh"].astype(str).str.replace(".", ",")
    frame.to_parquet(tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet", dates="month-first").energy_kwh == 372.0


def test_equal_fingerprints_mean_equal_readings(tmp_path):
    path = write(tmp_path / "a.csv", hours(["A"], 2))
    same = write(tmp_path / "b.csv", hours(["A"], 2))
    other = write(tmp_path / "c.csv", hours(["A"], 2, lambda c, d, h: 1 + h / 4 + ((d, h) == (1, 5))))
    assert read(path).fingerprint == read(same).fingerprint
    assert read(path).fingerprint != read(other).fingerprint
    assert read(path).fingerprint != read(path, stamps="end").fingerprint


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(Refusal) as caught:
        files(str(tmp_path))
    assert (
        str(caught.value)
        == f"{tmp_path}: the folder holds no CSV or Parquet file. Check the spelling and the path."
    )
    with pytest.raises(Refusal) as caught:
        files("nowhere.csv")
    assert str(caught.value) == "nowhere.csv: there is no such file. Check the spelling and the path."


def test_years_of_two_figures(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"26-06-05 {h:02}:00"))
    assert read(path, dates="year-first").start == "2026-06-05 00:00"


@pytest.mark.parametrize("odd", ["2026-02-30 25:61", "94/06/2026 05:00", "13/45/2026 05:00"])
def test_one_odd_cell_does_not_turn_the_dates_of_the_others(tmp_path, odd):
    rows = [row for n in range(13, 16) for row in day(lambda h, n=n: f"{n}/06/2026 {h:02}:00")]
    readings = read(
        lines(tmp_path / "a.csv", "start,kwh", *(f"{odd},0.5" if i == 5 else r for i, r in enumerate(rows)))
    )
    assert (readings.start, readings.readings) == ("2026-06-13 00:00", len(rows) - 1)
    assert "bad_stamp" in found(readings)


def test_a_year_that_cannot_be_is_a_bad_cell(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kwh", *day(lambda h: f"13/06/{26 if h == 5 else 2026} {h:02}:00"))
    assert "the first is “13/06/26 05:00” in row 7" in found(read(path))["bad_stamp"]


def test_half_days_after_a_year(tmp_path):
    path = lines(
        tmp_path / "a.csv",
        "start,kwh",
        *day(lambda h: f"2026-06-05 {h % 12 or 12}:00 {'AM' if h < 12 else 'PM'}"),
    )
    assert (read(path).start, read(path).end, read(path).missing) == (
        "2026-06-05 00:00",
        "2026-06-05 23:00",
        0,
    )


def test_what_concerns_the_whole_file_is_counted_and_shown_by_an_example(tmp_path):
    path = lines(tmp_path / "a.csv", "start,kW", *day(lambda h: f"2026-06-01T{h:02}:00:00Z"))
    counted = {finding.code: (finding.count, finding.example) for finding in read(path).findings}
    assert counted == {"kw_unit": (24, "0.5 kW is 0.5 kWh"), "utc": (24, "2026-06-01 00:00 UTC")}
