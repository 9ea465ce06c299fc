"""The rows that were read from a file: Parquet behind the view ``parsed``, written anew where a step changes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import duckdb

from lib.pseudonyms import Pseudonyms
from lib.readings.formats.cells import tidied_sql
from lib.readings.formats.source import quoted

NONE = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in a Parquet file, and the SELECT by which all of their columns are read."""

    path: Path
    sql: str


def keep_rows(
    con: duckdb.DuckDBPyConnection, target: Path, rows: str, same: Mapping[str, str] = NONE
) -> Rows:
    """Write rows to a Parquet file, and make ``parsed`` a view of it.

    Parameters
    ----------
    rows : a SELECT. same : columns that are not written, with what they are in every row; ``file_row_number``, from 0,
        may stand in it.
    """
    left = f"* exclude ({', '.join(same)})" if same else "*"
    con.execute(f"copy (select {left} from ({rows})) to {quoted(str(target))} (format parquet)")
    added = "".join(f", {value} as {name}" for name, value in same.items())
    view = (
        f"select * exclude (file_row_number){added} "
        f"from read_parquet({quoted(str(target))}, file_row_number = true)"
    )
    con.execute(f"create or replace temp view parsed as {view}")
    return Rows(target, view)


def tidy_customers(
    con: duckdb.DuckDBPyConnection, target: Path, pseudonyms: Pseudonyms | None = None
) -> Rows | None:
    """Tidy the identifiers in ``parsed``: looked at once each, and written anew only where one is untidy.

    Notes
    -----
    Every identifier of every format comes by here, and here pseudonyms take its place.
    """
    tidied = tidied_sql("customer_id")
    if pseudonyms:
        tidied = _pseudonym_sql(con, tidied, pseudonyms)
    untidy = f"""
        select count(*) from (select distinct customer_id from parsed)
        where {tidied} is distinct from customer_id"""
    if not con.execute(untidy).fetchone()[0]:
        return None
    return keep_rows(con, target, f"select * replace ({tidied} as customer_id) from parsed")


def _pseudonym_sql(con: duckdb.DuckDBPyConnection, tidied: str, pseudonyms: Pseudonyms) -> str:
    """SQL for the pseudonym of a tidied identifier; each is hashed once."""
    found = con.execute(f"select distinct {tidied} as who from parsed where who is not null").fetchall()
    customers = [who for (who,) in found]
    con.execute(
        "create or replace temp table pseudonyms as select unnest(?::varchar[]) as who, unnest(?::varchar[]) as called",
        [customers, list(pseudonyms.each(customers))],
    )
    return f"(select called from pseudonyms where who = {tidied})"
