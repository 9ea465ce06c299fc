"""Length of an interval, whether a stamp begins or ends it, and the hours that a clock change repeats or skips."""

import duckdb

from lib.findings import Refusal

LENGTHS = (1, 5, 10, 15, 20, 30, 60)
CHANGE_MONTHS = "(3, 4, 9, 10, 11)"


def interval_minutes(con: duckdb.DuckDBPyConnection, name: str) -> int:
    """The commonest distance between neighbouring stamps of a customer in ``parsed``, minutes.

    Raises
    ------
    Refusal
        Readings are further apart than an hour, or stand alone.
    """
    row = con.execute("""
        with few as (select distinct customer_id from parsed where start is not null limit 50),
        steps as (select date_diff('second', lag(start) over (partition by customer_id order by start), start) as step
                  from (select distinct customer_id, start from parsed semi join few using (customer_id)
                        where start is not null))
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
            f"{name}: readings are {every} apart. Loadlens needs 60 minutes or a part of it; ask for the interval export."
        )
    return int(minutes)


def stamps_end(
    con: duckdb.DuckDBPyConnection, minutes: int, named_end: bool, answer: str | None
) -> tuple[bool, str]:
    """Whether stamps stand at the end of their interval, and why we think so.

    Notes
    -----
    Whole days begin at 00:00.  A customer whose first stamp is one interval after midnight and whose last is midnight
    has end stamps.  Stamps moved by an offset from UTC tell nothing of the kind, and are taken to begin the interval.
    """
    if answer:
        return answer == "end", "as you said"
    if named_end:
        return True, "the column's name says end"
    first_late, last_midnight, first_midnight = con.execute(f"""
        with ends as (select min(start) as a, max(start) as b from parsed
                      where instant is null and start is not null group by customer_id)
        select avg((date_diff('minute', date_trunc('day', a), a) = {minutes})::int),
               avg((b = date_trunc('day', b))::int), avg((a = date_trunc('day', a))::int) from ends
        """).fetchone()
    if first_late is None:
        return False, "assumed: with an offset from UTC, the start of the interval"
    if first_late > 0.5 and last_midnight > 0.5:
        return True, f"the first stamp is {minutes} minutes after midnight, the last is midnight"
    if first_midnight > 0.5:
        return False, "the first stamp is 00:00"
    return False, "assumed: the start of the interval"


def skipped_hours(con: duckdb.DuckDBPyConnection, table: str, minutes: int, customers: int) -> list[str]:
    """Hours that nobody has because the clocks went forward: one missing hour at night, near the equinox.

    With a single customer it must be a Sunday: nobody else confirms that the hour does not exist.
    """
    sunday = "and dayofweek(missing) = 0" if customers == 1 else ""
    return [
        row[0]
        for row in con.execute(f"""
        with all_starts as (select distinct start from {table}),
        gaps as (select lag(start) over (order by start) + to_minutes({minutes}) as missing, start as next from all_starts)
        select strftime(missing, '%Y-%m-%d %H:%M') from gaps
        where next - missing = interval 1 hour and hour(missing) < 4 {sunday}
          and month(missing) in {CHANGE_MONTHS} order by missing""").fetchall()
    ]
