"""The rows that were read from a file: Parquet behind the view ``parsed``, written anew where a step changes them."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import duckdb

from lib.readings.formats.cells import tidied_sql
from lib.readings.formats.source import quoted

NONE = MappingProxyType({})


def keep_rows(con: duckdb.DuckDBPyConnection, target: Path, rows: str, same: Mapping[str, str] = NONE) -> str:
    """Write rows to a Parquet file, and make ``parsed`` a view of it; the SELECT of the view.

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
    return view


def tidy_customers(con: duckdb.DuckDBPyConnection, target: Path) -> str | None:
    """Tidy the identifiers in ``parsed``: looked at once each, and written anew only where one is untidy."""
    tidied = tidied_sql("customer_id")
    untidy = f"""
        select count(*) from (select distinct customer_id from parsed)
        where {tidied} is distinct from customer_id"""
    if not con.execute(untidy).fetchone()[0]:
        return None
    return keep_rows(con, target, f"select * replace ({tidied} as customer_id) from parsed")
