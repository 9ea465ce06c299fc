"""What a file does not tell is asked with both readings of the same rows; files come together; tables stand beside."""

import pandas as pd
import pytest

from tests import meter_files
from tests.pages.app import answer, charts, give, open_app, open_with, said, turn_to, upload

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1


def shown(app) -> str:
    """All text of the page, without the marks that keep it from being read as markdown."""
    return "\n".join(text.value for text in app.main.markdown).replace("\\", "")


def month(number: int, customers=("A", "B"), days=28, kwh=0.5) -> bytes:
    stamps = pd.date_range(f"2026-{number:02}-01", periods=24 * days, freq="h")
    rows = [
        f"{who},{stamp:%Y-%m-%d %H:%M},{kwh + stamp.hour / 10:.1f}" for who in customers for stamp in stamps
    ]
    return ("customer_id,start,kwh\n" + "\n".join(rows) + "\n").encode()


def test_dates_that_may_be_read_two_ways_are_shown_both_ways():
    app = give(open_app("readings"), "days.csv", meter_files.AMBIGUOUS)
    assert "no date in the file tells the day from the month" in said(app)
    assert "--dates" not in said(app)
    both = [table.value for table in app.table if "Row as written" in table.value.columns]
    assert [list(table["Begins"])[:2] for table in both] == [
        ["1 Jun 2026 00:00", "1 Jun 2026 01:00"],
        ["6 Jan 2026 00:00", "6 Jan 2026 01:00"],
    ]
    assert both[0]["Row as written"][0].replace("\\", "") == "A,01/06/2026 00:00,0.1"
    follows = [line for line in shown(app).splitlines() if line.startswith("2 customers, ")]
    assert follows == [
        "2 customers, 1 June 2026 to 12 June 2026, 12 days with readings; mean load of a customer 0.46\xa0kW.",
        "2 customers, 6 January 2026 to 6 December 2026, 12 of 335 days with readings; mean load of a customer "
        "0.46\xa0kW.",
    ]
    app.button(key="ask_dates_month-first").click().run()
    assert answer(app).startswith("**2 customers, 335 days, hourly**")


def test_a_unit_that_the_numbers_leave_open_is_shown_in_each():
    stamps = pd.date_range("2026-06-01", periods=24 * 10, freq="h")
    text = "start,value\n" + "".join(f"{stamp:%Y-%m-%d %H:%M},40.5\n" for stamp in stamps)
    app = give(open_app("readings"), "one.csv", text.encode())
    assert "names no unit" in said(app)
    follows = [line.split("; ")[1] for line in shown(app).splitlines() if line.startswith("1 customer, ")]
    assert follows == [f"mean load of a customer {kw}\xa0kW." for kw in ("40.5", "0.04", "40.5")]
    app.button(key="ask_unit_Wh").click().run()
    assert not app.error
    assert answer(app).startswith("**1 customer, 10 days, hourly**")


def test_months_given_together_or_one_after_the_other_are_one():
    together = upload(open_app(), "meter_file", ("may.csv", month(5)), ("june.csv", month(6)))
    assert answer(together).startswith("**2 customers, 59 days, hourly**")
    app = give(open_app(), "may.csv", month(5))
    app.segmented_control(key="next_file").set_value("Is added to it").run()
    give(app, "june.csv", month(6))
    assert answer(app) == answer(together)
    [box] = turn_to(app, "what_changed").date_input
    assert box.value.isoformat() == "2026-05-29"  # what was added is the later period
    [box] = turn_to(together, "what_changed").date_input
    assert box.value.isoformat() == "2026-05-31"  # the middle


def test_what_stands_in_two_files_is_counted_once_and_said():
    app = upload(open_app(), "meter_file", ("may.csv", month(5)), ("again.csv", month(5, ("B", "C"))))
    assert answer(app).startswith("**3 customers, 28 days, hourly**; 100\xa0% complete")
    lines = shown(app).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("672 readings stand in the data twice"))
    assert lines[at + 1].startswith(":small[:gray[Counted once")
    assert "Count: 672." in lines[at + 1]
    assert lines[at + 1].endswith("`duplicates`]]")


def test_files_of_another_interval_are_not_read_together():
    quarters = b"customer_id,start,kwh\n" + b"".join(
        b"A,2026-06-01 %02d:%02d,0.1\n" % (hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)
    )
    app = upload(open_app(), "meter_file", ("may.csv", month(5)), ("fine.csv", quarters))
    assert "The files have intervals of 15 minutes (fine.csv) and 60 minutes (may.csv)." in said(app)


