"""Turn a table that is wide into one that is long, in batches: columns become rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.readings.formats.form import Head, Long, refuse_columns
from lib.readings.formats.sample import look
from lib.readings.formats.source import BEYOND, Source, cells_of, identifier, open_source, reading
from lib.readings.numbers import NULLS
from lib.readings.readings import Decision
from lib.spelling import counted

CELLS = 2_000_000  # in a batch
UNREADABLE = 0.05
MEMORY = "1500MB"  # of which 10,000 columns of text take most


@dataclass(frozen=True, slots=True)
class Layout:
    """How a wide table is laid out.

    Attributes
    ----------
    across : the columns that become rows. labels : what each of them stands for.
    into : "customer_id" where the labels are customers, "start" where they are times.
    before : the column of dates to which the labels are times of day.
    kept : columns that stay beside the value.
    """

    across: tuple[str, ...]
    labels: tuple[str, ...]
    into: str
    kept: tuple[str, ...] = ()
    before: str | None = None


def columns_of(head: Head) -> dict[str, list[str]]:
    """The columns of the table in a file, with the cells of its head as text; none where there is no table."""
    try:
        sample = look(head)
        if sample.kind == "text":
            return cells_of(sample)
        with duckdb.connect() as con:
            return open_source(con, head.path, sample).columns
    except Refusal:
        return {}


def melt(
    head: Head, folder: Path, layout: Layout, fixed: Reading, decisions: tuple[Decision, ...] = ()
) -> Long:
    """Write a wide table as a long one into a Parquet file in `folder`.

    Raises
    ------
    Refusal
        The table has too many columns, or many rows longer than its header.
    """
    refuse_columns(len(layout.across), head.name)
    sample, path, seen = look(head), folder / "long.parquet", set()
    rows = longer = first = 0
    with duckdb.connect(config={"temp_directory": str(folder), "memory_limit": MEMORY, "threads": 1}) as con:
        source = open_source(con, head.path, sample, deep=False)
        for batch in _batches(con, source, layout):
            table, ragged = _long(batch, layout, source.first_line + rows)
            if not rows:
                writer = pq.ParquetWriter(path, table.schema)
            writer.write_table(table)
            seen.update(table[layout.into].unique().to_pylist() if layout.into == "customer_id" else ())
            if ragged.any() and not first:
                first = source.first_line + rows + int(ragged.argmax())
            longer, rows = longer + int(ragged.sum()), rows + len(batch)
    if not rows:
        raise Refusal(f"{head.name}: the table has a header and no rows. Export the readings again.")
    writer.close()
    empty = [label for label in layout.labels if label not in seen] if layout.into == "customer_id" else []
    findings = (*sample.above.findings(), *_empty(empty), *longer_rows(longer, rows, first, head.name))
    return Long(path, fixed, decisions, findings)


def _batches(con: duckdb.DuckDBPyConnection, source: Source, layout: Layout) -> Iterator[pa.RecordBatch]:
    """The table in batches of rows: dates and names as text, values as text or as numbers, times as they are."""
    cells = [_cell(source, layout, name) for name in (*layout.kept, *layout.across)]
    if layout.before:
        cells.append(f"{_text(source, layout.before)} as {identifier(layout.before)}")
    beyond = "null::varchar" if source.parquet else f"nullif(trim({identifier(BEYOND)}), '')"
    sql = f"select {', '.join(cells)}, {beyond} as {identifier(BEYOND)} from {source.relation}"
    rows = max(1, CELLS // len(layout.across))
    with reading(source.name):
        yield from con.sql(sql).to_arrow_reader(rows)


def _cell(source: Source, layout: Layout, name: str) -> str:
    column = identifier(name)
    if source.typed.get(name, "").startswith("TIMESTAMP"):
        return column
    if name in layout.across and set(layout.across) <= set(source.typed):
        return f"{column}::double as {column}"
    return f"{_text(source, name)} as {column}"


def _text(source: Source, name: str) -> str:
    column = identifier(name)
    if source.typed.get(name, "").startswith("TIMESTAMP"):
        return f"{column}::date::varchar"
    return f"trim({column}::varchar)"


def _long(batch: pa.RecordBatch, layout: Layout, first_line: int) -> tuple[pa.Table, np.ndarray]:
    """One row for each cell, and which of the wide rows were longer than the header."""
    rows, columns = len(batch), len(layout.across)
    each_row = pa.array(np.tile(np.arange(rows), columns))
    each_column = np.repeat(np.arange(columns, dtype=np.int32), rows)
    label = pa.DictionaryArray.from_arrays(each_column, list(layout.labels))
    value = pa.concat_arrays([batch.column(name) for name in layout.across])
    ragged = np.asarray(batch.column(BEYOND).is_valid())
    if ragged.any():
        value = pc.if_else(pa.array(np.tile(ragged, columns)), pa.nulls(len(value), value.type), value)
    long = {name: batch.column(name).take(each_row) for name in layout.kept}
    if layout.before:
        long["start"] = _joined(batch.column(layout.before).take(each_row), label)
    else:
        long[layout.into] = label
    long |= {"value": value, "line": pa.array(np.tile(np.arange(rows) + first_line, columns))}
    table = pa.table(long)
    return table.filter(_filled(value)) if layout.into == "customer_id" else table, ragged


def _filled(value: pa.Array) -> pa.Array:
    """Cells with a value: a meter of a column that is empty at times was not there yet, or no more."""
    if pa.types.is_floating(value.type):
        return pc.is_valid(value)
    return pc.invert(pc.is_in(pc.utf8_lower(value), pa.array([*NULLS, None], value.type)))


def _joined(date: pa.Array, clock: pa.DictionaryArray) -> pa.Array:
    """Date and time of day as one stamp; a row without a date, as under a table, has none."""
    date = pc.if_else(pc.equal(date, ""), None, date)
    return pc.binary_join_element_wise(date, clock.dictionary_decode(), " ")


def _empty(labels: Sequence[str]) -> tuple[Finding, ...]:
    """Meters without any reading."""
    if not labels:
        return ()
    many = counted(len(labels), "column of meters is", "columns of meters are")
    message = f"{many} empty and left out; the first is {labels[0]}."
    return (Finding("set aside", "no_readings", message, len(labels), labels[0]),)


def longer_rows(count: int, rows: int, first: int, name: str) -> tuple[Finding, ...]:
    """Rows with more cells than the header has columns: what stands where in them is not known.

    Raises
    ------
    Refusal
        They are many.
    """
    if not count:
        return ()
    if count > UNREADABLE * rows:
        raise Refusal(
            f"{name}, row {first:,}: the row has more cells than there are columns, and so have {count:,} of "
            f"{rows:,} rows. Put quotation marks around numbers with a comma, or part the columns by semicolons."
        )
    more = "more cells than there are columns and"
    many = counted(count, f"row has {more} counts", f"rows have {more} count")
    message = f"{many} as missing; the first is row {first:,}."
    return (Finding("warning", "bad_row", message, count, f"{name}, row {first:,}"),)
