"""The first rows of a file as they would be read: for a question that the file does not answer."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from lib.answers import Reading
from lib.readings.formats import long
from lib.readings.formats.form import Head, open_head
from lib.readings.formats.sample import look
from lib.readings.read import parts_of

ROWS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """What a file says when it is read in one way.

    Attributes
    ----------
    rows : the first rows as (customer, beginning of the interval, kWh). written : the same as they stand in the file;
        "" where the file is no table of text with a row for each.
    start, end : beginning of the first and of the last interval. days : with a reading. customers : how many.
    minutes : length of an interval. mean_kw : mean load of a customer.
    """

    rows: tuple[tuple[str, datetime, float], ...]
    written: tuple[str, ...]
    start: datetime
    end: datetime
    days: int
    customers: int
    minutes: int
    mean_kw: float


def trial(path: Path, name: str, answers: Reading) -> Trial:
    """Read a file with these answers, as far as to say what would follow from them.

    Raises
    ------
    Refusal
        It cannot be read so.
    """
    head = open_head(path, name, answers)
    with TemporaryDirectory() as work, duckdb.connect() as con:
        part, *_ = parts_of(con, head, Path(work, "0"))
        read = f"({part.sql}) where kwh is not null"
        rows = con.execute(
            f"select customer_id, start, kwh from {read} order by line, start limit {ROWS}"
        ).fetchall()
        start, end, days, customers, mean = con.execute(f"""
            select min(start), max(start), count(distinct start::date), count(distinct customer_id), avg(kwh)
            from {read}
            """).fetchone()
    written = _written(head, len(rows)) if part.format == long.NAME else ("",) * len(rows)
    mean_kw = mean * 60 / part.minutes
    return Trial(tuple(rows), written, start, end, days, customers, part.minutes, mean_kw)


def _written(head: Head, count: int) -> tuple[str, ...]:
    """The first rows below the header, as text."""
    if head.text is None:
        return ("",) * count
    skip = look(head).skip + 1
    lines = [line for line in head.lines[skip:] if line.strip()]
    return tuple(lines[:count]) if len(lines) >= count else ("",) * count