def test_saved_answers_serve_the_next_file():
    app = give(open_app("readings"), "days.csv", meter_files.AMBIGUOUS)
    app.button(key="ask_dates_day-first").click().run()
    saved = b'[reading]\ndates = "day-first"\n'
    other = upload(open_app(), "meter_file", ("reading.toml", saved), ("days.csv", meter_files.AMBIGUOUS))
    assert not other.error
    assert answer(other) == answer(app)


def test_answers_that_are_none_are_refused_in_a_sentence(small):
    app = upload(open_with("small.csv", small), "meter_file", ("reading.toml", b"unit = 'furlong'"))
    assert said(app).startswith("reading.toml: unit = 'furlong' is not known. It is one of kWh, ")


def test_tables_among_meter_files_are_set_beside_them(small):
    temperature = "time,temp_c\n" + "".join(
        f"{stamp:%Y-%m-%d %H:%M},{15 + stamp.hour}\n"
        for stamp in pd.date_range("2026-06-06", periods=672, freq="h")
    )
    flags = b"customer_id,medical\nC100001,yes\nX,no\n"
    app = upload(
        open_app(),
        "meter_file",
        ("small.csv", small),
        ("weather.csv", temperature.encode()),
        ("flags.csv", flags),
    )
    assert answer(app).startswith("**60 customers, 28 days, hourly**")
    text = shown(app)
    assert "28 days, by the hour, in °C: 15.0 to 38.0 °C" in text
    assert "28 of 28 days of the readings are in it" in text
    assert "1 of 60 customers with readings are in it" in text
    assert "1 customer of flags.csv has no readings and is left aside; for example X." in text
    assert "medical" in "\n".join(m.value for m in turn_to(app, "targets").main.markdown)


def test_degrees_that_may_be_either_are_asked_for(small):
    text = "time,temperature\n" + "".join(
        f"{stamp:%Y-%m-%d %H:%M},50\n" for stamp in pd.date_range("2026-06-06", periods=672, freq="h")
    )
    app = upload(open_with("small.csv", small), "side_file", ("weather.csv", text.encode()))
    assert "which may be °C or °F." in said(app)
    assert (
        app.button(key="side_weather.csv_degF")
        .label.replace("\\", "")
        .startswith("degF: 28 days, by the hour")
    )
    app.button(key="side_weather.csv_degF").click().run()
    assert not app.error
    assert "made °C: 10.0 to 10.0 °C" in shown(app)


def test_a_system_load_says_which_days_are_event_like(small):
    rows = "".join(
        f"{stamp:%Y-%m-%d %H:%M},{1000 + 100 * stamp.day * (stamp.hour == 18)}\n"
        for stamp in pd.date_range("2026-06-06", periods=672, freq="h")
    )
    app = open_with("small.csv", small)
    assert "by the sum of the customers" in shown(turn_to(app, "readings"))
    upload(app, "side_file", ("system.csv", f"time,system_load_mw\n{rows}".encode()))
    assert "by the system load in system.csv" in shown(app)
    [leave] = [button for button in app.button if button.label == "Leave it out"]
    leave.click().run()
    assert "by the sum of the customers" in shown(app)


def test_who_has_days_enough_is_shown_before_anything_is_clustered(app_of_nine_days):
    alt = next(
        chart.alt
        for chart in charts(app_of_nine_days)
        if " like days" in chart.alt and "System" not in chart.alt
    )
    assert alt.startswith("No customer has 28 like days or more; 6 have under 7. ")
    assert "7 to 13, few: warned: 54" in alt
    said = "No customer has 28 like days or more; 6 have under 7. The page Readings shows whose are few."
    assert said in shown(turn_to(app_of_nine_days, "choose_k"))


@pytest.fixture
def app_of_nine_days():
    return turn_to(open_with("nine.csv", meter_files.territory(days=9)), "readings")


def test_next_month_of_one_customer_is_of_the_same_customer():
    may, june = (b"\n".join(line[2:] for line in month(n, ("A",)).splitlines()) for n in (5, 6))
    may, june = b"start,kwh" + may[may.index(b"\n") :], b"start,kwh" + june[june.index(b"\n") :]
    app = give(open_app(), "may.csv", may)
    app.segmented_control(key="next_file").set_value("Is added to it").run()
    assert app.checkbox(key="same_customer").value
    give(app, "june.csv", june)
    assert answer(app).startswith("**1 customer, 59 days, hourly**")


def test_a_meter_file_among_the_tables_can_be_read_as_one(small):
    app = upload(open_with("small.csv", small), "side_file", ("may.csv", month(5)))
    assert "this looks like meter readings" in said(app)
    app.button(key="meter_may.csv").click().run()
    assert not app.error
    assert answer(app).startswith("**2 customers, 28 days, hourly**")
