"""Limits and lists as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.limits import Limit, customers_in, limits_text, parse_limits

words = st.text("abcXYZ 09.-", min_size=1).map(str.strip).filter(bool)
bounds = st.tuples(st.integers(0, 99), st.none() | st.integers(99, 999))


@given(st.lists(st.builds(lambda c, v, b: Limit(c, v, *b), words, words, bounds)))
def test_what_is_written_is_read_again(limits):
    assert parse_limits(limits_text(limits)) == tuple(limits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("C1\nC2\r\nC1\n", ("C1", "C2")),
        ("C1, C2;C3\tC4", ("C1", "C2", "C3", "C4")),
        ('"007"\n 12 b ', ("007", "12 b")),
        (" \n", ()),
    ],
)
def test_customers_are_read_as_people_paste_them(text, found):
    assert customers_in(text) == found
