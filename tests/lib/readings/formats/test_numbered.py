"""Tables that number the intervals of a day: 0.1 kWh each, and 0.7 in the first interval from 18:00 on."""

from datetime import date, datetime, timedelta

import pytest

from lib.findings import Refusal
from tests.lib.readings.made import decided, found, read, table


def days(first, intervals, row):
    """Lines of days that follow one another; `intervals` has how many there are in each."""
    lines = []
    for n, count in enumerate(intervals):
        at = first + timedelta(days=n)
        lines += [row(at, number, 0.1) for number in range(1, count + 1)]
    return lines


def save(path, header, lines):
    path.write_text("\n".join([header, *lines]) + "\n")
    return path


def settlement(tmp_path, first, intervals, zone=None):
    rows = days(first, intervals, lambda at, n, kwh: f"M1,{at:%d/%m/%Y},{n},{n / 100}")
    path = save(tmp_path / "a.csv", "MPAN,Settlement Date,Settlement Period,Consumption (kWh)", rows)
    return read(path, **({"zone": zone} if zone else {}))


def clocks(readings, on):
    rows = table(readings)
    rows = rows[rows["start"].dt.date == on]
    return [f"{at:%H:%M}" for at in rows.sort_values("kwh")["start"]], list(rows.sort_values("kwh")["fold"])


def test_a_day_of_50_settlement_periods_has_the_hour_after_one_twice(tmp_path):
    readings = settlement(tmp_path, date(2023, 10, 27), [48, 48, 50, 48])
    starts, fold = clocks(readings, date(2023, 10, 29))
    assert starts[:8] == ["00:00", "00:30", "01:00", "01:30", "01:00", "01:30", "02:00", "02:30"]
    assert fold[:8] == [0, 0, 0, 0, 1, 1, 0, 0]
    assert (readings.readings, readings.interval_minutes) == (194, 30)
    assert "dst_repeat" in found(readings)
    assert decided(readings)["stamps"] == "start"


def test_a_day_of_46_settlement_periods_skips_the_hour_after_one(tmp_path):
    readings = settlement(tmp_path, date(2024, 3, 29), [48, 48, 46, 48])
    starts, _ = clocks(readings, date(2024, 3, 31))
    assert starts[:4] == ["00:00", "00:30", "02:00", "02:30"]
    assert (readings.readings, found(readings).keys() & {"missing", "dst_gap"}) == (190, {"dst_gap"})


def test_48_periods_on_every_day_are_a_clock_that_does_not_change(tmp_path):
    readings = settlement(tmp_path, date(2024, 3, 29), [48, 48, 48, 48])
    assert clocks(readings, date(2024, 3, 31))[0][:4] == ["00:00", "00:30", "01:00", "01:30"]
    assert readings.readings == 192


def test_a_day_with_an_hour_more_where_no_clock_goes_back_is_refused_and_a_zone_helps(tmp_path):
    # In Tehran the clocks of 2021 went back in the night of 21 September.
    longer = (date(2021, 9, 20), [48, 50, 48])
    with pytest.raises(Refusal) as refused:
        settlement(tmp_path, *longer)
    assert str(refused.value) == (
        "a.csv, column Settlement Period: on 2021-09-21 the numbers run to 50 instead of 48, as where clocks go back, "
        "and no clock that is known does so then. Name the time zone of the meters (--zone Europe/London), or mend the "
        "numbers of that day."
    )
    assert settlement(tmp_path, *longer, zone="Asia/Tehran").readings == 146


LAYOUTS = {
    "quarters": ("ESIID,USAGE_DATE,INTERVAL,USAGE_KWH", 96, lambda at, n: f"{at:%m/%d/%Y},{n}"),
    "five minutes": ("NMI,Date,Interval Number,kWh", 288, lambda at, n: f"{at:%d/%m/%Y},{n}"),
    "from nought": ("id,date,hh,kwh", 48, lambda at, n: f"{at},{n - 1}"),
    "named hours": ("id,date,HE,kwh", 24, lambda at, n: f"{at},HE{n:02}"),
    "midnights": ("id,SettlementDate,SP,kwh", 48, lambda at, n: f"{at}T00:00:00Z,SP{n}"),
    "hour and minute": (
        "id,date,hour,minute,kwh",
        96,
        lambda at, n: f"{at},{(n - 1) // 4},{(n - 1) % 4 * 15}",
    ),
    "hour and its quarter": (
        "id,DeliveryDate,DeliveryHour,DeliveryInterval,kwh",
        96,
        lambda at, n: f"{at:%m/%d/%Y},{(n - 1) // 4 + 1},{(n - 1) % 4 + 1}",
    ),
    "year, month, day, hour": (
        "id,Year,Month,Day,Hour,kwh",
        24,
        lambda at, n: f"{at.year},{at.month},{at.day},{n - 1}",
    ),
    "year, month, day, hour that ends": (
        "id,year,month,day,hour,kwh",
        24,
        lambda at, n: f"{at.year},{at.month},{at.day},{n}",
    ),
    "year, month, day, minute": (
        "id,year,month,day,hour,minute,kwh",
        48,
        lambda at, n: f"{at.year},{at.month},{at.day},{(n - 1) // 2},{(n - 1) % 2 * 30}",
    ),
    "year, month, day, clock": (
        "id,year,month,day,time,kwh",
        48,
        lambda at, n: f"{at.year},{at.month},{at.day},{(n - 1) // 2:02}:{(n - 1) % 2 * 30:02}",
    ),
}


