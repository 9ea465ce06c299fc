"""The line that says why this customer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.targets.reasons import kw, reasons

NAN = float("nan")


def line(window=2.2, flexible=1.6, up=10, days=10, yes=False, no=False, measured=NAN) -> str:
    return reasons(*(np.array([value]) for value in (window, flexible, up, days, yes, no, measured)))[0]


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "2.2 kW on peak days, 1.6 above base; up on 10 of 10"),
        (
            {"yes": True},
            "2.2 kW on peak days, 1.6 above base; up on 10 of 10; took part last year",
        ),
        (
            {"yes": True, "measured": 0.43, "up": 9},
            "2.2 kW on peak days, 1.6 above base; up on 9 of 10; gave 0.43 kW last year",
        ),
        (
            {"no": True},
            "2.2 kW on peak days, 1.6 above base; up on 10 of 10; said no last year",
        ),
        ({"flexible": 0.0}, "2.2 kW on peak days, none above base; up on 10 of 10"),
        ({"up": NAN, "days": NAN}, "2.2 kW on an average day, 1.6 above base"),
        ({"up": 0, "days": 0}, "2.2 kW on peak days, 1.6 above base"),
    ],
)
def test_a_reason_is_made_of_the_numbers(given, text):
    assert line(**given) == text


def test_kw_are_rounded_to_what_is_known():
    assert [kw(x) for x in (0.254, 0.996, 2.24, 99.94, 99.96, 1234.5, -0.1)] == [
        *("0.25", "1.0", "2.2", "99.9", "100", "1,234", "-0.10"),
    ]


@settings(max_examples=30, deadline=None)
@given(
    window=st.floats(0, 50_000),
    share=st.floats(0, 1),
    days=st.integers(1, 99),
    yes=st.booleans(),
    measured=st.floats(-5_000, 50_000) | st.just(NAN),
)
def test_a_reason_stays_short(window, share, days, yes, measured):
    assert len(line(window, window * share, days, days, yes, not yes, measured)) <= 90


def test_one_day_is_told_too_and_one_kw_is_round():
    assert line(up=1, days=1) == "2.2 kW on peak days, 1.6 above base; up on 1 of 1"
    assert [kw(value) for value in (0.994, 0.995, 99.94, 99.95)] == ["0.99", "1.0", "99.9", "100"]
