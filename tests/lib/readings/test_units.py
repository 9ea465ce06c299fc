"""Units that a file does not say, says row by row, or that are known from who publishes it."""

import pytest

from tests.lib.readings.made import decided, found, hours, read, write


def quarters(path, kwh, header):
    return write(path, hours(["A", "B"], 2, kwh, minutes=15), f"customer_id,start,{header}")


def rows(path, header, template, days=2, minutes=15):
    """A table with a row for each interval; `template` is given its start, a number and a power."""
    made = [
        template.format(stamp=start, i=i % 7, kw=1.4 if i % 2 else 1.0)
        for i, (_, start, _) in enumerate(hours("A", days, minutes=minutes))
    ]
    path.write_text("\n".join([header, *made]))
    return path


def severity(readings, code):
    return {f.code: f.severity for f in readings.findings}.get(code)


def test_rows_in_two_units_are_converted_each_and_counted(tmp_path):
    """Of 192 quarters 96 are 200 Wh and 96 are 0.3 kWh: 19.2 and 28.8 kWh."""
    units = ["0.3,kWh", "200,Wh"]
    lines = [f"A,{start},{units[i % 2]}" for i, (_, start, _) in enumerate(hours("A", 2, minutes=15))]
    (tmp_path / "a.csv").write_text("\n".join(["id,time,value,unit", *lines]))
    readings = read(tmp_path / "a.csv")
    assert readings.energy_kwh == pytest.approx(19.2 + 28.8)
    assert found(readings)["mixed_unit"] == (
        "Rows are in several units (column unit says so): 96 readings in wh beside 96 in kWh; all were made kWh."
    )
    finding = next(f for f in readings.findings if f.code == "mixed_unit")
    assert (finding.severity, finding.count, finding.example) == ("warning", 96, "row 3: 200 wh")


def test_quarters_without_a_unit_are_said_to_be_assumed(tmp_path):
    """0.4 in each of 96 quarters: 38.4 kWh a day, or 9.6 were it kW; both are a home's."""
    readings = read(quarters(tmp_path / "a.csv", lambda c, d, slot: 0.4, "value"))
    assert found(readings)["unit_assumed"] == (
        "Column value names no unit and was taken as kWh: a day of 38.4 kWh; were it kW, of 9.6 kWh. "
        "Say --unit kW if it is."
    )
    assert severity(readings, "unit_assumed") == "info"


def test_quarters_that_would_be_a_homes_in_kw_are_warned_of(tmp_path):
    readings = read(quarters(tmp_path / "a.csv", lambda c, d, slot: 1.4, "value"))
    assert found(readings)["unit_assumed"].startswith(
        "Column value names no unit and was taken as kWh: a day of 134.4 kWh; were it kW, of 33.6 kWh, as most homes "
    )
    assert severity(readings, "unit_assumed") == "warning"


@pytest.mark.parametrize("header, minutes", [("value", 60), ("kwh", 15)])
def test_nothing_is_assumed_of_hours_or_of_a_name(tmp_path, header, minutes):
    table = hours(["A"], 2, lambda c, d, slot: 0.4, minutes=minutes)
    readings = read(write(tmp_path / "a.csv", table, f"customer_id,start,{header}"))
    assert "unit_assumed" not in found(readings)


@pytest.mark.parametrize(
    "power, unit, kwh", [(0.8, "kW", 0.2), (800, "W", 0.2), (800.5, "kW", 200.125)], ids=["kW", "W", "doubt"]
)
def test_power_without_a_unit_is_kw_or_w_by_what_a_day_amounts_to(tmp_path, power, unit, kwh):
    readings = read(quarters(tmp_path / "a.csv", lambda c, d, slot: power, "load"))
    assert readings.unit == unit
    assert readings.energy_kwh == pytest.approx(2 * 192 * kwh)
    assert ("unit_doubt" in found(readings)) == (power == 800.5)  # watts have no half, kW are no home's


@pytest.mark.parametrize("header", ["use", "air1,grid", "car1,grid,use"])
def test_pecan_streets_columns_are_in_kw(tmp_path, header):
    cells = ",".join("0.8" if name in ("use", "grid") else "0" for name in header.split(","))
    path = rows(tmp_path / "a.csv", f"dataid,local_15min,{header}", f"26,{{stamp}},{cells}")
    readings = read(path)
    assert (readings.customers, readings.unit) == (1, "kW")
    assert readings.energy_kwh == pytest.approx(192 * 0.2)


def test_the_home_that_uci_publishes_is_one_meter_in_kw(tmp_path):
    """Its sub-meters are in Wh, and parts of what is taken: left out, and said."""
    path = rows(
        tmp_path / "a.csv",
        "Date;Time;Global_active_power;Global_reactive_power;Voltage;Global_intensity;Sub_metering_1",
        "{stamp:%d/%m/%Y};{stamp:%H:%M:%S};{kw};0.100;234.8;18.4;{i}",
        minutes=1,
    )
    readings = read(path, dates="day-first")
    assert readings.energy_kwh == pytest.approx(48 * 1.2)
    assert (readings.customers, readings.unit) == (1, "kW")
    assert "Sub_metering_1" in found(readings)["other_commodity"]
    assert decided(readings)["value"] == "Global_active_power"
