"""NEM12: channels, units, lengths, qualities, and files that a spreadsheet or a cut has damaged."""

from csv import DictReader
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.findings import Refusal
from tests.lib.readings.made import decided, found, read, table

HEADER = "100,NEM12,202601010000,MDP,RETAILER"


def channel(suffix, minutes=30, unit="kWh", nmi="NMI1"):
    return f"200,{nmi},E1E2B1Q1,1,{suffix},N1,SERIAL,{unit},{minutes},"


def day(values, on="20260101", quality="A", more=""):
    return f"300,{on},{','.join(map(str, values))},{quality},,,20260103000000,{more}"


def nem12(tmp_path, *records, name="meter.csv"):
    path = tmp_path / name
    path.write_text("\n".join([HEADER, *records, "900"]) + "\n")
    return path


def half_hours(value):
    return [value] * 48


def test_import_channels_are_added_up_and_all_others_counted(tmp_path):
    path = nem12(
        tmp_path,
        *(channel("E1"), day(half_hours(1))),
        *(channel("E2"), day(half_hours(0.5))),
        *(channel("B1"), day(half_hours(2))),
        *(channel("Q1", unit="kVArh"), day(half_hours(7))),
        *(channel("V1", unit=""), day(half_hours(240))),
    )
    readings = read(path)
    assert (readings.customers, readings.readings, readings.format) == (1, 48, "NEM12")
    assert readings.energy_kwh == 48 * 1.5
    assert found(readings)["negative_export"] == (
        "48 values that are fed in (96.000 kWh) were left out: channel B1 of NMI1."
    )
    others = [f.message for f in readings.findings if f.code == "other_commodity"]
    assert others == [
        "48 values that are reactive energy were left out: channel Q1 of NMI1.",
        "48 values that are volts, apparent power or power factor were left out: channel V1 of NMI1.",
    ]
    assert decided(readings)["value"] == "channels E1, E2"


@pytest.mark.parametrize(
    "unit, kwh, said", [("WH", 0.048, "Wh"), ("kWh", 48, "kWh"), ("MWh", 48_000, "kWh"), ("", 48, "kWh")]
)
def test_each_record_200_names_its_unit(tmp_path, unit, kwh, said):
    readings = read(nem12(tmp_path, channel("E1", unit=unit), day(half_hours(1))))
    assert readings.energy_kwh == pytest.approx(kwh, rel=1e-12)
    assert readings.unit == said


def test_channels_of_two_units_are_brought_to_kwh(tmp_path):
    path = nem12(
        tmp_path, channel("E1", unit="Wh"), day(half_hours(500)), channel("E2"), day(half_hours(0.25))
    )
    assert read(path).energy_kwh == 48 * 0.75


def test_shorter_intervals_are_added_up_to_the_longest(tmp_path):
    path = nem12(tmp_path, channel("E1"), day(half_hours(1)), channel("E1", 5), day([0.1] * 288, "20260102"))
    readings = read(path)
    assert (readings.interval_minutes, readings.readings) == (30, 96)
    assert table(readings)["kwh"].tolist() == pytest.approx([1] * 48 + [0.6] * 48)
    assert found(readings)["mixed_interval"] == (
        "The file has intervals of 5 and 30 minutes; shorter ones of energy were added up to the longest."
    )


def test_a_channel_without_data_adds_nothing_and_is_not_nought(tmp_path):
    """On the day of a new meter the old one has no second half, the new one no first; on the next day neither has."""
    path = nem12(
        tmp_path,
        *(channel("E1"), day([1] * 24 + [0] * 24, quality="V"), "400,1,24,A,,", "400,25,48,N,,"),
        *(channel("E2"), day([0] * 24 + [2] * 24, quality="V"), "400,1,24,N,,", "400,25,48,F51,,"),
        day(half_hours(0), "20260102", "N"),
        day(half_hours(3), "20260103", "S14"),
    )
    readings = read(path)
    assert readings.energy_kwh == 24 * 1 + 24 * 2 + 48 * 3
    assert (readings.readings, readings.missing) == (96, 48)
    assert decided(readings)["quality"] == "24 actual, 48 substituted, 24 final substitutes, 96 without data"


def test_a_sum_with_an_empty_part_is_missing(tmp_path):
    path = nem12(tmp_path, channel("E1"), day([1, "", *[1] * 46]), channel("E2"), day(half_hours(1)))
    readings = read(path)
    assert (readings.readings, readings.missing, readings.energy_kwh) == (47, 1, 94)


def test_a_day_that_stands_there_twice_is_a_correction(tmp_path):
    path = nem12(tmp_path, channel("E1"), day(half_hours(1)), day(half_hours(2)))
    readings = read(path)
    assert readings.energy_kwh == 96
    assert found(readings)["duplicates"] == (
        "48 values stand in the file twice; 1 day differs. The record further down was kept."
    )


