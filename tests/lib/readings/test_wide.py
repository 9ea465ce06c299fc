"""Tables that are wide: a column for each meter, a row for each day, a row for each meter."""

import gzip
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.findings import Refusal
from tests.lib.readings.made import MONDAY, decided, found, read, table

DAY = [MONDAY + timedelta(hours=hour) for hour in range(24)]


def write(path, *rows):
    path.write_text("\n".join(rows) + "\n")
    return path


def by_meter(path, names, **answers):
    """A column for each meter: 1 to 7 kWh at the first, twice that at the second, and so on."""
    rows = [
        f"{at:%Y-%m-%d %H:%M}," + ",".join(str(n * (1 + at.hour % 7)) for n, _ in enumerate(names, 1))
        for at in DAY
    ]
    return read(write(path, ",".join(["time", *names]), *rows), **answers)


@pytest.mark.parametrize(
    "names, ids, unit",
    [
        (["House 1", "House 2"], ["House 1", "House 2"], "kWh"),
        (["1", "2", "3"], ["1", "2", "3"], "kWh"),
        (["0012", "0013"], ["0012", "0013"], "kWh"),
        (["Ann", "Bob", "Cem", "Dee"], ["Ann", "Bob", "Cem", "Dee"], "kWh"),
        (["m1 (Wh)", "m2 (Wh)"], ["m1", "m2"], "Wh"),
        (["m1_kW", "m2_kW"], ["m1", "m2"], "kW"),
    ],
)
def test_a_column_for_each_meter(tmp_path, names, ids, unit):
    readings = by_meter(tmp_path / "a.csv", names)
    rows = table(readings)
    factor = 0.001 if unit == "Wh" else 1
    assert sorted(set(rows["customer_id"])) == sorted(ids)
    for number, name in enumerate(ids, 1):
        own = rows[rows["customer_id"] == name]
        assert list(own["start"]) == DAY
        assert list(own["kwh"]) == pytest.approx([number * (1 + hour % 7) * factor for hour in range(24)])
    assert readings.format == "a column for each meter"
    assert (readings.unit, decided(readings)["customer"]) == (unit, "the names of columns")
    assert "no_readings" not in found(readings)


def test_columns_beside_the_meters_are_not_meters(tmp_path):
    rows = [
        f"{i},{at:%Y-%m-%d %H:%M},{at.hour},21.5,{at.hour},{2 * at.hour},{3 * at.hour}"
        for i, at in enumerate(DAY)
    ]
    path = write(tmp_path / "a.csv", ",time,hour,temperature,m1,m2,total", *rows)
    readings = read(path)
    assert set(table(readings)["customer_id"]) == {"m1", "m2"}
    evidence = next(d.evidence for d in readings.decisions if d.name == "value")
    assert evidence == "a column for each meter; not read: column 1, temperature, total"


def test_a_meter_that_joins_later_is_empty_before(tmp_path):
    rows = [f"{at:%Y-%m-%d %H:%M},{at.hour + 1},{at.hour + 1 if at.hour >= 20 else ''}" for at in DAY]
    readings = read(write(tmp_path / "a.csv", "time,m1,m2", *rows))
    assert (readings.customers, readings.readings) == (2, 28)
    assert "missing" not in found(readings)  # between the first and the last reading of each nothing is


def test_a_meter_without_a_reading_is_named(tmp_path):
    rows = [f"{at:%Y-%m-%d %H:%M},{at.hour + 1},,,7" for at in DAY]
    readings = read(write(tmp_path / "a.csv", "time,h1,h2,h3,h4", *rows))
    assert (readings.customers, readings.readings) == (2, 48)
    assert found(readings)["no_readings"] == "2 columns of meters are empty and left out; the first is h2."


def test_date_and_clock_may_stand_in_two_columns(tmp_path):
    rows = [f"{at:%Y-%m-%d},{at:%H:%M},{at.hour + 1},{at.hour + 2}" for at in DAY]
    readings = read(write(tmp_path / "a.csv", "date,time,m1,m2", *rows))
    assert (readings.start, readings.end, readings.readings) == ("2026-06-01 00:00", "2026-06-01 23:00", 48)


