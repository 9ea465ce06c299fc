"""A zip of files: each is read by itself, and called by its own name."""

import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from lib.findings import Refusal
from lib.readings.formats.form import EXPANSION, NOT_MINE, Head, Packed, Recognition

NAME = "zip archive"
WHAT = "a zip of any of these, also of one file for each meter: then the file's name is the meter's"
MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MOST_FILES = 20_000
MOST_BYTES = 8 << 30  # unpacked
# What Python's zipfile says of archives that are damaged, locked, or packed in a way it does not know.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def recognise(head: Head) -> Recognition:
    """By the first bytes; a workbook is a zip too, and surer of itself."""
    return Recognition(0.9, "a zip archive") if head.start.startswith(MAGIC) else NOT_MINE


def unpack(head: Head, folder: Path) -> Iterator[Packed]:
    """Every file in the archive, one on the disk at a time; names inside are shown, and never used as paths.

    Raises
    ------
    Refusal
        The archive is damaged, empty, encrypted, or grows more than readings do.
    """
    try:
        with zipfile.ZipFile(head.path) as archive:
            members = [member for member in archive.infolist() if _is_file(member)]
            _refuse(members, head)
            for number, (member, name) in enumerate(zip(members, _names(members), strict=True)):
                path = folder / f"member-{number}"
                with archive.open(member) as packed, path.open("wb") as file:
                    shutil.copyfileobj(packed, file)
                yield Packed(path, name)
                path.unlink()
    except BROKEN as why:
        raise Refusal(
            f"{head.name}: the zip archive is damaged or packed in a way that is not read ({str(why)[:80]}). "
            "Pack the files again."
        ) from None


def _is_file(member: zipfile.ZipInfo) -> bool:
    """Whether it is a file that somebody put there: no folder, no hidden file, none of what a Mac adds."""
    parts = PurePosixPath(member.filename).parts
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in parts)
    return not member.is_dir() and not hidden


def _refuse(members: Sequence[zipfile.ZipInfo], head: Head) -> None:
    total = sum(member.file_size for member in members)
    if not members:
        raise Refusal(f"{head.name}: the zip archive holds no file.")
    if any(member.flag_bits & 1 for member in members):
        raise Refusal(
            f"{head.name}: the zip archive is locked with a password. Unpack it and give the files."
        )
    if total > EXPANSION * head.path.stat().st_size:
        raise Refusal(
            f"{head.name}: the archive grows more than {EXPANSION}-fold when it is unpacked, which no readings do."
        )
    if len(members) > MOST_FILES or total > MOST_BYTES:
        raise Refusal(
            f"{head.name}: the archive holds {len(members):,} files of {total / 2**30:,.1f} GB in all; at most "
            f"{MOST_FILES:,} and {MOST_BYTES >> 30} GB are read. Unpack it and give the folder."
        )


def _names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """File names without their folders; with them, in one word, where several would give the same meter's name."""
    paths = [PurePosixPath(member.filename.replace("\\", "/")) for member in members]
    often = Counter(_stem(path.name) for path in paths)
    return [path.name if often[_stem(path.name)] == 1 else _joined(path) for path in paths]


def _stem(name: str) -> str:
    return name.split(".")[0]


def _joined(path: PurePosixPath) -> str:
    """A/meter.1.csv is A-meter-1.csv."""
    return "-".join([*path.parts[:-1], path.stem]).replace(".", "-") + path.suffix
