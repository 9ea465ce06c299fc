"""What a file tells by small signs: no header, dots in dates, kWh beside cubic metres, a display that stands high."""

import codecs
import gzip

import pytest

from lib.findings import Refusal
from lib.readings.files import files
from tests.lib.readings.layouts import KWH, comma, slots, text
from tests.lib.readings.made import decided, found, read, table


def save(path, *lines, encoding="utf-8"):
    path.write_bytes(text(*lines).encode(encoding))
    return path


def test_a_table_without_a_header_is_known_by_its_cells(tmp_path):
    path = save(tmp_path / "a.csv", [f"0017;{s.start:%Y-%m-%d %H:%M};{comma(s.taken)}" for s in slots(60)])
    readings = read(path)
    assert readings.energy_kwh == pytest.approx(KWH[60])
    assert readings.readings == 72
    assert set(table(readings)["customer_id"]) == {"0017"}
    assert found(readings)["no_header"] == (
        "The table has no header; its columns were taken for what they look like: "
        "0017 as customer_id, 2026-03-14 00:00 as start, 0,100 as value."
    )


def test_dates_with_dots_have_the_day_first(tmp_path):
    path = save(tmp_path / "a.csv", "start;kwh", [f"03.04.2026 {h:02}:00;{h},5" for h in range(24)])
    readings = read(path)
    assert readings.start == "2026-04-03 00:00"
    assert found(readings)["ambiguous_dates"] == (
        "Dates such as 03.04.2026 00:00 could be read in two ways; they were read day-first: "
        "day, month and year are parted by dots: 03.04.2026 00:00."
    )


def test_the_language_of_a_column_tells_the_order(tmp_path):
    readings = read(
        save(tmp_path / "a.csv", "Giorno,kwh", [f"03/04/2026 {h:02}:00,{h}.5" for h in range(24)])
    )
    assert readings.start == "2026-04-03 00:00"
    assert "the day comes first in the language of “Giorno”" in found(readings)["ambiguous_dates"]


def test_kwh_that_are_the_heat_of_cubic_metres_are_gas(tmp_path):
    rows = [
        f"{s.start:%Y-%m-%d %H:%M},Offtake,{value:.3f},{unit}"
        for s in slots(60)
        for value, unit in ((s.taken * 2, "m³"), (s.taken * 2 * 11.2, "kWh"))
    ]
    with pytest.raises(Refusal, match="column Volume holds gas"):
        read(save(tmp_path / "a.csv", "start,Register,Volume,Unit", rows))


def test_two_hours_of_a_display_are_a_counter(tmp_path):
    shown = (6199.529, 6199.557, 6199.565, 6199.573, 6199.6, 6199.7)
    rows = [f"2026-03-14 00:{15 * n:02},{kwh}" for n, kwh in enumerate(shown[:4])]
    rows += [f"2026-03-14 01:{15 * n:02},{kwh}" for n, kwh in enumerate(shown[4:])]
    readings = read(save(tmp_path / "a.csv", "time,Import kWh", rows))
    assert readings.energy_kwh == pytest.approx(0.171)
    assert "cumulative_register" in found(readings)


@pytest.mark.parametrize("unit, kwh", [("W", 0.0005), ("kW", 0.5), ("MW", 500), ("MWh", 1000), ("GWh", 1e6)])
def test_units_in_a_header(tmp_path, unit, kwh):
    readings = read(
        save(tmp_path / "a.csv", f"start,load ({unit})", [f"{s.start},{s.taken}" for s in slots(30)])
    )
    assert readings.unit == unit
    assert readings.energy_kwh == pytest.approx(KWH[30] * kwh)
    assert set(found(readings)) & {"kw_unit", "wh_unit"}


def test_a_factor_is_applied_and_told(tmp_path):
    rows = [f"{s.start},{s.taken},{40 if s.start.day == 15 else ''}" for s in slots(60)]
    readings = read(save(tmp_path / "a.csv", "start,kwh,multiplier", rows))
    assert readings.energy_kwh == pytest.approx(2.9 * 42)
    assert found(readings)["factor"] == (
        "Values were multiplied by column multiplier: 1 in 48 rows, 40 in 24 rows."
    )


def test_a_factor_that_cannot_be_read_is_no_reading(tmp_path):
    rows = [f"{s.start},{s.taken},{'x' if s.start.hour == 3 and s.start.day == 15 else 2}" for s in slots(60)]
    readings = read(save(tmp_path / "a.csv", "start,kwh,multiplier", rows))
    assert readings.energy_kwh == pytest.approx(2 * (KWH[60] - 0.1))
    assert "1 cell could not be read" in found(readings)["bad_value"]


