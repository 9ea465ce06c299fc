"""Columns that only together say when an interval was: a date or year, month and day, beside a number in the day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.answers import Reading
from lib.readings.columns import rank
from lib.readings.names import UNRANKED, plain
from lib.readings.stamps import is_clock, is_date, is_stamp

Columns = Mapping[str, Sequence[str]]
CALENDAR = ("year", "month", "day")
RANGES = {"year": (1990, 2099), "month": (1, 12), "day": (1, 31)}
NUMBER = r"^\s*(?:[A-Za-z]{1,8}[ _-]?)?(\d{1,4})(?:\.0+)?\s*$"  # HE01, SP 1, 48, 1.0
MIDNIGHT = re.compile(r"[T ](0?0:00(:00(\.0+)?)?\s*Z?|12:00(:00)? ?AM)$", re.IGNORECASE)
FEWEST = 4  # numbers, before they count anything
MOST = 0.9  # of the cells of a column; rows under a table, and a few wrong ones, are others
PARTS_OF_AN_HOUR = (2, 3, 4, 6, 12)


@dataclass(frozen=True, slots=True)
class Parts:
    """Names of the columns that make up a stamp.

    Attributes
    ----------
    day : one column of dates, or those of year, month and day.
    number : the column that counts intervals, or hours where there is a `minute` or a `part` of the hour beside it.
    clock : the column with the time of day, where there is no number.
    """

    day: tuple[str, ...]
    number: str = ""
    minute: str = ""
    part: str = ""
    clock: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that play a part."""
        return tuple(filter(None, (*self.day, self.number, self.minute, self.part, self.clock)))


def parts_of(columns: Columns, said: Reading) -> Parts | None:
    """The columns that make up a stamp; None where one column holds it, or a date and a clock do."""
    taken = {said.customer, said.value, said.zone_column}
    free = {name: cells for name, cells in columns.items() if name not in taken and any(cells)}
    dates = [name for name, cells in free.items() if _all(cells, _is_day)]
    date = min(dates, key=lambda name: rank(name, "start"), default="")
    clocks = [name for name, cells in free.items() if _all(cells, is_clock)]
    if said.start not in (None, date) or _holds_stamps(free, date) or (date and clocks):
        return None
    day = (date,) if date else _calendar(free)
    if not day:
        return None
    return _timed(day, {n: cells for n, cells in free.items() if n not in day}, clocks)


def numbers_of(cells: Sequence[str]) -> set[int]:
    """The numbers in cells such as HE01, SP 1, 48; none where many hold another thing."""
    filled = [cell for cell in cells if cell]
    found = [match for cell in filled if (match := re.match(NUMBER, cell))]
    return {int(match[1]) for match in found} if len(found) >= MOST * len(filled) else set()


def _timed(day: tuple[str, ...], free: Columns, clocks: Sequence[str]) -> Parts | None:
    """With what tells the time of day; a date beside hours from 0 on is read as date and clock."""
    if clocks:
        return Parts(day, clock=min(clocks, key=lambda name: rank(name, "clock")))
    numbers = {name: numbers_of(cells) for name, cells in free.items() if rank(name, "period") < UNRANKED}
    ordered = sorted((name for name in numbers if _counts(numbers[name])), key=lambda n: rank(n, "period"))
    hours = [name for name in ordered if max(numbers[name]) <= 25]
    if hours and (minute := _minute(free)):
        return Parts(day, hours[-1], minute=minute)
    if hours and (part := _part(free, hours[-1])):
        return Parts(day, hours[-1], part=part)
    if not ordered or (len(day) == 1 and ordered[0] in hours and 0 in numbers[ordered[0]]):
        return None
    return Parts(day, ordered[0])


def _counts(numbers: set[int]) -> bool:
    """Whether numbers run from 0 or 1 without a gap, but for a few that are wrong."""
    first = min(numbers, default=2)
    run = next(n for n in range(len(numbers) + 1) if first + n not in numbers)
    return first in (0, 1) and run >= max(FEWEST, MOST * len(numbers))


def _minute(free: Columns) -> str:
    named = [name for name in free if rank(name, "minute") < UNRANKED]
    return next((name for name in named if (got := numbers_of(free[name])) and max(got) <= 60), "")


def _part(free: Columns, hour: str) -> str:
    """A column that numbers the parts of an hour: 1 to 4, 1 to 12."""
    named = [name for name in free if name != hour and rank(name, "period") < UNRANKED]
    kinds = [set(range(1, count + 1)) for count in PARTS_OF_AN_HOUR]
    return next((name for name in named if numbers_of(free[name]) in kinds), "")


def _calendar(free: Columns) -> tuple[str, ...]:
    """Columns of year, month and day."""
    found = [next((n for n in free if _is_part_of_date(free[n], n, kind)), "") for kind in CALENDAR]
    return tuple(found) if all(found) else ()


def _is_part_of_date(cells: Sequence[str], name: str, kind: str) -> bool:
    low, high = RANGES[kind]
    got = numbers_of(cells) if rank(name, kind) < UNRANKED else set()
    return bool(got) and low <= min(got) and max(got) <= high


def _holds_stamps(free: Columns, date: str) -> bool:
    """Whether a column of stamps stands at least as strongly for the start as the dates do."""
    stamps = [n for n, cells in free.items() if n != date and _all(cells, _is_moment)]
    own = rank(date, "start") if date else UNRANKED
    return any(rank(name, "start") <= own and not _is_identifier(name) for name in stamps)


def _is_identifier(name: str) -> bool:
    """What looks like seconds since 1970 and is called as a customer is: 1012345678901 is a British meter."""
    return rank(name, "customer") < UNRANKED and bool(plain(name))


def _is_day(cell: str) -> bool:
    return is_date(cell) or bool(is_stamp(cell) and MIDNIGHT.search(cell))


def _is_moment(cell: str) -> bool:
    return is_stamp(cell) and not MIDNIGHT.search(cell)


def _all(cells: Sequence[str], test: object) -> bool:
    """Whether most cells of a column are so: rows under a table are not."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(test, filled)) >= MOST * len(filled)
