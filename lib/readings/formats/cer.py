"""The Irish trial of smart meters: no header; a meter, a code of five figures for day and half hour, and kWh."""

import re
from pathlib import Path

import duckdb

from lib.answers import Reading
from lib.findings import Finding
from lib.readings.clock_changes import refuse_unknown_zone
from lib.readings.formats.day_lengths import clock_of
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.numbered import MEMORY, Clock, stamp_sql
from lib.readings.formats.source import LONGEST_LINE, attempt, compression, quoted
from lib.readings.readings import Decision

NAME = "Irish trial (CER)"
WHAT = "three columns without a header, as “1392 19503 0.14”: meter, day 195 and half hour 3, kWh"
LINE = r'^\s*"?(\d{1,9})"?[\s,;]+"?(\d{3})(\d{2})"?[\s,;]+"?(\d+\.?\d*|\.\d+)"?\s*$'
FEWEST = 10  # half hours in the head of a file
EVE = "date '2008-12-31'"  # day 1 is the first of January 2009
STEP = 30  # minutes
HEADED = 0.99  # of the lines: all but a header, and a few that are wrong


def recognise(head: Head) -> Recognition:
    """By lines of three numbers, of which the second ends in a half hour of the day."""
    lines = [line for line in head.lines[:1000] if line.strip()]
    found = [match for line in lines[1:] if (match := re.match(LINE, line))]
    halves = [int(match[3]) for match in found]
    if len(found) < HEADED * (len(lines) - 1) or not all(1 <= half <= 50 for half in halves):
        return NOT_MINE
    if len(set(halves)) < FEWEST or not all(int(match[2]) for match in found):
        return NOT_MINE
    return Recognition(0.9, f"lines are a meter, a day with its half hour, and kWh: {found[0][0].strip()}")


def translate(head: Head, folder: Path) -> Long:
    """A row for each half hour."""
    target, zone = folder / "trial.parquet", head.answers.zone
    with duckdb.connect(config={"temp_directory": str(folder), "memory_limit": MEMORY}) as con:
        refuse_unknown_zone(con, zone)
        con.execute(f"create view trial as {_rows(head)}")
        most = "select day, max(half) from trial where half between 1 and 50 group by day"
        days = dict(attempt(con, most, head.name).fetchall())
        days = {day: count if count > 48 or count == 46 else 48 for day, count in days.items()}
        whose = clock_of(con, days, STEP, zone, f"{head.name}, second column")
        local, instant = stamp_sql("day", Clock(f"(half - 1) * {STEP}", STEP, whose), head.answers.stamps)
        moment = f"{instant} as instant, " if instant else ""
        written = f"""
            select customer_id, coalesce({local}, text) as start, {moment}value, line from trial
            where day is not null or line > 1"""
        attempt(con, f"copy ({written}) to {quoted(str(target))} (format parquet)", head.name)
    said = "the layout of the trial fixes it"
    decisions = (
        Decision("customer", "the first number", said),
        Decision("start", "the second number", "day 1 is 2009-01-01, half hour 01 begins at 00:00"),
        Decision("value", "the third number", said),
        Decision("stamps", "start", said, ("start", "end")),
    )
    fixed = Reading("customer_id", "start", "value", unit="kWh", dates="year-first", stamps="start")
    message = "The table has no header; it was taken for the Irish trial: meter, day and half hour, kWh."
    finding = Finding("info", "no_header", message, 0, head.lines[0][:60])
    return Long(target, fixed, decisions, (finding,), STEP)


def _rows(head: Head) -> str:
    """SELECT with the parts of each line, NULL where it is another, and its text."""
    columns = "columns = {'text': 'varchar'}, header = false, delim = '\\x07', quote = '', escape = ''"
    table = (
        f"read_csv({quoted(str(head.path))}, auto_detect = false, {columns}, "
        f"compression = {quoted(compression(head.path))}, max_line_size = {LONGEST_LINE})"
    )
    return f"""
        select part.id as customer_id, {EVE} + try_cast(part.day as integer) as day,
               try_cast(part.half as integer) as half, nullif(part.kwh, '') as value, text, line
        from (select text, row_number() over () as line,
                     regexp_extract(text, {quoted(LINE)}, ['id', 'day', 'half', 'kwh']) as part from {table})"""
