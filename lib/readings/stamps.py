"""Time stamps: how they are written, in which order day and month stand, and the SQL that reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from lib.findings import Refusal
from lib.readings.names import DAY_FIRST, plain
from lib.readings.offsets import OFFSET_SQL

_NUMERIC = re.compile(r"^\s*(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{2,4})(?!\d)")
_NAMED = re.compile(r"^\s*\d{1,2}[-/. ]?[A-Za-z]{3,9}[-/. ]?\d{2,4}|^\s*[A-Za-z]{3,9} \d{1,2},? \d{4}")
_YEAR = re.compile(r"^\s*(\d{4}|3[2-9]|[4-9]\d)[-/. ]\d{1,2}[-/. ]\d")
_COMPACT = re.compile(r"^\s*(19|20)\d{6}(?!\d)")
_DOTTED = re.compile(r"^\s*\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d{2}|^\s*(19|20)\d{6}[T ]\d{4}(\d\d)?(?!\d)")
_EPOCH = re.compile(r"^\s*1\d{9}(\d{3})?\s*$")
_OFFSET = re.compile(r":(\d\d(?:\.\d+)?)\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)\s*$")
_LAST_HOUR = re.compile(r"(^|[T\s])24:?00")

EPOCHS = {10: "ten digits: seconds", 13: "13 digits: milliseconds"}
CLOCKS = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%H%M", "%H%M%S")
# Two figures of a year stand before four: DuckDB would read the year 26 with %Y as well.
DATES = {
    "year-first": ("%y-%m-%d", "%Y-%m-%d", "%Y%m%d"),
    "day-first": ("%d-%m-%y", "%d-%m-%Y"),
    "month-first": ("%m-%d-%y", "%m-%d-%Y"),
    "month-named": (
        "%d-%b-%y",
        "%d-%b-%Y",
        "%d-%B-%Y",
        "%d%b%y",
        "%d%b%Y",
        "%b %d, %Y",
        "%b %d %Y",
        "%B %d, %Y",
    ),
}


@dataclass(frozen=True, slots=True)
class StampForm:
    """How one column writes its stamps.

    Attributes
    ----------
    order : a key of DATES; "epoch" for seconds or milliseconds since 1970; "typed" where the column holds times.
    evidence : why we think so.
    offsets : whether the stamps end in an offset from UTC, Z included; utc : whether all of them are UTC, and why.
    pattern : how most of the cells are written, for strptime.
    last_hour : whether a day ends with 24:00.
    """

    order: str
    evidence: str
    offsets: bool = False
    utc: bool = False
    pattern: str = ""
    last_hour: bool = False
    utc_because: str = "stamps say that they are UTC"

    def sql(self, text: str) -> str:
        """SQL for the written clock of a column, NULL where it cannot be read: quick where written as usual."""
        if self.order == "typed":
            return f"{text}::timestamp"
        if self.order == "epoch":
            number = f"try_cast({text} as bigint)"
            return f"make_timestamp({number} * if({number} < 1e11, 1000000, 1000))"  # or milliseconds
        if self.offsets:
            text = f"regexp_replace(trim({text}), '{OFFSET_SQL}', '\\1')"
        if not self.last_hour:
            return self._read(text)
        midnight = f"regexp_replace({text}, '([T ]|^)24(:?)00', '\\100\\200')"
        return f"{self._read(midnight)} + to_days(({text} != {midnight})::int)"

    def _read(self, text: str) -> str:
        """Strict patterns alone: DuckDB's cast would take 01:00 PM for 01:00, and 26-07-18 for the year 26."""
        formats = [f"{date} {clock}".strip() for clock in (*CLOCKS, "") for date in DATES[self.order]]
        listed = ", ".join(map(repr, formats))
        return (
            f"coalesce(try_strptime({text}, '{self.pattern}'), "
            f"try_strptime({_tidy_sql(f'trim({text})')}, [{listed}]))"
        )


def is_stamp(text: str) -> bool:
    """Whether a cell looks like a date with a time of day, or like seconds or milliseconds since 1970."""
    return bool(_EPOCH.match(text)) or (_has_date(text) and bool(_CLOCK.search(text)))


def is_epoch(text: str) -> bool:
    """Whether a cell looks like seconds or milliseconds since 1970."""
    return bool(_EPOCH.match(text))


def is_date(text: str) -> bool:
    """Whether a cell looks like a date without a time of day."""
    return _has_date(text) and not _CLOCK.search(text)


def is_clock(text: str) -> bool:
    """Whether a cell is a time of day alone."""
    return bool(re.match(r"^\s*\d{1,2}:\d{2}(:\d{2})?(\s*[AaPp][Mm])?\s*$", text))


def is_hhmm(text: str) -> bool:
    """Whether a cell is a time of day of three or four digits: 900, 0015, 2400."""
    return bool(re.match(r"^\s*([01]?\d|2[0-4])[0-5]\d\s*$", text))


def is_hour(text: str) -> bool:
    """Whether a cell is the number of an hour, 0 to 24."""
    return bool(re.match(r"^\s*([01]?\d|2[0-4])\s*$", text))


def largest_parts(texts: Sequence[str]) -> tuple[int, int]:
    """The largest first and second number of dates in figures that can be a day; 0 where there is none."""
    found = [(int(date[1]), int(date[2])) for date in map(_NUMERIC.match, texts) if date]
    parts = [(first, second) for first, second in found if max(first, second) <= 31]
    return max((first for first, _ in parts), default=0), max((second for _, second in parts), default=0)


