"""Who is set aside, and how good the data of the others are."""

from dataclasses import replace

import numpy as np
import pandas as pd

from lib.targets import rank, read_attributes
from lib.targets.attributes import nothing_known
from lib.targets.components import take_apart
from lib.targets.exclusions import counted, grades, set_aside
from lib.targets.lesson import Lesson
from tests.lib.targets import made


def codes(profiles, side=None) -> list[str]:
    side = (side or nothing_known(profiles.customer_id)).align(profiles.customer_id)
    return set_aside(profiles, take_apart(profiles, np.ones(len(profiles)), made.WINDOW), side).tolist()


def test_grades_follow_days_and_completeness():
    days, complete = [28, 28, 27, 14, 13, 0], [0.98, 0.979, 1.0, 1.0, 1.0, 1.0]
    profiles = made.profiles([1.0] * 6, [0.2] * 6, days=days, complete=complete)
    assert grades(profiles).tolist() == ["A", "B", "C", "C", "D", "D"]


def test_no_grade_where_days_are_not_known():
    assert grades(made.profiles([1.0], [0.2], days=np.nan)).tolist() == [""]
    assert grades(made.profiles([1.0], [0.2], days=0, with_figures=False)).tolist() == [""]
    assert grades(made.profiles([1.0], [0.2], days=[-1])).tolist() == [""]


def test_each_reason_sets_aside_and_the_first_one_counts():
    profiles = made.profiles([1.0] * 7, [0.2] * 6 + [0.0], days=[56] * 5 + [13, 56])
    hourly = profiles.hourly_kw.copy()
    hourly[6] = 0.004  # .096 kWh a day
    table = pd.DataFrame(
        {
            "id": profiles.customer_id,
            "medical": [1, 1, 0, 0, 0, 0, 0],
            "opted_out": [0, 1, 1, 0, 0, 0, 0],
            "other_programme": [0, 0, 0, 1, 0, 0, 0],
            "still_in": [0, 0, 0, 0, 1, 0, 0],
        }
    )
    found = codes(replace(profiles, hourly_kw=hourly), read_attributes(table))
    assert found == ["medical", "medical", "opted_out", "other_programme", "still_in", "few_days", "vacant"]
    assert counted(np.array(found))[:2] == (
        ("medical", 2, "medical or life-support need"),
        ("opted_out", 1, "asked not to be contacted"),
    )
    assert sum(count for _, count, _ in counted(np.array(found))) == 7


def test_who_has_no_reading_in_the_window_is_set_aside():
    profiles = made.profiles([1.0, np.nan], [0.2, 0.2], with_figures=False)
    assert codes(profiles) == ["", "no_window"]


def test_nobody_is_set_aside_from_good_data():
    assert codes(made.profiles()) == ["", ""]


def test_who_was_asked_three_times_is_left_alone():
    table = pd.DataFrame({"customer_id": made.ids(3), "times_asked": [2, 3, None]})
    found = rank(
        made.profiles([2.0, 1.0, 1.0], [0.5, 0.5, 0.5]), [1, 1, 1], attributes=read_attributes(table)
    )
    assert found.set_aside == (("asked_too_often", 1, "asked 3 times or more already"),)
    assert found.set_aside_ids == (("00001", "asked_too_often"),)


def test_who_grew_tired_is_spared_and_counted():
    found = rank(made.profiles([2.0, 1.0], [0.5, 0.5]), [1, 1], lesson=Lesson(spared=("00001",)))
    assert found.set_aside == (("spared", 1, "grew tired or opted out in last season's events"),)
    assert len(found) == 1
