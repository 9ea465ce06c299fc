"""A file as DuckDB sees it: what stands after FROM, the types of its columns, and cells to look at."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from os import SEEK_END
from pathlib import Path

import duckdb

from lib.findings import Refusal
from lib.readings.formats.form import refuse_columns
from lib.readings.formats.sample import NO_HEADER, Sample, respelled, respellings
from lib.readings.numbers import NULLS, missing_sql
from lib.readings.respelled import Rule

LONGEST_LINE = 1 << 20  # bytes; what is longer is a quotation mark that was never closed
READ_BYTES = 4 * LONGEST_LINE  # at a time; DuckDB's own 16 lines took .1 GB more, and no less time
BEYOND = "cells beyond the header"
LOOK = 1000  # rows


@dataclass(frozen=True, slots=True)
class Source:
    """A table in a file.

    Attributes
    ----------
    relation : what stands after FROM.
    columns : cells of each column as text, from the head of the file; "" where there is no value.
    typed : columns of another type than text, with their type. parquet : whether the file is one.
    first_line : the row of the file that the first row of the relation is. customer : who is named above the table.
    """

    name: str
    relation: str
    columns: dict[str, list[str]]
    typed: dict[str, str]
    parquet: bool
    first_line: int
    customer: str = ""


def open_source(con: duckdb.DuckDBPyConnection, path: Path, sample: Sample, deep: bool = True) -> Source:
    """Prepare to read a file that has been looked at; `deep`: columns that are empty at the top are searched below.

    Raises
    ------
    Refusal
        The file is damaged or has no rows.
    """
    if sample.kind == "parquet":
        return _parquet(con, path, sample.name)
    refuse_endless(path, sample.name)
    columns, relation = cells_of(sample), _csv(path, sample)
    for column in (c for c in columns if deep and not any(columns[c])):
        cell = identifier(column)
        filled = f"select {cell} from {relation} where not {missing_sql(f'trim({cell})')} limit {LOOK}"
        columns[column] = [_value(text) for (text,) in attempt(con, filled, sample.name).fetchall()]
    relation = _respelled(relation, sample.rules)
    return Source(sample.name, relation, columns, {}, False, sample.skip + 2, sample.above.customer)


def _respelled(relation: str, rules: Mapping[str, Sequence[Rule]]) -> str:
    """What stands after FROM, with the cells of some columns as they are usually written."""
    cells = []
    for name, steps in rules.items():
        cell = f"trim({identifier(name)}::varchar)"
        for rule in steps:
            cell = rule.sql(cell)
        cells.append(f"{cell} as {identifier(name)}")
    return f"(select * replace ({', '.join(cells)}) from {relation})" if cells else relation


def cells_of(sample: Sample) -> dict[str, list[str]]:
    """Cells of each column in the head of a file; "" where there is no value."""
    cells = [list(map(_value, column)) for column in zip(*sample.rows, strict=True)]
    return dict(zip(sample.columns, cells, strict=True))


def unfold(source: Source, names: Sequence[str], label: str) -> Source:
    """Several columns as several rows under the name of the first; `label` says which column a row comes from."""
    cells = [cell for name in names for cell in source.columns[name]]
    kept = {name: cells_ for name, cells_ in source.columns.items() if name not in names}
    number = set(names) <= set(source.typed)
    values = ", ".join(f"{identifier(name)}{'::double' if number else '::varchar'}" for name in names)
    listed = ", ".join(map(quoted, names))
    relation = f"""(select * exclude ({", ".join(map(identifier, names))}),
        unnest([{values}]) as {identifier(names[0])}, unnest([{listed}]) as {identifier(label)}
        from {source.relation})"""
    typed = {name: kind for name, kind in source.typed.items() if name not in names}
    typed |= {names[0]: "DOUBLE"} if number else {}
    columns = {**kept, names[0]: cells, label: list(names)}
    return replace(source, relation=relation, columns=columns, typed=typed)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Around queries that read a file.

    Raises
    ------
    Refusal
        What DuckDB finds wrong with the file, that it is too large, or that the disk is full.
    """
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise Refusal(
            f"{name}: unpacked, the file is larger than this computer can hold. Split it and read the parts."
        ) from None
    except duckdb.Error as why:
        if isinstance(why, duckdb.IOException) and "writ" in str(why):
            raise Refusal(
                f"{name}: the disk takes no more. Make room on it and read the file again."
            ) from None
        raise Refusal(f"{name}: the table cannot be read ({_brief(why)}). Save it again as CSV.") from None


