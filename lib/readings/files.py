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
        found = [p for p in path.iterdir() if p.suffix.lower() in KINDS and p.is_file()]
    else:
        found = [Path(p) for p in glob.glob(source) if Path(p).is_file()]  # noqa: PTH207, a glob may be absolute
    if not found:
        where = "the folder holds no CSV or Parquet file" if path.is_dir() else "there is no such file"
        raise Refusal(f"{source}: {where}. Check the spelling and the path.")
    return sorted(found)
