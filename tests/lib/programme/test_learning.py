"""What a season teaches, by hand, and what asks for a look."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.programme.events import Clock, Event
from lib.programme.flags import tired
from lib.programme.learning import learn, next_season, spared, toml
from lib.programme.types import Result, Settlement


def results(ratios, half=0.0):
    return [
        Result(f"E{i}", "", 1, 100.0, 100 - 10 * r, 10 * r - half, 10 * r + half, 10.0, 30, "settled")
        for i, r in enumerate(ratios)
    ]


def test_the_level_is_drawn_toward_the_plan():
    """Two events at .6 and .8: spread .1414, variance .01, w = .09 / .10, level 1 - .9 x .3."""
    lesson = learn(results([0.6, 0.8]))
    assert lesson.level == pytest.approx(1 - 0.9 * 0.3)
    assert lesson.common == pytest.approx(np.sqrt((4 * 0.04 + 0.02 / 0.7**2) / 5))
    assert lesson.low < lesson.level < lesson.high


def test_wide_bands_teach_little():
    assert abs(learn(results([0.6, 0.8], half=20)).level - 1) < 0.1


def test_many_events_are_believed():
    assert learn(results([0.7] * 40)).level == pytest.approx(0.7, abs=0.01)


def test_without_two_planned_events_nothing_is_learned():
    assert learn(results([0.6])) is None
    unplanned = [Result("E", "", 1, 10.0, 9.0, 0.5, 1.5, np.nan, 30, "settled")] * 3
    assert learn(unplanned) is None


def test_the_lesson_is_written_as_settings():
    assert toml(learn(results([0.6, 0.8]))) == "season_level = 0.730\nseason_common = 0.200\n"


def test_who_gave_and_then_gives_half_is_tired():
    rows = [
        {
            "customer_id": who,
            "event": f"E{i}",
            "date": f"2026-07-{i + 1:02}",
            "delivered_kw": kw,
            "label": "settled",
        }
        for who, given in {"A": [1, 1, 1, 0.2, 0.1, 0], "B": [1] * 6, "C": [0] * 6}.items()
        for i, kw in enumerate(given)
    ]
    table = pd.DataFrame(rows)
    table = table.assign(low_kw=table["delivered_kw"] - 0.3, high_kw=table["delivered_kw"] + 0.3)
    assert tired(table)["customer_id"].tolist() == ["A"]
    assert tired(table.assign(low_kw=-9.0, high_kw=9.0)).empty  # the band is wider than the drop


def season(given, opted_out=()):
    """Only what `spared` reads: events with who opted out, and a row for each customer and event."""
    events = tuple(
        Event(f"E{i}", date(2026, 7, i + 1), Clock(1020, 240), opted_out=opted_out[i] if opted_out else ())
        for i in range(6)
    )
    rows = [
        {"customer_id": who, "event": f"E{i}", "date": f"2026-07-{i + 1:02}", "delivered_kw": kw}
        for who, each in given.items()
        for i, kw in enumerate(each)
    ]
    table = pd.DataFrame(rows).assign(label="settled")
    table = table.assign(low_kw=table["delivered_kw"] - 0.3, high_kw=table["delivered_kw"] + 0.3)
    blank = dict.fromkeys(Settlement.__slots__) | {"events": events, "customers": table}
    return Settlement(**blank)


def test_the_tired_and_those_who_left_two_events_are_spared():
    given = {"A": [1, 1, 1, 0.2, 0.1, 0], "B": [1] * 6, "C": [1] * 6}
    out = (("B", "C"), ("B",), (), (), (), ())
    assert spared(season(given, out)) == ("A", "B")
    table = next_season(season(given, out)).set_index("customer_id")
    assert table["opted_out"].to_dict() == {"A": 1, "B": 1, "C": 0}
    assert table.loc["A", "reduction_kw"] == pytest.approx(3.3 / 6, abs=1e-4)