CLOCKS = {
    "start": lambda at: f"{at:%H:%M}",
    "seconds": lambda at: f"{at:%H:%M:%S}",
    "range": lambda at: f"{at:%H:%M} - {at + timedelta(hours=1):%H:%M}",
    "end": lambda at: "24:00" if at.hour == 23 else f"{at.hour + 1}:00",
    "end at 0:00": lambda at: f"{(at.hour + 1) % 24}:00",
    "half days": lambda at: f"{at:%I:%M %p}",
    "unit": lambda at: f"kWh {at:%H:%M}",
    "hhmm": lambda at: f"{at:%H%M}",
    "number": lambda at: str(at.hour + 1),
    "hour ending": lambda at: f"HE{at.hour + 1:02}",
    "from 0": lambda at: f"hour_{at.hour}",
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_a_row_for_each_day(tmp_path, clock):
    header = ",".join(["meter", "date", *map(clock, DAY)])
    rows = [
        f"{m},{day}/6/2026," + ",".join(str(n * (h % 7 + 1)) for h in range(24))
        for n, m in ((1, "A"), (2, "07"))
        for day in (14, 15)
    ]
    readings = read(write(tmp_path / "a.csv", header, *rows))
    expected = [
        n * (h % 7 + 1) for n in (2, 1) for _ in range(2) for h in range(24)
    ]  # "07" stands before "A"
    assert list(table(readings)["kwh"]) == expected
    assert (readings.start, readings.end) == ("2026-06-14 00:00", "2026-06-15 23:00")
    assert (readings.customers, readings.format) == (2, "a row for each day")
    assert set(found(readings)) == {"ambiguous_dates"}


def test_a_row_under_the_days_is_named(tmp_path):
    header = "meter,date," + ",".join(f"{h:02}:00" for h in range(24))
    rows = [f"A,2026-06-{day:02}," + ",".join(str(h) for h in range(24)) for day in range(1, 31)]
    readings = read(write(tmp_path / "a.csv", header, *rows, "Total,," + ",".join(["9"] * 24)))
    assert readings.readings == 720
    assert found(readings)["bad_stamp"] == (
        "24 cells could not be read and count as missing; the first is “nothing” in row 32, column start."
    )


def test_a_row_for_each_meter(tmp_path):
    header = ",".join(["LCLid", *(f"{at:%Y-%m-%d %H:%M}" for at in DAY)])
    rows = [f"{m}," + ",".join(str(n * (h + 1)) for h in range(24)) for n, m in ((1, "A"), (2, "B"))]
    readings = read(write(tmp_path / "a.csv", header, *rows))
    assert list(table(readings)["kwh"]) == [n * (h + 1) for n in (1, 2) for h in range(24)]
    assert (readings.start, readings.end) == ("2026-06-01 00:00", "2026-06-01 23:00")
    assert readings.format == "a row for each meter"


def test_cells_beyond_the_header_are_refused_when_they_are_many(tmp_path):
    rows = [f"{at:%Y-%m-%d %H:%M},1,5,2,5" for at in DAY]
    with pytest.raises(Refusal) as caught:
        read(write(tmp_path / "a.csv", "time,m1,m2", *rows))
    assert str(caught.value) == (
        "a.csv, row 2: the row has more cells than there are columns, and so have 24 of 24 rows. "
        "Put quotation marks around numbers with a comma, or part the columns by semicolons."
    )


def test_wide_parquet(tmp_path):
    frame = pd.DataFrame(
        {"time": DAY, "m1": [1.5 + h for h in range(24)], "m2": [2.5 + h for h in range(24)]}
    )
    frame.to_parquet(tmp_path / "a.parquet")
    readings = read(tmp_path / "a.parquet")
    assert readings.energy_kwh == sum(4 + 2 * h for h in range(24))
    assert readings.customers == 2


numbers = st.lists(st.integers(1, 5000), min_size=2 * 3 * 48, max_size=2 * 3 * 48)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers, st.booleans(), st.sampled_from([",", ";"]))
def test_every_layout_reads_back_to_the_same_energy(tmp_path, wh, packed, separator):
    kwh = pd.DataFrame(
        np.array(wh).reshape(3 * 48, 2) / 1000,
        columns=["m1", "m2"],
        index=pd.date_range("2026-06-12", periods=3 * 48, freq="30min", name="start"),
    )
    long = kwh.melt(ignore_index=False, var_name="meter", value_name="kwh").reset_index()
    days = long.assign(date=long["start"].dt.date, clock=long["start"].dt.strftime("%H:%M"))
    layouts = {
        "long": long,
        "meters": kwh.reset_index(),
        "days": days.pivot(index=["meter", "date"], columns="clock", values="kwh").reset_index(),
        "times": long.pivot(index="meter", columns="start", values="kwh").reset_index(),
    }
    expected = long.set_index(["meter", "start"])["kwh"].sort_index()
    for name, frame in layouts.items():
        text = frame.to_csv(index=False, sep=separator, decimal="." if separator == "," else ",").encode()
        path = tmp_path / f"{name}.csv"
        path.write_bytes(gzip.compress(text) if packed else text)
        rows = table(read(path, unit="kWh"))
        assert list(zip(rows["customer_id"], rows["start"], strict=True)) == list(expected.index), name
        assert rows["kwh"].to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-9), name
