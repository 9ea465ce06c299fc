"""Look at the head of a file: is it a table at all, and how is it written?"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lib.findings import Refusal
from lib.readings.columns import is_number
from lib.readings.formats.above import Above
from lib.readings.formats.form import CURE, HEAD_BYTES, MOST_COLUMNS, Head, decode, refuse_columns
from lib.readings.formats.headless import headless, no_header
from lib.readings.respelled import AMOUNT, Rule, rules_of, unit_in_cells, usual
from lib.readings.stamps import is_date, is_stamp
from lib.readings.units import written

HEAD_LINES = 1000
FEWEST_LINES = 3  # that must fit into the head of a file
MANY_TIMES = 4  # cells in a row: they are names of columns
NO_HEADER = -1  # lines above it
SEPARATORS = (",", ";", "\t", "|")
MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"<?xml": "an XML document",
    b"<!DOC": "a web page",
    b"<html": "a web page",
    b"100,NEM12": "an AEMO NEM12 file",
    b"200,": "an AEMO NEM12 file",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """How a file is written, and its first rows as text.

    Attributes
    ----------
    kind : "text" or "parquet"; encoding, separator : of a text file.
    columns : the header, each name once; rows : the first rows of cells, as text; skip : lines above the header, -1
    where there is none;
    above : what they say.
    rules : of the columns whose cells are spelt in an unusual way, what makes them usual; in `rows` they are.
    """

    name: str
    kind: str
    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    skip: int
    above: Above = field(default_factory=Above)
    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)


def look(head: Head) -> Sample:
    """See how the table in a file is written.

    Raises
    ------
    Refusal
        The file is not a table, or has a header and no rows.
    """
    if head.start.startswith(b"PAR1"):
        return Sample(head.name, "parquet", "", "", (), (), 0)
    for magic, what in MAGIC.items():
        if head.start.lstrip()[:9].lower().startswith(magic.lower()):
            raise Refusal(f"{head.name}: this is {what}, not a table of readings. {CURE}")
    if head.text is None:
        decode(head.start, head.name)  # says why it is no text
    if len(head.start) >= HEAD_BYTES and len(head.lines) < FEWEST_LINES:
        raise Refusal(
            f"{head.name}: a row has more than {HEAD_BYTES // FEWEST_LINES:,} characters, and so more columns than the "
            f"{MOST_COLUMNS:,} that are read. {CURE}"
        )
    return _table(head.lines[:HEAD_LINES], head.encoding, head.name)


def _table(lines: Sequence[str], encoding: str, name: str) -> Sample:
    separator, width = _separator(lines, name)
    refuse_columns(width, name)
    reader = csv.reader(lines, delimiter=separator)
    grid = []  # rows with the number of lines read before each
    before = 0
    for row in reader:
        grid.append((before, [cell.strip() for cell in row]))
        before = reader.line_num
    if names := headless([row for _, row in grid if any(row)]):
        first = next(row for _, row in grid if any(row))
        above = Above(finding=no_header(names, first))
        filled = tuple(tuple(row) for _, row in grid if any(row))
        return Sample(name, "text", encoding, separator, names, filled, NO_HEADER, above)
    header = _header(grid, width, name)
    skip, names = grid[header]
    rows = [row for _, row in grid[header + 1 :] if any(row)]
    if not rows:
        raise Refusal(f"{name}: the table has a header and no rows. Export the readings again.")
    padded = [tuple((row + [""] * len(names))[: len(names)]) for row in rows]
    columns = dict(zip(_distinct(names), zip(*padded, strict=True), strict=True))
    rules, unit = respellings(columns)
    above = Above(tuple(tuple(row) for _, row in grid[:header]), behind=unit)
    usual_ = (respelled(cells, rules.get(name, ())) for name, cells in columns.items())
    return Sample(
        name,
        "text",
        encoding,
        separator,
        tuple(columns),
        tuple(zip(*usual_, strict=True)),
        skip,
        above,
        rules,
    )


def respellings(columns: Mapping[str, Sequence[str]]) -> tuple[dict[str, tuple[Rule, ...]], str]:
    """What makes the cells of columns usual, and the unit behind their numbers; units that differ stay."""
    found = {name: rules for name, cells in columns.items() if (rules := rules_of(name, cells))}
    behind = {name for name, rules in found.items() if AMOUNT in rules}
    units = {unit_in_cells([cell for cell in columns[name] if cell]) for name in behind}
    if len(units) > 1:
        return {name: rules for name, rules in found.items() if name not in behind}, ""
    return found, written(units.pop()) if units else ""


def respelled(cells: Sequence[str], rules: Sequence[Rule]) -> Sequence[str]:
    """Cells as they are usually written."""
    for rule in rules:
        cells = [rule.cell(cell) if cell else cell for cell in cells]
    return cells


def _separator(lines: Sequence[str], name: str) -> tuple[str, int]:
    """The separator is the one that gives most rows of one and the same width above one."""
    best = (0, 0, "")
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        width = max(set(widths), key=lambda w: (widths.count(w), w))
        if width > 1:
            best = max(best, (widths.count(width), width, separator))
    if not best[0]:
        first = next((line for line in lines if line.strip()), "")
        raise Refusal(
            f"{name}: no table found; the first line is {first[:60]!r}. "
            "Loadlens reads columns parted by commas, semicolons or tabs."
        )
    return best[2], best[1]


def _header(grid: Sequence[tuple[int, list[str]]], width: int, name: str) -> int:
    """The last filled row without a date above the first row with a date and a number; or a row of many times."""
    times = next((i for i, (_, row) in enumerate(grid[:50]) if _stamps(row) >= MANY_TIMES), None)
    if times is not None and all(
        2 * _stamps(row) < _stamps(grid[times][1]) for _, row in grid[times + 1 : times + 3]
    ):
        return times
    wide = [i for i, (_, row) in enumerate(grid) if sum(map(bool, row)) > 1]
    as_wide = (i for i in wide if len(grid[i][1]) == width and _is_data(grid[i][1]))
    data = next(as_wide, None)
    if data is None:
        data = next((i for i in wide if _is_data(grid[i][1])), None)
    if data is None:
        return next((i for i in wide if len(grid[i][1]) == width), 0)
    above = [i for i in wide if i < data and not any(map(_is_time, grid[i][1]))]
    if not above:
        line, row = grid[data]
        raise Refusal(
            f"{name}, row {line + 1}: found values {', '.join(row[:3])} where column names were expected. "
            "Add a first row with names, for example customer_id,start,kwh."
        )
    return above[-1]


def _is_data(row: Sequence[str]) -> bool:
    row = list(map(usual, row))
    times = [cell for cell in row if _is_time(cell)]
    return bool(times) and any(is_number(cell) for cell in row if cell not in times)


def _stamps(row: Sequence[str]) -> int:
    return sum(map(is_stamp, row))


def _is_time(cell: str) -> bool:
    return is_stamp(cell) or is_date(cell)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Every column under a name of its own: "column 4" where there is none, "Usage (2)" for the second of a name."""
    seen: set[str] = set()
    times: Counter[str] = Counter()
    distinct = []
    for i, name in enumerate(names, 1):
        own = name or f"column {i}"
        times[own] += 1
        distinct.append(own if times[own] == 1 and own not in seen else _numbered(own, times, seen))
        seen.add(distinct[-1])
    return tuple(distinct)


def _numbered(name: str, times: Counter[str], seen: set[str]) -> str:
    """The next of "Usage (2)", "Usage (3)" that is no other column's name."""
    times[name] = max(times[name], 2)
    while f"{name} ({times[name]})" in seen:
        times[name] += 1
    return f"{name} ({times[name]})"
