"""Readings: where the meter readings are, and what is known about them."""

from dataclasses import dataclass
from typing import Literal

import ibis

from lib.findings import Finding

Origin = Literal["demo", "configured", "upload"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing we understood about a file, in one line, with its evidence.

    Attributes
    ----------
    name : what was decided: ``"unit"``, ``"customer"``, ``"stamps"``, ...
    value : what we took.
    evidence : why, in words.
    options : what it could be instead; empty where it cannot be changed.
    """

    name: str
    value: str
    evidence: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readings:
    """Meter readings as a place, not an array: a table of ``customer_id, start, fold, kwh``.

    Attributes
    ----------
    address : path of a Parquet spool, or an Ibis address such as ``postgres://host/db``.
    table : name of the table at the address; empty for a spool.
    fingerprint : blake2b of what the readings were made from; equal fingerprints mean equal readings.
    origin : "demo" and "configured" may be shared by sessions, "upload" never.
    name : what people call it, e.g. the file's name.
    customers, readings : counts of meters and of intervals with a value.
    start, end : beginning of the first and of the last interval, local clock, ``YYYY-MM-DD HH:MM``.
    interval_minutes : length of one interval.
    energy_kwh : sum over all readings, kWh.
    missing : intervals without a value between each customer's first and last reading.
    unit : the unit found in the file (what is stored is always kWh per interval).
    format : the name of the format it was recognised as.
    zone : time zone of the local clock, where the file tells.
    findings, decisions : what was noticed and what was understood.
    temperature_c : (n_days,) daily mean outdoor temperature as ``(date, degC)`` pairs, where known.

    Notes
    -----
    ``start`` is the local clock at the beginning of the interval; ``fold`` (0 or 1) tells the two hours of
    an autumn clock change apart.  The object pickles; it opens its engine only when asked.
    """

    address: str
    table: str
    fingerprint: str
    origin: Origin
    name: str
    customers: int
    readings: int
    start: str
    end: str
    interval_minutes: int
    energy_kwh: float
    missing: int
    unit: str
    format: str
    zone: str | None = None
    findings: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()
    temperature_c: tuple[tuple[str, float], ...] = ()

    @property
    def completeness(self) -> float:
        """Share of the expected intervals that have a value, 0 to 1."""
        return self.readings / max(1, self.readings + self.missing)

    def open(self) -> ibis.Table:
        """The readings as an Ibis table with columns ``customer_id, start, fold, kwh``."""
        if self.table:
            return ibis.connect(self.address).table(self.table)
        return ibis.duckdb.connect().read_parquet(self.address)
