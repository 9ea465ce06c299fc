"""The Irish trial: 1392 19503 0.14 is meter 1392, the 195th day from 2009-01-01 on, its third half hour, 0.14 kWh."""

import pytest

from tests.lib.readings.made import found, read, table


def trial(first, halves, meters=("1392", "1000"), mark=" "):
    return [
        mark.join((meter, f"{first + n:03}{half:02}", f"{half / 100}"))
        for meter in meters
        for n, count in enumerate(halves)
        for half in range(1, count + 1)
    ]


def save(path, lines):
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize("mark", [" ", ",", "\t"])
def test_the_code_is_a_day_and_a_half_hour(tmp_path, mark):
    readings = read(save(tmp_path / "File1.txt", trial(195, [48, 48, 48], mark=mark)))
    rows = table(readings)
    assert (readings.start, readings.end) == ("2009-07-14 00:00", "2009-07-16 23:30")
    assert (readings.customers, readings.readings, readings.interval_minutes) == (2, 288, 30)
    assert readings.energy_kwh == pytest.approx(2 * 3 * 11.76)  # 0.01 x 48 x 49 / 2 = 11.76 a day
    third = rows[(rows["customer_id"] == "1392") & (rows["kwh"] == 0.03)].iloc[0]
    assert f"{third['start']:%Y-%m-%d %H:%M}" == "2009-07-14 01:00"
    assert "no_header" in found(readings)


def test_a_header_may_stand_above_it(tmp_path):
    lines = ["ID,DateTime,Usage", *trial(195, [48, 48], mark=",")]
    readings = read(save(tmp_path / "a.csv", lines))
    assert (readings.readings, readings.start) == (192, "2009-07-14 00:00")
    assert "bad_stamp" not in found(readings)


def test_the_night_of_50_half_hours_has_an_hour_twice(tmp_path):
    readings = read(save(tmp_path / "a.txt", trial(297, [48, 50, 48], ["1392"])))  # 2009-10-25
    rows = table(readings).query("fold == 1")
    assert [f"{at:%Y-%m-%d %H:%M}" for at in rows["start"]] == ["2009-10-25 01:00", "2009-10-25 01:30"]
    assert readings.readings == 146


def test_a_line_of_another_kind_is_told(tmp_path):
    lines = trial(195, [48] * 3)
    lines[200] = "end of part one"
    assert "“end of part one” in row 201" in found(read(save(tmp_path / "a.txt", lines)))["bad_stamp"]
