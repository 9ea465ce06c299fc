"""Green Button tables whose rows begin with a period."""

from tests.lib.readings.made import found, read

HOURS = [f"2026-03-14 {n:02}:00 to 2026-03-14 {n + 1:02}:00,0.5" for n in range(23)]
LAST = "2026-03-14 23:00 to 2026-03-15 00:00"


def test_a_row_without_its_period_is_a_reading_that_is_counted_as_missing(tmp_path):
    path = tmp_path / "periods.csv"
    path.write_text("\n".join(["Usage", "Energy,kWh", *HOURS, ",0.25"]))
    readings = read(path)
    assert readings.energy_kwh == 23 * 0.5
    assert found(readings)["bad_stamp"] == (
        "1 cell could not be read and count as missing; the first is “nothing” in row 26, column start."
    )


def test_a_number_below_a_block_is_none_of_its_readings(tmp_path):
    path = tmp_path / "periods.csv"
    path.write_text("\n".join(["Usage", "Energy,kWh", *HOURS, f"{LAST},0.5", "", "Meter,12345"]))
    readings = read(path)
    assert (readings.energy_kwh, "bad_stamp" in found(readings)) == (12.0, False)
