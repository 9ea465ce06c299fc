"""Readings: where the meter readings are, and what is known about them."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import duckdb
import ibis
import pandas as pd

from lib.findings import Finding, Refusal
from lib.readings import engine

Origin = Literal["demo", "configured", "upload"]
BLOCK = 10_000_000  # readings that are averaged at a time: about 0.2 GB
LOST = "{name}: what was read of it is no longer there, or damaged. Read it again."
PROFILES = "profiles"  # the format of a file that holds one row a customer
MARK = 65_521  # a prime: products with a minute of the year add up without running over
NANO = 1_000_000_000  # sums are made of whole nano-kWh or nano-kW: the order in which an engine adds does not show


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
class Columns:
    """How a table of a database is read as readings.

    Attributes
    ----------
    customer, start, value, fold : its columns; fold is "" where there is none.
    kwh : kWh for one unit of value. late : minutes by which a stamp comes after the start of its interval.
    """

    customer: str
    start: str
    value: str
    fold: str = ""
    kwh: float = 1.0
    late: int = 0

    def read(self, table: ibis.Table) -> ibis.Table:
        """The table as ``customer_id, start, fold, kwh``; rows without a customer, a time or a value are left out."""
        start = table[self.start].cast("timestamp")
        read = table.select(
            customer_id=table[self.customer].cast("string"),
            start=start - ibis.interval(minutes=self.late) if self.late else start,
            fold=table[self.fold].cast("int8") if self.fold else ibis.literal(0, "int8"),
            kwh=table[self.value].cast("float64") * self.kwh,
        )
        return read.drop_null(["customer_id", "start", "kwh"])


def mark_sql(read: ibis.Table) -> ibis.expr.types.IntegerScalar:
    """A sum that differs where the same readings stand at other times, so that no change is taken for none."""
    minute = read.start.day_of_year() * 1440 + read.start.hour() * 60 + read.start.minute()
    return (((read.kwh * NANO).round().cast("int64") % MARK) * (minute + read.fold)).sum()


def seal_of(read: ibis.Table, shown: str) -> str:
    """What tells a table that is read where it is from the same one changed: how many readings, and their mark."""
    row = engine.fetch(read.agg(count=read.count(), mark=mark_sql(read).cast("string")), shown).iloc[0]
    return f"{row['count']}-{row['mark']}"


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
    energy_kwh : sum over all readings above zero, kWh.
    missing : intervals without a value between each customer's first and last reading.
    unit : the unit found in the file (what is stored is always kWh per interval).
    format : the name of the format it was recognised as.
    zone : time zone of the local clock, where the file tells.
    findings, decisions : what was noticed and what was understood.
    temperature_c : (n_days,) daily mean outdoor temperature as ``(date, degC)`` pairs, where known.
    system_kw : load of the whole system as ``(date, 24 values)``, kW, and system_name, the table it is from; empty
        where none was given.
    repeated : how many of the readings lie in the second of two autumn hours.
    columns : how the table is read, where its columns have other names or another unit.
    seal : of a table that is read where it is, see `seal_of`.
    among : the first and the last customer, where these are some of the readings in a spool.

    Notes
    -----
    ``start`` is the local clock at the beginning of the interval; ``fold`` (0 or 1) tells the two hours of
    an autumn clock change apart.  The object pickles; it opens its engine only when asked.  An address may hold a
    password, and is not shown when the object is.
    """

    address: str = field(repr=False)
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
    system_kw: tuple[tuple[str, tuple[float, ...]], ...] = ()
    system_name: str = ""
    repeated: int = 0
    columns: Columns | None = None
    seal: str = ""
    among: tuple[str, str] | None = None

    @property
    def completeness(self) -> float:
        """Share of the expected intervals that have a value, 0 to 1."""
        return self.readings / max(1, self.readings + self.missing)

    @property
    def single_days(self) -> bool:
        """Whether there are readings behind it; a file of profiles holds mean days alone."""
        return self.format != PROFILES

    def open(self) -> ibis.Table:
        """The readings as an Ibis table with columns ``customer_id, start, fold, kwh``.

        Raises
        ------
        Refusal
            They cannot be reached.
        """
        if not self.table:
            return self._spooled()
        return self._read(engine.table_of(engine.connect(self.address, self.name), self.table, self.name))

    def _spooled(self) -> ibis.Table:
        spool = ibis.duckdb.connect(temp_directory=str(Path(self.address).parent))
        try:
            table = spool.read_parquet(self.address)
        except duckdb.OutOfMemoryException as why:
            raise engine.unreachable(self.name, why) from None
        except duckdb.Error:
            raise Refusal(LOST.format(name=self.name)) from None
        table = self._read(table)
        return table.filter(table.customer_id.between(*self.among)) if self.among else table

    def blocks(self) -> list["Readings"]:
        """The same in parts of whole customers, each small enough for the memory of a laptop.

        A database has memory of its own, and is asked at once.
        """
        count = -(-self.readings // BLOCK)
        if self.table or count < 2:
            return [self]
        each = self.open().select("customer_id").distinct()
        each = each.mutate(block=ibis.ntile(count).over(order_by=each.customer_id))
        ends = each.group_by("block").agg(first=each.customer_id.min(), last=each.customer_id.max())
        rows = self.fetch(ends.order_by("block"))
        return [replace(self, among=among) for among in zip(rows["first"], rows["last"], strict=True)]

    def fetch(self, expression: ibis.Table) -> pd.DataFrame:
        """The rows of an expression on the opened table, whose connection is given back.

        Raises
        ------
        Refusal
            The engine cannot give them, or a table is no longer what it was when it was described.
        """
        try:
            rows = engine.fetch(expression, self.name) if self.table else self._of_spool(expression)
            self._refuse_changed(expression.get_backend())
            return rows
        finally:
            engine.close(expression.get_backend())

    def _of_spool(self, expression: ibis.Table) -> pd.DataFrame:
        try:
            return expression.to_pandas()
        except duckdb.OutOfMemoryException as why:
            raise engine.unreachable(self.name, why) from None
        except duckdb.Error:
            raise Refusal(LOST.format(name=self.name)) from None

    def _refuse_changed(self, backend: ibis.BaseBackend) -> None:
        """Rows of two states of a table do not go together."""
        if self.seal and self.seal != seal_of(
            self._read(engine.table_of(backend, self.table, self.name)), self.name
        ):
            raise Refusal(
                f"{self.name}: the table has changed since it was read. "
                "Read it again, so that all figures are of one state."
            )

    def _read(self, table: ibis.Table) -> ibis.Table:
        return self.columns.read(table) if self.columns else table
