"""What a season teaches the next list: by hand."""

import numpy as np
import pytest

from lib.targets import portfolio
from lib.targets.lesson import NOTHING_LEARNED, Lesson, taught
from tests.lib.targets import made

LIST = made.ranking([0.2] * 300, np.linspace(3, 0.5, 300), response_cov=np.diag([0.06, 0, 0, 0]))


def test_every_kw_is_times_the_level_and_the_order_stays():
    half = taught(LIST, Lesson(level=0.5))
    assert half.expected_kw == pytest.approx(LIST.expected_kw / 2)
    assert half.reduction_kw == pytest.approx(LIST.reduction_kw / 2)
    assert (half.customer_id == LIST.customer_id).all()
    assert half.fingerprint != LIST.fingerprint


def test_a_level_of_one_half_makes_half_of_it_firm():
    """The doubts are shares of what is expected, so that the firm kW are halved too."""
    whole, half = (portfolio(each).p90_kw for each in (LIST, taught(LIST, Lesson(level=0.5))))
    assert half == pytest.approx(whole / 2)


def test_an_uneasy_evening_makes_the_same_list_less_firm():
    assert portfolio(taught(LIST, Lesson(common_cv=0.5))).p90_kw < portfolio(LIST).p90_kw
    assert portfolio(taught(LIST, Lesson(common_cv=0.5))).expected_kw == portfolio(LIST).expected_kw


def test_without_a_lesson_nothing_changes():
    assert taught(LIST, NOTHING_LEARNED) is LIST
    assert NOTHING_LEARNED.note == ""


def test_the_lesson_is_said():
    assert Lesson(0.68, 0.13, ("A", "B")).note == (
        "From last season's events: every kW times 0.68, and one evening moves everybody by 13 %; 2 who grew tired or "
        "opted out are spared."
    )


def test_the_spread_of_an_evening_is_told_in_per_cent():
    assert "moves everybody by 60 %" in Lesson(0.5, 0.6).note