def largest_parts_sql(text: str) -> str:
    """SQL for the same over a whole column."""
    first = f"try_cast(regexp_extract({text}, '^(\\d{{1,4}})[-/. ]', 1) as integer)"
    second = f"try_cast(regexp_extract({text}, '^\\d{{1,4}}[-/. ](\\d{{1,2}})[-/. ]', 1) as integer)"
    days = f"where greatest({first}, {second}) <= 31"
    return f"coalesce(max({first}) filter ({days}), 0), coalesce(max({second}) filter ({days}), 0)"


def stamp_form(
    texts: Sequence[str], largest: tuple[int, int], answer: str | None, where: str
) -> StampForm | None:
    """Decide how a column writes its stamps; None where these cells do not tell the day from the month.

    Parameters
    ----------
    texts : cells of the column, a sample.
    largest : the largest first and second number of a date.
    answer : "day-first", "month-first" or "year-first" where the user has said; it wins where the file does not tell.
    where : file and column, for the message.

    Raises
    ------
    Refusal
        Day and month stand in both orders.
    """
    cells = [text for text in texts if text]
    if all(_EPOCH.match(text) for text in cells):
        return StampForm("epoch", f"{EPOCHS[len(cells[0].strip())]} since 1970, UTC", utc=True)
    order, evidence = _order(cells, largest, answer, where)
    if not order:
        return None
    ends = [found[2] for found in map(_OFFSET.search, cells) if found]
    offsets = len(ends) > len(cells) / 2
    return StampForm(
        order,
        evidence,
        offsets,
        utc=offsets and set(ends) <= {"Z", "+00:00", "+0000", "+00"},
        pattern=_pattern([_OFFSET.sub(r":\1", cell) if offsets else cell for cell in cells], order),
        last_hour=any(map(_LAST_HOUR.search, cells)),
    )


def day_first_by_custom(texts: Sequence[str], column: str) -> str:
    """Why dates that could be read in two ways have the day first; "" where nothing says so."""
    if all(map(_DOTTED.match, texts)):
        return f"day, month and year are parted by dots: {texts[0]}"
    if plain(column) in DAY_FIRST.split():
        return f"the day comes first in the language of “{column}”"
    return ""


def ambiguous(texts: Sequence[str], where: str) -> Refusal:
    """What to say when no date of a column tells the day from the month."""
    return Refusal(
        f"{where}: found {texts[0]}, and no date in the file tells the day from the month. "
        "Say which comes first: --dates day-first or --dates month-first.",
        ask="dates",
    )


def _order(cells: Sequence[str], largest: tuple[int, int], answer: str | None, where: str) -> tuple[str, str]:
    """Order of year, month and day, and why; "" where the largest numbers do not tell."""
    first, second = largest
    if _most(_NAMED, cells):
        return "month-named", f"the month has a name: {cells[0]}"
    if _most(_YEAR, cells) or _most(_COMPACT, cells):  # one odd cell says nothing of the others
        return "year-first", f"the year comes first: {cells[0]}"
    if answer == "year-first":
        return answer, "as you said"
    if first > 12 and second > 12:
        raise Refusal(
            f"{where}: some dates have the day first and some the month first; "
            f"found {first} in first and {second} in second place. Write all dates as 2026-07-18 17:00."
        )
    if first > 12:
        return "day-first", f"a day {first} stands in first place"
    if second > 12:
        return "month-first", f"a day {second} stands in second place"
    return (answer, "as you said") if answer else ("", "")


def _pattern(cells: Sequence[str], order: str) -> str:
    """The pattern that the first readable cell follows to the letter."""
    found = (_pattern_of(cell, order) for cell in cells[:20])
    return next((pattern for pattern in found if pattern), f"{DATES[order][0]} {CLOCKS[0]}")


def _pattern_of(cell: str, order: str) -> str:
    stamp = re.sub(r"\.0+$", "", cell)
    marks = [
        [mark for mark in some if mark in f"{stamp} "] for some in ("-/. ", " T:")
    ]  # a blank stands for any
    for date, between, then, clock in product(DATES[order], *marks, CLOCKS):
        pattern = f"{date.replace('-', between)}{then}{clock}"
        if _follows(stamp, pattern):
            return pattern + cell[len(stamp) :]  # fractions of nought are nought to the letter
    return ""


def _follows(cell: str, pattern: str) -> bool:
    try:
        return bool(datetime.strptime(cell, pattern))
    except ValueError:
        return False


def _most(pattern: re.Pattern, cells: Sequence[str]) -> bool:
    return sum(bool(pattern.match(cell)) for cell in cells) > len(cells) / 2


def _has_date(text: str) -> bool:
    return bool(_NUMERIC.match(text) or _NAMED.match(text) or _COMPACT.match(text))


def _tidy_sql(text: str) -> str:
    """Dashes in the date, one blank before the clock, no fractions that are nought: what the patterns expect."""
    whole = f"regexp_replace({text}, '(:\\d\\d)\\.0+$', '\\1')"
    dashed = f"regexp_replace({whole}, '^(\\d{{1,4}})[-/. ](\\w{{1,9}})[-/. ](\\d{{2,4}})', '\\1-\\2-\\3')"
    apart = (
        f"regexp_replace({dashed}, '^(\\w{{6,9}}|[-\\w]{{8,11}})[T:](\\d\\d)', '\\1 \\2')"  # 18JUN2026:00:30
    )
    return f"regexp_replace({apart}, '(\\d)[T,\\s]+(\\d{{1,2}}:)', '\\1 \\2')"
