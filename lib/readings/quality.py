"""Say what is in a table of readings: how much, how complete, and what to look at."""

from typing import Any

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.intervals import skipped_hours
from lib.readings.readings import NANO, Decision, Origin, Readings


def summarise(con: duckdb.DuckDBPyConnection, table: str, **about: Any) -> Readings:
    """Count what is in a table of readings, and describe it.

    Parameters
    ----------
    con, table : where the readings are: ``customer_id, start, fold, kwh``.
    about : what `describe` needs besides.

    Raises
    ------
    Refusal
        There is no reading, or none that is not zero.
    """
    con.execute(f"""
        create or replace temp table customers as
        with counted as (select customer_id, start, fold, kwh, round(kwh * {NANO})::bigint as nano from {table})
        select customer_id, count(*) as readings, sum(fold) as repeated, min(start) as first, max(start) as last,
               coalesce(sum(nano) filter (nano > 0), 0) as nano_taken,
               coalesce(sum(-nano) filter (nano < 0), 0) as nano_fed,
               count(*) filter (kwh < 0) as negative, max(abs(kwh)) as peak
        from counted group by customer_id
        """)
    return describe(con, table, **about)


def describe(
    con: duckdb.DuckDBPyConnection,
    starts: str,
    *,
    address: str,
    fingerprint: str,
    origin: Origin,
    name: str,
    interval: int,
    decisions: tuple[Decision, ...] = (),
    findings: tuple[Finding, ...] = (),
    unit: str | None = None,
    format: str = "long table",
    temperature_c: tuple[tuple[str, float], ...] = (),
) -> Readings:
    """Describe readings by what is counted of each customer.

    Parameters
    ----------
    con : holds ``customers``, one row each: customer_id; readings, how many; repeated, those with fold 1; first, last
        start; nano_taken, nano_fed, the energy above and below zero in whole nano-kWh, so that the order of adding
        does not show; negative, readings below zero; peak, the largest reading, kWh.
    starts : a table with every ``start`` that there is.
    interval : minutes.

    Raises
    ------
    Refusal
        There is no reading, or none that is not zero.
    """
    customers, count, start, end, nano, repeated, peak = con.execute("""
        select count(*), sum(readings)::bigint, min(first), max(last), sum(nano_taken), sum(repeated)::bigint, max(peak)
        from customers""").fetchone()
    if not customers:
        raise Refusal(f"{name}: no reading could be used. Look at the columns for customer, time and kWh.")
    if peak == 0:
        raise Refusal(
            f"{name}: every reading is zero. Look at the column for kWh, or export the readings again."
        )
    skipped = skipped_hours(con, starts, interval, customers)
    missing, gaps = _missing(con, interval, skipped)
    found = (*findings, *gaps, *_skipped(skipped), *_negative(con), *_zero(con, customers))
    return Readings(
        address=address,
        table="",
        fingerprint=fingerprint,
        origin=origin,
        name=name,
        customers=customers,
        readings=count,
        start=f"{start:%Y-%m-%d %H:%M}",
        end=f"{end:%Y-%m-%d %H:%M}",
        interval_minutes=interval,
        energy_kwh=float(nano) / NANO,
        missing=missing,
        repeated=repeated,
        unit=unit or next((d.value for d in decisions if d.name == "unit"), "kWh"),
        format=format,
        zone=next((d.value for d in decisions if d.name == "zone" and "/" in d.value), None),
        findings=found,
        decisions=decisions,
        temperature_c=temperature_c,
    )


def _missing(
    con: duckdb.DuckDBPyConnection, minutes: int, skipped: list[str]
) -> tuple[int, tuple[Finding, ...]]:
    """Intervals without a value between each customer's first and last; a skipped spring hour is not missing."""
    in_span = " + ".join(f"(first <= '{hour}' and last > '{hour}')::int" for hour in skipped) or "0"
    short, worst, most, total = con.execute(f"""
        with expected as (
            select customer_id, readings - repeated as there,
                   date_diff('minute', first, last) // {minutes} + 1 - ({in_span}) * {60 // minutes} as due
            from customers),
        gaps as (select customer_id, greatest(0, due - there) as gap from expected)
        select count(*) filter (gap > 0), arg_max(customer_id, gap), max(gap), sum(gap)::bigint from gaps
        """).fetchone()
    if not total:
        return 0, ()
    message = f"{total:,} intervals are missing, at {short:,} customers; they are left empty, not guessed."
    return total, (Finding("warning", "missing", message, total, f"{worst}: {most:,} missing"),)


def _skipped(skipped: list[str]) -> tuple[Finding, ...]:
    if not skipped:
        return ()
    message = f"{len(skipped)} hours do not exist because the clocks went forward; they are not missing."
    return (Finding("info", "dst_gap", message, len(skipped), skipped[0]),)


def _negative(con: duckdb.DuckDBPyConnection) -> tuple[Finding, ...]:
    count, who, nano, example = con.execute("""
        select sum(negative)::bigint, count(*), sum(nano_fed), min(customer_id) from customers where negative > 0
        """).fetchone()
    if not count:
        return ()
    message = (
        f"{count:,} readings at {who:,} customers are below zero: {float(nano) / NANO:,.1f} kWh fed into the grid. "
        "They are kept in the profiles and left out of the energy total."
    )
    return (Finding("info", "negative", message, count, example),)


def _zero(con: duckdb.DuckDBPyConnection, customers: int) -> tuple[Finding, ...]:
    count, example = con.execute("select count(*), min(customer_id) from customers where peak = 0").fetchone()
    if not count:
        return ()
    message = (
        f"{count:,} of {customers:,} customers read zero throughout: vacant, or a meter that does not send."
    )
    return (Finding("warning", "zero", message, count, example),)
