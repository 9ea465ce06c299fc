"""Look at the head of a file: is it a table at all, and how is it written?"""

import codecs
import csv
import gzip
import io
import zlib
from dataclasses import dataclass
from pathlib import Path

from lib.findings import Refusal

HEAD_BYTES = 1 << 18
SEPARATORS = (",", ";", "\t", "|")
MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"<?xml": "an XML document",
    b"<!DOC": "a web page",
    b"<html": "a web page",
}
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Sample:
    """How a file is written, and its first rows as text.

    Attributes
    ----------
    kind : "text" or "parquet"; encoding, separator : of a text file.
    columns : the header; rows : up to 1,000 rows of cells, as text; skip : lines above the header.
    """

    name: str
    kind: str
    encoding: str
    separator: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    skip: int


def look(path: Path, name: str) -> Sample:
    """Read the first lines of a file and say how it is written.

    Raises
    ------
    Refusal
        The file is empty, is not a table, or has a header and no rows.
    """
    head = _head(path, name)
    if head.startswith(b"PAR1"):
        return Sample(name, "parquet", "", "", (), (), 0)
    for magic, what in MAGIC.items():
        if head.lstrip()[:8].lower().startswith(magic.lower()):
            raise Refusal(f"{name}: this is {what}, not a table of readings. {CURE}")
    text, encoding = _decode(head, name)
    return _table(text, encoding, name)


CURE = "Save the readings as CSV, CSV.gz or Parquet: one row for each customer and interval."


def _head(path: Path, name: str) -> bytes:
    with path.open("rb") as raw:
        start = raw.read(2)
        raw.seek(0)
        try:
            head = gzip.open(raw).read(HEAD_BYTES) if start == b"\x1f\x8b" else raw.read(HEAD_BYTES)
        except (OSError, EOFError, zlib.error) as why:
            raise Refusal(f"{name}: the compressed file is damaged ({why}). Export it again.") from None
    if not head.strip():
        raise Refusal(f"{name}: the file is empty. Export the readings again and upload the new file.")
    return head


def _decode(head: bytes, name: str) -> tuple[str, str]:
    encoding = next((enc for mark, enc in MARKS.items() if head.startswith(mark)), None)
    if encoding is None and b"\0" in head:
        raise Refusal(f"{name}: this is not a text file. {CURE}")
    # A multi-byte character may be cut at the end of the head; the decoder of a stream forgives that.
    for candidate in (encoding,) if encoding else ("utf-8", "latin-1"):
        try:
            return codecs.getincrementaldecoder(candidate)().decode(head), candidate
        except UnicodeDecodeError:
            continue
    raise Refusal(f"{name}: the text is damaged. Save the file as UTF-8 and upload it again.")


def _table(text: str, encoding: str, name: str) -> Sample:
    """The separator is the one that gives most rows of one and the same width above one."""
    lines = text.splitlines()
    if len(text) >= HEAD_BYTES // 2:
        lines = lines[:-1]  # the last line of the head may be cut
    best: tuple[int, int, str] = (0, 0, "")
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(lines[:1000], delimiter=separator)]
        width = max(set(widths), key=lambda w: (widths.count(w), w)) if widths else 0
        if width > 1:
            best = max(best, (widths.count(width), width, separator))
    if not best[0]:
        raise Refusal(
            f"{name}: no table found; the first line is {lines[0][:60]!r}. "
            "Loadlens reads columns parted by commas, semicolons or tabs."
        )
    _, width, separator = best
    grid = list(csv.reader(io.StringIO("\n".join(lines[:1000])), delimiter=separator))
    skip = next(i for i, row in enumerate(grid) if len(row) == width)
    header, rows = [cell.strip() for cell in grid[skip]], grid[skip + 1 :]
    if any(_number(cell) for cell in header):
        raise Refusal(
            f"{name}, row {skip + 1}: found values {', '.join(header[:3])} where column names were expected. "
            "Add a first row with names, for example customer_id,start,kwh."
        )
    kept = tuple(tuple(c.strip() for c in row) for row in rows if len(row) == width)
    if not kept:
        raise Refusal(f"{name}: the table has a header and no rows. Export the readings again.")
    return Sample(name, "text", encoding, separator, tuple(header), kept, skip)


def _number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return cell.strip().lower() not in ("nan", "inf", "infinity")
