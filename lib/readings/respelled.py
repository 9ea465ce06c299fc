"""Spellings that few exports use, each with the usual one: 20260718170000, 17h00, Sat 18 Jul 2026, 0.5 kWh."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from lib.readings.names import RANKS, plain

LOOK = 50  # filled cells of a column that are tried
EPOCH = "timestamp '1899-12-30'"  # on which spreadsheets count day 0
SERIALS = (36_526.0, 58_000.0)  # days, from 2000 to 2058
NUMBER = r"\d{1,5}([.,]\d+)?"
UNIT = r"(?i)^([-+]?\d[\d., '’]*?)\s*(gwh|mwh|kwh|wh|mw|kw|w)$"
TIMED = r"(?i)time|date|stamp|epoch|unix|utc|datum|zeit|tijd|fecha|heure|hora|\bts\b"
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_TO = r"(?:-|–|—|/|to|until|till|bis|tot|à|a|au|al)"
_DIGITS = r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)[T ]?([0-2]\d)([0-5]\d)"
_OFFSET = r"((?:\.\d+)?(?:Z|[+-]\d\d(?::?\d\d)?))"
# Names of zones that stand behind a clock, with their offset from UTC.
ZONES = {
    "UTC": "Z",
    "GMT": "Z",
    "WET": "Z",
    "BST": "+01:00",
    "WEST": "+01:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
}


class Rule(Protocol):
    """How a cell of a column is made usual, in Python and in SQL."""

    period: bool
    named: bool

    def cell(self, text: str) -> str:
        """The cell as it is usually written."""

    def sql(self, text: str) -> str:
        """SQL for the same."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Patterns, for Python and for DuckDB alike, each with what stands in its place.

    `period`: the cells hold a beginning and an end, of which the beginning is kept.  `named`: they are a time only
    where the name of the column says so, as digits alone may be anything, and a word before a date an event's name.
    """

    steps: tuple[tuple[str, str], ...]
    period: bool = False
    named: bool = False

    def cell(self, text: str) -> str:
        """The cell as it is usually written."""
        for pattern, usual in self.steps:
            text = re.sub(pattern, usual, text)
        return text

    def sql(self, text: str) -> str:
        """SQL for the same."""
        for pattern, usual in self.steps:
            text = f"regexp_replace({text}, '{_doubled(pattern)}', '{usual}', 'g')"
        return text


@dataclass(frozen=True, slots=True)
class Serial:
    """Days since 1899-12-30, as a spreadsheet counts them, to the minute; `form` of the text for strftime."""

    form: str
    period: bool = False
    named: bool = True

    def cell(self, text: str) -> str:
        """The cell as it is usually written."""
        if not re.fullmatch(NUMBER, text):
            return text  # below the table
        minutes = round(float(text.replace(",", ".")) * 1440)
        return f"{datetime(1899, 12, 30) + timedelta(minutes=minutes):{self.form}}"

    def sql(self, text: str) -> str:
        """SQL for the same."""
        days = f"try_cast(replace({text}, ',', '.') as double)"
        return (
            f"coalesce(strftime({EPOCH} + to_minutes(round({days} * 1440)::bigint), '{self.form}'), {text})"
        )


RULES = (
    Spelling((("[\u00a0\u202f]", " "),)),
    Spelling(((rf"^[^\s\d,]{{2,12}}[.,]*\s+({_DATE})", r"\1"),), named=True),
    Spelling(
        (
            (
                r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+(\d{1,2}[ -][a-z]{3}|[a-z]{3,9} +\d)",
                r"\1",
            ),
        )
    ),
    Spelling(((r"^([A-Z][a-z]{2}) +(\d{1,2}) (\d{1,2}:\d\d(?::\d\d)?) (\d{4})$", r"\1 \2 \4 \3"),)),
    Spelling(((r" ?(?:GMT|UTC)([+-]\d\d:?\d\d)(?: \(.*\))?$", r"\1"),)),
    Spelling(tuple((rf"(:\d\d)\s?{name}$", rf"\1{offset}") for name, offset in ZONES.items())),
    Spelling(((rf"^{_DIGITS}([0-5]\d)(?:\d{{3}})?(?:\.0+)?$", r"\1-\2-\3 \4:\5:\6"),), named=True),
    Spelling(((rf"^{_DIGITS}(?:\.0+)?$", r"\1-\2-\3 \4:\5"),), named=True),
    Spelling(((rf"^{_DIGITS}([0-5]\d){_OFFSET}$", r"\1-\2-\3 \4:\5:\6\7"),)),
    Spelling(((rf"^{_DIGITS}{_OFFSET}$", r"\1-\2-\3 \4:\5\6"),)),
    Spelling(((r"^(1\d{9})(?:\d{6}|\d{9})?(?:\.\d+)?$", r"\1"),), named=True),
    Spelling(((r"^(1\d{12})\.0+$", r"\1"),), named=True),
    Spelling(((rf"^({_DATE})[-_,;]\s*(\d{{1,2}}:\d\d)", r"\1 \2"),)),
    Spelling(((rf"^({_DATE})[ T_-]+(\d{{1,2}})\.(\d\d)(?:\.0+)?$", r"\1 \2:\3"),)),
    Spelling(((rf"^({_DATE})[ T_-]+(\d{{1,2}})\.(\d\d)\.(\d\d)(?:\.0+)?$", r"\1 \2:\3:\4"),)),
    Spelling(((rf"^(.*{_CLOCK}(?:Z|[+-]\d\d:\d\d)?)\s*{_TO}\s*{_DATE}\D.*$", r"\1"),), period=True),
    Spelling(((rf"^((?:\S+\s+)?{_CLOCK})\s+{_TO}\s+{_CLOCK}$", r"\1"),), period=True),
    Spelling(((rf"^({_CLOCK})\s*{_TO}\s*{_CLOCK}$", r"\1"),), period=True),
    Spelling(
        (
            (
                rf"^((?:\S+\s+)?\d{{1,2}}\s?[hH](?:[0-5]\d)?)\s*{_TO}\s*\d{{1,2}}\s?[hH](?:[0-5]\d)?$",
                r"\1",
            ),
        ),
        period=True,
    ),
    Spelling(((r"^((?:\S+\s+)?\d{1,2})\s?[hH]\s?([0-5]\d)(?:\s?m(?:in)?)?$", r"\1:\2"),)),
    Spelling(((r"^((?:\S+\s+)?\d{1,2})\s?(?:[hH]|Uhr)$", r"\1:00"),)),
    Spelling(((r"(\d)\s*([AaPp])\.?\s?([Mm])\.?$", r"\1 \2\3"),)),
    Spelling(((r"^((?:[^:]*[\d,]\s+)?\d{1,2}) ([AaPp][Mm])$", r"\1:00 \2"),)),
)
AMOUNT = Spelling(((UNIT, r"\1"),))


def usual(cell: str) -> str:
    """One cell as it is usually written, where its own letters and digits tell."""
    if _is_plain(cell):
        return cell
    for rule in (*RULES, AMOUNT):
        cell = rule.cell(cell)
    return cell


def rules_of(name: str, cells: Iterable[str]) -> tuple[Rule, ...]:
    """What makes the cells of a column usual; nothing where they are.

    Parameters
    ----------
    name : of the column: numbers are days of a spreadsheet only where a time is expected.
    cells : a sample of its cells.
    """
    filled = [cell for cell in cells if cell][:LOOK]
    if serial := _serial(name, filled):
        return (serial,)
    if not filled or all(map(_is_plain, filled)) or plain(name) in RANKS["customer"]:
        return ()
    timed = plain(name) in RANKS["start"] or re.search(TIMED, name)
    tried = (rule for rule in RULES if timed or not rule.named)
    rules = []
    for rule in (*tried, *([AMOUNT] if unit_in_cells(filled) else ())):
        changed = [rule.cell(cell) for cell in filled]
        if sum(new != old for new, old in zip(changed, filled, strict=True)) > len(filled) / 2:
            rules.append(rule)
            filled = changed
    return tuple(rules)


def unit_in_cells(cells: Sequence[str]) -> str:
    """The unit that stands behind most numbers of a column, where it is one; else ""."""
    found = [match[2].lower() for cell in cells if (match := re.match(UNIT, cell))]
    return found[0] if len(found) > len(cells) / 2 and len(set(found)) == 1 else ""


def _serial(name: str, cells: Sequence[str]) -> Serial | None:
    """Days of a spreadsheet: with a fraction a date and time, without a date, and less than one a time of day."""
    numbers = [float(cell.replace(",", ".")) for cell in cells if re.fullmatch(NUMBER, cell)]
    if not cells or len(numbers) < len(cells):
        return None
    own, fractions = plain(name), any(number % 1 for number in numbers)
    if own in RANKS["start"] and all(SERIALS[0] < number < SERIALS[1] for number in numbers):
        if fractions:
            return Serial("%Y-%m-%d %H:%M")
        return Serial("%Y-%m-%d") if re.search(r"dat|fecha|giorno|dia|jour", own) else None
    if own in RANKS["clock"] and fractions and all(number < 1 for number in numbers):
        return Serial("%H:%M")
    return None


def _is_plain(cell: str) -> bool:
    """Most cells: nothing, or a number of fewer digits than a stamp has."""
    return len(cell) < 2 or (len(cell) < 10 and cell.replace(".", "", 1).replace(",", "", 1).isdecimal())


def _doubled(pattern: str) -> str:
    return pattern.replace("'", "''")
