"""AEMO's NEM12: a record for each channel (200), each of its days (300), the quality of parts of a day (400)."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.columns import is_number
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.formats.nem12_channels import DAY_MINUTES, SCHEMA, Day, Seen
from lib.readings.formats.nem12_sums import add_up
from lib.readings.formats.nem12_wrapped import cells_of, records
from lib.readings.formats.stream import lines
from lib.readings.readings import Decision
from lib.readings.units import UNITS

NAME = "NEM12"
WHAT = "Australian NEM12 exports: records 200 and 300 of 5, 15 or 30 minutes, any number of NMIs and channels"
BATCH = 500  # days of a channel held in memory, up to 288 cells each
KINDS = ("100", "200", "300", "400", "500", "900")


def recognise(head: Head) -> Recognition:
    """By a 100 record with the format's name, or a 200 record with a 300 record below it."""
    rows = [cells for cells in map(cells_of, head.lines[:20]) if any(cells)]
    if not rows:
        return NOT_MINE
    if rows[0][0] == "100" and rows[0][1:2] in (["NEM12"], ["NEM13"]):
        return Recognition(1.0, f"the first record is 100,{rows[0][1]}")
    if rows[0][0] == "200" and len(rows[0]) > 8 and {row[0] for row in rows} <= set(KINDS):
        return Recognition(0.95, "records 200 and 300, as in NEM12")
    return NOT_MINE


def translate(head: Head, folder: Path) -> Long:
    """Add up the channels by which a customer takes energy, and count what the others hold.

    Raises
    ------
    Refusal
        The file is NEM13, has no channel of consumption, or too many of its records are damaged.
    """
    seen, staged, target = Seen(head.name), folder / "channels.parquet", folder / "long.parquet"
    days = (day.row() for day in _days(head, seen) if seen.keep(day))
    with pq.ParquetWriter(staged, SCHEMA) as writer:
        while batch := list(islice(days, BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, SCHEMA))
    seen.refuse()
    unit, why = seen.unit()
    minutes, findings = add_up(staged, target, unit, head.name)
    decisions = (
        Decision(
            "value", f"channels {', '.join(sorted(seen.taken))}", "E is energy taken, added up by interval"
        ),
        *([] if head.answers.unit else [Decision("unit", unit, why, tuple(UNITS))]),
        Decision("quality", seen.quality(), "the flags of records 300 and 400"),
    )
    fixed = Reading(customer="customer_id", start="start", value="value", unit=unit, stamps="start")
    return Long(target, fixed, decisions, (*seen.findings(), *findings), minutes)


def _days(head: Head, seen: Seen) -> Iterator[Day]:
    """Each day of each channel, once all records about it are read."""
    channel, day = None, None
    for line, text, cells in records(lines(head)):
        kind = cells[0]
        if kind in ("200", "300") and day:
            yield day
            day = None
        if kind == "200":
            channel = _channel(cells, f"{head.name}, row {line:,}")
        elif kind == "300":
            day = _day(channel, cells, line, head.name)
            seen.record(line, text, bool(day))
        elif kind == "400" and day:
            _flag(day, cells)
        elif kind == "250":
            raise Refusal(
                f"{head.name}, row {line:,}: this is NEM13, which holds what the meter's display shows a few times a "
                "year. Loadlens needs readings of an hour or less: ask for NEM12."
            )
        elif any(cells):
            seen.record(line, text, kind in KINDS)
            seen.header |= kind == "100"
    if day:
        yield day


def _channel(cells: Sequence[str], where: str) -> Day:
    """What a 200 record says of its days: 200, NMI, configuration, register, suffix, stream, serial, unit, minutes."""
    _, nmi, _, _, suffix, _, _, unit, minutes = (*cells, *[""] * 9)[:9]
    if re.fullmatch(r"[\d.]+E\+?\d+", nmi):
        raise Refusal(
            f"{where}: found the meter {nmi}, a number that a spreadsheet has shortened. Export the file again."
        )
    if not nmi or not minutes.isdecimal() or not 0 < int(minutes) <= 60 or DAY_MINUTES % int(minutes):
        raise Refusal(
            f"{where}: found the meter “{nmi[:20]}” with intervals of “{minutes[:20]}” minutes where a meter and part "
            "of an hour were expected. Export the file again."
        )
    return Day(nmi, suffix.upper(), unit.upper(), int(minutes))


def _day(channel: Day | None, cells: list[str], line: int, name: str) -> Day | None:
    """A 300 record: 300, date, a value for each interval, quality; None without a date, or with more or fewer values.

    A record without a single value is a day without data.
    """
    if channel is None:
        raise Refusal(
            f"{name}, row {line:,}: found a record 300 with no record 200 above it. Export the file again."
        )
    if not any(cells[1:2]):
        return None
    due = DAY_MINUTES // channel.minutes
    values, quality = cells[2 : 2 + due], (cells[2 + due : 3 + due] or [""])[0].upper()
    if not any(values) or values[0][:1].isalpha():
        values, quality = [""] * due, "N"
    if len(values) < due or any(value[:1].isalpha() for value in values) or is_number(quality):
        return None
    day = Day(channel.customer, channel.channel, channel.unit, channel.minutes, line, cells[1], values)
    if not quality.startswith("V"):  # V: the 400 records below tell
        day.flag(1, due, quality[:1])
    return day


def _flag(day: Day, cells: Sequence[str]) -> None:
    """A 400 record: 400, first and last interval of the day from 1, quality."""
    first, last, quality = (*cells, "", "", "")[1:4]
    if first.isdecimal() and last.isdecimal():
        day.flag(int(first), min(int(last), len(day.cells)), quality[:1].upper())
