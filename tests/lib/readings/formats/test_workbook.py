"""Workbooks: which sheet is read, what its cells become, and workbooks that are none or would fill the memory."""

import random
import zipfile

import pytest

from lib.findings import Refusal
from tests.lib.readings.formats.books import CLOCK, DATE, STAMP, workbook
from tests.lib.readings.made import decided, found, read, table

FIRST = 46174  # 1 June 2026, in days since the end of 1899
HOURS = [FIRST + hour / 24 for hour in range(48)]
HEADER = ["customer_id", "start", "kwh"]


def book(tmp_path, sheets, name="meters.xlsx"):
    path = tmp_path / name
    path.write_bytes(workbook(sheets))
    return path


def check_two_days(readings):
    assert (readings.readings, readings.interval_minutes, readings.energy_kwh) == (48, 60, 72)
    assert (readings.start, readings.end) == ("2026-06-01 00:00", "2026-06-02 23:00")


@pytest.mark.parametrize("style", [STAMP, DATE, 0])
def test_stamps_come_as_dates_as_midnights_and_as_plain_numbers(tmp_path, style):
    """Midnight is a date without a time; and a number of days where nobody has given the cells a date's format."""
    readings = read(book(tmp_path, {"A": [HEADER, *([12345678901, (hour, style), 1.5] for hour in HOURS)]}))
    check_two_days(readings)
    assert table(readings)["customer_id"].unique().tolist() == ["12345678901"]


def test_midnight_is_an_interval_among_times_that_name_columns(tmp_path):
    """Midnight comes as a date alone, in a column that has no other."""
    rows = [["meter", *((hour, STAMP) for hour in HOURS)], ["A", *[1.5] * len(HOURS)]]
    check_two_days(read(book(tmp_path, {"A": rows})))


def test_identifiers_keep_their_zeros(tmp_path):
    readings = read(book(tmp_path, {"A": [HEADER, *(["0012", (hour, STAMP), 1.5] for hour in HOURS)]}))
    assert table(readings)["customer_id"].unique().tolist() == ["0012"]


def test_a_header_below_a_title_and_a_preamble(tmp_path):
    title = [["Readings of the house", None, None], [], ["Meter", "0012"], ["From", "2026-06-01"], []]
    rows = [*title, HEADER, *(["0012", (hour, STAMP), 1.5] for hour in HOURS)]
    readings = read(book(tmp_path, {"A": rows}))
    check_two_days(readings)
    assert "preamble" in found(readings)


def test_date_and_clock_apart_power_and_stamps_that_end_the_interval(tmp_path):
    """As the Portuguese E-REDES exports: quarter hours in kW, the first of a day is 00:15, the last is 24:00."""
    preamble = [["Dados Gerais"], [], ["CPE", "PT0002"], ["Intervalo", "15 min"], []]
    header = ["Contador", "Data", "Hora", "Consumo registado, Ativa (kW)", "Estado"]
    rows = [
        ["0012", f"2026/06/{1 + slot // 96:02}", f"{slot % 96 // 4:02}:{slot % 4 * 15:02}", 2.0, "Real"]
        for slot in range(1, 193)
    ]
    readings = read(book(tmp_path, {"Leituras": [*preamble, header, *rows]}))
    assert (readings.readings, readings.interval_minutes, readings.energy_kwh) == (192, 15, 96)
    assert (readings.start, readings.end, readings.unit) == ("2026-06-01 00:00", "2026-06-02 23:45", "kW")
    assert decided(readings)["stamps"] == "end"


def test_clocks_that_are_times(tmp_path):
    header = ["meter", "date", "time", "kwh"]
    rows = [["0012", (int(hour), DATE), (hour % 1, CLOCK), 1.5] for hour in HOURS]
    check_two_days(read(book(tmp_path, {"A": [header, *rows]})))


def test_the_sheet_of_readings_is_found_and_the_others_are_named(tmp_path):
    sheets = {
        "Cover": [["About this file"]],
        "Months": [["month", "kwh"], [(FIRST, DATE), 700.0], [(FIRST + 30, DATE), 650.0]],
        "Readings": [HEADER, *(["0012", (hour, STAMP), 1.5] for hour in HOURS)],
        "Empty": [],
    }
    readings = read(book(tmp_path, sheets))
    check_two_days(readings)
    assert found(readings)["sheets"] == (
        "Of the workbook, sheet Readings is read; 2 others are left out: Cover, Months."
    )


def test_sheets_of_one_header_are_read_together(tmp_path):
    days = {
        f"Day {day}": [HEADER, *(["0012", (hour, STAMP), 1.5] for hour in HOURS[day * 24 : day * 24 + 24])]
        for day in range(2)
    }
    check_two_days(read(book(tmp_path, days)))


REFUSED = {
    "prices": (
        {"Prices": [["start", "tariff"], *([(hour, STAMP), "Low"] for hour in HOURS)]},
        ": no sheet of the workbook has dates with numbers beside them; found Prices (start, tariff). "
        "Loadlens needs the readings of each interval.",
    ),
    "a cell far out": (
        {"A": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'},
        ": the workbook is too large to be read at once. Save the sheet with the readings as CSV.",
    ),
    "a long row without places": (
        {"A": "<row>" + "<c/>" * 13_000 + "</row>" + '<row r="1000000"/>'},
        ": the workbook is too large to be read at once. Save the sheet with the readings as CSV.",
    ),
    "days": (
        {"A": [["date", "kwh"], *([(FIRST + day, DATE), 9.0] for day in range(30))]},
        ", column date: found dates without a time of day (2026-06-01). "
        "Loadlens needs readings of an hour or less; ask for the interval export.",
    ),
}


@pytest.mark.parametrize("sheets, why", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path, sheets, why):
    with pytest.raises(Refusal) as caught:
        read(book(tmp_path, sheets))
    assert str(caught.value) == f"meters.xlsx{why}"


def test_a_workbook_that_is_damaged_anywhere_ends_in_a_sentence(tmp_path):
    sound = workbook({"A": [HEADER, *(["0012", (hour, STAMP), 1.5] for hour in HOURS)]})
    rng = random.Random(1)
    for _ in range(60):
        broken = bytearray(sound)
        for _ in range(rng.randint(1, 8)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        path = tmp_path / "meters.xlsx"
        path.write_bytes(bytes(broken[: rng.choice([len(broken), len(broken) // 2])]))
        try:
            read(path)
        except Refusal as why:
            assert "\n" not in str(why)


def test_a_workbook_that_grows_without_end_is_refused(tmp_path):
    path = book(tmp_path, {"A": [HEADER]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", " " * 9_000_000)
    with pytest.raises(Refusal, match="the workbook is too large to be read at once"):
        read(path)


def test_a_real_calendar_of_prices_is_no_meter_file(shared_data, tmp_path):
    with pytest.raises(Refusal) as caught:
        read(shared_data / "lcl_Tariffs.xlsx", tmp_path)
    assert str(caught.value) == (
        "lcl_Tariffs.xlsx: no sheet of the workbook has dates with numbers beside them; found Sheet1 (TariffDateTime, "
        "Tariff), Sheet2 (empty), Sheet3 (empty). Loadlens needs the readings of each interval."
    )
