from dataclasses import replace

import numpy as np
import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.profiles.average import average
from lib.profiles.parts import parts_of, side_by_side, split_by_part
from lib.profiles.shapes import fill_hours, shapes
from lib.profiles.system import observe
from lib.readings.source import read_source
from lib.readings.synthesis import synthesize


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    synthesize(12, 70, seed=3).write_csv(folder / "readings.csv")
    spool = folder / "spool"
    spool.mkdir()
    return read_source([str(folder / "readings.csv")], Reading(), spool)


@pytest.fixture(scope="module")
def system(readings):
    return observe(readings)


def weekly(readings, system):
    whole = average(readings, system)
    parts = [average(readings, system, (17, 21), *each) for each in parts_of("weekly", "all", "all", system)]
    return whole, parts, side_by_side(whole, parts, "weekly")


def test_a_week_is_the_weekday_and_the_weekend_day_side_by_side(readings, system):
    whole, (weekday, weekend), made = weekly(readings, system)
    assert made.compared_kw.shape == (12, 48)
    assert np.array_equal(made.compared_kw[:, :24], weekday.hourly_kw)
    assert np.array_equal(made.compared_kw[:, 24:], weekend.hourly_kw)
    assert np.array_equal(
        made.hourly_kw, whole.hourly_kw
    )  # sizes, names and ranks stay those of the mean day
    assert made.fingerprint not in (whole.fingerprint, weekday.fingerprint, weekend.fingerprint)
    assert np.array_equal(whole.compared_kw, whole.hourly_kw)


def test_who_lacks_one_of_the_days_is_set_aside_and_counted(readings, system):
    whole, (weekday, weekend), _ = weekly(readings, system)
    none, fourth = np.full(12, "", object), np.array([""] * 3 + ["few days"] + [""] * 8, object)
    whole, weekday = replace(whole, reason=none), replace(weekday, reason=none)
    made = side_by_side(whole, (weekday, replace(weekend, reason=fourth)), "weekly")
    assert list(np.flatnonzero(~made.kept)) == [3]
    assert [(found.code, found.count) for found in made.findings] == [("few_days", 1)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("weekly", "weekday", "all"),
            "The shape of a week is made of weekdays and weekends, and weekdays alone are chosen: choose all, or "
            "compare by the shape of a day.",
        ),
        (
            ("seasonal", "all", "summer"),
            "The shape of the seasons is made of winter and summer, and summer alone are chosen: choose all, or "
            "compare by the shape of a day.",
        ),
    ],
)
def test_days_of_one_kind_alone_make_no_such_shape(asked, said, system):
    with pytest.raises(Refusal) as why:
        parts_of(*asked, system)
    assert str(why.value) == said


def test_a_season_that_is_not_there_is_said(system):
    with pytest.raises(Refusal) as why:
        parts_of("seasonal", "all", "all", system)
    assert str(why.value) == (
        f"The shape of the seasons is made of winter and summer, and from {system.dates[0]} to {system.dates[-1]} "
        "there is none of winter: compare by the shape of a day."
    )


def test_mean_days_alone_cannot_be_parted():
    with pytest.raises(Refusal) as why:
        parts_of("weekly", "all", "all", None)
    assert str(why.value) == (
        "The shape of a week is made of weekdays and weekends, and this source holds one mean day of each customer: "
        "compare by the shape of a day."
    )
    assert parts_of("daily", "weekend", "winter", None) == ()


@pytest.mark.parametrize("scaling", ["root_share", "share", "peak", "range", "zscore", "per_hour", "kw"])
def test_each_day_is_scaled_on_its_own(scaling):
    rng = np.random.default_rng(1)
    one, other = rng.uniform(0.1, 2, (9, 24)), rng.uniform(3, 9, (9, 24))
    together = shapes(np.hstack([one, other]), scaling)
    assert together == pytest.approx(np.hstack([shapes(one, scaling), shapes(other, scaling)]))


def test_a_missing_hour_is_filled_from_its_own_day():
    days = np.hstack([np.full((1, 24), 1.0), np.full((1, 24), 5.0)])
    days[0, [0, 24]] = np.nan
    assert fill_hours(days)[0, [0, 24]] == pytest.approx([1.0, 5.0])


def test_shapes_are_drawn_day_by_day():
    rows = np.arange(96.0).reshape(2, 48)
    (first, weekday), (second, weekend) = split_by_part(rows, "weekly")
    assert (first, second) == ("Weekdays", "Weekends")
    assert np.array_equal(np.hstack([weekday, weekend]), rows)
    assert split_by_part(rows[:, :24], "daily")[0][0] == ""
