import numpy as np
import pandas as pd
import pytest

from lib.charts import system_load
from lib.charts.readings import calm_stretch, peak_align

DATES = ["2026-07-01", "2026-07-02", "2026-07-03", "2026-07-04"]


def daily(high, temperature=None):
    frame = pd.DataFrame({"date": DATES, "high_kw": high, "mean_kw": [50.0] * 4, "low_kw": [20.0] * 4})
    return frame if temperature is None else frame.assign(temperature_c=temperature)


@pytest.mark.parametrize(
    ("temperature", "events", "title"),
    [
        ([20, 30, 31, 21], [1, 2], "The 2 hottest days are the 2 highest peaks"),
        ([20, 30, 10, 31], [1, 3], "1 of the 2 hottest days is among the 2 highest peaks"),
        ([30, 20, 21, 31], [0, 3], "None of the 2 hottest days are among the 2 highest peaks"),
        ([10, -5, -6, 9], [1, 2], "The 2 coldest days are the 2 highest peaks"),
        ([20, 30, 20, 31], [0, 1], "1 of the 2 event-like days is among the 2 highest peaks"),
        ([20, 30, 31, 21], [2], "The hottest day does not have the highest peak"),
        (None, [1], "The event-like day has the highest peak"),
        (None, [], "The highest hour was 200\N{NO-BREAK SPACE}kW, 2\N{NO-BREAK SPACE}Jul"),
    ],
)
def test_title_counts_the_shaded_days_among_as_many_highest_peaks(temperature, events, title):
    picture = system_load(daily([100, 200, 150, 90], temperature), [DATES[n] for n in events])
    assert picture.title == title
    assert picture.table["event_like"].tolist() == [n in events for n in range(4)]


def test_few_hits_are_called_few():
    days = pd.date_range("2026-07-01", periods=8).strftime("%Y-%m-%d")
    frame = pd.DataFrame({"date": days, "high_kw": np.arange(8.0), "mean_kw": 1.0, "low_kw": 0.0})
    assert (
        system_load(frame, days[[0, 1, 7]]).title
        == "Only 1 of the 3 event-like days is among the 3 highest peaks"
    )


def test_days_may_come_in_any_order_and_with_unknown_temperature():
    frame = daily([100, 200, 150, 90], [20, np.nan, 31, 21])
    one, other = system_load(frame, DATES[2:3]), system_load(frame.iloc[::-1], DATES[2:3])
    assert one.title == other.title == "The hottest day does not have the highest peak"
    assert one.chart.to_dict()["layer"][0] == other.chart.to_dict()["layer"][0]


def test_bands_reach_half_a_day_to_either_side_but_not_out_of_the_picture():
    layer = system_load(daily([1, 2, 3, 4]), [DATES[0], DATES[2]]).chart.layer[0]
    first = 20635  # 1 July 2026
    assert layer.mark.type == "rect"
    assert layer.data.values.tolist() == [[first, first + 0.5], [first + 1.5, first + 2.5]]


def test_highest_hour_is_told_in_the_alternative_text():
    assert "200\N{NO-BREAK SPACE}kW, 2\N{NO-BREAK SPACE}Jul" in system_load(daily([100, 200, 150, 90])).alt


@pytest.mark.parametrize(("place", "align"), [(1, "left"), (50, "center"), (99, "right")])
def test_words_at_the_peak_stay_inside(place, align):
    assert peak_align(place, 0, 100) == align


@pytest.mark.parametrize("peak", [3, 20, 35, 50])
def test_names_of_the_lines_keep_away_from_the_peak(peak):
    frame = pd.DataFrame({"day": range(56)})
    stretch = calm_stretch(frame, peak)["day"]
    assert abs(stretch.mean() - peak) > len(stretch)
