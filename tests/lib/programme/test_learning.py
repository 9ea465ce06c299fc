"""What a season teaches, by hand, and what asks for a look."""

import numpy as np
import pandas as pd
import pytest

from lib.programme.flags import tired
from lib.programme.learning import learn, toml
from lib.programme.types import Result


def results(ratios, half=0.0):
    return [
        Result(f"E{i}", "", 1, 100.0, 100 - 10 * r, 10 * r - half, 10 * r + half, 10.0, 30, "settled")
        for i, r in enumerate(ratios)
    ]


def test_the_level_is_drawn_toward_the_plan():
    """Two events at .6 and .8: spread .1414, variance .01, w = .09 / .10, level 1 - .9 x .3."""
    lesson = learn(results([0.6, 0.8]))
    assert lesson.level == pytest.approx(1 - 0.9 * 0.3)
    assert lesson.common == pytest.approx(np.sqrt((4 * 0.04 + 0.02) / 5))
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
    assert (
        toml(learn(results([0.6, 0.8])))
        == "level_factor = 0.730\ncommon = 0.190\nevent_ratios = [0.6, 0.8]\n"
    )


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
