"""What every format shares: the head of a file, how surely a format knows it, and the table that it becomes."""

import codecs
import csv
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from lib.answers import Reading
from lib.findings import Finding, Refusal
from lib.pseudonyms import Pseudonyms
from lib.readings.readings import Decision

HEAD_BYTES = 1 << 20  # the rows of the widest table that is read are a tenth of it
MOST_COLUMNS = 10_000  # a year of hours has 8,760; the engine takes 0.1 MB of memory for each
csv.field_size_limit(
    HEAD_BYTES
)  # what is longer is cut off, or refused as a line, before it is parted into cells
EXPANSION = (
    300  # readings pack into a tenth or a fiftieth; what packs tighter than this is no table of readings
)
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
CURE = "Save the readings as CSV, CSV.gz or Parquet: one row for each customer and interval."


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, by which its format is known.

    Attributes
    ----------
    path, name : where it is, and what people call it.
    start : the first bytes, unpacked where the file is a gzip.
    text, encoding : the same as text, in the words of DuckDB; None and "" where it is no text.
    lines : of the text, without a last one that may be cut.
    answers : what the user has said about the file. pseudonyms : take the place of its customers, where asked for.
    """

    path: Path
    name: str
    start: bytes
    text: str | None = None
    encoding: str = ""
    lines: tuple[str, ...] = ()
    answers: Reading = field(default_factory=Reading)
    pseudonyms: Pseudonyms | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """How sure a format is that a file is of its kind, 0 to 1, and why, in words."""

    sure: float
    why: str


NOT_MINE = Recognition(0.0, "")


@dataclass(frozen=True, slots=True)
class Long:
    """A file translated into a long table.

    Attributes
    ----------
    path : a Parquet file with ``customer_id, start, value``; also ``instant``, the moment in UTC, where known, and
        ``line``, the row of the original file.  Other columns are looked at as those of any long table.
    answers : what the format itself fixes: names of columns, unit, stamps.
    decisions, findings : what was understood on the way; a decision takes the place of one of the same name.
    minutes : length of an interval, where the format says it.
    """

    path: Path
    answers: Reading = field(default_factory=Reading)
    decisions: tuple[Decision, ...] = ()
    findings: tuple[Finding, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """A file inside another, on the disk while it is read; `name` is what people call it."""

    path: Path
    name: str
    findings: tuple[Finding, ...] = ()


def refuse_columns(count: int, name: str) -> None:
    """Refuse a table with more columns than are read.

    Raises
    ------
    Refusal
        It has.
    """
    if count > MOST_COLUMNS:
        raise Refusal(
            f"{name}: the table has {count:,} columns. Loadlens reads {MOST_COLUMNS:,} at most. {CURE}"
        )


def open_head(path: Path, name: str, answers: Reading, pseudonyms: Pseudonyms | None = None) -> Head:
    """Read the beginning of a file.

    Raises
    ------
    Refusal
        The file is empty or its packing is damaged.
    """
    with path.open("rb") as file:
        start = file.read(HEAD_BYTES)
    start = _unpack(start, name) if start.startswith(b"\x1f\x8b") else start
    if not start.strip():
        raise Refusal(f"{name}: the file is empty. Export the readings again and upload the new file.")
    try:
        text, encoding = decode(start, name)
    except Refusal:
        return Head(path, name, start, answers=answers, pseudonyms=pseudonyms)
    lines = re.split(r"\r\n|\n|\r", text)
    if len(start) >= HEAD_BYTES:
        lines = lines[:-1]
    return Head(path, name, start, text, encoding, tuple(lines), answers, pseudonyms)


def decode(start: bytes, name: str) -> tuple[str, str]:
    """The text, and its encoding in the words of DuckDB.

    Raises
    ------
    Refusal
        The bytes are no text.
    """
    mark = next((encoding for bytes_, encoding in MARKS.items() if start.startswith(bytes_)), "")
    if not mark and b"\0" in start:
        raise Refusal(f"{name}: this is not a text file. {CURE}")
    # A character of several bytes may be cut at the end of the head; the decoder of a stream forgives that.
    try:
        return codecs.getincrementaldecoder(mark or "utf-8")().decode(start), mark.removesuffix(
            "-sig"
        ) or "utf-8"
    except UnicodeDecodeError:
        if not mark:
            return start.decode("cp1252", "replace"), "cp1252"
    raise Refusal(f"{name}: the text is damaged. Save the file as UTF-8 and upload it again.")


def _unpack(packed: bytes, name: str) -> bytes:
    """The first bytes of a gzip file, which may hold several members one after the other."""
    head, rest = b"", packed
    try:
        while rest and len(head) < HEAD_BYTES:
            member = zlib.decompressobj(wbits=31)
            head += member.decompress(rest, HEAD_BYTES - len(head))
            rest = member.unused_data if member.eof else member.unconsumed_tail
            if not member.eof:
                break
    except zlib.error as why:
        raise Refusal(f"{name}: the compressed file is damaged ({why}). Export it again.") from None
    if len(head) > EXPANSION * (len(packed) - len(rest)):
        raise Refusal(
            f"{name}: the file grows more than {EXPANSION}-fold when it is unpacked, which no readings do. {CURE}"
        )
    return head
