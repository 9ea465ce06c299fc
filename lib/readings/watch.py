"""A reading that is under way in a thread of its own: how far it is, and how it is stopped."""

import ctypes
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TypeVar

import duckdb

Made = TypeVar("Made")
Show = Callable[[float, str], object]
OFTEN = 0.25  # seconds between two looks
PATIENCE = 1.0  # seconds that a query has to end in, before a loop of Python is thought of


class Stopped(SystemExit):
    """The reading was stopped: no reader takes this for a fault of the file, and a thread ends by it in silence."""


@dataclass(slots=True)
class Watch:
    """How far a reading is, seen from another thread.

    Attributes
    ----------
    doing : in words. begins, ends : share of the whole, 0 to 1, that the step under way begins and ends at.
    shown : the share that was told last; it never falls.
    """

    doing: str = ""
    begins: float = 0.0
    ends: float = 0.0
    shown: float = 0.0
    con: duckdb.DuckDBPyConnection | None = None
    ended: Event = field(default_factory=Event)

    def enter(self, doing: str, ends: float) -> None:
        """The next step has begun."""
        self.doing, self.begins, self.ends = doing, self.ends, ends

    def share(self) -> float:
        """How much is done, 0 to 1, by what DuckDB tells of its query."""
        try:
            within = max(0.0, self.con.query_progress()) / 100 if self.con else 0.0
        except duckdb.Error:  # it was closed meanwhile
            within = 0.0
        self.shown = max(self.shown, self.begins + within * (self.ends - self.begins))
        return self.shown

    def stop(self, reading: Thread) -> None:
        """End a reading, wherever it is: DuckDB by its own way, a loop of Python by an exception from outside."""
        while reading.is_alive() and not self.ended.is_set():
            with suppress(duckdb.Error):
                self.con and self.con.interrupt()
            if not self.ended.wait(PATIENCE):
                thread, stopped = ctypes.c_ulong(reading.ident), ctypes.py_object(Stopped)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, stopped)


def watched(read: Callable[[Watch], Made], show: Show) -> Made:
    """Read in a thread of its own and show, several times a second, how far it is.

    Whatever comes up meanwhile, an interrupt from the keyboard or an exception of `show`, stops the reading first and
    is raised then.
    """
    watch, made, failed = Watch(), [], []

    def work() -> None:
        with suppress(Stopped):  # which may come a moment late
            try:
                made.append(read(watch))
            except BaseException as why:
                failed.append(why)
        watch.ended.set()

    reading = Thread(target=work)
    reading.start()
    try:
        while not watch.ended.wait(
            OFTEN
        ):  # Thread.join takes a thread for ended when the keyboard interrupts it
            show(watch.share(), watch.doing)
    finally:
        watch.stop(reading)
        reading.join()
    if failed:
        raise failed[0]
    return made[0]
