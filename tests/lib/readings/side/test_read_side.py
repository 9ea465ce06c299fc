"""Tables beside the readings: known by their columns, read in the units people use, refused in a sentence."""

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from lib.answers import SideReading
from lib.findings import Refusal
from lib.readings.side import beside, read_side
from lib.targets.attributes import attributes_of

DAY = tuple(f"{hour:02}:00" for hour in range(24))


@pytest.fixture
def read(tmp_path):
    def read(text: str, name: str = "table.csv", **answers: str):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return read_side(tmp_path / name, name, SideReading(**answers))

    return read


def refused(read, text: str, name: str = "table.csv") -> tuple[str, str]:
    with pytest.raises(Refusal) as told:
        read(text, name)
    return str(told.value), told.value.ask


def messages(side) -> dict[str, str]:
    return {finding.code: finding.message for finding in side.findings}


def hours(header: str, value, days: int = 2) -> str:
    """A row an hour from 1 July 2026 on."""
    stamps = pd.date_range("2026-07-01", periods=24 * days, freq="h")
    return header + "\n" + "".join(f"{stamp:%Y-%m-%d %H:%M},{value(i)}\n" for i, stamp in enumerate(stamps))


def test_a_temperature_in_fahrenheit_is_made_celsius(read):
    side = read(hours("time,temp_f", lambda i: 68 if i < 24 else 86))
    assert side.KIND == "temperature"
    assert side.why == "column temp_f beside the time time"
    assert side.unit == "degF"
    assert side.daily_c == (("2026-07-01", 20.0), ("2026-07-02", 30.0))
    assert messages(side)["degrees"] == "table.csv is in degF: its name says so."


def test_degrees_that_no_place_has_are_fahrenheit(read):
    side = read(hours("time,temperature", lambda i: 95))
    assert side.hourly_c.tolist() == [[35.0] * 24] * 2
    assert "goes up to 95.0, and no place on Earth" in messages(side)["degrees"]


def test_degrees_that_may_be_either_are_asked_for_and_the_answer_serves(read):
    text = hours("time,temperature", lambda i: 41)
    why, ask = refused(read, text)
    assert ask == "degrees"
    assert why == (
        "table.csv: the temperature goes from 41.0 to 41.0, which may be °C or °F. "
        "Say --degrees degC or --degrees degF."
    )
    assert read(text, degrees="degF").hourly_c[0, 0] == 5.0
    assert read(text, degrees="degC").hourly_c[0, 0] == 41.0


def test_a_whole_year_under_fifty_degrees_is_celsius(read):
    text = "date,temperature\n" + "".join(
        f"{day:%Y-%m-%d},{10 + 20 * np.sin(i / 58):.1f}\n"
        for i, day in enumerate(pd.date_range("2025-01-01", periods=365))
    )
    side = read(text)
    assert side.unit == "degC"
    assert not side.hourly
    assert side.daily_c[0] == ("2025-01-01", 10.0)
    assert "a year without summer" in messages(side)["degrees"]


def test_a_row_a_day_with_a_column_an_hour_is_known_by_the_files_name(read):
    text = "date," + ",".join(DAY) + "\n2026-07-01," + ",".join(map(str, range(60, 84))) + "\n"
    side = read(text, "temperature_2026.csv")
    assert side.KIND == "temperature"
    assert side.hourly_c[0, 0] == pytest.approx((60 - 32) / 1.8)
    why, ask = refused(read, text, "numbers.csv")
    assert ask == "kind"
    assert "--side temperature=numbers.csv" in why
    assert read(text, "numbers.csv", kind="system load").hourly_kw[0, 23] == 83


def test_quarters_of_an_hour_are_averaged_and_the_hour_that_comes_twice_too(read):
    rows = [f"2025-10-26 {h:02}:{m:02},{10 + m / 15}" for h in range(24) for m in (0, 15, 30, 45)]
    side = read("\n".join(["time,temp_c", *rows, *rows[8:12]]) + "\n")
    assert side.hourly_c.tolist() == [[11.5] * 24]
    assert messages(side)["several_values"].startswith("4 values of table.csv are of a moment that stands")


