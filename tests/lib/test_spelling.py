import pytest

from lib.spelling import counted, spelled, told_apart


def test_counts_are_words_up_to_twelve():
    assert [spelled(n) for n in (0, 5, 12, 13, 1000)] == ["none", "five", "twelve", "13", "1,000"]


def test_one_is_said_as_one():
    assert [counted(n, "hour") for n in (0, 1, 2000)] == ["0 hours", "1 hour", "2,000 hours"]
    assert [counted(n, "day is", "days are") for n in (1, 2)] == ["1 day is", "2 days are"]


@pytest.mark.parametrize(
    ("one", "other", "decimals", "told"),
    [
        (2.94, 2.38, 1, ("2.9", "2.4")),
        (2.36, 2.38, 1, ("2.36", "2.38")),
        (2.238, 2.2423, 2, ("2.238", "2.242")),
        (2.0, 2.0, 1, ("2.0000", "2.0000")),
    ],
)
def test_two_numbers_get_the_decimals_that_tell_them_apart(one, other, decimals, told):
    assert told_apart(one, other, decimals) == told
