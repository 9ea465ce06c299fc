"""The long table: one row for each customer and interval, whatever the columns are called."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.readings.clock_changes import named_utc, refuse_unknown_zone
from lib.readings.columns import Roles, roles_of
from lib.readings.formats.cells import constants, reading_sql
from lib.readings.formats.counters import difference
from lib.readings.formats.dates import ambiguous_dates, form_of
from lib.readings.formats.factors import factors
from lib.readings.formats.form import Head, Long, Recognition
from lib.readings.formats.parsed import Rows, keep_rows, tidy_customers
from lib.readings.formats.sample import Sample, look
from lib.readings.formats.source import Source, open_source, unfold
from lib.readings.formats.source import reading as reading_file
from lib.readings.formats.taken import keep_taken
from lib.readings.formats.unreadable import unreadable
from lib.readings.numbers import decimal_mark
from lib.readings.readings import Decision
from lib.readings.registers import unread, views, with_registers
from lib.readings.stamps import StampForm, is_hhmm, is_hour
from lib.readings.units import UNITS, decide_unit, published_unit, unit_in_name

NAME = "long table"
WHAT = "one row for each customer and interval, whatever the columns are called: CSV, CSV.gz or Parquet"
FEW = 50  # customers by whom interval, unit and counters are judged
REGISTER = "register of a row"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A view ``parsed(line, customer_id, register, start, instant, value)`` in the connection, and what was understood.

    `rows` are those behind it.  ``few(customer_id)`` are some of its customers, by whom the rest is judged.
    ``start`` is the local clock as stamped; ``instant`` orders the two hours of an autumn clock change, where known:
    then stamps tell their `moments`, and a zone moves them.  `steps`: values are those of a counter, differenced.
    """

    rows: Rows
    roles: Roles
    form: StampForm
    unit: str
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    moments: bool = False
    steps: bool = False


def recognise(head: Head) -> Recognition:
    """What no other format knows is tried as a long table."""
    return Recognition(0.3, "rows and columns")


def translate(head: Head, folder: Path) -> Long:
    """A long table is one already."""
    return Long(head.path)


def parse(con: duckdb.DuckDBPyConnection, head: Head, table: Long, folder: Path) -> Parsed:
    """Read a long table in one pass into a Parquet file in `folder`.

    Parameters
    ----------
    con : gets the view ``parsed`` and the table ``few``.
    head : of the file as it came. table : the same file, or what a format made of it.

    Raises
    ------
    Refusal
        Columns are not found, or too many cells cannot be read.
    """
    translated = table.path != head.path
    sample = Sample(head.name, "parquet", "", "", (), (), 0) if translated else look(head)
    answers = agreed(head.answers, table.answers)
    source = open_source(con, table.path, sample)
    columns = source.columns
    roles = with_registers(roles_of(columns, answers, sample.name), columns, answers)
    longer = views(roles, columns)
    if roles.values:
        source = unfold(source, roles.values, REGISTER)
        roles = replace(roles, labels=(REGISTER, *roles.labels))
    held = (*sample.rules.get(roles.start, ()), *sample.rules.get(roles.clock, ()))
    roles = replace(roles, period=any(rule.period for rule in held))
    form = _stamp_form(con, source, roles, answers)
    decimal = decimal_mark(source.columns[roles.value], f"{sample.name}, column {roles.value}")
    refuse_unknown_zone(con, answers.zone)
    made = {"line", "instant"} & set(source.columns) if translated else ()
    reading = reading_sql(source, roles, form, decimal, answers.zone, made)
    same = constants(roles, form, answers.zone, made)
    if "line" in same:
        same["line"] = f"file_row_number // {len(roles.values) or 1} + {source.first_line}"
    with reading_file(sample.name):
        rows = keep_rows(con, folder / "read.parquet", reading, same)
    rows = tidy_customers(con, folder / "tidied.parquet", head.pseudonyms) or rows
    con.execute(f"""
        create or replace temp table few as
        select distinct customer_id from parsed where customer_id is not null order by customer_id limit {FEW}
        """)
    findings = (
        *ambiguous_dates(form, answers.dates, source.columns[roles.start], _rows(con)),
        *unreadable(con, roles, sample.name),
    )
    kept = keep_taken(con, folder, roles, sample.name)
    counted, steps = difference(con, folder, roles.value, sample.name, rows.sql)
    told = kept.unit if kept.unit[0] or unit_in_name(roles.value) else sample.above.unit
    told = told if told[0] else published_unit(columns, roles.value)
    unit, why, doubts = decide_unit(con, roles.value, answers.unit, sample.name, told)
    told_by = f"{source.customer} stands above the table" if source.customer else "the file's name does"
    absent = f"no column names a customer; {told_by}"
    decisions = _decisions(columns, roles, form, answers, Decision("unit", unit, why, tuple(UNITS)), absent)
    decisions = (*decisions, *kept.decisions)
    if translated:
        decisions = _told(decisions, head.answers, table)
    findings = (
        *sample.above.findings(),
        *table.findings,
        *findings,
        *_views(longer, roles),
        *(() if translated else unread(roles, columns)),
        *factors(con, source, roles, decimal),
        *kept.findings,
        *counted,
        *doubts,
    )
    moments = "instant" not in same
    return Parsed(steps or kept.rows or rows, roles, form, unit, decisions, findings, moments, bool(steps))


