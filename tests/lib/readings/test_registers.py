"""Registers, units and commodities: what a customer takes is kept and added up, all else is counted and left out."""

from datetime import datetime, timedelta

import pytest

from lib.findings import Refusal
from lib.readings.meanings import adds_up, meaning, taken
from tests.lib.readings.made import MONDAY, decided, found, hours, read, table, write

DAY = [MONDAY + timedelta(hours=hour) for hour in range(24)]


def file(path, header, *templates, days=1):
    """Rows of each template for each hour: {at}, and {h}, the hour."""
    stamps = [at + timedelta(days=day) for day in range(days) for at in DAY]
    rows = [
        t.format(at=f"{at:%Y-%m-%d %H:%M}", h=at.hour, n=n) for n, at in enumerate(stamps) for t in templates
    ]
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Active Import Interval (kWh)", "import"),
        ("Active Export Interval (kWh)", "export"),
        ("Offtake Day", "tariff"),
        ("Injection Night", "export"),
        ("Import T1 kWh", "tariff"),
        ("Surplus Generation", "export"),
        ("Energie importée", ""),
        ("Énergie réactive", "reactive power"),
        ("Total gas used", "gas"),
        ("Electricity delivered to client", "import"),
        ("Electricity delivered by client", "export"),
        ("1-0:1.8.1", "tariff"),
        ("1-0:1.8.0", "import"),
        ("1-0:2.8.0", "export"),
        ("House 1", ""),
        ("Gasthaus", ""),
        ("current consumption", "import"),
    ],
)
def test_what_a_name_says(text, expected):
    assert meaning(text) == expected


def test_what_is_taken_of_several_registers():
    assert taken(["Import day", "Import night", "House"]) == ("Import day", "Import night")
    assert taken(["Import total", "Import day", "Import night"]) == ("Import total",)
    assert taken(["Consumption", "From grid"]) == (
        "From grid",
    )  # a part of the consumption comes from the roof
    assert taken(["Consumption"]) == ("Consumption",)
    assert adds_up(["HP", "HC"])
    assert not adds_up(["HP", "House"])


def test_registers_in_rows_are_added_up_and_exports_left_out(tmp_path):
    path = file(
        tmp_path / "a.csv",
        "id,register,start,kwh",
        "A,Offtake day,{at},1",
        "A,Offtake night,{at},{h}",
        "A,Injection,{at},9",
    )
    readings = read(path)
    assert list(table(readings)["kwh"]) == [1 + h for h in range(24)]
    assert decided(readings)["register"] == "Offtake day + Offtake night"
    assert found(readings) == {
        "negative_export": "24 readings (Injection) are fed into the grid; they are left out."
    }


def test_registers_in_columns_are_added_up_and_exports_left_out(tmp_path):
    path = file(tmp_path / "a.csv", "start,import day kWh,import night kWh,export kWh", "{at},1,{h},9")
    readings = read(path)
    assert list(table(readings)["kwh"]) == [1 + h for h in range(24)]
    assert readings.unit == "kWh"
    assert list(found(readings)) == ["negative_export"]


def test_a_total_is_not_added_to_its_parts(tmp_path):
    path = file(
        tmp_path / "a.csv", "start,register,kwh", "{at},T1,1", "{at},T2,{h}", "{at},Total,{n}5", days=2
    )
    readings = read(path)
    assert readings.energy_kwh == sum(10 * n + 5 for n in range(48))
    assert found(readings)["other_register"] == (
        "96 readings (T1, T2) are of another register, and would count energy twice; they are left out."
    )


def test_an_interval_with_only_some_of_its_registers_is_missing(tmp_path):
    path = file(tmp_path / "a.csv", "start,register,kwh", "{at},T1,1", "{at},T2,{h}")
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if "05:00,T2" not in line))
    readings = read(path)
    assert (readings.readings, readings.missing) == (23, 1)
    assert (
        found(readings)["partial_registers"] == "1 interval has only some of the registers, and so no value."
    )


