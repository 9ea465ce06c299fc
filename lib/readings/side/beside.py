"""How a side table and the readings fit: which customers or days of the one are in the other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from lib.findings import Finding
from lib.readings.side.types import (
    Bills,
    CustomerTable,
    Events,
    Outages,
    Prices,
    SideTable,
    SystemLoad,
    Temperature,
)
from lib.spelling import counted

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """What a side table says of the readings that it stands beside.

    Attributes
    ----------
    side : the table. holds : what is in it, in words. fits : what of it belongs to these readings, in words.
    matched : customers, or days, that both have. unmatched : those that only the table has, all of them.
    findings : those of the table, and what does not match, counted.
    """

    side: SideTable
    holds: str
    fits: str
    matched: int
    unmatched: tuple[str, ...]
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, object]:
        """The same as plain values; of what does not match only the number."""
        return {
            "kind": self.side.KIND,
            "name": self.side.name,
            "why": self.side.why,
            "holds": self.holds,
            "fits": self.fits,
            "unmatched": len(self.unmatched),
            "findings": [finding.as_dict() for finding in self.findings],
        }


def beside(side: SideTable, customers: Collection[str], first: date, last: date) -> Beside:
    """Lay a side table beside readings of these customers from the first to the last day."""
    if isinstance(side, Temperature | SystemLoad | Prices):
        return _by_day(side, first, last)
    if isinstance(side, Events | Outages):
        return _by_spell(side, set(customers), first, last)
    return _by_customer(side, set(customers))


def _by_customer(side: CustomerTable | Bills, customers: set[str]) -> Beside:
    matched = side.customers & customers
    fits = f"{len(matched):,} of {len(customers):,} customers with readings are in it"
    unmatched = tuple(sorted(side.customers - customers))
    return Beside(
        side, _holds(side), fits, len(matched), unmatched, (*side.findings, *_strangers(side, unmatched))
    )


def _by_day(side: Temperature | SystemLoad | Prices, first: date, last: date) -> Beside:
    days = _days(first, last)
    have = set(side.dates)
    absent = [day for day in days if day not in have]
    outside = tuple(day.isoformat() for day in side.dates if not first <= day <= last)
    fits = f"{len(days) - len(absent):,} of {len(days):,} days of the readings are in it"
    return Beside(
        side, _holds(side), fits, len(days) - len(absent), outside, (*side.findings, *_absent(side, absent))
    )


def _by_spell(side: Events | Outages, customers: set[str], first: date, last: date) -> Beside:
    within = [day for day in side.dates if first <= day <= last]
    outside = tuple(day.isoformat() for day in side.dates if day not in set(within))
    fits = f"{len(within):,} of its {len(side.dates):,} days lie in the period of the readings"
    strangers = tuple(sorted(side.customers - customers))
    found = [*side.findings, *_strangers(side, strangers)]
    if outside:
        many = counted(len(outside), f"day of {side.name} lies", f"days of {side.name} lie")
        message = f"{many} outside of the readings; the first is {outside[0]}."
        found.append(
            Finding("info" if within else "warning", "unmatched_days", message, len(outside), outside[0])
        )
    return Beside(side, _holds(side), fits, len(within), (*strangers, *outside), tuple(found))


def _strangers(side: SideTable, unmatched: tuple[str, ...]) -> tuple[Finding, ...]:
    if not unmatched:
        return ()
    some = ", ".join(unmatched[:SHOWN])
    one, many = (
        f"customer of {side.name} has no readings and is",
        f"customers of {side.name} have no readings and are",
    )
    message = f"{counted(len(unmatched), one, many)} left aside; for example {some}."
    return (Finding("info", "unmatched_customers", message, len(unmatched), some),)


def _absent(side: SideTable, absent: list[date]) -> tuple[Finding, ...]:
    if not absent:
        return ()
    many = counted(len(absent), "day of the readings is", "days of the readings are")
    message = f"{many} not in {side.name}; the first is {absent[0]}."
    return (Finding("warning", "unmatched_days", message, len(absent), absent[0].isoformat()),)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _holds(side: SideTable) -> str:
    """What is in a table, with its numbers and units."""
    if isinstance(side, CustomerTable):
        return _of_customers(side)
    if isinstance(side, Bills):
        return f"{counted(len(side.rows), 'bill')} of {counted(len(side.customers), 'customer')}"
    days = counted(len(side.dates), "day")
    if isinstance(side, Temperature):
        every = "by the hour" if side.hourly else "a value a day"
        low, high = np.nanmin(side.hourly_c), np.nanmax(side.hourly_c)
        made = ", made °C" if side.unit == "degF" else ""
        unit = side.unit.replace("deg", "°")
        return f"{days}, {every}, in {unit}{made}: {low:.1f} to {high:.1f} °C"
    if isinstance(side, SystemLoad):
        high = np.nanmax(side.hourly_kw)
        return f"{days}, highest hour {high:,.0f} {'kW' if side.unit else '(no unit)'}"
    if isinstance(side, Prices):
        low, high = np.nanmin(side.hourly_price), np.nanmax(side.hourly_price)
        return f"{days}, {low:.4g} to {high:.4g} {side.currency or 'a unit of money'} for one kWh"
    if isinstance(side, Events):
        asked = f", {counted(len(side.customers), 'customer')} named" if side.customers else ""
        return f"{counted(len(side.events), 'event')} on {days}{asked}"
    return f"{counted(len(side.outages), 'outage')} on {days}"


def _of_customers(side: CustomerTable) -> str:
    roles = dict(side.columns)
    known = [role.replace("_", " ").removesuffix(" kw") for role in roles if role != "customer_id"]
    others = [column for column in side.table.columns if column not in roles.values()]
    told = f"{', '.join(known)} recognised" if known else "no flag recognised"
    return f"{counted(len(side.table), 'customer')}; {told}; {counted(len(others), 'other column')} kept as attributes"
