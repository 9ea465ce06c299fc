"""The local clock of a Green Button file, whose stamps are seconds since 1970 in UTC."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

DAY = 86_400
DAYS = (DAY - 3600, DAY, DAY + 3600)  # a block of a day, also where the clock changes
CHANGES_AT = 2 * 3600  # after midnight, in North America


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds by which the local clock is ahead of UTC: each from a moment on, the first from ever.

    `why` says by which evidence.
    """

    steps: tuple[tuple[int, int], ...]
    why: str

    def sql(self, epoch: str) -> str:
        """SQL for the seconds ahead at a moment."""
        first, *later = self.steps
        cases = " ".join(f"when {epoch} >= {since} then {ahead}" for since, ahead in reversed(later))
        return f"case {cases} else {first[1]} end" if later else str(first[1])

    def __str__(self) -> str:
        each = sorted({ahead for _, ahead in self.steps})
        return " and ".join(f"UTC{'-' if ahead < 0 else '+'}{abs(ahead) / 3600:g} h" for ahead in each)


def told(parameters: Mapping[str, str], first: int, last: int) -> Clock | None:
    """The clock that LocalTimeParameters describe, for readings between two moments.

    Notes
    -----
    Daylight saving is left out where its rules cannot be read.
    """
    try:
        zone, more = int(parameters["tzOffset"]), int(parameters.get("dstOffset") or 0)
        rules = [int(parameters.get(name) or "0", 16) for name in ("dstStartRule", "dstEndRule")]
    except (KeyError, ValueError):
        return None
    if abs(zone) > 14 * 3600 or abs(more) > 2 * 3600:
        return None
    years = range(_year(first) - 1, _year(last) + 2)
    begins = [(_moment(rules[0], year, zone), zone + more) for year in years] if more else []
    ends = [(_moment(rules[1], year, zone + more), zone) for year in years] if more else []
    changes = sorted((moment, ahead) for moment, ahead in begins + ends if moment is not None)
    if not changes or len(begins) + len(ends) != len(changes):
        return Clock(((0, zone),), "the file's LocalTimeParameters, without daylight saving")
    return Clock(tuple(changes), "the file's LocalTimeParameters, with daylight saving")


def by_days(blocks: Sequence[tuple[int, int]]) -> Clock | None:
    """The clock by which the file's blocks, given as start and seconds, are days from midnight to midnight.

    Notes
    -----
    None unless nearly all blocks are days that begin at one time in UTC, or at two times an hour apart.
    """
    starts = sorted(start for start, seconds in blocks if seconds in DAYS)
    if len(starts) < max(3, 0.9 * len(blocks)):
        return None
    days = [(start, _ahead(start)) for start in starts]
    offsets = {ahead for _, ahead in days}
    steps = [(0, days[0][1])]
    for (start, ahead), (_, then) in pairwise(days):
        if then != ahead:
            steps.append((start + CHANGES_AT, then))
    years = 1 + (starts[-1] - starts[0]) / (365 * DAY)
    if max(offsets) - min(offsets) not in (0, 3600) or len(steps) > 1 + 2 * years:
        return None
    return Clock(tuple(steps), "the file's days begin then")


def _ahead(midnight: int) -> int:
    behind = midnight % DAY
    return -behind if behind <= DAY // 2 else DAY - behind


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year


def _moment(rule: int, year: int, ahead: int) -> int | None:
    """When a rule takes effect in a year, on a clock that is so many seconds ahead of UTC; None for no rule.

    Notes
    -----
    Bits, from the highest: month (4), which day (3), day of the month (5), weekday from Monday 1 (3), hour (5),
    seconds (12).  Which day: 0 the day of the month, 1 the weekday on or after it, 2 to 6 the first to fifth such
    weekday of the month, 7 the last.  NAESB REQ.21, after IEEE 2030.5.
    """
    month, which, day, weekday = rule >> 28, rule >> 25 & 7, rule >> 20 & 31, rule >> 17 & 7
    hour, seconds = rule >> 12 & 31, rule & 0xFFF
    if not 1 <= month <= 12 or (which and not weekday) or (which < 2 and not day):
        return None
    length = calendar.monthrange(year, month)[1]
    if which >= 2:
        day = length - 6 if which == 7 else 1 + 7 * (which - 2)
    if day > length:
        return None
    date = datetime(year, month, day, tzinfo=UTC)
    if which:
        date += timedelta(days=(weekday - date.isoweekday()) % 7)
    return int(date.timestamp()) + hour * 3600 + seconds - ahead
