"""The day of an event as a picture: what it says is so, and every step near the event is drawn."""

from datetime import date

import numpy as np
import pytest

from lib import charts
from lib.programme.events import Clock, Event
from lib.programme.types import Course, Result

EVENT = Event("E", date(2026, 7, 18), Clock(795, 240))
MINUTE = np.arange(-720, 720, 15)
IN = (MINUTE >= 0) & (MINUTE < 240)


def picture(metered=8.0, half=1.0):
    base, load = np.full(96, 10.0), np.where(IN, metered, 10.0)
    course = Course(MINUTE, base, load, IN, half, 0.2, 0.5, (0.9, 1.1))
    low, high = 10 - metered - half, 10 - metered + half
    return charts.event_course(
        EVENT, Result("E", "", 1, 10.0, metered, low, high, np.nan, 22, "settled"), course
    )


@pytest.mark.parametrize(
    ("metered", "half", "title"),
    [
        (8.0, 1.0, "18\xa0Jul: 2.0\xa0kW less than the baseline"),
        (8.0, 3.0, "18\xa0Jul: 2.0\xa0kW less than the baseline, within what is usual"),
        (12.0, 1.0, "18\xa0Jul: 2.0\xa0kW more than the baseline"),
    ],
)
def test_the_title_says_what_came_and_whether_that_is_sure(metered, half, title):
    assert picture(metered, half).title == title


def test_steps_keep_the_files_own_clock():
    table = picture().table.set_index("time")
    assert table.index[0] == "07:15"
    assert table.index[-1] == "21:15"
    assert table.loc["13:15", "metered_kw"] == 8
    assert table.loc["17:15", "metered_kw"] == 10
    assert table["low_kw"].notna().sum() == 16


def test_without_a_band_the_lines_are_drawn():
    shown = picture(half=np.nan)
    assert "Baseline 10\xa0kW, metered 8.00\xa0kW" in shown.alt
    shown.chart.to_dict()