def test_stamps_at_the_end_of_an_hour_are_moved(read):
    side = read(hours("hour_ending,load_mw", lambda i: i))
    assert side.dates[0] == date(2026, 6, 30)
    assert side.hourly_kw[1, 0] == 1000.0


@pytest.mark.parametrize(
    ("column", "value", "kw"), [("load MW", 2, 2000), ("load_kW", 2, 2), ("System load MWh", 2, 2000)]
)
def test_a_system_load_is_in_kw_where_the_column_tells(read, column, value, kw):
    side = read(hours(f"time,{column}", lambda i: value))
    assert side.KIND == "system load"
    assert side.hourly_kw[0, 0] == kw


def test_a_system_load_without_a_unit_says_that_only_its_order_counts(read):
    side = read(hours("time,system_load", lambda i: i))
    assert side.unit == ""
    assert messages(side)["load_unit"] == "table.csv names no unit; only its order from hour to hour is used."


def test_prices_for_a_mwh_are_for_one_kwh(read):
    side = read(hours("time,day_ahead_price_eur_mwh", lambda i: 120))
    assert (side.KIND, side.currency, side.hourly_price[0, 0]) == ("hourly prices", "EUR", 0.12)


def test_an_event_has_who_was_asked(read):
    side = read(
        "event,date,start,end,customer_id\nE1,2026-07-01,17:00,21:00,A\nE1,2026-07-01,17:00,21:00,B\n"
        "E2,2026-07-08,22:00,01:00,A\n"
    )
    assert side.KIND == "past events"
    first, second = side.events
    assert (first.event, first.customers) == ("E1", ("A", "B"))
    assert (first.start, first.end) == (datetime(2026, 7, 1, 17), datetime(2026, 7, 1, 21))
    assert second.end == datetime(2026, 7, 9, 1)
    assert side.dates == (date(2026, 7, 1), date(2026, 7, 8))


def test_an_event_may_have_whole_stamps_hours_or_a_duration(read):
    stamps = read("event,start,end\n1,2026-07-01 17:00,2026-07-01 20:00\n")
    numbers = read("event,date,start,end\n1,2026-07-01,17,20\n")
    lasting = read("event,start,duration_hours\n1,2026-07-01 17:00,3\n")
    assert stamps.events == numbers.events == lasting.events


def test_an_event_that_cannot_be_read_is_named_and_counted(read):
    side = read(
        "event,date,start,end\n1,2026-07-01,17:00,20:00\n2,2026-07-02,17:00,20:00\n3,soon,17:00,20:00\n"
    )
    assert len(side.events) == 2
    assert messages(side)["bad_value"] == (
        "1 cell of table.csv could not be read and count as missing; the first is “17:00” in row 4, column start."
    )


def test_a_calendar_of_prices_has_an_event_for_every_spell_of_an_unusual_one(read):
    label = {7: "High", 8: "High", 30: "Low"}
    side = read(hours("TariffDateTime,Tariff", lambda i: label.get(i, "Normal")))
    assert [(e.label, f"{e.start:%d %H}", f"{e.end:%d %H}") for e in side.events] == [
        ("High", "01 07", "01 09"),
        ("Low", "02 06", "02 07"),
    ]
    assert "1 High, 1 Low" in messages(side)["calendar"]


def test_outages_strike_a_customer_a_feeder_or_everybody(read):
    side = read(
        "outage_start,outage_end,customer_id,feeder\n2026-07-01 10:00,2026-07-01 12:00,A,\n"
        "2026-07-02 10:00,2026-07-02 12:00,,F7\n"
    )
    assert side.KIND == "outages"
    assert [(o.customer_id, o.feeder) for o in side.outages] == [("A", ""), ("", "F7")]
    assert side.customers == {"A"}


