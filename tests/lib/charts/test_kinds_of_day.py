"""Where the names of several days stand, and how their lines are told apart."""

import numpy as np

from lib.charts.kinds_of_day import _places, kinds_of_day


def test_names_that_would_stand_on_one_another_are_parted():
    """Found on 60 meters of a year: "spring" stood upon "winter", whose days are much the same but for 07:00."""
    winter, spring = np.full(24, 1.0), np.full(24, 1.0)
    winter[7] = spring[8] = 1.02
    places = _places({"winter": winter, "spring": spring}, 1.1)
    assert places["winter"] == 7
    assert abs(places["spring"] - 7) >= 6


def test_names_far_apart_in_height_may_stand_at_one_hour_and_none_at_the_edge():
    high, low = np.full(24, 2.0), np.full(24, 0.5)
    high[12], low[12], high[0] = 2.5, 0.9, 3.0
    assert _places({"summer": high, "winter": low}, 3.3) == {"summer": 12, "winter": 2}


def test_the_lines_are_told_by_their_dashes():
    days = {name: np.full(24, 1.0 + i) for i, name in enumerate(("winter", "spring", "summer", "autumn"))}
    assert kinds_of_day(days, "3", (17, 21)).note == (
        "Solid: winter, dashed: spring, dotted: summer, dash and dot: autumn. Shaded: the event window."
    )
