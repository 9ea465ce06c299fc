"""A row for each meter, with a column for each interval."""

from pathlib import Path

from lib.answers import Reading
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.melt import Layout, columns_of, melt
from lib.readings.readings import Decision
from lib.readings.stamps import is_epoch, is_stamp

NAME = "a row for each meter"
WHAT = "a row for each meter, with a column for each interval: 2026-07-18 17:00"
FEWEST = 4  # columns of times


def recognise(head: Head) -> Recognition:
    """By columns whose names are dates with a time of day."""
    across = _across(columns_of(head))
    if head.answers.value or len(across) < FEWEST:
        return NOT_MINE
    return Recognition(0.95, f"{len(across)} columns are called by a date and time, {across[0]} the first")


def translate(head: Head, folder: Path) -> Long:
    """A row for each interval."""
    columns = columns_of(head)
    across = _across(columns)
    kept = tuple(name for name in columns if name not in across)
    span = f"{len(across):,} columns from “{across[0]}” to “{across[-1]}”"
    decisions = (
        Decision("start", "the names of columns", f"{span} are dates with a time of day"),
        Decision("value", span, "a column for each interval"),
    )
    return melt(
        head, folder, Layout(across, across, "start", kept), Reading(start="start", value="value"), decisions
    )


def _across(columns: dict[str, list[str]]) -> tuple[str, ...]:
    return tuple(name for name in columns if is_stamp(name) and not is_epoch(name))