def test_several_meters(tmp_path):
    path = nem12(
        tmp_path,
        *(channel("E1", nmi="0001"), day(half_hours(1))),
        *(channel("B1", nmi="0002"), day(half_hours(1))),
        *(channel("E1", nmi="0003"), day(half_hours(1))),
    )
    assert table(read(path))["customer_id"].unique().tolist() == ["0001", "0003"]


def test_without_records_100_and_900_and_without_a_file_extension(tmp_path):
    path = tmp_path / "nem12#meter"
    path.write_text(f"{channel('E1')}\n{day(half_hours(1))}\n")
    readings = read(path)
    assert (readings.format, readings.energy_kwh) == ("NEM12", 48)
    assert found(readings)["no_header"] == "The record 100 is absent; the rest was read as NEM12."


def test_what_a_spreadsheet_makes_of_it(tmp_path):
    """Trailing commas, quoted cells, a mark of the encoding, dates turned into 13/3/2026."""
    records = [HEADER, channel("E1"), *(day(half_hours(1), f"{d}/3/2026") for d in (12, 13)), "900"]
    quoted = "\r\n".join(",".join(f'"{cell}"' for cell in record.split(",")) + ",,,,," for record in records)
    path = tmp_path / "damaged.csv"
    path.write_bytes(b"\xef\xbb\xbf" + quoted.encode())
    readings = read(path)
    assert (readings.format, readings.energy_kwh) == ("NEM12", 96)
    assert (readings.start, readings.end) == ("2026-03-12 00:00", "2026-03-13 23:30")
    assert decided(readings)["dates"] == "day-first"


def test_dates_that_tell_no_order_are_asked_about(tmp_path):
    path = nem12(tmp_path, channel("E1"), *(day(half_hours(1), f"{d}/3/2026") for d in (4, 5)))
    with pytest.raises(Refusal) as caught:
        read(path)
    assert caught.value.ask == "dates"
    assert read(path, dates="month-first").start == "2026-04-03 00:00"


REFUSED = {
    "NEM13": (
        ["100,NEM13,202601010000,MDP,R", "250,NMI1,11,1,11,11,M,E,006342.8,20051005093055,A"],
        ", row 2: this is NEM13, which holds what the meter's display shows a few times a year. "
        "Loadlens needs readings of an hour or less: ask for NEM12.",
    ),
    "no consumption": (
        [HEADER, channel("B1"), day(half_hours(1))],
        ": no channel holds energy that a customer takes (E1, E2, ...); found fed in: B1 of NMI1. "
        "Ask for the consumption data.",
    ),
    "wrong length": (
        [HEADER, channel("E1", 15), day(half_hours(1))],
        ", row 3: “300,20260101,1,1,1,1,1,1,1,1,1,1,1,1,1,1”: 1 of 2 records have more or fewer values than their "
        "interval length asks for, or are no NEM12 records. Export the file again.",
    ),
    "cut off": (
        [HEADER, channel("E1"), day(half_hours(1))[:60]],
        ", row 3: “300,20260101,1,1,1,1,1,1,1,1,1,1,1,1,1,1”: 1 of 2 records have more or fewer values than their "
        "interval length asks for, or are no NEM12 records. Export the file again.",
    ),
    "words": (
        [HEADER, channel("E1"), day(["?"] * 48)],
        ", row 3: found “?” where a number was expected, and so in 48 of 48 cells. Export the file again.",
    ),
    "shortened meter": (
        [HEADER, channel("E1", nmi="4.1E+10"), day(half_hours(1))],
        ", row 2: found the meter 4.1E+10, a number that a spreadsheet has shortened. Export the file again.",
    ),
    "no record 200": (
        [HEADER, day(half_hours(1))],
        ", row 2: found a record 300 with no record 200 above it. Export the file again.",
    ),
    "endless row": (
        [HEADER, channel("E1"), "300," + "1," * 600_000],
        ", row 3: the row has more than 1,048,576 characters, which no row of readings has. Export the file again.",
    ),
}


@pytest.mark.parametrize("records, why", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path, records, why):
    path = tmp_path / "meter.csv"
    path.write_text("\n".join(records))
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value) == f"meter.csv{why}"


def test_a_few_damaged_records_are_left_out_and_named(tmp_path):
    days = [day(half_hours(1), f"202601{d:02}") for d in range(1, 31)]
    days[9] = "300,20260110,1,2,3"
    readings = read(nem12(tmp_path, channel("E1"), *days))
    assert (readings.readings, readings.missing) == (29 * 48, 48)
    assert found(readings)["bad_row"] == (
        "1 record is damaged and left out; the first is row 12: “300,20260110,1,2,3”."
    )


