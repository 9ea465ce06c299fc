import numpy as np
import pandas as pd
import pytest

from lib.charts import hour_by_day, hour_by_weekday
from lib.charts.heat import rounded_ends


def hours(days, high_hours, start="2026-06-01", lift=2.0, july=1.0):
    dates = pd.date_range(start, periods=days)
    frame = pd.DataFrame({"date": np.repeat(dates, 24), "hour": np.tile(np.arange(24), days)})
    kw = np.where(frame["hour"].isin(high_hours), lift, 1.0) * np.where(
        frame["date"].dt.month == 7, july, 1.0
    )
    return frame.assign(kw=kw, date=frame["date"].dt.strftime("%Y-%m-%d"))


@pytest.mark.parametrize(
    ("high_hours", "title"),
    [
        ([17, 18, 19, 20], "Evenings carry the load"),
        ([6, 7, 8, 9], "Mornings carry the load"),
        ([10, 11, 12, 13], "Middays carry the load"),
        ([13, 14, 15, 16], "Afternoons carry the load"),
        ([0, 1, 2, 3], "Nights carry the load"),
        ([22, 23, 0, 1], "Nights carry the load"),
        ([], "The load is much the same at every hour"),
    ],
)
def test_title_names_the_part_of_the_day_that_carries_the_load(high_hours, title):
    assert hour_by_day(hours(10, high_hours)).title == title


def test_a_small_evening_rise_is_not_called_carrying():
    assert (
        hour_by_day(hours(10, [17, 18, 19, 20], lift=1.1)).title == "The load is much the same at every hour"
    )


@pytest.mark.parametrize(
    ("days", "july", "title"),
    [
        (50, 1.3, "Evenings carry the load, most of all in July"),
        (50, 1.02, "Evenings carry the load"),
        (33, 1.3, "Evenings carry the load"),  # 3 days of July are not enough to say so
    ],
)
def test_a_month_is_named_where_it_stands_out_on_a_week_of_days_or_more(days, july, title):
    assert hour_by_day(hours(days, [17, 18, 19, 20], july=july)).title == title


def test_more_than_120_days_are_drawn_by_week():
    whole = hour_by_day(hours(121, [18], start="2026-06-01"))  # a Monday
    assert len(whole.table) == 18 * 24  # 17 weeks and 2 days
    assert whole.table["date"].iloc[24] == "2026-06-08"
    assert "hour by week" in whole.note
    assert len(hour_by_day(hours(120, [18])).table) == 120 * 24


def test_a_week_is_the_mean_of_its_days():
    frame = hours(126, [])
    frame.loc[frame["date"] == "2026-06-03", "kw"] = 8.0
    assert hour_by_day(frame).table["kw"].iloc[0] == pytest.approx((6 * 1 + 8) / 7)


def test_missing_days_leave_a_gap():
    frame = hours(10, [])
    spec = hour_by_day(frame[frame["date"] != "2026-06-05"]).chart.to_dict()
    assert len(spec["encoding"]["x"]["scale"]["domain"]) == 10


def test_midnight_is_at_the_bottom_and_mondays_are_labelled():
    spec = hour_by_day(hours(15, [])).chart.to_dict()
    assert spec["encoding"]["y"]["scale"]["domain"][-1] == 0
    assert [(value + 3) % 7 for value in spec["encoding"]["x"]["axis"]["values"]] == [0, 0, 0]


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        (0.62, 1.83, (0.5, 2.0)),
        (0.1, 4.8, (0.0, 5.0)),
        (-0.9, 2.0, (-1.0, 2.0)),
        (1.0, 1.0, (1.0, 2.0)),
        (0.0, 0.0, (0.0, 1.0)),
    ],
)
def test_the_key_ends_on_round_values_that_hold_the_data(low, high, ends):
    bottom, top = rounded_ends(low, high)
    assert bottom <= low <= high <= top
    assert (bottom, top) == pytest.approx(ends)


def weekday_frame(weekend):
    return pd.DataFrame(
        {
            "weekday": np.repeat(np.arange(7), 24),
            "hour": np.tile(np.arange(24), 7),
            "kw": np.repeat([1.0] * 5 + [weekend] * 2, 24),
        }
    )


@pytest.mark.parametrize(
    ("weekend", "title"),
    [
        (1.12, "Weekends use 12 % more than weekdays"),
        (0.8, "Weekends use 20 % less than weekdays"),
        (1.04, "Weekends use as much as weekdays"),
    ],
)
def test_weekends_are_compared_with_weekdays(weekend, title):
    assert hour_by_weekday(weekday_frame(weekend)).title.replace("\N{NO-BREAK SPACE}", " ") == title


def test_one_kind_of_day_is_not_compared():
    frame = weekday_frame(1.0)
    assert hour_by_weekday(frame[frame["weekday"] < 5]).title == "Only one kind of day is known"


def test_the_highest_hour_of_the_week_is_told():
    frame = weekday_frame(1.0)
    frame.loc[(frame["weekday"] == 4) & (frame["hour"] == 19), "kw"] = 2.5
    assert "Highest on Friday at 19:00: 2.5" in hour_by_weekday(frame).alt
