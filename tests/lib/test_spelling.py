from lib.spelling import spelled


def test_counts_are_words_up_to_twelve():
    assert [spelled(n) for n in (0, 5, 12, 13, 1000)] == ["none", "five", "twelve", "13", "1,000"]
