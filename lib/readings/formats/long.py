"""The long table: one row for each customer and interval, whatever the columns are called."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from lib.choices import Reading
from lib.findings import Finding, Refusal
from lib.readings.columns import Roles, plain, recognise
from lib.readings.readings import Decision
from lib.readings.sample import Sample
from lib.readings.stamps import StampForm, offset_minutes_sql, stamp_form
from lib.readings.units import decide_unit

NULLS = ("", "null", "none", "nan", "na", "n/a", "-", "--", "?")
UNREADABLE = 0.05  # a larger share of unreadable cells means the column is not what we think


@dataclass(frozen=True, slots=True)
class Parsed:
    """A table ``parsed(line, customer_id, start, instant, value)`` in the connection, and what was understood.

    ``start`` is the local clock as stamped, ``instant`` orders the two hours of an autumn clock change.
    """

    roles: Roles
    form: StampForm
    unit: str
    local: str
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]


def parse(con: duckdb.DuckDBPyConnection, path: Path, sample: Sample, answers: Reading) -> Parsed:
    """Read a long table into the connection.

    Raises
    ------
    Refusal
        Columns are not found, or too many cells cannot be read.
    """
    columns, first_line = _load(con, path, sample)
    heads = _heads(con, columns)
    roles = recognise(heads, answers, sample.name)
    form = _stamp_form(con, roles, heads, answers, sample.name)
    _type(con, roles, form, answers, first_line, Path(sample.name).name.split(".")[0])
    findings = (*_bad_cells(con, roles, sample.name), *_no_customer(con, roles))
    unit, why = decide_unit(con, roles.value, answers.unit, sample.name)
    decisions = _decisions(columns, roles, form, unit, why, answers)
    local = "zone" if answers.zone else "column" if roles.zone_column else "written"
    return Parsed(roles, form, unit, local, decisions, findings)


def _load(con: duckdb.DuckDBPyConnection, path: Path, sample: Sample) -> tuple[list[str], int]:
    """Every cell as text, in the order of the file, so that a bad one can be named by its line."""
    source = _quoted(str(path))
    if sample.kind == "parquet":
        con.execute("set timezone = 'UTC'")
        try:
            con.execute(f"create temp table raw as select columns(*)::varchar from read_parquet({source})")
        except duckdb.Error as why:
            raise Refusal(f"{sample.name}: the Parquet file is damaged ({_line(why)}). Export it again.") from None
        first_line = 1
    else:
        options = (
            f"all_varchar = true, header = true, delim = {_quoted(sample.separator)}, quote = '\"', "
            f"skip = {sample.skip}, strict_mode = false, null_padding = true, max_line_size = 10000000"
        )
        try:
            con.execute(f"create temp table raw as select * from read_csv({source}, {options})")
        except duckdb.Error as why:
            raise Refusal(f"{sample.name}: the table cannot be read ({_line(why)}). Save it again as CSV.") from None
        first_line = sample.skip + 2
    columns = [row[0] for row in con.execute("select name from pragma_table_info('raw')").fetchall()]
    if not con.execute("select count(*) from raw").fetchone()[0]:
        raise Refusal(f"{sample.name}: the table has a header and no rows. Export the readings again.")
    return columns, first_line


def _heads(con: duckdb.DuckDBPyConnection, columns: list[str]) -> dict[str, list[str]]:
    """Cells from the beginning and from all over the file, for a look at what each column holds."""
    head = con.execute("select * from raw limit 500").fetchall()
    spread = con.execute("select * from raw where rowid % greatest(1, (select count(*) // 500 from raw)) = 0").fetchall()
    cells = zip(*(head + spread), strict=True)
    return {
        column: ["" if c is None or c.strip().lower() in NULLS else c.strip() for c in cell]
        for column, cell in zip(columns, cells, strict=True)
    }


def _stamp_form(
    con: duckdb.DuckDBPyConnection, roles: Roles, heads: dict[str, list[str]], answers: Reading, name: str
) -> StampForm:
    column = _identifier(roles.start)
    first = f"try_cast(regexp_extract(trim({column}), '^(\\d{{1,4}})[-/. ]', 1) as integer)"
    second = f"try_cast(regexp_extract(trim({column}), '^\\d{{1,4}}[-/. ](\\d{{1,2}})[-/. ]', 1) as integer)"
    largest = con.execute(f"select coalesce(max({first}), 0), coalesce(max({second}), 0) from raw").fetchone()
    texts = heads[roles.start]
    if roles.clock:
        texts = [f"{d} {t}" for d, t in zip(texts, heads[roles.clock], strict=True)]
    return stamp_form(texts, largest, answers.dates, f"{name}, column {roles.start}")


def _type(
    con: duckdb.DuckDBPyConnection, roles: Roles, form: StampForm, answers: Reading, first_line: int, stem: str
) -> None:
    """raw -> parsed: text to customer, clock and number; NULL where a cell cannot be read."""
    stamp = _identifier(roles.start)
    if roles.clock:
        stamp = f"trim({stamp}) || ' ' || trim({_identifier(roles.clock)})"
    written = form.sql(stamp)
    offset = offset_minutes_sql(stamp) if form.offsets else "null"
    if roles.zone_column:
        offset = f"try_cast({_identifier(roles.zone_column)} as double) * 60"
        start, instant = f"{written} + to_minutes(({offset})::bigint)", written
    else:
        start = written
        instant = f"{written} - to_minutes(({offset})::bigint)" if form.offsets else "null::timestamp"
    if answers.zone:
        zone = _quoted(answers.zone)
        moment = instant if form.offsets or roles.zone_column else written
        start, instant = f"timezone({zone}, timezone('UTC', {moment}))", moment
    value = _identifier(roles.value)
    text = f"trim({value})"
    number = f"try_cast(case when {text} like '%,%' and {text} not like '%.%' then replace({text}, ',', '.') else {text} end as double)"
    customer = f"nullif(trim({_identifier(roles.customer)}), '')" if roles.customer else _quoted(stem)
    nulls = ", ".join(_quoted(n) for n in NULLS)
    con.execute(f"""
        create temp table parsed as
        select rowid + {first_line} as line, {customer} as customer_id, {start} as start, {instant} as instant,
               case when isfinite({number}) then {number} end as value,
               case when lower({text}) in ({nulls}) then null else {text} end as value_text, {stamp} as start_text
        from raw""")
    con.execute("drop table raw")


def _bad_cells(con: duckdb.DuckDBPyConnection, roles: Roles, name: str) -> list[Finding]:
    """Cells that hold text where a time or a number should be: named, counted, refused when they are many."""
    findings = []
    total = con.execute("select count(*) from parsed").fetchone()[0]
    cases = (
        ("start", roles.start, "a date and time was expected", "Write it as 2026-07-18 17:00.", "bad_stamp"),
        ("value", roles.value, "a number was expected", "Leave the cell empty where there is no reading.", "bad_value"),
    )
    for cell, column, expected, cure, code in cases:
        where = f"{cell} is null and {cell}_text is not null"
        count, line = con.execute(f"select count(*), min(line) from parsed where {where}").fetchone()
        if not count:
            continue
        text = con.execute(f"select {cell}_text from parsed where line = {line}").fetchone()[0][:60]
        place = f"{name}, row {line:,}, column {column}"
        if count > UNREADABLE * total:
            raise Refusal(f"{place}: found “{text}” where {expected}, and so in {count:,} of {total:,} rows. {cure}", cell)
        what = f"{count:,} {'cell' if count == 1 else 'cells'} could not be read and count as missing"
        findings.append(Finding("warning", code, f"{what}; the first is “{text}” in row {line:,}.", count, f"{place}: {text}"))
    return findings


def _no_customer(con: duckdb.DuckDBPyConnection, roles: Roles) -> list[Finding]:
    count, line = con.execute("select count(*), min(line) from parsed where customer_id is null").fetchone()
    if not count:
        return []
    con.execute("delete from parsed where customer_id is null")
    message = f"{count:,} rows name no customer and are left out; the first is row {line:,}."
    return [Finding("warning", "no_customer", message, count, f"row {line:,}, column {roles.customer}")]


def _decisions(
    columns: list[str], roles: Roles, form: StampForm, unit: str, why: str, answers: Reading
) -> tuple[Decision, ...]:
    def column(role: str, taken: str | None, absent: str) -> Decision:
        said = getattr(answers, role)
        evidence = "as you said" if said else f"the name “{taken}” says so" if taken else absent
        return Decision(role, taken or "(none)", evidence, tuple(columns))

    start = roles.start if not roles.clock else f"{roles.start} and {roles.clock}"
    return (
        column("customer", roles.customer, "no column names a customer; the file's name does"),
        Decision("start", start, form.evidence, tuple(columns)),
        column("value", roles.value, ""),
        Decision("unit", unit, why, ("kWh", "Wh", "kW")),
        Decision("dates", form.order, form.evidence, ("day-first", "month-first")),
    )


def ends_named(roles: Roles) -> bool:
    """Whether the stamp column's own name says that it holds the end of the interval."""
    return "end" in plain(roles.start)


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _line(error: Exception) -> str:
    return str(error).splitlines()[0][:120]
