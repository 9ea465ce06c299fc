"""Sums of a Green Button file: one value for each usage point and interval, out of its channels and blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from lib.findings import Finding, Refusal
from lib.readings.formats.espi_channels import Channel, Unit
from lib.readings.formats.espi_clock import Clock
from lib.readings.formats.source import quoted
from lib.readings.units import UNITS
from lib.spelling import counted

SCHEMA = pa.schema(
    [
        ("block", pa.int32()),
        ("start", pa.int64()),
        ("seconds", pa.int32()),
        ("value", pa.float64()),
        ("ahead", pa.int32()),
        ("line", pa.int64()),
    ]
)
STAGED, SUMMED = "readings.parquet", "long.parquet"
COMMON = 0.05  # a smaller share of intervals of one length is an exception, not a second resolution
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Sums:
    """What was added up: length of an interval, whether the file's readings carry their offset, findings."""

    minutes: int | None
    offsets: bool
    findings: tuple[Finding, ...]


def add_up(
    folder: Path, channels: Sequence[Channel], unit: Unit, clock: Clock | None, utc: bool, name: str
) -> Sums:
    """Write the sum of all channels of energy taken, for each usage point and interval.

    Parameters
    ----------
    folder : holds STAGED, readings as in SCHEMA, whose `block` counts `channels`; gets SUMMED.
    clock : the local clock. utc : whether to leave stamps in UTC all the same, since the user has named a zone.

    Notes
    -----
    Of several channels of one usage point that have intervals of different lengths, the finest is taken: they are views
    of the same energy.  Within a channel, shorter intervals are added up to the longest that is common.  A reading that
    stands there twice is a correction: the one further down is kept.
    """
    with duckdb.connect(config={"temp_directory": str(folder), "memory_limit": "1GB"}) as con:
        con.execute("set timezone = 'UTC'")
        con.register("channels", _table(channels, unit.power))
        con.execute(f"""
            create view rows as
            select customer_id, channel, kind, start, coalesce(seconds, length) as seconds,
                   value * up / down as value, ahead, line
            from read_parquet({quoted(str(folder / STAGED))}) join channels using (block)""")
        con.execute("""
            create temp table taken as select * from rows where kind = 'taken' and start is not null and seconds > 0
            qualify row_number() over (partition by customer_id, channel, start, seconds order by line desc) = 1""")
        seconds, offsets = _finest(con, name), _offsets(con) and not utc
        start = "slot + ahead" if offsets else f"slot + {clock.sql('slot')}" if clock and not utc else ""
        local = f"make_timestamp(({start}) * 1000000)" if start else "to_timestamp(slot)"
        weight = f"seconds / {seconds}" if unit.watts else "1"
        con.execute(f"""
            copy (
                with parts as (
                    select *, case when seconds = {seconds} then start else start - start % {seconds} end as slot
                    from kept where seconds <= {seconds}),
                each as (
                    select customer_id, channel, slot, min(line) as line, any_value(ahead) as ahead,
                           case when count(value) = count(*) and sum(seconds) = {seconds}
                                then sum(value * {weight} order by start) end as value
                    from parts group by customer_id, channel, slot),
                added as (
                    select customer_id, slot, min(line) as line, any_value(ahead) as ahead,
                           case when count(value) = count(*) then sum(value order by channel) end as value
                    from each group by customer_id, slot)
                select customer_id, {local} as start, make_timestamp(slot * 1000000) as instant, value, line
                from added order by line)
            to {quoted(str(folder / SUMMED))} (format parquet)""")
        minutes = seconds // 60 if seconds <= HOUR and HOUR % seconds == 0 and seconds % 60 == 0 else None
        return Sums(
            minutes, offsets, (*_unread(con), *_twice(con), *_left_out(con, unit), *_mixed(con, seconds))
        )


def _table(channels: Sequence[Channel], power: int) -> pa.Table:
    """One row a block.  Powers of ten are multiplied or divided by, whichever is exact."""
    powers = [channel.power + power for channel in channels]
    return pa.table(
        {
            "block": pa.array(range(len(channels)), pa.int32()),
            "customer_id": [channel.customer for channel in channels],
            "channel": [channel.name for channel in channels],
            "kind": [channel.kind for channel in channels],
            "up": [10.0 ** max(0, p) for p in powers],
            "length": pa.array([channel.seconds for channel in channels], pa.int32()),
            "down": [10.0 ** max(0, -p) for p in powers],
        }
    )


