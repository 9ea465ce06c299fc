"""Time stamps: how they are written, in which order day and month stand, and the SQL that reads them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.findings import Refusal

_NUMERIC = re.compile(r"^\s*(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{2,4})(?!\d)")
_NAMED = re.compile(r"^\s*\d{1,2}[-/. ]?[A-Za-z]{3,9}[-/. ]?\d{2,4}|^\s*[A-Za-z]{3,9} \d{1,2},? \d{4}")
_COMPACT = re.compile(r"^\s*(19|20)\d{6}(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_EPOCH = re.compile(r"^\s*1\d{9}\s*$")
_OFFSET = re.compile(r":\d\d(\.\d+)?\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)\s*$")

OFFSET_SQL = r":\d\d(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)$"
CLOCKS = ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
DATES = {
    "year-first": ("%Y-%m-%d", "%Y%m%d"),
    "day-first": ("%d-%m-%Y", "%d-%m-%y"),
    "month-first": ("%m-%d-%Y", "%m-%d-%y"),
    "month-named": (
        "%d-%b-%Y",
        "%d-%b-%y",
        "%d-%B-%Y",
        "%d%b%Y",
        "%d%b%y",
        "%b %d, %Y",
        "%b %d %Y",
        "%B %d, %Y",
    ),
}


@dataclass(frozen=True, slots=True)
class StampForm:
    """How one column writes its stamps: the order of day and month, why we think so, and whether offsets stand there.

    `order` is a key of DATES, or "epoch" for seconds since 1970.
    """

    order: str
    evidence: str
    offsets: bool

    def sql(self, column: str) -> str:
        """SQL for the written clock of a column of text, NULL where it cannot be read."""
        if self.order == "epoch":
            return f"make_timestamp(try_cast({column} as bigint) * 1000000)"
        formats = ", ".join(f"'{date} {clock}'" for date in DATES[self.order] for clock in CLOCKS)
        parsed = f"try_strptime({_tidy_sql(column)}, [{formats}])"
        if self.order == "year-first":  # the cast is several times faster, and enough for nearly every file
            return f"coalesce(try_cast({_tidy_sql(column)} as timestamp), {parsed})"
        return parsed


def is_stamp(text: str) -> bool:
    """Whether a cell looks like a date with a time of day, or like seconds since 1970."""
    return bool(_EPOCH.match(text)) or (_has_date(text) and bool(_CLOCK.search(text)))


def is_date(text: str) -> bool:
    """Whether a cell looks like a date without a time of day."""
    return _has_date(text) and not _CLOCK.search(text)


def is_clock(text: str) -> bool:
    """Whether a cell is a time of day alone."""
    return bool(re.match(r"^\s*\d{1,2}:\d{2}(:\d{2})?(\s*[AaPp][Mm])?\s*$", text))


def stamp_form(texts: Iterable[str], largest: tuple[int, int], answer: str | None, where: str) -> StampForm:
    """Decide how a column writes its stamps.

    Parameters
    ----------
    texts : cells of the column, a sample.
    largest : the largest first and second number of a date, over the whole column.
    answer : "day-first" or "month-first" where the user has said; it wins where the file does not tell.
    where : file and column, for the message.

    Raises
    ------
    Refusal
        The order of day and month cannot be told, and nobody has said.
    """
    cells = [text for text in texts if text]
    offsets = sum(bool(_OFFSET.search(text)) for text in cells) > len(cells) / 2
    if all(_EPOCH.match(text) for text in cells):
        return StampForm("epoch", "ten digits: seconds since 1970, UTC", False)
    if sum(bool(_NAMED.match(text)) for text in cells) > len(cells) / 2:
        return StampForm("month-named", f"the month has a name: {cells[0]}", offsets)
    first, second = largest
    if first > 31 or sum(bool(_COMPACT.match(text)) for text in cells) > len(cells) / 2:
        return StampForm("year-first", f"the year comes first: {cells[0]}", offsets)
    if first > 12 and second > 12:
        raise Refusal(
            f"{where}: some dates have the day first and some the month first; "
            f"found {first} in first and {second} in second place. Write all dates as 2026-07-18 17:00."
        )
    if first > 12:
        return StampForm("day-first", f"a day {first} stands in first place", offsets)
    if second > 12:
        return StampForm("month-first", f"a day {second} stands in second place", offsets)
    if answer in ("day-first", "month-first"):
        return StampForm(answer, "as you said", offsets)
    raise Refusal(
        f"{where}: found {cells[0]}, and no date in the file tells the day from the month. "
        "Say which comes first: --dates day-first or --dates month-first.",
        ask="dates",
    )


def offset_minutes_sql(column: str) -> str:
    """SQL for the offset from UTC that ends a stamp, in minutes; 0 for Z; NULL where there is none."""
    text = f"regexp_extract(trim({column}), '{OFFSET_SQL}', 1)"
    hours = f"try_cast(regexp_extract({text}, '^[+-]\\d\\d') as integer)"
    minutes = f"coalesce(try_cast(regexp_extract({text}, '^[+-]\\d\\d:?(\\d\\d)', 1) as integer), 0)"
    return (
        f"case when {text} = 'Z' then 0 when {text} = '' then null "
        f"else {hours} * 60 + {minutes} * (case when {text} like '-%' then -1 else 1 end) end"
    )


def _has_date(text: str) -> bool:
    return bool(_NUMERIC.match(text) or _NAMED.match(text) or _COMPACT.match(text))


def _tidy_sql(column: str) -> str:
    """Dashes in the date, one blank before the clock, no offset: what the patterns expect."""
    text = f"regexp_replace(trim({column}), '(:\\d\\d(?:\\.\\d+)?)\\s*(?:Z|[+-]\\d\\d:?\\d\\d|[+-]\\d\\d)$', '\\1')"
    text = f"regexp_replace({text}, '^(\\d{{1,4}})[-/. ](\\w{{1,9}})[-/. ](\\d{{2,4}})', '\\1-\\2-\\3')"
    return f"regexp_replace({text}, '(\\d)[T,\\s]+(\\d{{1,2}}:)', '\\1 \\2')"
