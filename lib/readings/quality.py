"""Put readings in order, and say what was found: duplicates, gaps, negative values, clock changes."""

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.intervals import skipped_hours
from lib.readings.readings import Decision, Origin, Readings


REGISTERS = 0.05  # more intervals than this with two different values: several registers, not corrections


def put_in_order(con: duckdb.DuckDBPyConnection, minutes: int, name: str) -> tuple[Finding, ...]:
    """``stacked`` -> ``ordered(customer_id, start, fold, kwh)``: one row for each customer and interval.

    Notes
    -----
    The same customer and moment twice is a duplicate; the row further down in the file is kept, since exports append
    corrections.  The same local stamp at two moments is the autumn hour that comes twice: fold tells them apart.
    Where stamps carry no offset, a whole night hour that comes exactly twice on the Sunday of a clock change is taken so.

    Raises
    ------
    Refusal
        So many intervals come twice with different values that the file must hold several registers.
    """
    twice = con.execute("""
        select count(*) from (select 1 from stacked group by customer_id, start having count(*) > 1)""").fetchone()[
        0
    ]
    if not twice:
        con.execute(
            "create temp table ordered as select customer_id, start, 0::tinyint as fold, kwh from stacked"
        )
        return ()
    con.execute(f"""
        create temp table marked as
        select *, coalesce(instant, start + case when {_is_autumn_hour(minutes)} then to_minutes(occurrence * 60)
                  else interval 0 minute end) as moment
        from (select *, row_number() over (partition by customer_id, start order by line) - 1 as occurrence,
                     count(*) over (partition by customer_id, start) as times,
                     count(*) over (partition by customer_id, date_trunc('hour', start)) as in_hour from stacked)""")
    _refuse_registers(con, name)
    con.execute("""
        create temp table ordered as
        select customer_id, start, (row_number() over (partition by customer_id, start order by moment) - 1)::tinyint as fold, kwh
        from (select * from marked qualify row_number() over (partition by customer_id, start, moment order by line desc) = 1)""")
    findings = (*_duplicates(con), *_repeated_hour(con))
    con.execute("drop table marked")
    return findings


def _is_autumn_hour(minutes: int) -> str:
    """Last Sunday of October (Europe), first of November (North America) or of April (Australia)."""
    day = "(month(start) = 10 and day(start) >= 25 or month(start) in (4, 11) and day(start) <= 7)"
    return f"times = 2 and in_hour = {120 // minutes} and hour(start) < 4 and dayofweek(start) = 0 and {day}"


def _refuse_registers(con: duckdb.DuckDBPyConnection, name: str) -> None:
    differing, total, example = con.execute("""
        with moments as (select customer_id, moment, max(kwh) - min(kwh) as spread from marked group by all)
        select count(*) filter (where spread > 1e-9), count(*),
               min(customer_id || ' at ' || strftime(moment, '%Y-%m-%d %H:%M')) filter (where spread > 1e-9) from moments
        """).fetchone()
    if differing > REGISTERS * total:
        raise Refusal(
            f"{name}: {differing:,} of {total:,} intervals come several times with different values (first: {example}). "
            "The file seems to hold several registers, such as import and export. Keep the rows of one register, or "
            "choose another customer column, and read it again."
        )


