"""Sums of a NEM12 file: one value for each meter and interval, out of its channels and their days."""

from pathlib import Path

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.formats.nem12_channels import DAMAGED, KWH, NO_DATA
from lib.readings.formats.source import quoted
from lib.spelling import counted


def add_up(staged: Path, target: Path, unit: str, name: str) -> tuple[int, tuple[Finding, ...]]:
    """Write the sum of all channels of a customer for each interval; give the interval's minutes.

    Notes
    -----
    A day of a channel that stands there twice is a correction: the record further down is kept.  Intervals of several
    lengths are added up to the longest.  A channel flagged as without data, as on the day when a meter is changed, adds
    nothing to the others; where a value is merely absent the sum is too.  A date that is not written as in the format,
    20260718, goes on as text, and is read as those of any table.

    Raises
    ------
    Refusal
        Too many cells are no numbers.
    """
    with duckdb.connect(config={"temp_directory": str(target.parent), "memory_limit": "500MB"}) as con:
        con.execute(f"create view days as select * from read_parquet({quoted(str(staged))})")
        minutes, plain = _keep(con)
        con.execute(f"""
            create view parts as
            with slots as (
                select customer_id, channel, day, line, alone, unnest(cells) as cell,
                       minutes * (generate_subscripts(cells, 1) - 1) as minute,
                       {"1.0" if unit == "Wh" else _factor_sql()} as factor
                from days join kept using (line))
            select *, minute // {minutes} * {minutes} as slot, try_cast(cell as double) * factor as part from slots""")
        clock = (
            "to_minutes(slot)" if plain else "strftime(timestamp '2000-01-01' + to_minutes(slot), '%H:%M')"
        )
        start = f"strptime(day, '%Y%m%d') + {clock}" if plain else f"day || ' ' || {clock}"
        con.execute(f"""
            copy (
                select customer_id, {start} as start, part as value, line from parts where alone
                union all ({_sums_sql(start)}))
            to {quoted(str(target))} (format parquet)""")
        return minutes, (*_twice(con), *_not_numbers(con, name))


def _keep(con: duckdb.DuckDBPyConnection) -> tuple[int, bool]:
    """``kept``: the latest record of each day of a channel, and whether it is alone, so that nothing is to be added.

    The longest interval in them, minutes, and whether all dates are written as in the format.
    """
    con.execute("""
        create temp table kept as
        with latest as (
            select customer_id, channel, day, minutes, line from days
            qualify row_number() over (partition by customer_id, channel, day order by line desc) = 1)
        select line, minutes, day, minutes = max(minutes) over () and count(*) over (partition by customer_id, day) = 1
               as alone from latest""")
    found = con.execute(
        "select max(minutes), bool_and(try_strptime(day, '%Y%m%d') is not null) from kept"
    ).fetchone()
    con.execute("alter table kept drop column minutes")
    con.execute("alter table kept drop column day")
    return found


def _sums_sql(start: str) -> str:
    """SELECT of sums: of a channel's shorter intervals, then of channels."""
    return f"""
        with channels as (
            select customer_id, channel, day, slot, min(line) as line,
                   case when count(part) = count(*) then sum(part order by minute) end as value
            from parts where not alone
            group by customer_id, channel, day, slot having not bool_and(cell = '{NO_DATA}')),
        added as (
            select customer_id, day, slot, min(line) as line,
                   case when count(value) = count(*) then sum(value order by channel) end as value
            from channels group by customer_id, day, slot)
        select customer_id, {start} as start, value, line from added order by line, slot"""


def _factor_sql() -> str:
    return "case unit " + " ".join(f"when '{unit}' then {kwh}" for unit, kwh in KWH.items()) + " end"


def _twice(con: duckdb.DuckDBPyConnection) -> tuple[Finding, ...]:
    values, differing, example = con.execute("""
        with twice as (
            select customer_id, channel, day, sum(len(cells)) - max(len(cells)) as values,
                   count(distinct cells) > 1 as differ
            from days group by all having count(*) > 1)
        select coalesce(sum(values), 0)::bigint, coalesce(count(*) filter (differ), 0),
               min(customer_id || ' ' || channel || ' on ' || day) from twice""").fetchone()
    if not values:
        return ()
    differ = counted(differing, "day differs", "days differ")
    how = f"; {differ}" if differing else ", all with the same values"
    twice = counted(values, "value stands", "values stand")
    message = f"{twice} in the file twice{how}. The record further down was kept."
    return (Finding("warning" if differing else "info", "duplicates", message, values, example),)


def _not_numbers(con: duckdb.DuckDBPyConnection, name: str) -> tuple[Finding, ...]:
    """Cells that hold something other than a number: named, counted, refused when they are many."""
    bad, total, line, text = con.execute(f"""
        with odd as (
            select line, len(cells) as cells,
                   list_filter(cells, lambda c: c not in ('', '{NO_DATA}') and try_cast(c as double) is null) as texts
            from days semi join kept using (line))
        select sum(len(texts))::bigint, sum(cells)::bigint, min(line) filter (len(texts) > 0),
               arg_min(texts[1], line) filter (len(texts) > 0) from odd""").fetchone()
    if bad > DAMAGED * total:
        raise Refusal(
            f"{name}, row {line:,}: found “{text[:40]}” where a number was expected, and so in {bad:,} of {total:,} "
            "cells. Export the file again."
        )
    if not bad:
        return ()
    what = f"{counted(bad, 'cell')} could not be read and count as missing"
    message = f"{what}; the first is “{text[:40]}” in row {line:,}."
    return (Finding("warning", "bad_value", message, bad, f"row {line:,}: {text[:40]}"),)
