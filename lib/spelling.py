"""Numbers in sentences, one way for all of them and for pictures."""

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


def told_apart(one: float, other: float, decimals: int) -> tuple[str, str]:
    """Two numbers with so many decimals, or as many more, to four, as it takes to tell them apart."""
    for digits in range(decimals, 5):
        both = f"{one:.{digits}f}", f"{other:.{digits}f}"
        if both[0] != both[1]:
            break
    return both


def counted(number: int, one: str, many: str = "") -> str:
    """A count in figures with what is counted: 1 hour is, 2 hours are; `many` is `one` with an s where not given."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
