"""Counters: what a meter's display shows becomes the energy of each interval."""

from pathlib import Path

import duckdb

from lib.findings import Finding
from lib.readings.formats.parsed import Rows, keep_rows
from lib.readings.intervals import interval_minutes
from lib.spelling import counted

RISES = 48  # so many steps up and hardly one down
CHANGED = 400  # steps up for one down: a month of hours in which the meter was changed once
FEW_RISES = 4  # so many, none down, and far from nought, as in a file of an hour or two
FAR = 5  # times the way that it rose


def rises_only(con: duckdb.DuckDBPyConnection, whole: str = "") -> str:
    """From which to which number the values of ``parsed`` rise; "" where they are no counter's.

    A counter of a house with a roof may stand still all day; then those beside it tell what it is, which are among
    the rows of `whole`, a SELECT.
    """
    falls, rises, lowest, highest = con.execute("""
        with steps as (
            select customer_id, value, value - lag(value) over (
                       partition by customer_id, register order by coalesce(instant, start), line) as step
            from parsed semi join few using (customer_id) where start is not null and value is not null)
        select count(*) filter (step < 0), count(*) filter (step > 0), min(value), max(value) from steps
        """).fetchone()
    long = rises >= RISES and falls * CHANGED <= rises
    short = rises >= FEW_RISES and not falls and lowest > FAR * (highest - lowest)
    still = bool(whole) and lowest == highest and (lowest or 0) > 0 and _others_rise(con, whole)
    return f"from {lowest:,.10g} to {highest:,.10g}" if long or short or still else ""


def _others_rise(con: duckdb.DuckDBPyConnection, whole: str) -> bool:
    """Whether the registers of a file that are not in ``parsed`` rise, and never fall."""
    return con.execute(f"""
        with steps as (
            select value - lag(value) over (
                       partition by customer_id, register order by coalesce(instant, start)) as step
            from ({whole})
            where register not in (select distinct register from parsed) and start is not null and value is not null)
        select coalesce(bool_and(step >= 0) and bool_or(step > 0), false) from steps""").fetchone()[0]


def difference(
    con: duckdb.DuckDBPyConnection, folder: Path, column: str, name: str, whole: str
) -> tuple[tuple[Finding, ...], Rows | None]:
    """Where ``parsed`` holds a counter, make it the energy from one reading to the next, and give its rows.

    Parameters
    ----------
    whole : a SELECT of the rows of ``parsed`` and of the registers that were left out.

    Notes
    -----
    The difference between two readings belongs to the interval that the first of them begins.  Where readings are
    missing between the two, or the counter fell, the energy of an interval is not known.
    """
    if not (span := rises_only(con, whole)):
        return (), None
    minutes = interval_minutes(con, name)
    rows = keep_rows(
        con,
        folder / "steps.parquet",
        f"""
        with readings as (
            select *, coalesce(instant, start) as moment from parsed where start is not null and value is not null
            qualify row_number() over (partition by customer_id, register, moment order by line desc) = 1),
        steps as (
            select *, lead(value) over later - value as used, lead(moment) over later - moment as wait from readings
            window later as (partition by customer_id, register order by moment))
        select customer_id, register, start, instant, line,
               case when used >= 0 and wait = to_minutes({minutes}) then used end as value
        from steps where wait is not null order by line""",
    )
    lost = con.execute("select count(*) from parsed where value is null").fetchone()[0]
    lacking = counted(
        lost, "difference spans a gap or falls, and counts", "differences span a gap or fall, and count"
    )
    message = (
        f"Column {column} holds a counter (it only rises, {span}): each reading was "
        f"taken from the next. {lacking} as missing."
    )
    return (Finding("info", "cumulative_register", message, lost, f"{column}: {span}"),), rows
