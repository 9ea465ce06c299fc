"""Tables in blocks of a day: the date once, and below or beside it the times of that day."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.columns import rank
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.sample import Sample, look
from lib.readings.formats.stream import lines
from lib.readings.names import UNRANKED
from lib.readings.readings import Decision
from lib.readings.stamps import is_clock, is_date, is_stamp
from lib.readings.units import unit_in_name

NAME = "a block for each day"
WHAT = "the date once, in a row of its own or at the first of its times, and below it the times of that day"
FEWEST = 8  # times without a date of their own
MOST = 0.25  # of the times have a date beside them
BATCH = 50_000  # rows
MADE = ("start", "line")


@dataclass(slots=True)
class Blocks:
    """Where date and clock stand, and the day that is read: `late` is set where a day ends with 00:00."""

    date: int
    clock: int
    day: str = ""
    last: str = ""
    late: bool = False

    def stamp(self, cells: Sequence[str]) -> str:
        """The stamp of a row; "" for one with a date alone; all its cells where it is another."""
        if is_date(cells[self.date]):
            self.day, self.last = cells[self.date], ""
        clock = cells[self.clock]
        if not is_clock(clock):
            return "" if is_date(cells[self.date]) and sum(map(bool, cells)) == 1 else " ".join(cells).strip()
        midnight = clock.zfill(5).startswith("00:00") and self.last > "12:00"
        self.late |= midnight
        self.last = clock.zfill(5)
        return f"{self.day} {'24:00' if midnight else clock}"


@dataclass(frozen=True, slots=True)
class Table:
    """How the file is written, and its columns but those of date and clock, each with its place."""

    sample: Sample
    columns: dict[str, int] = field(default_factory=dict)


def recognise(head: Head) -> Recognition:
    """By times of day of which few have a date in their row, below a date."""
    try:
        blocks = _blocks(look(head))
    except Refusal:
        return NOT_MINE
    return Recognition(0.9, "the date stands once above the times of its day") if blocks else NOT_MINE


def translate(head: Head, folder: Path) -> Long:
    """The same rows, each with its date."""
    sample = look(head)
    blocks, target = _blocks(sample), folder / "blocks.parquet"
    table = Table(sample, _columns(sample, blocks))
    rows = _rows(head, table, blocks)
    schema = pa.schema(
        [(name, pa.string()) for name in (*_fixed_columns(table), "start")] + [("line", pa.int64())]
    )
    with pq.ParquetWriter(target, schema) as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema))
    named = any(map(unit_in_name, table.columns))
    fixed = Reading(
        start="start",
        unit=None if named else sample.above.unit[0] or None,
        stamps="end" if blocks.late else None,
    )
    decisions = [
        Decision("start", "blocks of a day", "the date stands once, and below it the times of that day")
    ]
    if blocks.late:
        decisions.append(Decision("stamps", "end", "the last time of a day is 00:00", ("start", "end")))
    return Long(target, fixed, tuple(decisions), sample.above.findings())


def _blocks(sample: Sample) -> Blocks | None:
    """Where dates and clocks stand, if they do in blocks."""
    dates = [(n, i) for n, row in enumerate(sample.rows) for i, cell in enumerate(row) if is_date(cell)]
    clocks = [(n, i) for n, row in enumerate(sample.rows) for i, cell in enumerate(row) if is_clock(cell)]
    if not dates or len({i for _, i in dates}) > 1 or len({i for _, i in clocks}) != 1:
        return None
    dated, timed = {n for n, _ in dates}, {n for n, _ in clocks}
    if any(is_stamp(cell) for row in sample.rows[:50] for cell in row) or min(dated) > min(timed):
        return None
    if len(timed - dated) < FEWEST or len(timed & dated) > MOST * len(timed):
        return None
    return Blocks(dates[0][1], clocks[0][1])


def _columns(sample: Sample, blocks: Blocks) -> dict[str, int]:
    """The columns but those of date and clock; a header may name a date that rows below it do not have."""
    names = list(sample.columns)
    if blocks.date == blocks.clock == 0 and len(names) > 2 and not any(row[-1] for row in sample.rows):
        names = names[1:]
    at = {name: i for i, name in enumerate(names) if i not in (blocks.date, blocks.clock)}
    return {name: i for name, i in at.items() if name.lower() not in MADE}


def _fixed_columns(table: Table) -> list[str]:
    """The columns that are written, with one for the customer where the lines above name it."""
    named = any(rank(name, "customer") < UNRANKED for name in table.columns)
    return [*table.columns, *(["customer_id"] if table.sample.above.customer and not named else [])]


def _rows(head: Head, table: Table, blocks: Blocks) -> Iterator[dict[str, object]]:
    """Every row of the table that has a time, or something that is no date alone."""
    sample, customer = table.sample, table.sample.above.customer
    for line, text in islice(lines(head), sample.skip + 1, None):
        cells = [cell.strip() for cell in next(csv.reader([text], delimiter=sample.separator), [])]
        cells = (cells + [""] * len(sample.columns))[: len(sample.columns)]
        if any(cells) and (stamp := blocks.stamp(cells)):
            own = {name: cells[i] for name, i in table.columns.items()}
            yield {"customer_id": customer, **own, "start": stamp, "line": line}
