"""Segments that are one shape an hour apart: which, and what is said of them."""

from dataclasses import replace

import numpy as np
import pytest

from lib.segments import hour_apart, hour_apart_in_words
from tests.lib.segments.territories import five_kinds
from tests.lib.segments.test_segments import profiles_of, segments_of

FIVE = segments_of(profiles_of(five_kinds(200, 2)[0]), 5)


def of_days(*days, numbers=None):
    """Segments whose members have these mean days, of one part or of several."""
    parts = np.array([np.atleast_2d(day) for day in days], float)
    numbers = numbers or tuple(range(1, len(days) + 1))
    return replace(
        FIVE, k=len(days), parts_kw=parts, numbers=numbers, names=FIVE.names[:1] * len(days), rule_names=()
    )


def block(first, elsewhere=0.0):
    """1 kWh in four hours from `first` on, a share of it at another time, 12 hours later."""
    day = np.zeros(24)
    day[(np.arange(first, first + 4)) % 24] = (1 - elsewhere) / 4
    day[(first + 12) % 24] += elsewhere
    return day


def test_a_block_an_hour_later_is_the_same_and_one_two_hours_later_is_not():
    assert hour_apart(of_days(block(8), block(9), block(18))) == ((1, 2),)
    assert hour_apart(of_days(block(8), block(10), block(18))) == ()
    assert hour_apart(of_days(block(23), block(0), 3 * block(1))) == (
        (1, 2, 3),
    )  # round the clock, in any size


@pytest.mark.parametrize(("elsewhere", "alike"), [(0.055, ((1, 2),)), (0.065, ())])
def test_a_third_of_the_distance_may_be_left(elsewhere, alike):
    """Roots of 1/4 in four hours, three of them shared: |a - b|^2 = 2 - 1.5 c, once moved 2 - 2 c, c^2 = 1 - elsewhere.

    18 (1 - c) = 2 - 1.5 c at c = 16 / 16.5, which is 6.0 % elsewhere.
    """
    day = block(9)
    day[day > 0] *= 1 - elsewhere
    day[15] = elsewhere
    assert hour_apart(of_days(block(8), day)) == alike


def test_every_part_of_a_shape_counts():
    same = [np.stack([block(8), block(12)]), np.stack([block(9), block(13)])]
    assert hour_apart(of_days(*same)) == ((1, 2),)
    assert hour_apart(of_days(same[0], np.stack([block(9), block(20)]))) == ()


def test_alike_days_and_flat_ones_are_no_hour_apart():
    assert hour_apart(of_days(np.ones(24), np.ones(24))) == ()
    assert hour_apart(FIVE) == ()
    assert hour_apart_in_words(FIVE) == ""


def test_what_is_said_of_one_chain_and_of_several():
    three = of_days(block(8), block(18), block(9), block(10), numbers=(2, 3, 5, 7))
    assert hour_apart_in_words(three) == (
        "Segments 2, 5 and 7 are one shape about an hour apart: they may be one kind of customer."
    )
    two = of_days(block(8), block(18), block(9), block(19))
    assert hour_apart_in_words(two) == (
        "Segments 1 and 3 are one shape about an hour apart; so are 2 and 4: each of these may be one kind of customer."
    )
