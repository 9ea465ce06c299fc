"""Put readings in order: one row for each customer and interval."""

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.clock_changes import comes_twice_sql
from lib.spelling import counted

REGISTERS = 0.05  # more intervals than this with two different values: several registers, not corrections
# Last Sunday of October (Europe), first of November (North America) or of April (Australia), at night.
_AUTUMN = """(hour(start) < 4 and dayofweek(start) = 0
    and (month(start) = 10 and day(start) >= 25 or month(start) in (4, 11) and day(start) <= 7))"""
SLOTS = 200_000  # intervals that a customer's bit string may hold


def put_in_order(
    con: duckdb.DuckDBPyConnection, minutes: int, name: str, zone: str | None = None
) -> tuple[bool, tuple[Finding, ...]]:
    """``stacked`` -> ``ordered(customer_id, start, fold, kwh)``; `zone`: of the local clock, where it is known.

    Returns
    -------
    Whether the rows were in order as they stood, since none comes twice; and what was found.

    Notes
    -----
    The same customer, register and moment twice is a duplicate; the row further down is kept, since exports append
    corrections.  The same local stamp at two moments is the autumn hour that comes twice: fold tells them apart.  Where
    stamps carry no offset, an hour that comes exactly twice is taken so in the night of a clock change, which is that
    of `zone`, or of a Sunday where none is named; in files that begin with the newest row the second of the two stands
    first.  Registers are added up.

    Raises
    ------
    Refusal
        So many intervals come twice with different values that the file must hold several registers.
    """
    if not _comes_twice(con, minutes):
        con.execute("""
            create temp view ordered as select customer_id, start, 0::tinyint as fold, kwh from stacked""")
        return True, ()
    full = 60 // minutes  # intervals in the hour that comes twice
    autumn = comes_twice_sql("start", zone) if zone else _AUTUMN
    con.execute(f"""
        create temp table marked as
        with ways as (
            select customer_id, register, case when regr_slope(epoch(start), line) < 0 then -1 else 1 end as way
            from stacked group by customer_id, register),
        counted as (
            select * exclude (way),
                   row_number() over (partition by customer_id, register, start order by line * way) - 1 as occurrence,
                   count(*) over (partition by customer_id, register, start) as times,
                   {autumn} as autumn,
                   max(kwh) over (partition by customer_id, register, start) >
                   min(kwh) over (partition by customer_id, register, start) as differs
            from stacked join ways using (customer_id, register)),
        nights as (
            select *, count(*) filter (times = 2 and autumn) over night as twice,
                   bool_and(differs) filter (times = 2 and autumn) over night as all_differ
            from counted window night as (partition by customer_id, register, start::date))
        select * exclude (autumn), times = 2 and autumn and (
                   twice = {2 * full} or twice between {full} and {2 * full} and all_differ) as repeats,
               coalesce(instant, start + to_hours(repeats::int * occurrence)) as moment
        from nights
        """)
    _refuse_registers(con, name)
    con.execute("""
        create temp table ordered as
        with latest as (
            select * from marked
            qualify row_number() over (partition by customer_id, register, start, moment order by line desc) = 1),
        added as (
            select customer_id, start, moment, sum(kwh) as kwh, count(*) as registers
            from latest group by customer_id, start, moment),
        usual as (select customer_id, mode(registers) as usual from added group by customer_id)
        select customer_id, start,
               (row_number() over (partition by customer_id, start order by moment) - 1)::tinyint as fold, kwh
        from added join usual using (customer_id) where registers >= usual
        """)
    findings = (*_duplicates(con), *_partial(con), *_repeated_hour(con))
    con.execute("drop table marked")
    return False, findings


def _comes_twice(con: duckdb.DuckDBPyConnection, minutes: int) -> bool:
    """Whether any customer has two rows in one interval: a bit for each interval, fewer bits than rows."""
    slots = con.execute(f"""
        select date_diff('minute', min(start), max(start)) // {minutes} + 1 from stacked""").fetchone()[0]
    if slots is None or slots > SLOTS:
        return True
    return con.execute(f"""
        with numbered as (
            select customer_id, (epoch(start - (select min(start) from stacked)) // {60 * minutes})::bigint as slot
            from stacked),
        each as (
            select count(*) as n, bit_count(bitstring_agg(slot, 0, {slots - 1})) as intervals
            from numbered group by customer_id)
        select count(*) > 0 from each where n > intervals
        """).fetchone()[0]


def _partial(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Intervals in which a register is missing that the customer usually has: their sum would be too small."""
    there = "(select count(distinct (customer_id, start, moment)) from marked)"
    lost = con.execute(f"select {there} - (select count(*) from ordered)").fetchone()[0]
    if not lost:
        return []
    message = (
        f"{counted(lost, 'interval has', 'intervals have')} only some of the registers, and so no value."
    )
    return [Finding("warning", "partial_registers", message, lost)]


def _refuse_registers(con: duckdb.DuckDBPyConnection, name: str) -> None:
    differing, total, example = con.execute("""
        with moments as (
            select customer_id, register, moment, max(kwh) - min(kwh) as spread
            from marked group by customer_id, register, moment)
        select count(*) filter (spread > 1e-9), count(*),
               min(customer_id || ' at ' || strftime(moment, '%Y-%m-%d %H:%M')) filter (spread > 1e-9) from moments
        """).fetchone()
    if differing > REGISTERS * total:
        raise Refusal(
            f"{name}: {differing:,} of {total:,} intervals come several times with different values (first: {example}"
            "). The file seems to hold several registers, such as import and export. Keep the rows of one register, or "
            "choose another customer column, and read it again."
        )


def _duplicates(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    dropped, differing, example = con.execute("""
        with groups as (
            select customer_id, start, moment, count(*) as n, max(kwh) - min(kwh) as spread
            from marked group by customer_id, register, start, moment having count(*) > 1)
        select coalesce(sum(n - 1), 0)::bigint, count(*) filter (spread > 1e-9),
               min(customer_id || ' at ' || strftime(start, '%Y-%m-%d %H:%M')) from groups
        """).fetchone()
    if not dropped:
        return []
    differ = f"; in {differing:,} of them the values differ" if differing else ", all with the same value"
    twice = counted(dropped, "reading stands", "readings stand")
    message = f"{twice} in the data twice{differ}. The row further down was kept."
    return [Finding("warning" if differing else "info", "duplicates", message, dropped, example)]


def _repeated_hour(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    count, example = con.execute("""
        select count(*), min(customer_id || ' at ' || strftime(start, '%Y-%m-%d %H:%M')) from ordered where fold = 1
        """).fetchone()
    if not count:
        return []
    lie = counted(count, "reading lies", "readings lie")
    message = f"{lie} in the hour that comes twice when the clocks go back; both are kept."
    return [Finding("info", "dst_repeat", message, count, example)]
