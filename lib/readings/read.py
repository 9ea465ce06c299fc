"""From files to readings: look, parse, put in order, spool, and say what was found."""

import glob
import hashlib
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import duckdb

from lib.choices import Reading
from lib.findings import Finding, Refusal
from lib.readings.formats import long
from lib.readings.intervals import interval_minutes, stamps_end
from lib.readings.quality import put_in_order, summarise
from lib.readings.readings import Decision, Origin, Readings
from lib.readings.sample import look
from lib.readings.units import UNITS

KINDS = (".csv", ".gz", ".txt", ".tsv", ".parquet")


def files(source: str) -> list[Path]:
    """The files that a file name, a folder or a glob stands for, in alphabetical order.

    Raises
    ------
    Refusal
        There is nothing there.
    """
    path = Path(source)
    if path.is_file():
        return [path]
    if path.is_dir():
        found = [p for p in path.iterdir() if p.suffix.lower() in KINDS and p.is_file()]
    else:
        found = [Path(p) for p in glob.glob(source)]
    if not found:
        where = "the folder holds no CSV or Parquet file" if path.is_dir() else "there is no such file"
        raise Refusal(f"{source}: {where}. Check the spelling and the path.")
    return sorted(found)


def read_files(
    paths: Sequence[Path],
    answers: Reading,
    spool: Path,
    origin: Origin = "configured",
    names: Sequence[str] | None = None,
) -> Readings:
    """Read one or more files as one set of readings, normalised into a Parquet file in `spool`.

    Parameters
    ----------
    paths : files in the long layout: CSV, CSV.gz or Parquet.
    answers : what the user has said about the format.
    spool : a private directory; ``readings.parquet`` is written there.
    names : what people call the files; the file names where not given.

    Raises
    ------
    Refusal
        A file cannot be read, with file, row, column, what was found and how to mend it.
    """
    names = list(names or [path.name for path in paths])
    # Threads share one sort of the rows, so the order of the file survives: line numbers in messages are right.
    with duckdb.connect(config={"temp_directory": str(spool)}) as con:
        con.execute(
            "create temp table stacked (customer_id varchar, start timestamp, instant timestamp, kwh double, line bigint)"
        )
        parts = [_stack(con, path, name, answers) for path, name in zip(paths, names, strict=True)]
        lengths = sorted({minutes for _, _, minutes in parts})
        if len(lengths) > 1:
            each = " and ".join(map(str, lengths))
            raise Refusal(
                f"{names[0]} and others: intervals of {each} minutes. Read files of one interval length together."
            )
        ordering = put_in_order(con, lengths[0], names[0])
        decisions = parts[0][0]
        findings = tuple(f for _, found, _ in parts for f in found) + ordering
        target = spool / "readings.parquet"
        con.execute(
            f"copy (select * from ordered order by customer_id, start, fold) to '{target}' (format parquet)"
        )
        target.chmod(0o600)
        return summarise(
            con,
            "ordered",
            address=str(target),
            fingerprint=_fingerprint(paths, answers),
            origin=origin,
            name=names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more",
            interval=lengths[0],
            decisions=decisions,
            findings=findings,
        )


def _stack(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, answers: Reading
) -> tuple[tuple[Decision, ...], tuple[Finding, ...], int]:
    """Add the rows of one file to ``stacked``, as kWh at the beginning of the interval."""
    parsed = long.parse(con, path, look(path, name), answers)
    if not con.execute("select count(value) from parsed where start is not null").fetchone()[0]:
        raise Refusal(f"{name}, column {parsed.roles.value}: every cell is empty. Export the readings again.")
    minutes = interval_minutes(con, name)
    at_end, why = stamps_end(con, minutes, long.ends_named(parsed.roles), answers.stamps)
    factor = UNITS[parsed.unit] * (minutes / 60 if parsed.unit == "kW" else 1)
    shift = f"- to_minutes({minutes})" if at_end else ""
    con.execute(f"""
        insert into stacked
        select customer_id, start {shift}, instant {shift}, value * {factor!r}, line
        from parsed where start is not null and value is not null""")
    con.execute("drop table parsed")
    decisions = (
        *parsed.decisions,
        Decision("interval", f"{minutes} minutes", "the commonest distance between two stamps"),
        Decision("stamps", "end" if at_end else "start", why, ("start", "end")),
        Decision("zone", *_zone(parsed, answers)),
    )
    return decisions, (*parsed.findings, *_unit_finding(parsed)), minutes


def _zone(parsed: long.Parsed, answers: Reading) -> tuple[str, str]:
    if answers.zone:
        return answers.zone, "as you said: stamps are UTC and were moved to this zone"
    if parsed.local == "column":
        return f"column {parsed.roles.zone_column}", "stamps are UTC; the hours in this column were added"
    if parsed.form.offsets:
        return "as written", "stamps carry their offset from UTC; the clock they show was taken"
    return "local clock", "stamps carry no offset"


def _unit_finding(parsed: long.Parsed) -> tuple[Finding, ...]:
    if parsed.unit == "kWh":
        return ()
    how = "multiplied by the hours of the interval" if parsed.unit == "kW" else "divided by 1,000"
    why = next(d.evidence for d in parsed.decisions if d.name == "unit")
    code = {"kW": "kw_unit", "Wh": "wh_unit"}[parsed.unit]
    return (Finding("info", code, f"Values are in {parsed.unit} ({why}) and were {how} to give kWh."),)


def _fingerprint(paths: Sequence[Path], answers: Reading) -> str:
    digest = hashlib.blake2b(repr(astuple(answers)).encode(), digest_size=16)
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
