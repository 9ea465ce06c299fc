"""Which files a file name, a folder or a glob stands for."""

import glob
from pathlib import Path

from lib.findings import Refusal

KINDS = (".csv", ".gz", ".txt", ".tsv", ".parquet", ".xml", ".xlsx", ".zip")


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
        found = [p for p in path.iterdir() if p.is_file() and (p.suffix.lower() in KINDS or _is_nem12(p))]
    else:
        found = [Path(p) for p in glob.glob(source) if Path(p).is_file()]  # noqa: PTH207, a glob may be absolute
    if not found:
        where = "the folder holds no CSV or Parquet file" if path.is_dir() else "there is no such file"
        raise Refusal(f"{source}: {where}. Check the spelling and the path.")
    return sorted(found)


def _is_nem12(path: Path) -> bool:
    """Whether a file without an extension begins as those of the Australian market do, which have none."""
    if path.suffix or path.name.startswith("."):
        return False
    with path.open("rb") as file:
        return file.read(12).lstrip(b"\xef\xbb\xbf").startswith((b"100,NEM12", b"200,"))
