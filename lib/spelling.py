"""Numbers as words, one way for sentences and pictures."""

from collections.abc import Sequence

WORDS = [
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def joined(words: Sequence[str]) -> str:
    """Words in a row: "two", "two and three", "two, three and five"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def spelled(number: int) -> str:
    """A count as a word up to twelve, as figures above."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A count in figures with what is counted: 1 hour is, 2 hours are; `many` is `one` with an s where not given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
