"""Numbers as words, one way for sentences and pictures."""

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


def spelled(number: int) -> str:
    """A count as a word up to twelve, as figures above."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"