def attempt(con: duckdb.DuckDBPyConnection, sql: str, name: str) -> duckdb.DuckDBPyConnection:
    """Run a query that reads a file; what is wrong with the file is refused."""
    with reading(name):
        return con.execute(sql)


def identifier(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def _csv(path: Path, sample: Sample) -> str:
    """Every cell as text.  Names and marks are given, so that DuckDB has nothing to guess."""
    names = ", ".join(f"{quoted(name)}: 'varchar'" for name in (*sample.columns, BEYOND))
    return (
        f"read_csv({quoted(str(path))}, auto_detect = false, columns = {{{names}}}, "
        f"header = {sample.skip != NO_HEADER}, "
        f"skip = {max(sample.skip, 0)}, delim = {quoted(sample.separator)}, quote = '\"', escape = '\"', "
        f"encoding = {quoted(sample.encoding)}, strict_mode = false, null_padding = true, "
        f"compression = {quoted(compression(path))}, "
        f"max_line_size = {LONGEST_LINE}, buffer_size = {READ_BYTES})"
    )


def compression(path: Path) -> str:
    """How the file is packed, by its first bytes: its name may say otherwise."""
    with path.open("rb") as file:
        return "gzip" if file.read(2) == b"\x1f\x8b" else "none"


def refuse_endless(path: Path, name: str) -> None:
    """Refuse a last row that is too long: DuckDB refuses a shorter one, and passes over one of 32 MB in silence.

    Raises
    ------
    Refusal
        It has more than `LONGEST_LINE` bytes.  A packed file has no end to look at before all of it is unpacked.
    """
    if path.stat().st_size <= LONGEST_LINE or compression(path) != "none":
        return
    with path.open("rb") as file:
        file.seek(-LONGEST_LINE, SEEK_END)
        end = file.read().rstrip(b"\r\n\0")
    if b"\n" not in end and b"\r" not in end:
        raise Refusal(
            f"{name}: the last row has more than {LONGEST_LINE:,} bytes, which no row of readings has. Export the "
            "file again."
        )


def _parquet(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> Source:
    relation = f"read_parquet({quoted(str(path))})"
    con.execute("set timezone = 'UTC'")
    try:
        types = {column: kind for column, kind, *_ in con.execute(f"describe from {relation}").fetchall()}
        rows = con.execute(f"select columns(*)::varchar from {relation} limit {LOOK}").fetchall()
    except duckdb.Error:
        raise Refusal(f"{name}: the Parquet file is damaged. Export it again.") from None
    refuse_columns(len(types), name)
    if not rows:
        raise Refusal(f"{name}: the table has a header and no rows. Export the readings again.")
    cells = [list(map(_value, column)) for column in zip(*rows, strict=True)]
    columns = dict(zip(types, cells, strict=True))
    rules, _ = respellings(
        {name: cells for name, cells in columns.items() if not types[name].startswith("TIMESTAMP")}
    )
    typed = {column: kind for column, kind in types.items() if kind != "VARCHAR" and column not in rules}
    columns |= {name: list(respelled(columns[name], steps)) for name, steps in rules.items()}
    return Source(name, _respelled(relation, rules), columns, typed, True, 1)


def _value(cell: str | None) -> str:
    text = (cell or "").strip()
    return "" if text.lower() in NULLS else text


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
