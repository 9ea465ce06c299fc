"""Spools: private Parquet files in which readings of any format wait, normalised once."""

import os
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lib.findings import Refusal

try:
    import fcntl
except ImportError:  # Windows, where age alone tells
    fcntl = None

PREFIX = "loadlens-"
STALE_SECONDS = 48 * 3600
HELD = "held"  # a file that is locked while the process lives which the spool is of


class Spool:
    """A directory that only its owner can read, gone when nobody holds the object any more."""

    def __init__(self) -> None:
        with room():
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))  # mkdtemp makes it 0700
        self._end = weakref.finalize(self, _remove, self.path, _lock(self.path / HELD))

    def close(self) -> None:
        self._end()


def sweep_stale(now: float) -> None:
    """Remove what a crash left behind: spools two days old and of no process that lives.

    `now` is in seconds since 1970; a clock that was set forward makes a spool old, and does not take it from its owner.
    """
    oldest = now - STALE_SECONDS
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_ours(path, oldest) and (lock := _lock(path / HELD)):
            _remove(path, lock)


def _is_ours(path: Path, oldest: float) -> bool:
    """Whether it is an old folder of this user's: what others lay into a shared directory is not touched."""
    try:
        about = path.lstat()
    except FileNotFoundError:  # its owner has just let go of it
        return False
    mine = getattr(os, "getuid", lambda: about.st_uid)()
    return stat.S_ISDIR(about.st_mode) and about.st_uid == mine and about.st_mtime < oldest


@contextmanager
def room() -> Iterator[None]:
    """Around what is written for a session.

    Raises
    ------
    Refusal
        The disk takes no more.
    """
    try:
        yield
    except OSError as why:
        raise Refusal(
            f"The disk takes no more ({why.strerror or 'no room'}). "
            "Make room on it, or ask whoever runs Loadlens to, and try again."
        ) from None


def _lock(path: Path) -> int:
    """Lock a file that is made where it is not there; 0 where another process holds it, or it cannot be had."""
    try:
        lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except OSError:
        return 0
    try:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return 0
    return lock


def _remove(path: Path, lock: int) -> None:
    if lock:
        os.close(lock)  # before the folder goes: Windows removes no file that is open
    shutil.rmtree(path, ignore_errors=True)