def test_bills_are_added_up_for_each_customer(read):
    side = read(
        'customer_id,month,amount_usd,kwh\n007,2026-05-01,"1,050.50",200\n007,2026-06-01,50,250\n8,2026-05-01,70,\n'
    )
    assert (side.KIND, side.currency) == ("bills", "USD")
    totals = side.totals().set_index("customer_id")
    assert totals.loc["007"].to_dict() == {"amount": 1100.5, "kwh": 450.0, "bills": 2.0}
    assert np.isnan(totals.loc["8", "kwh"])


def test_a_table_of_customers_is_what_targets_know_of_them(read):
    side = read("LCLid,medical,Acorn\nMAC1,yes,A\nMAC2,,B\n")
    assert side.KIND == "attributes"
    assert side.why == "column LCLid names customers, and medical are known of them"
    assert not side.offers
    known = attributes_of(side)
    assert known.medical.tolist() == [True, False]
    assert known.features.columns.tolist() == ["Acorn"]
    assert read("id,offered\n1,1\n").offers


def test_a_flag_that_is_neither_yes_nor_no_is_refused_at_once(read):
    why, _ = refused(read, "id,medical\n1,perhaps\n")
    assert why.startswith("table.csv, row 2, column medical: 'perhaps' is neither yes nor no")


def test_meter_readings_are_not_taken_for_a_side_table(read):
    why, ask = refused(read, "customer_id,start,kwh\nA,2026-07-01 00:00,1\nA,2026-07-01 01:00,2\n")
    assert "this looks like meter readings, by customer and time. Give it as a meter file" in why
    assert ask == "meter"


def test_dates_that_may_be_read_two_ways_are_asked_for(read):
    text = "date,start,end\n03/04/2026,17:00,20:00\n"
    why, ask = refused(read, text)
    assert ask == "dates"
    assert read(text, dates="day-first").dates == (date(2026, 4, 3),)
    assert read(text, dates="month-first").dates == (date(2026, 3, 4),)
    assert "03/04/2026" in why


def test_a_temperature_that_is_no_number_is_named_and_counted(read):
    side = read(hours("time,temp_c", lambda i: "warm" if i == 3 else 20))
    assert np.isnan(side.hourly_c[0, 3])
    assert messages(side)["bad_value"] == (
        "1 cell of table.csv could not be read and count as missing; the first is “warm” in row 5, column temp_c."
    )


def test_customers_that_do_not_match_are_counted_and_listed(read):
    fits = beside(read("id,medical\n1,1\n9,0\n8,0\n"), ["1", "2"], date(2026, 7, 1), date(2026, 7, 2))
    assert fits.fits == "1 of 2 customers with readings are in it"
    assert fits.unmatched == ("8", "9")
    assert fits.findings[-1].message == (
        "2 customers of table.csv have no readings and are left aside; for example 8, 9."
    )


def test_days_that_do_not_match_are_counted_and_the_first_is_named(read):
    fits = beside(read(hours("time,temp_c", lambda i: 20)), [], date(2026, 7, 2), date(2026, 7, 4))
    assert (fits.matched, fits.unmatched) == (1, ("2026-07-01",))
    assert fits.findings[-1].message == (
        "2 days of the readings are not in table.csv; the first is 2026-07-03."
    )


def test_another_cell_or_answer_is_another_fingerprint(read):
    text = hours("time,temperature", lambda i: 41)
    one, same = read(text, degrees="degF"), read(text, degrees="degF")
    assert one.fingerprint == same.fingerprint
    assert (
        len(
            {
                one.fingerprint,
                read(text, degrees="degC").fingerprint,
                read(text + "2026-07-03 00:00,41\n", degrees="degF").fingerprint,
            }
        )
        == 3
    )


def test_separators_and_decimal_commas_are_read(read):
    side = read("Datum;Temperatur °C\n01.07.2026 00:00;20,5\n13.07.2026 00:00;21,5\n")
    assert side.daily_c == (("2026-07-01", 20.5), ("2026-07-13", 21.5))