def _finest(con: duckdb.DuckDBPyConnection, name: str) -> int:
    """``kept``: each usage point's finest channels.  The longest common interval in them, seconds.

    Raises
    ------
    Refusal
        No reading says when it is and how long.
    """
    con.execute("""
        create view kept as
        with lengths as (
            select customer_id, channel, mode(seconds) as length from taken group by customer_id, channel),
        finest as (
            select customer_id, channel from lengths
            qualify length = min(length) over (partition by customer_id))
        select taken.* from taken semi join finest using (customer_id, channel)""")
    seconds = con.execute(f"""
        with counted as (select seconds, count(*) as n from kept group by seconds)
        select coalesce(max(seconds) filter (seconds <= {HOUR} and n >= {COMMON} * (select sum(n) from counted)),
                        arg_max(seconds, n)) from counted""").fetchone()[0]
    if seconds is None:
        raise Refusal(f"{name}: no interval reading has a start and a duration. Download the file again.")
    return seconds


def _offsets(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether every reading carries its own offset from UTC."""
    return con.execute("select count(*) = count(ahead) from kept").fetchone()[0]


def _unread(con: duckdb.DuckDBPyConnection) -> tuple[Finding, ...]:
    count = con.execute("""
        select count(*) from rows
        where kind = 'taken' and (start is null or value is null or coalesce(seconds, 0) <= 0)""").fetchone()[
        0
    ]
    if not count:
        return ()
    message = (
        f"{count:,} interval readings have no start, length or value that can be read, and count as missing."
    )
    return (Finding("warning", "bad_value", message, count),)


def _twice(con: duckdb.DuckDBPyConnection) -> tuple[Finding, ...]:
    count, differing, example = con.execute("""
        with twice as (
            select customer_id, start, count(*) as n, max(value) - min(value) as spread
            from rows where kind = 'taken' group by customer_id, channel, start, seconds having count(*) > 1)
        select coalesce(sum(n - 1), 0)::bigint, count(*) filter (spread > 1e-9),
               min(customer_id || ' at ' || strftime(make_timestamp(start * 1000000), '%Y-%m-%d %H:%M UTC')) from twice
        """).fetchone()
    if not count:
        return ()
    differ = f"; in {differing:,} of them the values differ" if differing else ", all with the same value"
    twice = counted(count, "reading stands", "readings stand")
    message = f"{twice} in the file twice{differ}. The one further down was kept."
    return (Finding("warning" if differing else "info", "duplicates", message, count, example),)


def _left_out(con: duckdb.DuckDBPyConnection, unit: Unit) -> list[Finding]:
    """Readings of channels that are not energy taken, by what they are."""
    found = []
    for kind, count, written, example in con.execute("""
            select kind, count(*), sum(value), min(customer_id) from rows where kind != 'taken'
            group by kind order by kind""").fetchall():
        fed_in = kind == "fed in"
        energy = (
            f" ({written * UNITS.get(unit.name, 1):,.3f} kWh)"
            if fed_in and written is not None and not unit.watts
            else ""
        )
        code = "negative_export" if fed_in else "other_commodity"
        which = f"{kind}{energy}"
        message = (
            f"{counted(count, f'reading that is {which} was', f'readings that are {which} were')} left out."
        )
        found.append(Finding("info", code, message, count, example))
    return found


def _mixed(con: duckdb.DuckDBPyConnection, seconds: int) -> tuple[Finding, ...]:
    lengths, count = con.execute(f"""
        select list(distinct seconds order by seconds), count(*) filter (seconds != {seconds}) from taken""").fetchone()
    if not count:
        return ()
    each = ", ".join(f"{length / 60:g}" for length in lengths[:6])
    message = (
        f"The file has intervals of {each} minutes. Those of {seconds / 60:g} are read; {count:,} readings of other "
        "lengths are added up to it, or left out where they tell the same energy once more."
    )
    return (Finding("info", "mixed_interval", message, count),)
