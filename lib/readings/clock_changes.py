"""What a named time zone says of a local clock: the hours that come twice, and those that there are not."""

import re
from dataclasses import replace
from datetime import datetime

import duckdb

from lib.findings import Finding, Refusal
from lib.readings.stamps import StampForm
from lib.spelling import counted


def refuse_unknown_zone(con: duckdb.DuckDBPyConnection, zone: str | None) -> None:
    """Refuse a time zone that there is not.

    Raises
    ------
    Refusal
        There is not.
    """
    known = con.execute("select count(*) from pg_timezone_names() where name = ?", [zone]).fetchone()[0]
    if zone and not known:
        raise Refusal(f"The time zone {zone!r} is not known. Write it as Europe/Amsterdam.", ask="zone")


def comes_twice_sql(start: str, zone: str) -> str:
    """SQL for whether a local stamp stands for two moments of a time zone that is known, an hour apart."""
    moment = f"timezone('{zone}', {start})"
    beside = (f"timezone('{zone}', {moment} {sign} interval 1 hour) = {start}" for sign in "+-")
    return f"({' or '.join(beside)})"


def is_skipped_sql(start: str, zone: str) -> str:
    """SQL for whether there is no such local stamp in a time zone that is known, since its clocks went forward."""
    return f"timezone('{zone}', timezone('{zone}', {start})) != {start}"


def against_zone(con: duckdb.DuckDBPyConnection, table: str, zone: str | None) -> tuple[Finding, ...]:
    """Readings of a table ``start, fold`` that do not go with the clock of a time zone, where one is named."""
    if not zone:
        return ()
    skipped, first_skipped, once, first_once = con.execute(f"""
        with starts as (select start, count(*) as n, max(fold) as fold from {table} group by start),
        judged as (
            select start, n, {is_skipped_sql("start", zone)} as skipped,
                   fold = 0 and {comes_twice_sql("start", zone)} as once from starts)
        select coalesce(sum(n) filter (skipped), 0)::bigint, min(start) filter (skipped),
               coalesce(sum(n) filter (once), 0)::bigint, min(start) filter (once)
        from judged""").fetchone()
    unreal = (
        f"in an hour that does not exist in {zone}, since its clocks went forward",
        "The file's clock seems to be another: leave the zone out, or name another.",
    )
    lone = (
        f"once in an hour that comes twice in {zone}",
        "The other hour is missing, or was added to it.",
    )
    return (
        *_stand("dst_impossible", skipped, first_skipped, *unreal),
        *_stand("dst_once", once, first_once, *lone),
    )


def _stand(code: str, count: int, first: datetime, where: str, why: str) -> tuple[Finding, ...]:
    """Readings that stand where a clock has no place for them, with the first of them."""
    if not count:
        return ()
    moment = f"{first:%Y-%m-%d %H:%M}"
    message = f"{counted(count, 'reading stands', 'readings stand')} {where}; the first is {moment}. {why}"
    return (Finding("warning", code, message, count, moment),)


def named_utc(form: StampForm, column: str) -> StampForm:
    """The same, in UTC where the column's name says so and its stamps say nothing."""
    if (
        form.offsets
        or form.utc
        or not re.search(r"(?i)(?<![a-z])(utc|gmt)(?![a-z])", column.replace("_", " "))
    ):
        return form
    return replace(form, utc=True, utc_because=f"the column is called {column}")
