"""Days that may stand for others."""

import numpy as np
import pytest

from lib.findings import Refusal
from lib.programme.likedays import holiday_dates, like_days
from tests.lib.programme import made

YEARS = (2026,)


def days(said):
    return [str(day) for day in holiday_dates(said, YEARS)]


def test_holidays_are_those_of_a_country_or_a_part_of_it_or_listed():
    assert "2026-07-03" in days("US")  # 4 July is a Saturday
    assert len(days("US-CA")) > len(days("US"))
    assert days("2026-12-24 2026-07-01") == ["2026-07-01", "2026-12-24"]
    assert "2026-12-24" in days("GB, 2026-12-24")
    assert days("none") == []


@pytest.mark.parametrize(
    ("said", "why"), [("XX", "The holidays of 'XX' are not known."), ("2026-13-01", "The holiday")]
)
def test_what_is_no_holiday_is_refused(said, why):
    with pytest.raises(Refusal, match=why):
        days(said)


def test_events_and_holidays_stand_for_no_day():
    load = made.load(np.ones(15))
    event = made.event("2026-06-03", customers=("A",))
    like = like_days(load, [event], {"000000": ("A", "B")}, holiday_dates("2026-06-10", YEARS))
    usable = {str(day) for day in load.dates[like.usable[0]]}
    assert not usable & {"2026-06-03", "2026-06-10", "2026-06-06"}
    assert len(usable) == 13


def test_an_event_of_somebody_else_leaves_the_day():
    load = made.load(np.ones(15))
    like = like_days(load, [made.event("2026-06-03", customers=("Z",))], {"000000": ("A",)}, ())
    assert like.usable.sum() == 15
    everybody = like_days(load, [made.event("2026-06-03")], {"000000": ("A",)}, ())
    assert everybody.usable.sum() == 14


def test_a_closed_day_is_far_below_its_neighbours_and_a_mild_one_is_not():
    rng = np.random.default_rng(1)
    rest = 100 + rng.normal(0, 3, 25)
    rest[12] = 60
    shut = like_days(made.load(rest), [], {"000000": ("A",)}, ()).shut
    assert shut.sum() == 1
    swings = 100 + rng.normal(0, 20, 25)
    swings[12] = 65
    assert not like_days(made.load(swings), [], {"000000": ("A",)}, ()).shut.any()


def test_a_holiday_event_has_weekends_like_it():
    load = made.load(np.ones(14), every_day=True)
    like = like_days(load, [], {"000000": ("A",)}, holiday_dates("2026-06-10", YEARS))
    of_kind = like.of_kind(9)[0]
    assert [str(day) for day in load.dates[of_kind]] == [
        "2026-06-06",
        "2026-06-07",
        "2026-06-13",
        "2026-06-14",
    ]
