from lib.spelling import counted, spelled


def test_counts_are_words_up_to_twelve():
    assert [spelled(n) for n in (0, 5, 12, 13, 1000)] == ["none", "five", "twelve", "13", "1,000"]


def test_one_is_said_as_one():
    assert [counted(n, "hour") for n in (0, 1, 2000)] == ["0 hours", "1 hour", "2,000 hours"]
    assert [counted(n, "day is", "days are") for n in (1, 2)] == ["1 day is", "2 days are"]
