"""What goes to the side without a question: a meter file never does."""

from lib.readings.side.recognise import surely_beside

DAYS = [f"2026-06-{day:02d}" for day in range(1, 11)]


def given(tmp_path, header: str, rows: list[str]) -> bool:
    path = tmp_path / "given.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return surely_beside(path, path.name)


def test_readings_with_a_column_of_temperature_are_a_meter_file(tmp_path):
    rows = [f"B{n},{day},{hour:02d}:00,1.2,21.5" for n in (1, 2) for day in DAYS for hour in range(24)]
    assert not given(tmp_path, "building,date,slot_start,kwh,temperature", rows)


def test_a_temperature_by_weather_station_stands_beside(tmp_path):
    rows = [f"S1,{day} {hour:02d}:00,21.5" for day in DAYS for hour in range(24)]
    assert given(tmp_path, "site,time,temperature", rows)
