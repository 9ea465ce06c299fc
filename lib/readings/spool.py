"""Spools: private Parquet files in which readings of any format wait, normalised once."""

import shutil
import tempfile
import weakref
from pathlib import Path

PREFIX = "loadlens-"
STALE_SECONDS = 48 * 3600


class Spool:
    """A directory that only its owner can read, gone when nobody holds the object any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))  # mkdtemp makes it 0700
        self._end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def close(self) -> None:
        self._end()


def sweep_stale(now: float) -> None:
    """Remove what a crash left behind: spools nobody has touched for two days. `now` is in seconds since 1970."""
    oldest = now - STALE_SECONDS
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if path.is_dir() and path.stat().st_mtime < oldest:
            shutil.rmtree(path, ignore_errors=True)
