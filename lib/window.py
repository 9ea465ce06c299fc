"""A window of hours, and how people write it."""

from lib.findings import Refusal

Window = tuple[int, int]


def parse_window(text: str) -> Window:
    """A window written as 17-21, which is the hours 17, 18, 19, 20.

    Raises
    ------
    Refusal
        The text is not two different hours of the day.
    """
    first, _, after = text.partition("-")
    if first.strip().isdecimal() and after.strip().isdecimal():
        window = int(first), int(after)
        if 0 <= window[0] <= 23 and 0 <= window[1] <= 24 and window[0] != window[1] % 24:
            return window
    raise Refusal(f"The event window {text!r} is not understood. Write two hours, for example 17-21.")
