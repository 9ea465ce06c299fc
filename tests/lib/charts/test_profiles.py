import numpy as np
import pytest

from lib.charts import Spread, sampled_profiles, typical_day
from lib.charts.profiles import member_lines


def day(peak_hour=None, height=2.0):
    values = np.ones(24)
    if peak_hour is not None:
        values[peak_hour] = height
    return Spread(values, values * 0.5, values * 2)


@pytest.mark.parametrize(
    ("weekday", "weekend", "title"),
    [
        (day(19, 1.9), None, "The typical day peaks at 19:00 at 1.9 kW"),
        (day(12, 1.05), None, "The typical day is flat, at 1.0 kW"),
        (day(19, 1.9), day(13), "Weekdays peak at 19:00 at 1.9 kW, weekends peak at 13:00 at 2.0 kW"),
        (day(23), day(23), "Weekdays and weekends both peak at 23:00 at 2.0 kW"),
        (day(12, 1.05), day(3), "Weekdays are flat, at 1.0 kW, weekends peak at 03:00 at 2.0 kW"),
        (day(), day(), "Weekdays and weekends both are flat, at 1.0 kW"),
    ],
)
def test_title_tells_hour_and_height_of_the_peak(weekday, weekend, title):
    assert typical_day(weekday, weekend).title.replace("\N{NO-BREAK SPACE}", " ") == title


def test_the_spread_at_the_peak_is_told():
    assert "between 0.95 kW and 3.8 kW" in typical_day(day(19, 1.9)).alt.replace("\N{NO-BREAK SPACE}", " ")


def test_weekend_is_a_dashed_line_over_the_weekday_band():
    marks = [layer.mark for layer in typical_day(day(19), day(13), (17, 21)).chart.layer]
    assert [mark.type for mark in marks] == ["rect", "area", "line", "line", "text", "text", "rule"]
    assert marks[3].strokeDash == [5, 3]


def test_at_least_half_peak_at_the_height_told():
    hourly_kw = np.outer([0.5, 1.0, 1.13, 4.0, 5.0], np.linspace(0.2, 1, 24))
    title = sampled_profiles(hourly_kw).title.replace("\N{NO-BREAK SPACE}", " ")
    assert title == "Half of all customers peak at 1.2 kW or less"


@pytest.mark.parametrize(("customers", "lines"), [(3, 3), (60, 60), (1000, 60)])
def test_at_most_sixty_lines_are_drawn_and_all_customers_counted(customers, lines):
    picture = sampled_profiles(np.ones((customers, 24)))
    assert picture.chart.layer[0].data["customer"].nunique() == lines
    assert f"Mean days of {lines} of {customers:,} customers" in picture.note


def test_lines_are_the_customers_themselves():
    days = np.arange(10)[:, None] * np.ones(24)
    assert member_lines(days, 4).groupby("customer")["kw"].first().tolist() == [0, 3, 6, 9]
