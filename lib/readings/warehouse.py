"""Readings in a database: read where they are, whatever the columns are called."""

from dataclasses import replace
from hashlib import blake2b

import duckdb
import ibis
import pandas as pd

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.readings.columns import Roles, roles_of
from lib.readings.engine import close, connect, fetch, is_moment, table_of, without_secrets
from lib.readings.formats.counters import rises_only
from lib.readings.intervals import interval_minutes, other_lengths, stamps_end
from lib.readings.quality import describe
from lib.readings.readings import NANO, Columns, Decision, Readings, mark_sql, seal_of
from lib.readings.units import UNITS, decide_unit, to_kwh

FEW = 50  # customers by whom interval, unit and stamps are judged
LOOK = 1000  # rows


def read_address(address: str, answers: Reading, shown: str = "") -> Readings:
    """Describe the readings in a table of a database; they stay there.

    Parameters
    ----------
    address : an Ibis address with the table after a hash: ``duckdb:///file.db#readings``,
        ``postgres://user@host/db#readings``.
    answers : what the user has said about its columns and unit.
    shown : what people call it; the address without its secrets where not given.

    Raises
    ------
    Refusal
        The database or the table cannot be reached, or is no table of readings.  A password is never repeated.

    Notes
    -----
    The table has one row for each customer and interval, with a time stamp of the local clock; a column `fold`, 0 or
    1, may tell two autumn hours apart.  Interval, unit and stamps are judged by 50 customers, whose readings are
    fetched; of all others one row of counts.
    """
    url, _, name = address.rpartition("#")
    if not url:
        bare = without_secrets(address)
        raise Refusal(f"{bare}: name the table after a hash, for example {bare}#readings.")
    bare = f"{without_secrets(url)}#{name}"
    backend = connect(url, shown or bare)
    try:
        return _read(table_of(backend, name, shown or bare), url, answers, bare, shown or bare)
    finally:
        close(backend)


def _read(table: ibis.Table, url: str, answers: Reading, bare: str, shown: str) -> Readings:
    roles = roles_of(_cells(table, shown), answers, shown)
    if is_moment(table, bare.rpartition("#")[2], roles.start):
        raise Refusal(
            f"{shown}, column {roles.start}: a TIMESTAMP of Spark is a moment, not a local clock. Make a view with "
            "convert_timezone, or "
            f"with cast({roles.start} as timestamp_ntz) where the session's zone is the customers'.",
            ask="start",
        )
    columns, about = _understand(table, roles, answers, shown)
    with duckdb.connect() as con:
        con.register("customers", fetch(_customers(columns.read(table)), shown))
        con.register("starts", fetch(columns.read(table).select("start").distinct(), shown))
        readings = describe(
            con,
            "starts",
            address=url,
            fingerprint="",
            origin="configured",
            name=shown,
            format="database",
            **about,
        )
        fingerprint = _fingerprint(con, bare, columns)
    seal = seal_of(columns.read(table), shown)
    name = bare.rpartition("#")[2]
    return replace(readings, table=name, columns=columns, fingerprint=fingerprint, seal=seal)


def _cells(table: ibis.Table, shown: str) -> dict[str, list[str]]:
    """The first rows as text, column by column."""
    head = fetch(table.limit(LOOK), shown)
    if head.empty:
        raise Refusal(f"{shown}: the table has no rows.")
    return {name: ["" if pd.isna(cell) else str(cell) for cell in head[name]] for name in head}


def _understand(table: ibis.Table, roles: Roles, answers: Reading, shown: str) -> tuple[Columns, dict]:
    """Which columns are read how, judged by a few customers; and what there is to say about it."""
    _check(table, roles, answers, shown)
    columns = Columns(roles.customer, roles.start, roles.value, "fold" if "fold" in table.columns else "")
    with duckdb.connect() as con:
        _sample(con, columns.read(table), shown)
        minutes = interval_minutes(con, shown)
        _refuse_odd(other_lengths(con, minutes, shown), shown)
        _refuse_counter(con, roles.value, shown)
        unit, why, doubts = decide_unit(con, roles.value, answers.unit, shown)
        at_end, evidence = stamps_end(con, minutes, roles.named_end, False, answers.stamps)
    names = tuple(table.columns)
    decisions = (
        Decision("customer", roles.customer, "the column's name", names),
        Decision("start", roles.start, "the column holds time stamps", names),
        Decision("value", roles.value, "the column's name", names),
        Decision("unit", unit, why, tuple(UNITS)),
        Decision("interval", f"{minutes} minutes", "the commonest distance between two stamps"),
        Decision("stamps", "end" if at_end else "start", evidence, ("start", "end")),
        Decision("zone", "local clock", "stamps carry no offset"),
    )
    about = {"interval": minutes, "decisions": decisions, "findings": doubts}
    return replace(columns, kwh=to_kwh(unit, minutes), late=minutes if at_end else 0), about


