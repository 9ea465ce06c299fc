"""A file from its beginning, unpacked on the way where it is a gzip, and never more of it than readings can be."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from lib.findings import Refusal
from lib.readings.formats.form import EXPANSION, Head

LONGEST_LINE = 1 << 20  # characters


def open_stream(head: Head) -> BinaryIO:
    """The bytes of a file; reading them refuses what is damaged, cut off or grows without end."""
    file = head.path.open("rb")
    if file.peek(2)[:2] != b"\x1f\x8b":
        return file
    file.close()
    most = EXPANSION * head.path.stat().st_size
    return io.BufferedReader(_Unpacked(gzip.open(head.path), head.name, most))


def lines(head: Head) -> Iterator[tuple[int, str]]:
    """Every line of a text with its number, from 1.

    Raises
    ------
    Refusal
        A line has no end.
    """
    encoding = "utf-8-sig" if head.encoding == "utf-8" else head.encoding
    with io.TextIOWrapper(open_stream(head), encoding, errors="replace") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
            if len(line) == LONGEST_LINE:
                raise Refusal(
                    f"{head.name}, row {number:,}: the row has more than {LONGEST_LINE:,} characters, which no row of "
                    "readings has. Export the file again."
                )
            yield number, line.rstrip("\r\n")


class _Unpacked(io.RawIOBase):
    """A gzip file that ends in a refusal where it is damaged or too large."""

    def __init__(self, file: gzip.GzipFile, name: str, most: int) -> None:
        self.file, self.name, self.most, self.count = file, name, most, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        try:
            got = self.file.read(len(buffer))
        except (EOFError, OSError, zlib.error) as why:
            raise Refusal(f"{self.name}: the compressed file is damaged ({why}). Export it again.") from None
        self.count += len(got)
        if self.count > self.most:
            raise Refusal(
                f"{self.name}: the file grows more than {EXPANSION}-fold when it is unpacked, which no readings do."
            )
        buffer[: len(got)] = got
        return len(got)

    def close(self) -> None:
        self.file.close()
        super().close()