def test_registers_that_take_turns_are_one_series(tmp_path):
    path = file(tmp_path / "a.csv", "start,tariff,kwh", "{at},high,{h}")
    path.write_text(path.read_text().replace("0:00,high", "0:00,low"))
    assert read(path).energy_kwh == sum(range(24))


def test_other_commodities_are_left_out_and_counted(tmp_path):
    path = file(
        tmp_path / "a.csv",
        "id,commodity,unit,start,value",
        "A,Electricity,kWh,{at},{h}",
        "A,Gas,m3,{at},2",
        "A,Electricity,kVArh,{at},3",
    )
    readings = read(path)
    assert readings.energy_kwh == sum(range(24))
    assert next(d.evidence for d in readings.decisions if d.name == "unit") == "column unit says so"
    assert found(readings) == {
        "other_commodity": "48 readings (Electricity, Gas) are gas and reactive power, not electricity taken; "
        "they are left out."
    }


@pytest.mark.parametrize("what, held", [("Gas,m3", "gas"), ("Export,kWh", "what is fed into the grid")])
def test_a_file_without_consumption_is_refused(tmp_path, what, held):
    with pytest.raises(Refusal) as caught:
        read(file(tmp_path / "a.csv", "type,unit,start,value", what + ",{at},{h}"))
    assert str(caught.value) == (
        f"a.csv: no row holds electricity that a customer takes; column value holds {held}. "
        "Ask for the export with the consumption."
    )


@pytest.mark.parametrize(
    "unit, kwh, shown", [("Wh", 0.001, "Wh"), ("MWh", 1000, "MWh"), ("W", 0.001, "W"), ("kW", 1, "kW")]
)
def test_a_column_tells_the_unit(tmp_path, unit, kwh, shown):
    readings = read(file(tmp_path / "a.csv", "start,value,unit", "{at},{h}," + unit))
    assert readings.energy_kwh == pytest.approx(kwh * sum(range(24)))
    assert readings.unit == shown


def test_rows_of_several_units_of_energy_become_kwh(tmp_path):
    path = file(tmp_path / "a.csv", "id,start,value,unit", "A,{at},{h},kWh", "B,{at},{h}000,Wh")
    assert read(path).energy_kwh == 2 * sum(range(24))


def test_rows_of_energy_and_of_power_are_refused(tmp_path):
    with pytest.raises(Refusal, match="some rows are in kW and some in kWh"):
        read(file(tmp_path / "a.csv", "id,start,value,unit", "A,{at},{h},kWh", "B,{at},{h},kW"))


def test_a_factor_multiplies(tmp_path):
    readings = read(file(tmp_path / "a.csv", "id,start,kwh,factor", "A,{at},{h},1", "B,{at},{h},40"))
    assert readings.energy_kwh == 41 * sum(range(24))


def test_a_quality_is_no_register(tmp_path):
    path = file(tmp_path / "a.csv", "start,kwh,type", "{at},{h},Normal")
    path.write_text(path.read_text().replace("6,Normal", "6,Estimated"))
    readings = read(path)
    assert readings.energy_kwh == sum(range(24))
    assert found(readings) == {}


def test_a_counter_becomes_the_energy_of_each_interval(tmp_path):
    path = file(tmp_path / "a.csv", "start,meter reading", *["{at},{n}"], days=3)
    counter, lines = 8350.5, ["start,reading"]
    for n in range(72):
        lines.append(f"{MONDAY + timedelta(hours=n):%Y-%m-%d %H:%M},{counter}")
        counter += n % 5
    path.write_text("\n".join(lines))
    readings = read(path)
    assert list(table(readings)["kwh"]) == [n % 5 for n in range(71)]
    assert (readings.start, readings.end) == ("2026-06-01 00:00", "2026-06-03 22:00")
    assert found(readings) == {
        "cumulative_register": "Column reading holds a counter (it only rises, from 8,350.5 to 8,490.5): each reading "
        "was taken from the next. 0 differences span a gap or fall, and count as missing."
    }


