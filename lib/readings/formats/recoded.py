"""Text in an encoding that the engine does not read: written again as UTF-8."""

import io
from collections.abc import Iterator
from pathlib import Path

from lib.readings.formats.form import NOT_MINE, Head, Packed, Recognition
from lib.readings.formats.stream import open_stream

NAME = "text of another encoding"
WHAT = (
    "Windows-1252, as older spreadsheets write it, and UTF-16 with the high byte first: becomes UTF-8 first"
)
FOREIGN = {"cp1252": "Windows-1252", "utf-16-be": "UTF-16 with the high byte first"}
CHUNK = 1 << 20  # characters


def recognise(head: Head) -> Recognition:
    """By its first bytes."""
    if head.encoding not in FOREIGN:
        return NOT_MINE
    return Recognition(1.0, f"the text is {FOREIGN[head.encoding]}")


def unpack(head: Head, folder: Path) -> Iterator[Packed]:
    """The same text as UTF-8, unpacked."""
    path = folder / "text.csv"
    with (
        io.TextIOWrapper(open_stream(head), head.encoding, errors="replace", newline="") as source,
        path.open("w", encoding="utf-8", newline="") as target,
    ):
        while text := source.read(CHUNK):
            target.write(text.removeprefix("\ufeff"))
    yield Packed(path, head.name)
    path.unlink()