def _rows(con: duckdb.DuckDBPyConnection) -> int:
    return con.execute("select count(*) from parsed").fetchone()[0]


def _views(longer: tuple[str, ...], roles: Roles) -> tuple[Finding, ...]:
    """The same energy stands there in two interval lengths."""
    if not longer:
        return ()
    message = (
        f"Columns {', '.join(longer)} and {roles.value} hold the same time in two interval lengths; only "
        f"{roles.value}, the shorter, was read."
    )
    return (Finding("info", "mixed_interval", message, len(longer), longer[0]),)


def agreed(said: Reading, fixed: Reading) -> Reading:
    """What the user has said wins over what a format fixes, but for the names of columns, which it has made."""
    columns = {name: getattr(fixed, name) or getattr(said, name) for name in ("customer", "start", "value")}
    others = ("unit", "dates", "stamps", "zone", "zone_column")
    return Reading(**columns, **{name: getattr(said, name) or getattr(fixed, name) for name in others})


def _told(decisions: tuple[Decision, ...], said: Reading, table: Long) -> tuple[Decision, ...]:
    """Decisions of a translated file: those of its format, which knows the columns there were, come first."""
    own = {decision.name for decision in table.decisions}
    made = {name for name in ("customer", "start", "value") if getattr(table.answers, name)}
    fixed = {name for name in ("unit", "dates") if getattr(table.answers, name) and not getattr(said, name)}
    rest = [
        replace(d, evidence="the format says so") if d.name in fixed else d
        for d in decisions
        if d.name not in own | made
    ]
    return (*table.decisions, *rest)


def _stamp_form(con: duckdb.DuckDBPyConnection, source: Source, roles: Roles, answers: Reading) -> StampForm:
    """How stamps are written: the head of the file tells, or else the whole column."""
    kind = source.typed.get(roles.start, "")
    if kind.startswith("TIMESTAMP"):
        typed = StampForm("typed", "the column holds times, not text", utc="TIME ZONE" in kind)
        return named_utc(typed, roles.stamp)
    texts = _stamp_texts(source, roles)
    if not texts:
        raise Refusal(
            f"{source.name}, column {roles.start}: no row has both a date and a time of day, in column {roles.clock}. "
            "Export the file again.",
            ask="start",
        )
    form = form_of(con, source, roles.start, texts, answers.dates)
    return named_utc(form, roles.stamp)


def _stamp_texts(source: Source, roles: Roles) -> list[str]:
    dates = source.columns[roles.start]
    if not roles.clock:
        return [date for date in dates if date]
    clocks = [
        f"{clock}:00" if is_hour(clock) else f"{clock[:-2]}:{clock[-2:]}" if is_hhmm(clock) else clock
        for clock in source.columns[roles.clock]
    ]
    return [f"{date} {clock}" for date, clock in zip(dates, clocks, strict=False) if date and clock]


def _decisions(
    names: Iterable[str], roles: Roles, form: StampForm, answers: Reading, unit: Decision, absent: str
) -> tuple[Decision, ...]:
    columns = tuple(names)

    def named(role: str, taken: str | None, absent: str = "") -> Decision:
        said = getattr(answers, role)
        evidence = "as you said" if said else f"the name “{taken}” says so" if taken else absent
        return Decision(role, taken or "(none)", evidence, columns)

    return (
        named("customer", roles.customer, absent),
        Decision("start", roles.stamp, "as you said" if answers.start else form.evidence, columns),
        named("value", roles.value),
        unit,
        Decision("dates", form.order, form.evidence, ("day-first", "month-first", "year-first")),
    )
