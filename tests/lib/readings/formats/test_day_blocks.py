"""A date once for all times of its day: in a row of its own, or at the first of them as merged cells leave it."""

from datetime import datetime, timedelta

import pytest

from tests.lib.readings.made import decided, found, read, table

FIRST = datetime(2026, 3, 14)
SLOTS = range(48)
WATTS = [200 + 10 * (slot % 7) for slot in SLOTS]  # half hours: 0.5 Wh for each W
ENERGY = 3 * sum(WATTS) / 2000


def save(tmp_path, lines):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def blocks(late, last=""):
    """Three days, each with its date in a row of its own; `late`: the times end the half hours."""
    rows = []
    for day in range(3):
        rows.append(f"{FIRST + timedelta(day):%d/%m/%Y};;")
        for slot in SLOTS:
            clock = FIRST + timedelta(minutes=30 * (slot + late))
            rows.append(f"{clock:%H:%M};{WATTS[slot]}{last}")
    return rows


HEADERS = {
    "a header that names the date too": ["Courbe de charge", "Date;Heure;Puissance (W)"],
    "a header of two": ["Heure;Puissance (W)"],
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
@pytest.mark.parametrize("late", [0, 1])
def test_the_times_below_a_date_are_its_own(tmp_path, header, late):
    readings = read(save(tmp_path, [*header, *blocks(late, ";" * (len(header) - 1))]))
    rows = table(readings)
    assert list(rows["start"]) == [FIRST + timedelta(minutes=30 * n) for n in range(144)]
    assert list(rows["kwh"]) == pytest.approx([watts / 2000 for watts in WATTS] * 3)
    assert (readings.unit, readings.energy_kwh) == ("W", pytest.approx(ENERGY))
    assert decided(readings)["stamps"] == ("end" if late else "start")


def test_a_date_at_the_first_of_its_times_holds_for_all(tmp_path):
    rows = [
        f"7,{FIRST + timedelta(day):%Y-%m-%d},{slot // 2:02}:{slot % 2 * 30:02},{WATTS[slot] / 1000}"
        if slot == 0
        else f"7,,{slot // 2:02}:{slot % 2 * 30:02},{WATTS[slot] / 1000}"
        for day in range(3)
        for slot in SLOTS
    ]
    readings = read(save(tmp_path, ["meter,Date,Time,kWh", *rows]))
    assert readings.energy_kwh == pytest.approx(2 * ENERGY)
    assert (readings.start, readings.end) == ("2026-03-14 00:00", "2026-03-16 23:30")
    assert set(table(readings)["customer_id"]) == {"7"}


def test_a_row_below_the_blocks_is_told_and_not_counted(tmp_path):
    readings = read(save(tmp_path, ["Heure;Puissance (W)", *blocks(0), "Total;33000"]))
    assert readings.energy_kwh == pytest.approx(ENERGY)
    assert "“Total 33000” in row 149" in found(readings)["bad_stamp"]


def test_a_date_in_every_row_is_no_block(tmp_path):
    rows = [f"{FIRST:%Y-%m-%d},{slot // 2:02}:{slot % 2 * 30:02},0.5" for slot in SLOTS]
    assert read(save(tmp_path, ["Date,Time,kWh", *rows])).format == "long table"
