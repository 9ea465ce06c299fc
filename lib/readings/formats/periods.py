"""Green Button tables whose first cell is a period, "A to B": the lines above each block say what it holds."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.columns import is_number
from lib.readings.formats.above import Above
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.stream import lines
from lib.readings.formats.views import tell_views_apart
from lib.readings.readings import Decision
from lib.readings.stamps import is_stamp
from lib.readings.units import UNITS, unit_in_name

NAME = "Green Button table of periods"
WHAT = "the CSV of SCE and United Power: blocks of “2026-07-18 17:00 to 2026-07-18 18:00” under a header each"
FEWEST = 2  # periods in the head of a file
BATCH = 50_000  # rows
PERIOD = re.compile(
    r'^\s*"?\s*(?P<start>\d[\d/.: -]{9,24}?(?:\s?[AaPp][Mm])?)\s*(to|until|-)\s+(?P<end>\d[\d/.: -]{9,24})'
)


def recognise(head: Head) -> Recognition:
    """By cells of two stamps with "to" between them, at the beginning of lines."""
    periods = [line for line in head.lines if _period(line)]
    if len(periods) < FEWEST:
        return NOT_MINE
    return Recognition(0.95, f"lines begin with a period: {periods[0][:50].strip()}")


def translate(head: Head, folder: Path) -> Long:
    """A row for each period, under the name that the header above it gives.

    Raises
    ------
    Refusal
        The blocks are in several units.
    """
    target, headers = folder / "periods.parquet", Counter()
    above = _above(head)
    with pq.ParquetWriter(target, SCHEMA) as writer:
        for batch in _batches(_rows(head, headers)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, SCHEMA))
    units = {unit_in_name(header[1]): header[1] for header in headers if unit_in_name(header[1])}
    if len(units) > 1:
        raise Refusal(
            f"{head.name}: its blocks are in {' and '.join(sorted(units))}. Read the blocks one by one."
        )
    target, told = tell_views_apart(target)
    unit = next(iter(units), "")
    fixed = Reading(start="start", value="value", unit=unit or None, stamps="start")
    decisions = (
        Decision("start", "the first cell", "each line begins with the period that it covers"),
        Decision(
            "value",
            "the second cell",
            " and ".join(dict.fromkeys(header[0] for header in headers)) or "no header",
        ),
        *((Decision("unit", unit, f"the header says {units[unit]}", tuple(UNITS)),) if unit else ()),
    )
    return Long(target, fixed, decisions, (*above.findings(), *told))


SCHEMA = pa.schema(
    [
        ("register", pa.string()),
        ("view", pa.int32()),
        ("start", pa.string()),
        ("value", pa.string()),
        ("line", pa.int64()),
    ]
)


def _period(line: str) -> re.Match | None:
    found = PERIOD.match(line.replace("\u00a0", " "))
    return found if found and is_stamp(found["start"]) and is_stamp(found["end"]) else None


def _above(head: Head) -> Above:
    """Lines above the first header, which stands right above the first period."""
    first = next(i for i, line in enumerate(head.lines) if _period(line))
    return Above(tuple(tuple(_cells(line)) for line in head.lines[: max(0, first - 1)]))


def _rows(head: Head, headers: Counter) -> Iterator[dict[str, object]]:
    """Periods with the header above them; a header has two cells and no period.

    A block whose first period there was before, under the same words, is another view of the time.  A row of a block
    with a number beside no period is a reading whose time cannot be read.
    """
    header: tuple[str, ...] = ("", "")
    view, seen, new, within = 0, Counter(), True, False
    for number, line in lines(head):
        if found := _period(line):
            start = found["start"].strip()
            view, new = (seen[header, start] if new else view), False
            seen[header, start] += 1
            headers[header] += 1
            value, within = (*_cells(line), "", "")[1], True
            yield {"register": header[0], "view": view, "start": start, "value": value, "line": number}
        elif len(cells := _cells(line)) > 1 and within and is_number(cells[1]):
            yield {"register": header[0], "view": view, "start": cells[0], "value": cells[1], "line": number}
        elif len(cells) > 1 and cells[1]:
            header, new, within = tuple(cells), True, False
        else:
            within = False


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line]), [""])]