def test_a_counter_that_was_changed_is_a_counter_still(tmp_path):
    # 30 days of 0.5 kWh an hour; the meter is changed after 400 hours and the new one begins at 3.
    shown = [1234 + 0.5 * n if n < 400 else 3 + 0.5 * (n - 400) for n in range(720)]
    lines = [f"{MONDAY + timedelta(hours=n):%Y-%m-%d %H:%M},{value}" for n, value in enumerate(shown)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["start,kwh", *lines]))
    readings = read(path)
    assert readings.energy_kwh == pytest.approx(718 * 0.5)
    assert readings.missing == 1
    assert found(readings)["cumulative_register"].endswith(
        "1 difference spans a gap or falls, and counts as missing."
    )


def test_a_gap_in_a_counter_is_missing_not_a_spike(tmp_path):
    rows = [(c, at, 100 + 2.0 * n) for n, (c, at, _) in enumerate(hours(["A"], 5)) if not 50 <= n < 53]
    readings = read(write(tmp_path / "a.csv", rows, "id,start,reading"))
    assert set(table(readings)["kwh"]) == {2.0}
    assert (readings.readings, readings.missing) == (119 - 4, 4)


def test_two_interval_lengths_side_by_side(tmp_path):
    rows = [
        f"{MONDAY + timedelta(minutes=15 * n):%Y-%m-%d %H:%M},{'-,-' if n % 4 else '4.0,kWh'},{0.5 + n % 4 / 3:.3f},kWh"
        for n in range(96)
    ]
    (tmp_path / "a.csv").write_text("\n".join(["start,Usage,Units,Usage,Units", *rows]))
    readings = read(tmp_path / "a.csv")
    assert (readings.interval_minutes, readings.readings) == (15, 96)
    assert readings.energy_kwh == pytest.approx(24 * (4 * 0.5 + 2), abs=0.02)
    assert found(readings) == {
        "mixed_interval": "Columns Usage and Usage (2) hold the same time in two interval lengths; only Usage (2), "
        "the shorter, was read."
    }


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("minutes", [15, 30, 60])
@pytest.mark.parametrize("stamps", ["start", "end"])
def test_the_autumn_hour_without_offsets(tmp_path, minutes, newest_first, stamps):
    """25 hours of a day, each interval with a value of its own: all are kept, in the order in which they were."""
    utc = [datetime(2026, 10, 24, 22) + timedelta(minutes=minutes * n) for n in range(25 * 60 // minutes)]
    late = timedelta(minutes=minutes if stamps == "end" else 0)
    change = datetime(2026, 10, 25, 1)
    local = [at + late + timedelta(hours=2 if at + late < change else 1) for at in utc]
    lines = [f"{at:%Y-%m-%d %H:%M},{n + 1}" for n, at in enumerate(local)]
    (tmp_path / "a.csv").write_text("\n".join(["start,kwh", *(lines[::-1] if newest_first else lines)]))
    rows = table(read(tmp_path / "a.csv", stamps=stamps, unit="kWh"))
    assert sorted(rows["kwh"]) == list(range(1, len(utc) + 1))
    twice = rows[rows.duplicated("start", keep=False)]
    assert len(twice) == 2 * 60 // minutes
    assert list(twice.loc[twice["fold"] == 1, "kwh"] - twice.loc[twice["fold"] == 0, "kwh"].to_numpy()) == [
        60 // minutes
    ] * (60 // minutes)


def test_a_file_given_twice_is_no_autumn(tmp_path):
    rows = hours(["A"], 1, first=datetime(2026, 10, 25))
    readings = read(write(tmp_path / "a.csv", [*rows, *rows]))
    assert readings.readings == 24
    assert list(found(readings)) == ["duplicates"]


def test_chosen_days_are_not_missing(tmp_path):
    rows = [row for row in hours(["A"], 60) if row[1].day % 4 == 0]
    readings = read(write(tmp_path / "a.csv", rows))
    assert readings.missing == 0
    assert list(found(readings)) == ["some_days"]
