"""What portals give their customers, in the layout of each and with numbers of our own.

Every home takes 0.1 kWh in each interval, and 0.6 in those that begin from 18:00 to 18:59: in three days of hours
3 x (23 x 0.1 + 0.6) = 8.7 kWh, of half hours 3 x (46 x 0.1 + 2 x 0.6) = 17.4, of quarters 3 x (92 x 0.1 + 4 x 0.6) =
34.8.  What is fed in is 0.2 at noon, and must not show.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST, DAYS = datetime(2026, 3, 14), 3  # the days are over 12, and no clock changes
KWH = {60: 8.7, 30: 17.4, 15: 34.8}


@dataclass(frozen=True)
class Slot:
    """One interval: when it begins and ends, what is taken and fed in, kWh."""

    start: datetime
    end: datetime
    taken: float
    fed: float


@dataclass(frozen=True)
class Layout:
    """A file in one layout, and what it must be read as, beside the energy that all have in common."""

    name: str
    write: Callable[[], str]
    minutes: int
    unit: str = "kWh"
    codes: frozenset[str] = frozenset()
    file: str = "export.csv"
    encoding: str = "utf-8"
    customer: str = ""


def slots(minutes: int, days: int = DAYS, first: datetime = FIRST) -> Iterator[Slot]:
    step = timedelta(minutes=minutes)
    for number in range(days * 1440 // minutes):
        start = first + number * step
        yield Slot(start, start + step, 0.6 if start.hour == 18 else 0.1, 0.2 if start.hour == 12 else 0.0)


def text(*lines: object, end: str = "\n") -> str:
    """Lines, and lists of lines."""
    flat = [line for some in lines for line in ([some] if isinstance(some, str) else some)]
    return end.join(flat) + end


def comma(number: float, digits: int = 3) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


def day(at: datetime) -> str:
    """3/14/2026"""
    return f"{at.month}/{at.day}/{at.year}"


def half(at: datetime) -> str:
    """6:15 PM"""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
