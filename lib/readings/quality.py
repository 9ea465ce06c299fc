"""Say what is in a table of readings: how much, how complete, and what to look at."""

from typing import Any

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.intervals import skipped_hours
from lib.readings.readings import NANO, Columns, Decision, Origin, Readings
from lib.readings.spikes import spikes
from lib.spelling import counted

WEEK = 7  # days
SPARSE = 0.2  # a larger share of days without any reading: chosen days, not an outage


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
    blank: str | None = None,
    columns: Columns | None = None,
) -> Readings:
    """Describe readings by what is counted of each customer.

    Parameters
    ----------
    con : holds ``customers``, one row each: customer_id; readings, how many; repeated, those with fold 1; first, last
        start; nano_taken, nano_fed, the energy above and below zero in whole nano-kWh, so that the order of adding
        does not show; negative, readings below zero; peak, the largest reading, kWh.
    starts : a table with every ``start`` that there is.
    interval : minutes.
    blank : rows ``customer_id, start`` without a value, of a file; then `starts` has ``customer_id`` too.

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
    zone = next((d.value for d in decisions if d.name == "zone" and "/" in d.value), None)
    skipped = skipped_hours(con, starts, interval, customers, zone)
    missing, gaps = _missing(con, interval, skipped, starts, blank)
    odd = spikes(con, starts, interval) if blank else ()
    found = (*findings, *gaps, *_skipped(skipped), *_negative(con), *_zero(con, customers), *odd)
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
        zone=zone,
        findings=found,
        decisions=decisions,
        temperature_c=temperature_c,
        columns=columns,
    )


def _missing(
    con: duckdb.DuckDBPyConnection, minutes: int, skipped: list[str], starts: str, blank: str | None
) -> tuple[int, tuple[Finding, ...]]:
    """Intervals without a value between each customer's first and last; a skipped spring hour is not missing.

    Cells that are empty outside of these are missing too.  Days of which nothing is there are not, where they are many.
    """
    in_span = " + ".join(f"(first <= '{hour}' and last > '{hour}')::int" for hour in skipped) or "0"
    con.execute(f"""
        create or replace temp table gaps as
        select customer_id, date_diff('minute', first, last) // {minutes} + 1 - ({in_span}) * {60 // minutes} as due,
               greatest(0, due - (readings - repeated)) as gap from customers""")
    total, due = con.execute("select sum(gap)::bigint, sum(due)::bigint from gaps").fetchone()
    days = _absent_days(con, starts, blank, minutes) if blank and total > SPARSE * due else ()
    short, worst, most, total = con.execute("""
        select count(*) filter (gap > 0), arg_max(customer_id, gap), max(gap), sum(gap)::bigint from gaps""").fetchone()
    empty = _empty(con, starts, blank, skipped, minutes) if blank else 0
    if not total + empty:
        return 0, days
    outside = f" {empty:,} of them are empty cells outside of other readings." if empty else ""
    who = f"{counted(total + empty, 'interval is', 'intervals are')} missing, at {counted(max(short, 1), 'customer')}"
    message = f"{who}; left empty, not guessed."
    example = f"{worst}: {most:,} missing" if most else f"{worst}: empty cells"
    finding = Finding("warning", "missing", message + outside, total + empty, example)
    return total + empty, (finding, *days)


def _absent_days(con: duckdb.DuckDBPyConnection, table: str, blank: str, minutes: int) -> tuple[Finding, ...]:
    """A file may hold some days only, such as those of events: days of which nothing is there are not missing."""
    con.execute(f"""
        create or replace temp table absent as
        with rows as (select customer_id, start from {table} union all select customer_id, start from {blank}),
        days as (select customer_id, count(distinct start::date) as days from rows group by customer_id)
        select customer_id, date_diff('day', first, last) + 1 as span, span - days as absent
        from customers join days using (customer_id)""")
    absent, span = con.execute("select sum(absent)::bigint, sum(span)::bigint from absent").fetchone()
    if absent <= max(WEEK, SPARSE * span):
        return ()
    con.execute(f"""
        update gaps set gap = greatest(0, gap - absent * {1440 // minutes}) from absent
        where gaps.customer_id = absent.customer_id""")
    message = (
        f"Of {absent:,} of {span:,} days between the first and the last of each customer there is no reading at all; "
        "the file seems to hold chosen days, and these do not count as missing."
    )
    return (Finding("info", "some_days", message, absent),)


def _empty(con: duckdb.DuckDBPyConnection, table: str, blank: str, skipped: list[str], minutes: int) -> int:
    """Rows without a value before the first or after the last reading, or in a part of a skipped hour."""
    hours = ", ".join(f"(timestamp '{hour}')" for hour in skipped) or "(null::timestamp)"
    return con.execute(f"""
        with skipped(hour) as (values {hours}),
        cells as (select distinct customer_id, start from {blank} anti join {table} using (customer_id, start)),
        placed as (
            select cells.*, hour, count(hour) over (partition by customer_id, hour) as in_hour
            from cells left join skipped on start >= hour and start < hour + interval 1 hour)
        select count(*) from placed left join customers using (customer_id)
        where first is null or start < first or start > last or hour is not null and in_hour < {60 // minutes}
        """).fetchone()[0]


def _skipped(skipped: list[str]) -> tuple[Finding, ...]:
    if not skipped:
        return ()
    hours = counted(len(skipped), "hour does", "hours do")
    message = f"{hours} not exist because the clocks went forward; nothing is missing there."
    return (Finding("info", "dst_gap", message, len(skipped), skipped[0]),)


def _negative(con: duckdb.DuckDBPyConnection) -> tuple[Finding, ...]:
    count, who, nano, example = con.execute("""
        select sum(negative)::bigint, count(*), sum(nano_fed), min(customer_id) from customers where negative > 0
        """).fetchone()
    if not count:
        return ()
    message = (
        f"{counted(count, 'reading lies', 'readings lie')} below zero, at {counted(who, 'customer')}: "
        f"{float(nano) / NANO:,.1f} kWh fed into the grid. Kept in the profiles, left out of the energy total."
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
