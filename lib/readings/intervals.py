"""Length of an interval, whether a stamp begins or ends it, and the hours that a clock change repeats or skips."""

from collections.abc import Mapping

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.clock_changes import is_skipped_sql
from lib.spelling import counted

LENGTHS = (1, 5, 10, 15, 20, 30, 60)
CHANGE_MONTHS = (3, 4, 9, 10, 11)
SUNDAY = (
    "dayofweek(missing) = 0 and (month(missing) != 3 or day(missing) between 8 and 14 or day(missing) >= 25)"
)
ODD_CUSTOMERS = 0.05  # more customers than this with another interval length: the file holds two
MANY = 96  # readings, before an uneven spread over the minutes of the hour means anything


def interval_minutes(con: duckdb.DuckDBPyConnection, name: str) -> int:
    """The commonest distance between neighbouring stamps of a customer in ``parsed``, minutes.

    Raises
    ------
    Refusal
        Readings are further apart than an hour, at odd distances, or stand alone.
    """
    row = con.execute("""
        with stamps as (
            select distinct customer_id, start from parsed semi join few using (customer_id)
            where start is not null),
        steps as (
            select date_diff('second', lag(start) over (partition by customer_id order by start), start) as step
            from stamps)
        select step, count(*) from steps where step > 0 group by step order by count(*) desc, step limit 1
        """).fetchone()
    if row is None:
        raise Refusal(
            f"{name}: every customer has a single reading. Loadlens needs at least a day of intervals each."
        )
    minutes = row[0] / 60
    if minutes not in LENGTHS:
        every = f"{minutes / 60:,.3g} hours" if minutes > 60 else f"{minutes:,.3g} minutes"
        raise Refusal(
            f"{name}: readings are {every} apart. Loadlens needs 60 minutes or a part of it; ask for the interval "
            "export."
        )
    return int(minutes)


def one_length(lengths: Mapping[int, str]) -> int:
    """The interval length of files that are read together, minutes; `lengths` has each with the name of a file.

    Raises
    ------
    Refusal
        They have several.
    """
    if len(lengths) > 1:
        each = " and ".join(f"{minutes} minutes ({lengths[minutes]})" for minutes in sorted(lengths))
        raise Refusal(f"The files have intervals of {each}. Read files of one interval length together.")
    return next(iter(lengths))


def other_lengths(con: duckdb.DuckDBPyConnection, minutes: int, name: str) -> tuple[Finding, ...]:
    """Find the customers in ``parsed`` whose intervals have another length, and list them in ``odd``.

    Raises
    ------
    Refusal
        They are too many to leave out.

    Notes
    -----
    Readings of one length spread evenly over 60 / length minutes of the hour.  Hourly readings among quarters of an
    hour stand on one minute only, or make one minute much commoner than the others.
    """
    slots = 60 // minutes
    con.execute(f"""
        create or replace temp table odd as
        with by_minute as (
            select customer_id, epoch(start)::bigint % 3600 as second, count(*) as n
            from parsed where start is not null and value is not null group by all)
        select customer_id, count(*) as kinds from by_minute group by customer_id
        having count(*) > {slots} or sum(n) >= {MANY} and (count(*) < {slots} or max(n) > 1.5 * min(n) + 8)
        """)
    found = con.execute("select count(*), min(customer_id), arg_min(kinds, customer_id) from odd")
    odd, first, kinds = found.fetchone()
    if not odd:
        return ()
    customers = con.execute("select count(distinct customer_id) from parsed").fetchone()[0]
    what = f"the readings of customer {first} stand at {kinds} different minutes of the hour, unevenly"
    if odd > ODD_CUSTOMERS * customers:
        raise Refusal(
            f"{name}: most readings are {minutes} minutes apart, but {what}, and so at {odd:,} of {customers:,} "
            "customers. Loadlens reads one interval length at a time; part them."
        )
    length = f"another interval length than {minutes} minutes and"
    who = counted(odd, f"customer has {length} is", f"customers have {length} are")
    message = f"{who} left out; {what}."
    return (Finding("set aside", "mixed_interval", message, odd, first),)


def stamps_end(
    con: duckdb.DuckDBPyConnection,
    minutes: int,
    named_end: bool,
    last_hour: bool,
    answer: str | None,
    moved: bool = False,
    named_start: bool = False,
) -> tuple[bool, str]:
    """Whether stamps stand at the end of their interval, and why we think so.

    Notes
    -----
    Whole days begin at 00:00.  A customer whose first stamp is one interval after midnight and whose last is midnight
    has end stamps; where only the first is so, this is assumed, unless the column's name says `named_start`.
    Stamps `moved` by an offset from UTC tell nothing of the kind, and are taken to begin the interval.
    """
    if answer:
        return answer == "end", "as you said"
    if named_end:
        return True, "the column's name says end"
    if last_hour:
        return True, "the clock shows 24:00"
    first_late, last_midnight, first_midnight = con.execute(f"""
        with ends as (
            select min(start) as first, max(start) filter (value is not null) as last from parsed
            where {not moved} and start is not null group by customer_id)
        select avg((date_diff('minute', date_trunc('day', first), first) = {minutes})::int),
               avg((last = date_trunc('day', last))::int),
               avg((first = date_trunc('day', first))::int) from ends
        """).fetchone()
    if first_late is None:
        return False, "assumed: with an offset from UTC, the start of the interval"
    if first_late > 0.5 and last_midnight > 0.5:
        return True, f"the first stamp is {minutes} minutes after midnight, the last is midnight"
    if first_midnight > 0.5:
        return False, "the first stamp is 00:00"
    if first_late > 0.5 and not named_start:
        return True, f"assumed: the first stamp is {minutes} minutes after midnight"
    return False, "assumed: the start of the interval"


def skipped_hours(
    con: duckdb.DuckDBPyConnection, table: str, minutes: int, customers: int, zone: str | None = None
) -> list[str]:
    """Hours that nobody has because the clocks went forward: one missing hour at night, near the equinox.

    With a single customer it must be a Sunday, in March the second or the last of the month: nobody else confirms that
    the hour does not exist.  Where the `zone` of
    the clock is known, they are the hours that do not exist there.
    """
    sunday = f"and {SUNDAY}" if customers == 1 else ""
    night = f"hour(missing) < 4 {sunday} and month(missing) in {CHANGE_MONTHS}"
    unreal = is_skipped_sql("missing", zone) if zone else night
    rows = con.execute(f"""
        with starts as (select distinct start from {table}),
        neighbours as (
            select lag(start) over (order by start) + to_minutes({minutes}) as missing, start as next from starts)
        select strftime(missing, '%Y-%m-%d %H:%M') from neighbours
        where next - missing = interval 1 hour and {unreal} order by missing
        """)
    return [row[0] for row in rows.fetchall()]
