"""Green Button (ESPI, Atom XML): usage points, meter readings of one type each, blocks of interval readings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.formats.espi import resources
from lib.readings.formats.espi_channels import Channel, Described, Unit, unit_of
from lib.readings.formats.espi_clock import Clock, by_days, told
from lib.readings.formats.espi_sums import SCHEMA, STAGED, SUMMED, add_up
from lib.readings.formats.form import NOT_MINE, Head, Long, Recognition
from lib.readings.readings import Decision
from lib.readings.units import UNITS

NAME = "Green Button XML"
WHAT = "Green Button (ESPI) XML, also packed: any number of usage points, in Wh or W with any power of ten"
BATCH = 20_000  # readings held in memory
LATEST = 4_102_444_800  # the year 2100: what lies beyond is no stamp
LONGEST = 10**9  # seconds


def recognise(head: Head) -> Recognition:
    """By ESPI's name space, or by its elements."""
    if not head.start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return NOT_MINE
    if b"naesb.org/espi" in head.start or b"IntervalBlock" in head.start:
        return Recognition(1.0, "the XML has Green Button’s name space, naesb.org/espi")
    return NOT_MINE


def translate(head: Head, folder: Path) -> Long:
    """Add up the energy that each usage point takes, and count what else there is.

    Raises
    ------
    Refusal
        The XML cannot be read, or holds no electricity that a customer takes.
    """
    described = Described()
    first, last = _stage(head, described, folder / STAGED)
    channels = _taken(described.channels(head.name), head.name)
    unit, clock = unit_of([c for c in channels if c.kind == "taken"]), _clock(described, first, last)
    sums = add_up(folder, channels, unit, clock, bool(head.answers.zone), head.name)
    fixed = Reading(customer="customer_id", start="start", value="value", unit=unit.name, stamps="start")
    decisions = (
        Decision("value", "energy taken", "flowDirection, uom and service of each ReadingType"),
        *_unit_told(unit, head.answers.unit),
        *_clock_told(clock, sums.offsets, head.answers.zone),
    )
    return Long(folder / SUMMED, fixed, decisions, sums.findings, sums.minutes)


def _stage(head: Head, described: Described, staged: Path) -> tuple[int, int]:
    """Write every interval reading with the number of its block; keep what describes the blocks.

    The first and the last start are given, for the years that the clock must know.
    """
    rows, starts = _rows(head, described), []
    with pq.ParquetWriter(staged, SCHEMA) as writer:
        while batch := list(islice(rows, BATCH)):
            columns = zip(zip(*batch, strict=True), SCHEMA.types, strict=True)
            arrays = [pa.array(column, kind) for column, kind in columns]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=SCHEMA))
            known = [start for _, start, *_ in batch if start is not None]
            starts += (min(known), max(known)) if known else ()
    return min(starts, default=0), max(starts, default=0)


def _rows(head: Head, described: Described) -> Iterator[tuple]:
    line = 0
    for resource in resources(head):
        described.add(resource)
        if resource.kind == "IntervalReading" and described.blocks:
            line, fields = line + 1, resource.fields
            yield (
                len(described.blocks) - 1,
                _whole(fields.get("start", ""), LATEST),
                _whole(fields.get("duration", ""), LONGEST),
                _number(fields.get("value", "")),
                _offset(fields.get("timezone", "")),
                line,
            )


def _taken(channels: Sequence[Channel], name: str) -> list[Channel]:
    """Channels with the kind "taken" only where they are added up.

    What a usage point takes goes before its net, and energy goes before power: they tell the same once more.

    Raises
    ------
    Refusal
        There is none.
    """
    if not channels:
        raise Refusal(f"{name}: this Green Button file has no interval readings. Ask for the interval data.")
    gross = {channel.customer for channel in channels if channel.kind == "taken"}
    found = [replace(c, kind="taken") if c.kind == "net" and c.customer not in gross else c for c in channels]
    energy = any(c.kind == "taken" and c.known and not c.watts for c in found)
    found = [replace(c, kind="power") if energy and c.kind == "taken" and c.watts else c for c in found]
    if not any(c.kind == "taken" for c in found):
        kinds = ", ".join(sorted({c.kind for c in found}))
        raise Refusal(
            f"{name}: this Green Button file holds no electricity that a customer takes, only {kinds}. "
            "Ask for the electricity data."
        )
    return found


def _clock(described: Described, first: int, last: int) -> Clock | None:
    """The local clock by LocalTimeParameters, or else by where the blocks begin."""
    by_parameters = (told(clock.fields, first, last) for clock in described.clocks)
    blocks = (
        (_whole(block.fields.get("start", ""), LATEST), _whole(block.fields.get("duration", ""), LONGEST))
        for block, *_ in described.blocks
    )
    whole = [(start, seconds) for start, seconds in blocks if start is not None and seconds is not None]
    return next((clock for clock in by_parameters if clock), None) or by_days(whole)


def _unit_told(unit: Unit, said: str | None) -> list[Decision]:
    return [Decision("unit", unit.name, unit.why, tuple(UNITS))] if unit.name and not said else []


def _clock_told(clock: Clock | None, offsets: bool, zone: str | None) -> list[Decision]:
    if zone:
        return []
    if offsets:
        return [Decision("zone", "the offset of each reading", "every timePeriod has a timezone")]
    return [Decision("zone", str(clock), clock.why)] if clock else []


def _whole(text: str, most: int) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 and int(text) <= most else None


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[-+]?\d{1,18}(\.\d{1,18})?", text) else None


def _offset(text: str) -> int | None:
    """Seconds of an offset such as -0500 or +01:00."""
    found = re.fullmatch(r"([-+])(\d\d):?(\d\d)", text)
    return int(f"{found[1]}1") * (int(found[2]) * 3600 + int(found[3]) * 60) if found else None
