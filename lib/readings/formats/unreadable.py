"""Cells that cannot be read: named and counted, or refused when they are many."""

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.columns import Roles
from lib.spelling import counted

UNREADABLE = 0.05  # a larger share of unreadable cells means the column is not what we think


def unreadable(con: duckdb.DuckDBPyConnection, roles: Roles, name: str) -> list[Finding]:
    """Cells of ``parsed`` that hold text where a time or a number should be, and rows of no customer: named, counted.

    Raises
    ------
    Refusal
        They are many, or nothing is left.
    """
    con.execute("""
        create or replace temp table unread as
        select line, unread[1] as bad_start, unread[2] as bad_value, unread[3] as beyond
        from parsed where unread is not null""")
    _refuse_open_quote(con, name)
    cases = (
        (
            "bad_start",
            "bad_stamp",
            roles.stamp,
            "a date and time was expected",
            "Write it as 2026-07-18 17:00.",
        ),
        (
            "bad_value",
            "bad_value",
            roles.value,
            "a number was expected",
            "Leave the cell empty where there is no reading.",
        ),
        (
            "beyond",
            "bad_row",
            "beyond the last",
            "the row should have ended",
            "Put quotation marks around numbers with a comma, or part the columns by semicolons.",
        ),
    )
    found = (_count_bad(con, name, *case) for case in cases)
    findings = [*filter(None, found), *_no_customer(con, roles)]
    _refuse_empty(con, roles, name)
    return findings


def _count_bad(
    con: duckdb.DuckDBPyConnection, name: str, cell: str, code: str, column: str, expected: str, cure: str
) -> Finding | None:
    count, line, text, total = con.execute(f"""
        select count({cell}), min(line) filter ({cell} is not null), arg_min({cell}, line),
               (select count(*) from parsed)
        from unread""").fetchone()
    if not count:
        return None
    shown, place = text[:60] or "nothing", f"{name}, row {line:,}, column {column}"
    if count > UNREADABLE * total:
        raise Refusal(
            f"{place}: found “{shown}” where {expected}, and so in {count:,} of {total:,} rows. {cure}",
            ask="start" if cell == "bad_start" else "value",
        )
    what = f"{counted(count, 'cell')} could not be read and count as missing"
    message = f"{what}; the first is “{shown}” in row {line:,}, column {column}."
    return Finding("warning", code, message, count, f"{place}: {shown}")


def _refuse_open_quote(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """A quotation mark that is never closed swallows the rows below it."""
    several_lines = " or ".join(f"contains({cell}, chr(10))" for cell in ("bad_start", "bad_value", "beyond"))
    line = con.execute(f"""
        with rows as (
            select line from parsed where contains(customer_id, chr(10))
            union all select line from unread where {several_lines})
        select min(line) from rows""").fetchone()[0]
    if line is not None:
        raise Refusal(
            f"{name}, row {line:,}: a quotation mark is opened and not closed, so that the rows below run "
            "into one cell. Remove it, or close it."
        )


def _no_customer(con: duckdb.DuckDBPyConnection, roles: Roles) -> list[Finding]:
    count, line = con.execute("""
        select count(*), min(line) from parsed where customer_id is null and value is not null
        """).fetchone()
    if not count:
        return []
    message = f"{counted(count, 'row names', 'rows name')} no customer, left out; the first is row {line:,}."
    return [Finding("warning", "no_customer", message, count, f"row {line:,}, column {roles.customer}")]


def _refuse_empty(con: duckdb.DuckDBPyConnection, roles: Roles, name: str) -> None:
    if not con.execute("select count(value) from parsed where start is not null").fetchone()[0]:
        raise Refusal(f"{name}, column {roles.value}: every cell is empty. Export the readings again.")