@st.composite
def files(draw):
    """NEM12 text, and the kWh of each meter and half hour by plain adding."""
    truth, records, header = {}, [], draw(st.booleans())
    for number in range(draw(st.integers(1, 3))):
        for suffix in draw(st.lists(st.sampled_from(["E1", "E2", "B1", "Q1"]), min_size=1, unique=True)):
            minutes = draw(st.sampled_from([5, 15, 30]))
            unit = draw(st.sampled_from(["kWh", "WH", "MWh"]))
            records.append(channel(suffix, minutes, unit, f"NMI{number}"))
            for offset in range(draw(st.integers(1, 2))):
                on = date(2026, 1, 1) + timedelta(days=offset)
                base = draw(st.integers(1, 900))
                values = [(base + slot % 7) / 1000 for slot in range(1440 // minutes)]
                records.append(day(values, f"{on:%Y%m%d}"))
                for slot, value in enumerate(values if suffix[0] == "E" else []):
                    start = pd.Timestamp(on) + pd.Timedelta(minutes=slot * minutes // 30 * 30)
                    kwh = value * {"kWh": 1, "WH": 0.001, "MWh": 1000}[unit]
                    truth[f"NMI{number}", start] = truth.get((f"NMI{number}", start), 0) + kwh
    return "\n".join([HEADER] * header + records), truth


@settings(max_examples=25, deadline=None)
@given(made=files())
def test_any_nem12_reads_back_to_the_same_energy(tmp_path_factory, made):
    text, truth = made
    path = tmp_path_factory.mktemp("nem12") / "meter.csv"
    path.write_text(text)
    if not truth:
        with pytest.raises(Refusal, match="no channel holds energy"):
            read(path)
        return
    rows = table(read(path))
    half_hours_of = rows.groupby(["customer_id", rows["start"].dt.floor("30min")])["kwh"].sum()
    assert half_hours_of.to_dict() == pytest.approx(truth, rel=1e-9)


REAL = {
    "Example_NEM12_different_interval_length.csv": {"mixed_interval", "other_commodity"},
    "Example_NEM12_month_solar.csv": {"negative_export"},
    "Example_NEM12_multiple_meters.csv": {"wh_unit", "negative_export", "other_commodity"},
    "NEM12#SCENARIO10#UNITEDDP#NEMMCO.csv": {"negative_export"},
    "nem12#S01#INTEGM#NEMMCO": set(),
    "Example_NEM12_ManyNMIs.zip": set(),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_file(shared_data, tmp_path, name):
    with (shared_data / "EXPECTED.tsv").open() as file:
        truth = next(row for row in DictReader(file, delimiter="\t") if row["file"] == name)
    readings = read(shared_data / name, tmp_path)
    assert readings.energy_kwh == pytest.approx(float(truth["energy_kwh_total"]), rel=1e-6)
    assert (readings.customers, readings.readings) == (int(truth["meters"]), int(truth["readings"]))
    assert (readings.start, readings.end) == (truth["first_interval_start"], truth["last_interval_start"])
    assert set(found(readings)) == REAL[name]


def lines_of(record, each):
    """A record in pieces of so many cells."""
    cells = record.split(",")
    return [cells[at : at + each] for at in range(0, len(cells), each)]


WRAPS = {
    "a comma at the end of a line": lambda record: [f"{','.join(c)}," for c in lines_of(record, 20)],
    "a comma at the beginning": lambda record: f"{',|,'.join(map(','.join, lines_of(record, 20)))}".split(
        ",|"
    ),
    "a comma lost": lambda record: [",".join(cells) for cells in lines_of(record, 20)],
    "80 characters": lambda record: [record[at : at + 80] for at in range(0, len(record), 80)],
}


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
@pytest.mark.parametrize("minutes", [5, 30])
def test_records_wrapped_over_several_lines_are_read(tmp_path, wrap, minutes):
    """Values such as 300 begin lines too: they are no records."""
    values = [300 + n % 7 for n in range(1440 // minutes)]
    records = [channel("E1", minutes, "Wh"), day(values), day(values, "20260102")]
    readings = read(nem12(tmp_path, *[line for record in records for line in wrap(record)]))
    assert readings.readings == 2 * len(values)
    assert readings.energy_kwh == pytest.approx(2 * sum(values) / 1000, abs=1e-9)
    assert "bad_row" not in found(readings)


def test_a_record_that_lacks_values_is_not_filled_from_the_next(tmp_path):
    """One of 41 days has 47 values; the day below it keeps its own."""
    days = [day(half_hours(1), f"{date(2026, 1, 1) + timedelta(n):%Y%m%d}") for n in range(41)]
    days[5] = day(half_hours(1)[1:], "20260106")
    readings = read(nem12(tmp_path, channel("E1"), *days))
    assert readings.energy_kwh == 40 * 48
    assert "1 record is damaged" in found(readings)["bad_row"]