@pytest.mark.parametrize("huge", ["1e308", "99999999999", "9" * 300, "-1e30"])
def test_a_reading_that_nobody_can_have_taken_is_missing_and_named(tmp_path, huge):
    rows = [f"{s.start},{huge if s.start.day == 15 and s.start.hour == 3 else s.taken}" for s in slots(60)]
    readings = read(save(tmp_path / "a.csv", "start,kwh", rows))
    assert readings.energy_kwh == pytest.approx(KWH[60] - 0.1)
    assert readings.missing == 1
    assert found(readings)["impossible"].startswith(
        "1 reading is larger than anybody takes, and missing here;"
    )


def test_the_meter_and_the_unit_may_stand_above_the_table(tmp_path):
    path = save(tmp_path / "a.csv", "CPE;PT0002000012345678", "UOM;W", "", "Data;Potência", [
        f"{s.start:%d/%m/%Y %H:%M};{2000 * s.taken:.0f}" for s in slots(30)
    ])  # fmt: skip
    readings = read(path)
    assert readings.energy_kwh == pytest.approx(KWH[30])
    assert set(table(readings)["customer_id"]) == {"PT0002000012345678"}
    assert decided(readings)["unit"] == "W"


def test_phases_add_up_and_what_a_roof_makes_is_refused(tmp_path):
    head = "time,Energy (L1) (Wh),Energy (L2) (Wh),Energy (L3) (Wh)"
    rows = [f"{s.start},{500 * s.taken},{300 * s.taken},{200 * s.taken}" for s in slots(60)]
    readings = read(save(tmp_path / "a.csv", head, rows))
    assert (readings.customers, readings.energy_kwh) == (1, pytest.approx(KWH[60]))
    roof = save(tmp_path / "b.csv", "time,Energy Produced (Wh)", [f"{s.start},{s.taken}" for s in slots(60)])
    with pytest.raises(Refusal, match="holds what is fed into the grid"):
        read(roof)


def test_a_folder_holds_market_files_without_an_extension(tmp_path):
    (tmp_path / "nem12#S01").write_bytes(codecs.BOM_UTF8 + b"100,NEM12,200301011534,MDP,R\n")
    (tmp_path / "notes").write_text("100 things")
    assert [path.name for path in files(str(tmp_path))] == ["nem12#S01"]


def test_what_could_be_energy_too_is_told_where_it_is_not_read(tmp_path):
    rows = [f"{s.start},{s.taken},{s.taken},{s.taken / 2},5" for s in slots(60)]
    readings = read(save(tmp_path / "a.csv", "start,kwh,load (kW),OTHER_KWH,price", rows))
    assert (
        found(readings)["unread_columns"]
        == "load (kW), OTHER_KWH could be energy too and are not read; kwh is."
    )


def test_a_counter_that_stands_still_beside_one_that_rises_is_no_energy(tmp_path):
    """A sunny hour: what is taken stands at 32.123 kWh, what is fed in goes on."""
    rows = [f"2026-06-14 12:{15 * n:02},32.123,{0.15 + n / 10:.3f}" for n in range(4)]
    with pytest.raises(Refusal, match="every reading is zero"):
        read(save(tmp_path / "a.csv", "time,Import kWh,Export kWh", rows))


def test_meters_called_by_13_digits_are_no_times(tmp_path):
    mpans = [f"101234567890{n}" for n in range(5)]
    rows = [f"{s.start},{','.join([str(s.taken)] * 5)}" for s in slots(60)]
    readings = read(save(tmp_path / "a.csv", f"time,{','.join(mpans)}", rows))
    assert sorted(set(table(readings)["customer_id"])) == mpans
    assert readings.energy_kwh == pytest.approx(5 * KWH[60])
    assert found(readings) == {}


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-be"])
def test_text_of_another_encoding(tmp_path, encoding, pack):
    lines = text("Zähler;start;kwh;€", [f"Müller – 7;{s.start};{comma(s.taken)};1" for s in slots(60)])
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    (tmp_path / "a.csv").write_bytes(pack(mark + lines.encode(encoding)))
    readings = read(tmp_path / "a.csv")
    assert set(table(readings)["customer_id"]) == {"Müller – 7"}
    assert (readings.energy_kwh, readings.format) == (pytest.approx(KWH[60]), "long table")
