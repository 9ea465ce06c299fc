"""Readings that cannot be meant: counted, shown by the largest, kept; and what is merely large is not."""

import pytest

from tests.lib.readings.made import found, hours, read, write

DAYS = 30


def spiked(odd: dict[int, float], usual: float = 0.5):
    """Hourly readings of one customer, of which some hours, counted from the first, are odd."""
    return hours(["A"], DAYS, lambda c, d, h: odd.get(24 * d + h, usual))


def test_a_reading_far_beyond_what_the_customer_uses_is_said_and_kept(tmp_path):
    readings = read(write(tmp_path / "a.csv", spiked({300: 98_765.4})))
    [spike] = [finding for finding in readings.findings if finding.code == "spike"]
    assert spike.message == (
        "1 reading is over 50 kW and over 100 times what is usual of the same customer, at 1 customer; "
        "kept as they are."
    )
    assert (spike.severity, spike.count) == ("warning", 1)
    assert spike.example == "A at 2026-06-13 12:00: 98,765.4 kWh, usually 0.5"
    assert readings.energy_kwh == pytest.approx(719 * 0.5 + 98_765.4)


@pytest.mark.parametrize(
    "rows",
    [
        spiked({300: 49.0}),  # an hour of 49 kW: a large heater
        spiked({300: 60.0}, usual=1.0),  # 60 times what is usual
        spiked(dict.fromkeys(range(0, 720, 24), 80.0)),  # one hour of every day: a pump
    ],
    ids=["under 50 kW", "under 100 times", "every day"],
)
def test_what_is_merely_large_is_not_called_impossible(tmp_path, rows):
    assert "spike" not in found(read(write(tmp_path / "a.csv", rows)))


def test_many_readings_are_counted_although_they_lift_the_mean(tmp_path):
    readings = read(write(tmp_path / "a.csv", spiked(dict.fromkeys(range(100, 107), 98_765.4))))
    assert [finding.count for finding in readings.findings if finding.code == "spike"] == [7]