@pytest.mark.parametrize("header, count, when", LAYOUTS.values(), ids=LAYOUTS)
def test_a_number_in_a_day_is_the_interval_it_counts(tmp_path, header, count, when):
    evening = count * 18 // 24 + 1
    rows = days(
        date(2026, 6, 18),
        [count] * 2,
        lambda at, n, kwh: f"0042,{when(at, n)},{0.7 if n == evening else kwh}",
    )
    readings = read(save(tmp_path / "a.csv", header, rows))
    peaks = table(readings).query("kwh > 0.5")
    assert [f"{at:%Y-%m-%d %H:%M}" for at in peaks["start"]] == ["2026-06-18 18:00", "2026-06-19 18:00"]
    assert readings.interval_minutes == 1440 // count
    assert readings.energy_kwh == pytest.approx(2 * (0.1 * count + 0.6))
    assert (readings.readings, readings.customers, peaks["customer_id"].iloc[0]) == (2 * count, 1, "0042")


def test_numbers_that_do_not_fill_a_day_are_refused(tmp_path):
    rows = days(date(2026, 6, 18), [30, 30], lambda at, n, kwh: f"A,{at},{n},{kwh}")
    with pytest.raises(Refusal) as refused:
        read(save(tmp_path / "a.csv", "id,date,period,kwh", rows))
    assert str(refused.value) == (
        "a.csv, column period: the numbers of most days run to 30, where 24, 48, 96 or 288 would fill a day. "
        "Export whole days, or add a column with the start of each interval, for example 2026-07-18 17:00."
    )


def test_a_number_beyond_its_day_is_told_with_its_row(tmp_path):
    rows = days(date(2026, 6, 18), [48, 48], lambda at, n, kwh: f"A,{at},{n},{kwh}")
    rows[60] = rows[60].replace("2026-06-19,13,", "2026-06-19,77,")
    readings = read(save(tmp_path / "a.csv", "id,date,period,kwh", rows))
    assert found(readings)["bad_stamp"] == (
        "1 cell could not be read and count as missing; the first is “2026-06-19 77” in row 62, column start."
    )


def test_the_meter_and_the_unit_above_such_a_table_count(tmp_path):
    rows = days(date(2026, 6, 18), [48, 48], lambda at, n, kwh: f"{at},{n},100")
    path = save(tmp_path / "a.csv", "MPAN,1012345678901\nUnit,Wh\n\ndate,period,consumption", rows)
    readings = read(path)
    assert (table(readings)["customer_id"][0], readings.unit) == ("1012345678901", "Wh")
    assert readings.energy_kwh == pytest.approx(9.6)


def beside_meters(day, count, name):
    rows = days(day, [count] * 10, lambda at, n, kwh: f"{at},{n},{kwh},{2 * kwh}")
    return f"date,{name},M1,M2", rows


def test_whole_hours_beside_columns_of_meters_are_a_clock(tmp_path):
    readings = read(save(tmp_path / "a.csv", *beside_meters(date(2026, 1, 5), 24, "hour")))
    assert (readings.customers, readings.readings) == (2, 480)
    assert readings.energy_kwh == pytest.approx(240 * 0.3)
    assert decided(readings)["value"] == "2 columns from “M1” to “M2”"


def test_numbers_beside_columns_of_meters_are_refused_and_the_cure_works(tmp_path):
    path = save(tmp_path / "a.csv", *beside_meters(date(2026, 1, 5), 48, "period"))
    with pytest.raises(Refusal) as refused:
        read(path)
    assert str(refused.value) == (
        "a.csv: it has a column for each meter (M1 to M2), and says in 2 columns (date, period) when an interval was. "
        "Put one column Start in their place, in Excel for a date and half hours =A2+(B2-1)/48, and save it again."
    )
    first = datetime(2026, 1, 5)
    starts = [first + timedelta(minutes=30 * n) for n in range(480)]
    readings = read(save(path, "Start,M1,M2", [f"{at:%Y-%m-%d %H:%M},0.1,0.2" for at in starts]))
    assert (readings.customers, readings.interval_minutes) == (2, 30)
    assert readings.energy_kwh == pytest.approx(480 * 0.3)


def test_dates_that_there_are_not_beside_numbers_are_refused(tmp_path):
    path = save(
        tmp_path / "a.csv",
        "meter,date,settlement period,kwh",
        [f"A,2026-02-30,{n + 1},0.5" for n in range(48)],
    )
    with pytest.raises(Refusal) as caught:
        read(path)
    assert str(caught.value) == (
        "a.csv, column settlement period: no row has both a date and a number of an interval that can be read. "
        "Look at both columns, or export the readings again."
    )
