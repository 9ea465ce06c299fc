"""Days of 23 and 25 hours: whose clock changes on the days that have more or fewer numbered intervals."""

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from lib.findings import Refusal

STEPS = {24: 60, 48: 30, 72: 20, 96: 15, 144: 10, 288: 5, 1440: 1}  # intervals of a day: minutes of each
# One for each way in which clocks change; half hours are Britain's before they are another's.
ZONES = ("Europe/London", "Europe/Brussels", "America/New_York", "Australia/Sydney", "Pacific/Auckland")


def step_of(con: duckdb.DuckDBPyConnection, most: Mapping[date, int], zone: str | None, where: str) -> int:
    """Minutes of an interval, by how far the numbers of most days run.

    Parameters
    ----------
    most : intervals of each day. zone : whose clock it is, where the user has said. where : for the message.

    Raises
    ------
    Refusal
        They run to no number that fills a day.
    """
    counts = list(most.values())
    usual = max(set(counts), key=lambda count: (counts.count(count), count in STEPS, count))
    if usual in STEPS:
        return STEPS[usual]
    for whole, step in STEPS.items():  # a file of nothing but a day on which the clock changes
        day = next(day for day in most if most[day] == usual)
        if abs(usual - whole) == whole // 24 and _whose(con, {day: usual}, step, (zone,) if zone else ZONES):
            return step
    raise Refusal(
        f"{where}: the numbers of most days run to {usual}, where 24, 48, 96 or 288 would fill a day. "
        "Export whole days, or add a column with the start of each interval, for example 2026-07-18 17:00."
    )


def clock_of(
    con: duckdb.DuckDBPyConnection, most: Mapping[date, int], step: int, zone: str | None, where: str
) -> str | None:
    """The time zone by whose changes of the clock days are longer or shorter; None where all are alike.

    Raises
    ------
    Refusal
        A day has an hour more, and no clock goes back on it.
    """
    whole, hour = 1440 // step, 60 // step
    changed = {day: count for day, count in most.items() if abs(count - whole) == hour}
    longer = [day for day, count in changed.items() if count > whole]
    zones = (zone,) if zone else ZONES if step == 30 else (*ZONES[1:], ZONES[0])
    if not changed:
        return None
    known = _whose(con, most, step, zones)
    if longer and not known:
        whose = f"the clock of {zone} does not" if zone else "no clock that is known does"
        raise Refusal(
            f"{where}: on {longer[0]} the numbers run to {most[longer[0]]} instead of {whole}, as where clocks go "
            f"back, and {whose} so then. Name the time zone of the meters (--zone Europe/London), or mend the numbers "
            "of that day.",
            ask="zone",
        )
    return known


def _whose(
    con: duckdb.DuckDBPyConnection, most: Mapping[date, int], step: int, zones: Sequence[str]
) -> str | None:
    """The first zone that fits: days an hour longer are longer there, and each change there shows."""
    for zone in zones:
        days = {day: length // step for day, length in _lengths(con, most, zone).items()}
        whole = 1440 // step
        shown = [day for day in most if days[day] != whole and most[day] == days[day]]
        contradicted = [day for day in most if days[day] != whole and most[day] == whole]
        longer = [day for day in most if most[day] == whole + 60 // step and days[day] != most[day]]
        if shown and not contradicted and not longer:
            return zone
    return None


def _lengths(con: duckdb.DuckDBPyConnection, days: Mapping[date, int], zone: str) -> dict[date, int]:
    """Minutes of each day in a time zone."""
    sql = """
        select day, date_diff('minute', timezone($zone, day::timestamp), timezone($zone, (day + 1)::timestamp))
        from (select unnest($days::date[]) as day)"""
    return dict(con.execute(sql, {"zone": zone, "days": list(days)}).fetchall())
