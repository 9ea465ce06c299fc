"""The kinds of table that may stand beside readings, each a noun of its own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

import numpy as np
import pandas as pd

from lib.findings import Finding
from lib.readings.readings import Origin

FEWEST_HOURS = 20  # of a day, for its mean to stand for the day


@dataclass(frozen=True, slots=True)
class Recognised:
    """A kind of table, and why; `value` is the column by which it was known, where there is one."""

    kind: str
    why: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideTable:
    """What all kinds have in common.

    Attributes
    ----------
    name : what people call it, e.g. the file's name.
    why : by what it was taken for this kind, in words.
    fingerprint, origin : as in Readings.
    findings : what could not be read, counted; and how units and stamps were understood.
    """

    KIND: ClassVar[str] = ""

    name: str
    why: str
    fingerprint: str
    origin: Origin
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hourly(SideTable):
    """A quantity for every hour of some days.

    Attributes
    ----------
    dates : (n_days,) of date, ascending; days without any value may be absent.
    unit : as it was found in the file; "" where it does not tell.
    hourly : False where the file has one value a day.
    """

    dates: tuple[date, ...]
    unit: str
    hourly: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperature(_Hourly):
    """Outdoor temperature. `hourly_c` : (n_days, 24), degC, local clock; NaN where not known."""

    KIND: ClassVar[str] = "temperature"

    hourly_c: np.ndarray

    @property
    def daily_c(self) -> tuple[tuple[str, float], ...]:
        """Daily means as (ISO date, degC); days with under 20 hours are left out, since their mean would be off."""
        known = np.isfinite(self.hourly_c).sum(axis=1) >= FEWEST_HOURS
        rows = (
            (day, row) for day, row, enough in zip(self.dates, self.hourly_c, known, strict=True) if enough
        )
        return tuple((day.isoformat(), round(float(np.nanmean(row)), 6)) for day, row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLoad(_Hourly):
    """Load of the whole system. `hourly_kw` : (n_days, 24), mean kW of each hour; NaN where not known.

    Where the file does not tell the unit the numbers stand as they are: which hours are highest does not depend on it.
    """

    KIND: ClassVar[str] = "system load"

    hourly_kw: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices(_Hourly):
    """Price by the hour. `hourly_price` : (n_days, 24), `currency` for one kWh; NaN where not known."""

    KIND: ClassVar[str] = "hourly prices"

    hourly_price: np.ndarray
    currency: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event that was called.

    Attributes
    ----------
    customers : who was asked; empty where everybody was, or `group` says who.
    expected_kw : what was planned, of all its customers together; None where the table does not say.
    opted_out : who of the customers said no to it.
    """

    event: str
    start: datetime
    end: datetime
    label: str = ""
    group: str = ""
    customers: tuple[str, ...] = ()
    expected_kw: float | None = None
    opted_out: tuple[str, ...] = ()

    @property
    def date(self) -> date:
        """The day on which it began."""
        return self.start.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Events(SideTable):
    """Past events, by their beginning. From a price calendar every spell of an unusual price, its name as `label`."""

    KIND: ClassVar[str] = "past events"

    events: tuple[Event, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """Days with an event, each once, ascending."""
        return tuple(sorted({event.date for event in self.events}))

    @property
    def customers(self) -> frozenset[str]:
        """Everybody who is named."""
        return frozenset(who for event in self.events for who in event.customers)


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without supply. `customer_id` : "" where it was everybody, or everybody on `feeder`."""

    start: datetime
    end: datetime
    customer_id: str = ""
    feeder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outages(SideTable):
    """Times without supply, by their beginning."""

    KIND: ClassVar[str] = "outages"

    outages: tuple[Outage, ...]

    @property
    def customers(self) -> frozenset[str]:
        """Everybody who is named."""
        return frozenset(outage.customer_id for outage in self.outages if outage.customer_id)

    @property
    def dates(self) -> tuple[date, ...]:
        """Days on which an outage began, each once, ascending."""
        return tuple(sorted({outage.start.date() for outage in self.outages}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bills(SideTable):
    """Bills, a row each. `rows` : customer_id, start, end (datetime64 or NaT), amount, kwh (NaN where not given)."""

    KIND: ClassVar[str] = "bills"

    rows: pd.DataFrame
    currency: str

    @property
    def customers(self) -> frozenset[str]:
        """Everybody who has a bill."""
        return frozenset(self.rows["customer_id"])

    def totals(self) -> pd.DataFrame:
        """A row a customer: customer_id, bills, amount, kwh."""
        grouped = self.rows.groupby("customer_id")
        sums = grouped[["amount", "kwh"]].sum(min_count=1)
        return sums.assign(bills=grouped.size()).reset_index()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTable(SideTable):
    """A table with one row a customer: attributes, programme flags, last season's offers and answers.

    Attributes
    ----------
    table : every cell as text, "" where nothing stands.
    columns : (role, column) as they were recognised; see `customers.ALIASES`.
    """

    KIND: ClassVar[str] = "attributes"

    table: pd.DataFrame
    columns: tuple[tuple[str, str], ...]

    @property
    def customers(self) -> frozenset[str]:
        """Everybody who has a row."""
        return frozenset(self.table[dict(self.columns)["customer_id"]])

    @property
    def offers(self) -> bool:
        """Whether it says who was offered a programme, or what came of it."""
        return bool({"offered", "enrolled", "reduction_kw"} & set(dict(self.columns)))
