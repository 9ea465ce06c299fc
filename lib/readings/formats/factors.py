"""A column by which values are to be multiplied, such as the ratio of a current transformer."""

import duckdb

from lib.findings import Finding
from lib.readings.columns import Roles
from lib.readings.formats.source import Source, attempt, identifier
from lib.readings.numbers import missing_sql, number_sql

SHOWN = 4


def factor_sql(source: Source, roles: Roles, decimal: str) -> str:
    """SQL for the factor of a row: 1 where the cell is empty, NULL where it cannot be read."""
    if not roles.factor:
        return "1.0"
    cell = f"trim({identifier(roles.factor)}::varchar)"
    number = number_sql(cell, "." if roles.factor in source.typed else decimal)
    return f"case when {missing_sql(cell)} then 1.0 else {number} end"


def factors(
    con: duckdb.DuckDBPyConnection, source: Source, roles: Roles, decimal: str
) -> tuple[Finding, ...]:
    """Say by what the values were multiplied."""
    if not roles.factor:
        return ()
    by = f"select {factor_sql(source, roles, decimal)} as factor, count(*) as n from {source.relation} group by 1"
    listed = attempt(
        con, f"select factor, n from ({by}) where factor is not null order by n desc", source.name
    )
    found = listed.fetchall()
    shown = ", ".join(f"{factor:,.10g} in {n:,} rows" for factor, n in found[:SHOWN])
    more = f" and {len(found) - SHOWN:,} others" if len(found) > SHOWN else ""
    rows = sum(n for factor, n in found if factor != 1)
    message = f"Values were multiplied by column {roles.factor}: {shown}{more}."
    return (Finding("info", "factor", message, rows, f"{roles.factor}: {found[0][0]:,.10g}"),) if rows else ()
