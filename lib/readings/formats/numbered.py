"""Tables that number the intervals of a day, or spread a stamp over several columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.readings.clock_changes import refuse_unknown_zone
from lib.readings.columns import rank
from lib.readings.formats.dates import ambiguous_dates, form_of
from lib.readings.formats.day_lengths import clock_of, step_of
from lib.readings.formats.day_parts import MIDNIGHT, NUMBER, Parts, numbers_of, parts_of
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.melt import columns_of, longer_rows
from lib.readings.formats.sample import Sample, look
from lib.readings.formats.source import BEYOND, Source, attempt, identifier, open_source, quoted
from lib.readings.formats.wide_meters import meters_of
from lib.readings.names import RANKS, UNRANKED, plain
from lib.readings.readings import Decision
from lib.readings.stamps import StampForm
from lib.readings.units import unit_in_name

NAME = "a number for each interval"
WHAT = (
    "a date, or year, month and day, beside a number in the day: settlement period 1 to 48, hour ending HE01 to HE24, "
    "interval 1 to 96 or 288; also hour and minute"
)
MEMORY = "400MB"
MADE = ("start", "instant", "line")  # columns of the table that is written
HOURS = 24  # that are numbered up to this from 1 on are first to twenty-fourth


@dataclass(frozen=True, slots=True)
class Clock:
    """How far into its day a row is: SQL for the minutes, of one interval, and whose clock counts them, if known."""

    minutes: str
    step: int = 0
    zone: str | None = None


def recognise(head: Head) -> Recognition:
    """By a column of dates, or three of year, month and day, beside one that counts from 0 or 1."""
    columns = columns_of(head)
    parts = parts_of(columns, head.answers)
    if not parts or (
        _are_whole_hours(parts) and meters_of(columns)
    ):  # these are a clock to the column of each meter
        return NOT_MINE
    return Recognition(0.85, f"columns {', '.join(parts.names)} together say when an interval was")


def translate(head: Head, folder: Path) -> Long:
    """The same table, with one column for its stamp.

    Raises
    ------
    Refusal
        The numbers do not fill a day, or do not go with any clock.
    """
    target, sample = folder / "numbered.parquet", look(head)
    with duckdb.connect(config={"temp_directory": str(folder), "memory_limit": MEMORY}) as con:
        refuse_unknown_zone(con, head.answers.zone)
        source = open_source(con, head.path, sample)
        parts = parts_of(source.columns, head.answers)
        _refuse_meters(source.columns, parts, source.name)
        day, form = _day(con, source, parts, head.answers)
        clock = _clock(con, source, parts, day, head.answers.zone)
        stamp = _joined(day, parts.clock) if parts.clock else stamp_sql(day, clock, head.answers.stamps)
        count, longer = _write(con, source, parts, stamp, target)
    columns = {name: cells for name, cells in source.columns.items() if name not in parts.names}
    findings = (
        *sample.above.findings(),
        *(ambiguous_dates(form, head.answers.dates, source.columns[parts.day[0]], count) if form else ()),
        *longer,
    )
    decisions = (*_about_days(parts, form), *_about_clock(parts, clock, head.answers.zone))
    return Long(target, _fixed(sample, columns, clock), decisions, findings, clock.step or None)


def _are_whole_hours(parts: Parts) -> bool:
    return plain(parts.number) in RANKS["clock"] and not (parts.minute or parts.part)


def _refuse_meters(columns: Mapping[str, Sequence[str]], parts: Parts, name: str) -> None:
    """Refuse a table with a column for each meter, whose numbers only its own time column would make a stamp."""
    free = {column: cells for column, cells in columns.items() if column not in parts.names}
    meters = meters_of({"start": ["2026-01-01 00:00"], **free})
    if meters:
        raise Refusal(
            f"{name}: it has a column for each meter ({meters[0]} to {meters[-1]}), and says in "
            f"{len(parts.names)} columns ({', '.join(parts.names)}) when an interval was. "
            "Put one column Start in their place, in Excel for a date "
            "and half hours =A2+(B2-1)/48, and save it again."
        )


def _day(
    con: duckdb.DuckDBPyConnection, source: Source, parts: Parts, said: Reading
) -> tuple[str, StampForm | None]:
    """SQL for the day of a row, NULL where it cannot be read, and how dates are written."""
    if len(parts.day) == 3:
        return f"try_cast(concat_ws('-', {', '.join(map(_number, parts.day))}) as date)", None
    column = parts.day[0]
    if source.typed.get(column, "").startswith(("DATE", "TIMESTAMP")):
        return f"{identifier(column)}::date", None
    texts = [MIDNIGHT.sub("", cell) for cell in source.columns[column] if cell]
    form = form_of(con, source, column, texts, said.dates)
    return f"({form.sql(_date_text(column))})::date", form


def _clock(con: duckdb.DuckDBPyConnection, source: Source, parts: Parts, day: str, zone: str | None) -> Clock:
    """How far into its day a row is, by all numbers of the file."""
    if parts.clock:
        return Clock("")
    where, number = f"{source.name}, column {parts.number}", _number(parts.number)
    most = f"""
        select day, min(number), max(number) from (select {day} as day, {number} as number from {source.relation})
        where day is not null and number is not null group by day"""
    days = {day: (low, high) for day, low, high in attempt(con, most, source.name).fetchall()}
    if not days:
        raise Refusal(
            f"{where}: no row has both a date and a number of an interval that can be read. "
            "Look at both columns, or export the readings again."
        )
    low, high = min(low for low, _ in days.values()), max(high for _, high in days.values())
    if parts.minute:
        return Clock(f"({number} - {int(low > 0 and high >= HOURS)}) * 60 + {_number(parts.minute)}")
    first = min(low, 1)
    if parts.part:
        step = 60 // max(numbers_of(source.columns[parts.part]))
        return Clock(f"({number} - {first}) * 60 + ({_number(parts.part)} - 1) * {step}", step)
    counts = {day: high - first + 1 for day, (_, high) in days.items()}
    step = step_of(con, counts, zone, where)
    return Clock(f"({number} - {first}) * {step}", step, clock_of(con, counts, step, zone, where))


def stamp_sql(day: str, clock: Clock, said: str | None) -> tuple[str, str]:
    """SQL for the local stamp as text, NULL where there is none, and for the moment in UTC, "" where it is not known.

    Notes
    -----
    Where the user has said that stamps end the interval, each is one interval later, and is moved back by it when all
    stamps are: number 1 is the first interval of its day, whatever it is called.
    """
    later = clock.step if said == "end" else 0
    minutes, last = clock.minutes, "< 1440" if clock.step else "<= 1440"
    if not clock.zone:
        local = f"{day}::timestamp + to_minutes(({minutes} + {later})::bigint)"
        return _written(f"case when {minutes} >= 0 and {minutes} {last} then {local} end"), ""
    zone = quoted(clock.zone)
    opens, closes = (f"timezone({zone}, ({day} + {n})::timestamp)" for n in (0, 1))
    moment = f"({opens} + to_minutes(({minutes})::bigint))"
    inside = f"case when {minutes} >= 0 and {moment} < {closes} then"
    after = f" + to_minutes({later})" if later else ""
    local = f"{inside} timezone({zone}, {moment}){after} end"
    return _written(local), f"{inside} timezone('UTC', {moment}){after} end"


def _joined(day: str, clock: str) -> tuple[str, str]:
    """The same, where the time of day is written in a column of its own."""
    return f"strftime({day}, '%Y-%m-%d') || ' ' || {_text(clock)}", ""


def _written(stamp: str) -> str:
    return f"strftime({stamp}, '%Y-%m-%d %H:%M')"


def _write(
    con: duckdb.DuckDBPyConnection, source: Source, parts: Parts, stamp: tuple[str, str], target: Path
) -> tuple[int, tuple[Finding, ...]]:
    """Write the table; how many rows it has, and what is to be said of rows longer than the header."""
    local, instant = stamp
    others = [name for name in source.columns if name not in parts.names and name.lower() not in MADE]
    kept = "".join(f"{identifier(name)}, " for name in others)
    named = not source.customer or any(rank(name, "customer") < UNRANKED for name in others)
    kept += "" if named else f"{quoted(source.customer)} as customer_id, "
    written = " || ' ' || ".join(map(_text, parts.names))
    beyond = "null" if source.parquet else f"nullif(trim({identifier(BEYOND)}), '')"
    con.execute(f"""
        create view numbered as select *, row_number() over () + {source.first_line} - 1 as line, {beyond} as beyond
        from {source.relation}""")
    moment = f"{instant} as instant, " if instant else ""
    read = f"""
        select {kept}coalesce({local}, trim({written})) as start, {moment}line
        from numbered where beyond is null"""
    attempt(con, f"copy ({read}) to {quoted(str(target))} (format parquet)", source.name)
    rows, longer, first = con.execute("""
        select count(*), count(beyond), min(line) filter (beyond is not null) from numbered""").fetchone()
    return rows - longer, longer_rows(longer, rows, first or 0, source.name)


def _fixed(sample: Sample, columns: dict[str, list[str]], clock: Clock) -> Reading:
    """What the table itself fixes; a unit above it counts where no column names one."""
    unit = "" if any(map(unit_in_name, columns)) else sample.above.unit[0]
    return Reading(
        start="start", dates="year-first", stamps="start" if clock.step else None, unit=unit or None
    )


def _about_days(parts: Parts, form: StampForm | None) -> tuple[Decision, ...]:
    """What was taken for the day."""
    orders = ("day-first", "month-first", "year-first")
    start = Decision("start", " and ".join(parts.names), "together they say when an interval was")
    evidence = (form.order, form.evidence) if form else ("year-first", "no date is written in figures")
    return start, Decision("dates", *evidence, orders)


def _about_clock(parts: Parts, clock: Clock, said: str | None) -> tuple[Decision, ...]:
    """What the numbers mean."""
    if not clock.step:
        return ()
    numbers = f"the numbers of “{parts.number}” fill a day with intervals of {clock.step} minutes"
    first = "the first number is the first interval of its day"
    zone = f"days have the hours of {clock.zone}, whose clock changes; assumed, and another zone can be named"
    assumed = (Decision("zone", "local clock", zone),) if clock.zone and not said else ()
    return (
        Decision("interval", f"{clock.step} minutes", numbers),
        Decision("stamps", "start", first, ("start", "end")),
        *assumed,
    )


def _date_text(column: str) -> str:
    """A date without the midnight behind it."""
    return f"regexp_replace({_text(column)}, {quoted(MIDNIGHT.pattern)}, '', 'i')"


def _text(column: str) -> str:
    return f"coalesce(trim({identifier(column)}::varchar), '')"


def _number(column: str) -> str:
    return f"try_cast(regexp_extract({_text(column)}, '{NUMBER}', 1) as integer)"