def _check(table: ibis.Table, roles: Roles, answers: Reading, shown: str) -> None:
    """Refuse what would have to be converted: a view in the database does that better."""
    if not roles.customer:
        raise Refusal(f"{shown}: no column names a customer. Call it customer_id.", ask="customer")
    stamp, value = table.schema()[roles.start], table.schema()[roles.value]
    if roles.zone_column or answers.zone or not stamp.is_timestamp() or stamp.timezone:
        raise Refusal(
            f"{shown}, column {roles.start}: a time stamp of the local clock was expected, found {stamp}. "
            "Make a view with a column of type timestamp, without a zone.",
            ask="start",
        )
    if not value.is_numeric():
        raise Refusal(f"{shown}, column {roles.value}: a number was expected, found {value}.", ask="value")


def _refuse_counter(con: duckdb.DuckDBPyConnection, column: str, shown: str) -> None:
    if span := rises_only(con):
        raise Refusal(
            f"{shown}, column {column}: the values only rise, {span}, as on a meter's display. "
            "Make a view with the energy of each interval: subtract each value from the next one.",
            ask="value",
        )


def _refuse_odd(odd: tuple[Finding, ...], shown: str) -> None:
    if odd:
        raise Refusal(
            f"{shown}: customer {odd[0].example} has intervals of another length than the others. "
            "Make a view with one interval length."
        )


def _sample(con: duckdb.DuckDBPyConnection, read: ibis.Table, shown: str) -> None:
    """``parsed`` and ``few``: the readings of a few customers, as those of a file."""
    few = read.select("customer_id").distinct().order_by("customer_id").limit(FEW)
    con.register("few", fetch(few, shown))
    con.register("fetched", fetch(read.semi_join(few, "customer_id"), shown))
    con.execute("""
        create temp table parsed as
        select customer_id, start, fold, null::timestamp as instant, '' as register, kwh as value,
               row_number() over (order by customer_id, start, fold) as line from fetched
        """)
    twice = con.execute("""
        select customer_id || ' at ' || strftime(start, '%Y-%m-%d %H:%M') from parsed
        group by customer_id, start, fold having count(*) > 1 order by 1 limit 1
        """).fetchone()
    if twice:
        raise Refusal(
            f"{shown}: customer {twice[0]} stands there twice. Make a view with one row for each customer and interval."
        )


def _customers(read: ibis.Table) -> ibis.Table:
    """What `describe` counts of each customer, counted in the database."""
    nano = (read.kwh * NANO).round().cast("int64")
    return read.group_by("customer_id").agg(
        readings=read.count(),
        repeated=read.fold.cast("int64").sum(),
        first=read.start.min(),
        last=read.start.max(),
        nano_taken=ibis.coalesce(nano.sum(where=nano > 0), 0).cast("float64"),
        nano_fed=ibis.coalesce((-nano).sum(where=nano < 0), 0).cast("float64"),
        negative=read.count(where=read.kwh < 0),
        peak=read.kwh.abs().max(),
        mark=mark_sql(read).cast("string"),
    )


def _fingerprint(con: duckdb.DuckDBPyConnection, bare: str, columns: Columns) -> str:
    """Of the address and of what is counted of each customer: another reading gives another fingerprint."""
    digest = blake2b(repr((bare, columns)).encode(), digest_size=16)
    for row in con.execute("select * from customers order by customer_id").fetchall():
        digest.update(repr(row).encode())
    return digest.hexdigest()