def _duplicates(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    dropped, differing, example = con.execute("""
        with groups as (select customer_id, start, moment, count(*) as n, max(kwh) - min(kwh) as spread from marked
                        group by all having count(*) > 1)
        select coalesce(sum(n - 1), 0)::bigint, count(*) filter (where spread > 1e-9),
               min(customer_id || ' at ' || strftime(start, '%Y-%m-%d %H:%M')) from groups""").fetchone()
    if not dropped:
        return []
    differ = f"; in {differing:,} of them the values differ" if differing else ", all with the same value"
    message = f"{dropped:,} readings stand in the data twice{differ}. The row further down was kept."
    return [Finding("warning" if differing else "info", "duplicates", message, dropped, example)]


def _repeated_hour(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    count, example = con.execute("""
        select count(*), min(customer_id || ' at ' || strftime(start, '%Y-%m-%d %H:%M')) from ordered where fold = 1
        """).fetchone()
    if not count:
        return []
    message = f"{count:,} readings lie in the hour that comes twice when the clocks go back; both are kept."
    return [Finding("info", "dst_repeat", message, count, example)]


def summarise(
    con: duckdb.DuckDBPyConnection,
    table: str,
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
    """Count what is in a table of readings, and describe it.

    Parameters
    ----------
    con, table : where the readings are: ``customer_id, start, fold, kwh``.
    interval : minutes.
    """
    customers, count, start, end, energy = con.execute(f"""
        select count(distinct customer_id), count(*), min(start), max(start), sum(greatest(kwh, 0)) from {table}""").fetchone()
    if not count:
        raise Refusal(f"{name}: no reading could be used. Look at the columns for customer, time and kWh.")
    skipped = skipped_hours(con, table, interval, customers)
    missing, gaps = _missing(con, table, interval, skipped)
    found = (*findings, *gaps, *_skipped(skipped), *_negative(con, table), *_zero(con, table, customers))
    if unit is None:
        unit = next((d.value for d in decisions if d.name == "unit"), "kWh")
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
        energy_kwh=energy,
        missing=missing,
        unit=unit,
        format=format,
        zone=next((d.value for d in decisions if d.name == "zone" and "/" in d.value), None),
        findings=found,
        decisions=decisions,
        temperature_c=temperature_c,
    )


def _missing(
    con: duckdb.DuckDBPyConnection, table: str, minutes: int, skipped: list[str]
) -> tuple[int, list[Finding]]:
    """Intervals without a value between each customer's first and last; a skipped spring hour is not missing."""
    in_span = " + ".join(f"(a <= '{hour}' and b > '{hour}')::int" for hour in skipped) or "0"
    short, worst, most, total = con.execute(f"""
        with spans as (select customer_id, min(start) as a, max(start) as b, count(*) - sum(fold) as n from {table} group by 1),
        each as (select customer_id, greatest(0, date_diff('minute', a, b) // {minutes} + 1 - n
                        - ({in_span}) * {60 // minutes}) as gaps from spans)
        select count(*) filter (where gaps > 0), arg_max(customer_id, gaps), max(gaps), sum(gaps)::bigint from each
        """).fetchone()
    if not total:
        return 0, []
    message = f"{total:,} intervals are missing, at {short:,} customers; they are left empty, not guessed."
    return total, [Finding("warning", "missing", message, total, f"{worst}: {most:,} missing")]


def _skipped(skipped: list[str]) -> list[Finding]:
    if not skipped:
        return []
    message = f"{len(skipped)} hours do not exist because the clocks went forward; they are not missing."
    return [Finding("info", "dst_gap", message, len(skipped), skipped[0])]


def _negative(con: duckdb.DuckDBPyConnection, table: str) -> list[Finding]:
    count, who, energy = con.execute(f"""
        select count(*), count(distinct customer_id), coalesce(sum(-kwh), 0) from {table} where kwh < 0""").fetchone()
    if not count:
        return []
    message = (
        f"{count:,} readings at {who:,} customers are below zero: {energy:,.1f} kWh fed into the grid. "
        "They are kept in the profiles and left out of the energy total."
    )
    return [Finding("info", "negative", message, count)]


def _zero(con: duckdb.DuckDBPyConnection, table: str, customers: int) -> list[Finding]:
    count, example = con.execute(f"""
        select count(*), min(customer_id) from
            (select customer_id from {table} group by 1 having max(abs(kwh)) = 0)""").fetchone()
    if not count:
        return []
    message = (
        f"{count:,} of {customers:,} customers read zero throughout: vacant, or a meter that does not send."
    )
    return [Finding("warning", "zero", message, count, example)]
