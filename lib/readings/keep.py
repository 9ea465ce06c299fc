"""Keep readings for the pages: the file that was parsed, where it holds nothing else, or a new one."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from lib.readings.formats.parsed import Rows
from lib.readings.formats.source import quoted
from lib.readings.readings import Columns

MAY_STAY = {"customer_id", "start", "instant", "line", "value", "unread"}


@dataclass(frozen=True, slots=True)
class Spooled:
    """A Parquet file of readings, the table in the connection that gives them, and how its columns are read."""

    path: Path
    table: str
    columns: Columns | None = None


def bare(con: duckdb.DuckDBPyConnection, rows: Rows) -> bool:
    """Whether there is nothing but readings among rows just parsed: a register's name may tell who somebody is."""
    columns = {
        row[0] for row in con.execute(f"describe from read_parquet({quoted(str(rows.path))})").fetchall()
    }
    return columns <= MAY_STAY and not con.execute("select count(*) from unread").fetchone()[0]


def keep(con: duckdb.DuckDBPyConnection, target: Path, ordered: tuple[Rows, Columns] | None) -> Spooled:
    """Keep ``ordered`` in a file for its owner alone.

    Parameters
    ----------
    ordered : the rows that were parsed and how they are read, where these are the readings: they are not written twice.
    """
    kept = _moved(con, target, *ordered) if ordered else _written(con, target)
    target.chmod(0o600)
    return kept


def _moved(con: duckdb.DuckDBPyConnection, target: Path, rows: Rows, columns: Columns) -> Spooled:
    rows.path.rename(target)
    earlier = f" - to_minutes({columns.late})" if columns.late else ""
    con.execute(f"""
        create or replace temp view ordered as
        select customer_id, start{earlier} as start, 0::tinyint as fold, value * {columns.kwh!r} as kwh
        from read_parquet({quoted(str(target))})
        where customer_id is not null and start is not null and value is not null""")
    return Spooled(target, "ordered", columns)


def _written(con: duckdb.DuckDBPyConnection, target: Path) -> Spooled:
    """The same in a file of their own, in any order, since to keep theirs took .1 GB more."""
    con.execute("set preserve_insertion_order = false")
    con.execute(f"copy (from ordered) to {quoted(str(target))} (format parquet)")
    return Spooled(target, f"read_parquet({quoted(str(target))})")
