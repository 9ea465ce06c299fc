"""A row for each day, with 24, 48, 96 or 288 columns for the times of day."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from lib.answers import Reading
from lib.readings.columns import rank
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.melt import Layout, columns_of, melt
from lib.readings.names import UNRANKED
from lib.readings.readings import Decision
from lib.readings.stamps import is_date
from lib.readings.units import unit_in_name

NAME = "a row for each day"
WHAT = "a row for each meter and day with 24, 48, 96 or 288 columns for the times of day: 00:00, 00:00 - 00:30, HE1, 1"
DAY = 1440  # minutes
COUNTS = (24, 48, 96, 144, 288)  # columns without a clock in their name
CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp][Mm])?")
HHMM = re.compile(r"(?<!\d)([01]\d|2[0-4])([0-5]\d)$")


def recognise(head: Head) -> Recognition:
    """By the names of the columns: evenly spaced times of day, or numbers that run to 24, 48, 96 or 288."""
    if head.answers.value:
        return NOT_MINE
    columns = columns_of(head)
    across = times_across(list(columns))
    if not across or not _date(columns, across):
        return NOT_MINE
    return Recognition(0.9, f"{len(across)} columns are times of day, {next(iter(across))} the first")


def translate(head: Head, folder: Path) -> Long:
    """A row for each time of day."""
    columns = columns_of(head)
    across = times_across(list(columns))
    date = head.answers.start or _date(columns, across)
    minutes = list(across.values())
    step, at_end = minutes[1] - minutes[0], minutes[0] == minutes[1] - minutes[0]
    labels = tuple(f"{at // 60:02}:{at % 60:02}" for at in minutes)
    kept = tuple(name for name in columns if name not in across and name != date)
    units = {unit_in_name(name) for name in across}
    fixed = Reading(
        start="start",
        value="value",
        unit=units.pop() or None if len(units) == 1 else None,
        stamps="end" if at_end else "start",
    )
    span = f"{len(across)} columns from “{next(iter(across))}” to “{list(across)[-1]}”"
    decisions = (
        Decision("start", f"{date} and the names of columns", f"{span} are times of day"),
        Decision("value", span, f"a column for every {step} minutes of the day"),
    )
    return melt(head, folder, Layout(tuple(across), labels, "start", kept, date), fixed, decisions)


def times_across(names: Sequence[str]) -> dict[str, int]:
    """Columns that are times of day, with the minutes since midnight that they name; none where they are not even."""
    for minutes_of in (_clock, _hhmm):
        found = {name: at for name in names if (at := minutes_of(name)) is not None}
        if len(found) >= 4 and (even := _even(found)):
            return even
    return _numbered(names)


def _clock(name: str) -> int | None:
    """00:30, 12:30 AM, 00:30 - 01:00 and "kWh 00:30" are 30 minutes after midnight."""
    found = CLOCK.search(name)
    if not found or len(name) > 40:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    return (hour % 12 + 12 * (half == "pm") if half else hour) * 60 + minute


def _hhmm(name: str) -> int | None:
    found = HHMM.search(name)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _even(found: dict[str, int]) -> dict[str, int]:
    """Times at even distances throughout a day, the last midnight as 24:00; none where they are not."""
    minutes = list(found.values())
    if minutes[-1] == 0:
        minutes[-1] = DAY
    steps = {later - earlier for earlier, later in pairwise(minutes)}
    step = steps.pop()
    whole = step > 0 and len(minutes) * step == DAY and minutes[0] in (0, step)
    return dict(zip(found, minutes, strict=True)) if whole and not steps else {}


def _numbered(names: Sequence[str]) -> dict[str, int]:
    """Columns numbered through the day: 1 to 24, HE01 to HE24, hh_0 to hh_47."""
    stems: dict[str, dict[str, int]] = {}
    for name in names:
        if found := re.fullmatch(r"(.*?)(\d{1,3})\D{0,6}", name.strip()):
            stems.setdefault(found[1].lower(), {})[name] = int(found[2])
    for found in stems.values():
        numbers, count = list(found.values()), len(found)
        if (
            count in COUNTS
            and numbers[0] in (0, 1)
            and numbers == list(range(numbers[0], numbers[0] + count))
        ):
            return {name: place * DAY // count for place, name in enumerate(found)}
    return {}


def _date(columns: dict[str, list[str]], across: dict[str, int]) -> str | None:
    """The column of days."""
    dates = [
        name
        for name, cells in columns.items()
        if name not in across and any(cells) and all(map(is_date, filter(None, cells[:50])))
    ]
    return min(dates, key=lambda name: min(rank(name, "start"), UNRANKED), default=None)
