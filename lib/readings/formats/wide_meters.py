"""A column for each meter, with a row for each interval."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from lib.answers import Reading
from lib.readings.columns import is_number, other, rank
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.melt import Layout, columns_of, melt
from lib.readings.meanings import meaning
from lib.readings.names import BY_UNIT, RANKS, UNRANKED, plain
from lib.readings.readings import Decision
from lib.readings.stamps import is_clock, is_date, is_hour, is_stamp
from lib.readings.units import UNITS, unit_in_name

NAME = "a column for each meter"
WHAT = "a column for each meter, called by its name or number, with a row for each interval"
MANY = 4  # so many columns of numbers without a name that we know are meters; fewer must be called alike
CALENDAR = (
    "hour minute day month year weekday dayofweek week weekofyear holiday season quarter index unnamed0"
)
TOTALS = "total sum all aggregate mean average"
UNIT = re.compile(r"(?i)[\s_\-(\[]*\(?[kmg]?wh?\)?\]?\s*$")


def recognise(head: Head) -> Recognition:
    """By columns of numbers that are called alike, beside a column of times, and none that names a customer."""
    if head.answers.value or head.answers.customer:
        return NOT_MINE
    meters = meters_of(columns_of(head))
    if not meters:
        return NOT_MINE
    return Recognition(
        0.8, f"{len(meters)} columns of numbers, {meters[0]} the first, and none for a customer"
    )


def translate(head: Head, folder: Path) -> Long:
    """A row for each meter and interval."""
    columns = columns_of(head)
    meters = meters_of(columns)
    units = {unit_in_name(name) for name in meters}
    unit = units.pop() if len(units) == 1 else ""
    labels = tuple(UNIT.sub("", name) or name for name in meters) if unit else meters
    labels = labels if len(set(labels)) == len(labels) else meters
    kept = tuple(name for name in columns if name not in meters and _tells_time(name, columns[name]))
    unread = [name for name in columns if name not in meters and name not in kept]
    beside = f"; not read: {', '.join(unread[:5])}" if unread else ""
    span = f"{len(meters):,} columns from “{meters[0]}” to “{meters[-1]}”"
    decisions = (
        Decision("customer", "the names of columns", f"{span} hold numbers, and no column names a customer"),
        Decision("value", span, f"a column for each meter{beside}"),
        *((Decision("unit", unit, "the names of the columns say so", tuple(UNITS)),) if unit else ()),
    )
    fixed = Reading(customer="customer_id", value="value", unit=unit or None)
    return melt(head, folder, Layout(meters, labels, "customer_id", kept), fixed, decisions)


def meters_of(columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Columns of meters; none where the table seems to be another one."""
    if not any(_tells_time(name, cells) for name, cells in columns.items()):
        return ()
    if any(rank(name, "customer") < UNRANKED for name in columns if not is_number(name)):
        return ()
    free = [n for n, cells in columns.items() if not _tells_time(n, cells) and _is_numeric(cells)]
    free = [
        n for n in free if plain(n) not in (CALENDAR + " " + TOTALS).split() and not n.startswith("column ")
    ]
    if any(rank(name, "value") < BY_UNIT for name in free):
        return ()
    meters = tuple(name for name in free if not other(name))
    if len(meters) < len(free) / 2 or len(meters) < 2 or any(map(meaning, meters)):
        return ()
    return meters if len(meters) >= MANY or _alike(meters) else ()


def _alike(names: Sequence[str]) -> bool:
    """Called the same but for a number: House 1, House 2; 70091, 70092."""
    stems = {re.sub(r"\d+", "", re.sub(r" \(\d+\)$", "", name)) for name in names}
    return len(stems) == 1 and all(re.search(r"\d", re.sub(r" \(\d+\)$", "", name)) for name in names)


def _tells_time(name: str, cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells[:50] if cell]
    if not filled:
        return False
    if plain(name) in RANKS["clock"]:
        return all(is_clock(cell) or is_hour(cell) or is_stamp(cell) for cell in filled)
    if all(map(is_number, filled)) and rank(name, "start") == UNRANKED:
        return False  # 1000000000 may be a number
    return sum(is_stamp(cell) or is_date(cell) or is_clock(cell) for cell in filled) > len(filled) / 2


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(map(is_number, filled)) >= len(filled) / 2  # a meter that joins later is empty at the top
