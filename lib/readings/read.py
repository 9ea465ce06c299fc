"""From files to readings: look, parse, put in order, spool, and say what was found."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import duckdb

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.pseudonyms import Pseudonyms
from lib.readings.clock_changes import against_zone
from lib.readings.formats import choose, long
from lib.readings.formats.form import Head, open_head
from lib.readings.formats.parsed import Rows
from lib.readings.formats.source import quoted, reading
from lib.readings.intervals import interval_minutes, one_length, other_lengths, stamps_end
from lib.readings.keep import bare, keep
from lib.readings.nameless import nameless
from lib.readings.order import put_in_order
from lib.readings.quality import summarise
from lib.readings.readings import Columns, Decision, Origin, Readings
from lib.readings.units import MOST_KWH, converted, impossible, to_kwh
from lib.readings.watch import Watch
from lib.readings.zone import utc, zone
from lib.spelling import counted

MEMORY = "400MB"  # DuckDB moves to the spool's disk what does not fit; the process has as much again
PARSED, ORDERED, WRITTEN = 0.65, 0.7, 0.95  # of the whole, by the clock
WRAPS = 2  # files in files: a workbook in a zip
LINES = 10**12  # of a file at most: rows of a later file come after those of an earlier one


def read_files(
    paths: Sequence[Path],
    answers: Reading,
    spool: Path,
    origin: Origin = "configured",
    names: Sequence[str] | None = None,
    watch: Watch | None = None,
    pseudonyms: Pseudonyms | None = None,
) -> Readings:
    """Read one or more files as one set of readings, normalised into a Parquet file in `spool`.

    Parameters
    ----------
    paths : files of any format that is known.
    answers : what the user has said about the format.
    spool : a private directory; ``readings.parquet`` is written there.
    names : what people call the files; the file names where not given. watch : is told how far it is.
    pseudonyms : take the place of identifiers.

    Raises
    ------
    Refusal
        A file cannot be read, with file, row, column, what was found and how to mend it.
    """
    names, watch = list(names or [path.name for path in paths]), watch or Watch()
    settings = {"temp_directory": str(spool), "memory_limit": MEMORY}
    with reading(names[0]), TemporaryDirectory(dir=spool) as work, duckdb.connect(config=settings) as con:
        watch.con = con
        heads = [open_head(path, name, answers, pseudonyms) for path, name in zip(paths, names, strict=True)]
        parts = list(_all_parts(con, heads, Path(work), watch))
        names = [part.name for part in parts]
        minutes = one_length({part.minutes: part.name for part in parts})
        con.execute("create temp view all_rows as " + " union all ".join(_stack(parts)))
        con.execute("create temp view stacked as from all_rows where kwh is not null")
        con.execute("create temp table blank as select customer_id, start from all_rows where kwh is null")
        watch.enter("Putting the readings in order", ORDERED)
        as_they_stand, ordering = put_in_order(con, minutes, names[0], answers.zone)
        watch.enter("Keeping the readings", WRITTEN)
        whole = parts[0].kept if as_they_stand and len(parts) == 1 else None
        kept = keep(con, spool / "readings.parquet", whole)
        watch.enter("Looking for gaps", 1.0)
        found = summarise(
            con,
            kept.table,
            address=str(kept.path),
            columns=kept.columns,
            fingerprint=_fingerprint(paths, answers),
            origin=origin,
            name=names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more",
            interval=minutes,
            blank="blank",  # a table: DuckDB sees how few they are, and holds these and not the readings
            format=parts[0].format,
            decisions=parts[0].decisions,
            findings=(
                *_named([part.findings for part in parts], names),
                *ordering,
                *against_zone(con, "ordered", answers.zone),
            ),
        )
    return nameless(found, pseudonyms) if pseudonyms else found


@dataclass(frozen=True, slots=True)
class _Part:
    """One file: SQL for its readings as kWh at the beginning of the interval, and what was understood.

    `kept` : the rows behind it and how they are read, where they are the readings and nothing else.
    """

    name: str
    format: str
    sql: str
    minutes: int
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    kept: tuple[Rows, Columns] | None


def _all_parts(
    con: duckdb.DuckDBPyConnection, heads: Sequence[Head], work: Path, watch: Watch
) -> Iterator[_Part]:
    """The parts of every file, one file after the other."""
    for number, head in enumerate(heads):
        watch.enter(f"Reading {head.name}", PARSED * (number + 1) / len(heads))
        yield from parts_of(con, head, work / str(number))


def parts_of(con: duckdb.DuckDBPyConnection, head: Head, folder: Path, wraps: int = WRAPS) -> Iterator[_Part]:
    """A file as one part; a file that wraps others as many."""
    folder.mkdir(mode=0o700)
    form, _ = choose(head)
    if not hasattr(form, "unpack"):
        yield _part(con, head, form, folder)
        return
    if not wraps:
        raise Refusal(f"{head.name}: files are packed in files that are packed. Unpack them first.")
    yield from _members(con, head, form, folder, wraps - 1)


def _members(
    con: duckdb.DuckDBPyConnection, head: Head, form: ModuleType, folder: Path, wraps: int
) -> list[_Part]:
    """The files in a file: those that cannot be read are named, and refused where none can."""
    parts: list[_Part] = []
    unread: list[Refusal] = []
    for number, packed in enumerate(form.unpack(head, folder)):
        try:
            inner = open_head(packed.path, packed.name, head.answers, head.pseudonyms)
            first, *more = parts_of(con, inner, folder / f"in-{number}", wraps)
        except Refusal as why:
            if why.ask in ("dates", "zone"):  # an answer would do
                raise
            unread.append(why)
        else:
            parts += (replace(first, findings=(*packed.findings, *first.findings)), *more)
    if not parts and len(unread) == 1:
        raise unread[0]
    if not parts:
        raise Refusal(f"{head.name}: none of its {len(unread):,} files can be read; the first: {unread[0]}")
    if unread:
        many = counted(len(unread), f"file in {head.name} is", f"files in {head.name} are")
        message = f"{many} left out; the first: {unread[0]}"
        finding = Finding("set aside", "unread_files", message, len(unread), str(unread[0])[:200])
        parts[0] = replace(parts[0], findings=(finding, *parts[0].findings))
    return parts


def _part(con: duckdb.DuckDBPyConnection, head: Head, form: ModuleType, folder: Path) -> _Part:
    table = form.translate(head, folder)
    parsed = long.parse(con, head, table, folder)
    minutes = table.minutes or interval_minutes(con, head.name)
    odd = other_lengths(con, minutes, head.name)
    answer = head.answers.stamps or table.answers.stamps
    moved = bool(parsed.roles.zone_column or (head.answers.zone and parsed.moments))
    at_end, why = stamps_end(
        con, minutes, parsed.roles.named_end, parsed.form.last_hour, answer, moved, parsed.roles.named_start
    )
    if table.answers.stamps and not head.answers.stamps:
        why = "the format says so"
    if parsed.steps and not answer:
        at_end, why = False, "each step of the counter begins at its stamp"
    decisions = (
        *parsed.decisions,
        Decision("interval", f"{minutes} minutes", "the commonest distance between two stamps"),
        Decision("stamps", "end" if at_end else "start", why, ("start", "end")),
        Decision("zone", *zone(parsed, head.answers)),
    )
    decisions = tuple({d.name: d for d in (*decisions, *table.decisions)}.values())  # the format's own words
    beyond = impossible(con, to_kwh(parsed.unit, minutes))
    findings = (
        *parsed.findings,
        *converted(con, parsed.unit, minutes, parsed.decisions),
        *beyond,
        *utc(con, parsed, head.answers),
        *odd,
    )
    columns = Columns(
        "customer_id", "start", "value", kwh=to_kwh(parsed.unit, minutes), late=minutes * at_end
    )
    kept = (parsed.rows, columns) if not (odd or beyond) and bare(con, parsed.rows) else None
    sql = _kwh_sql(con, parsed, minutes, at_end)
    return _Part(head.name, form.NAME, sql, minutes, decisions, findings, kept)


def _kwh_sql(con: duckdb.DuckDBPyConnection, parsed: long.Parsed, minutes: int, at_end: bool) -> str:
    factor = to_kwh(parsed.unit, minutes)
    shift = f" - to_minutes({minutes})" if at_end else ""
    odd = [row[0] for row in con.execute("select customer_id from odd order by 1").fetchall()]
    others = f" and customer_id not in ({', '.join(map(quoted, odd))})" if odd else ""
    return f"""
        select customer_id, register, start{shift} as start, instant{shift} as instant,
               case when abs(value) * {factor!r} < {MOST_KWH} then value * {factor!r} end as kwh, line
        from ({parsed.rows.sql})
        where customer_id is not null and start is not null{others}"""


def _stack(parts: Sequence[_Part]) -> list[str]:
    """Rows of a later file come after those of an earlier one."""
    return [
        f"select * replace (line + {number * LINES} as line) from ({part.sql})"
        for number, part in enumerate(parts)
    ]


def _named(found: Sequence[tuple[Finding, ...]], names: Sequence[str]) -> tuple[Finding, ...]:
    """Findings of all files; of several files each finding names its own."""
    if len(names) == 1:
        return found[0]
    return tuple(
        Finding(f.severity, f.code, f"{name}: {f.message}", f.count, f.example)
        for name, findings in zip(names, found, strict=True)
        for f in findings
    )


def _fingerprint(paths: Sequence[Path], answers: Reading) -> str:
    digest = hashlib.blake2b(repr(astuple(answers)).encode(), digest_size=16)
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
