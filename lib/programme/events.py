"""Events: when load was asked to move, and of whom; read from a table that people keep."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pandas as pd

from lib.answers import SideReading
from lib.findings import Finding, Refusal
from lib.pseudonyms import Pseudonyms
from lib.readings import Origin
from lib.readings.side import Events, read_side
from lib.spelling import counted

CONTROL = "control"  # a group of this name was not asked: it shows what the others would have done
LONGEST = 12 * 60  # minutes


@dataclass(frozen=True, slots=True)
class Clock:
    """When of the day an event is: `start`, minutes after midnight, and how many `minutes` it lasts."""

    start: int
    minutes: int

    @property
    def words(self) -> str:
        """As people write it: 13:15 to 17:15."""
        return f"{clock(self.start)} to {clock(self.start + self.minutes)}"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one group.

    Attributes
    ----------
    name : what people call it. day : the date on which it begins. clock : its hours.
    group : what the events are added up by, e.g. the strategy; "" where there is none.
    customers : who took part; empty means everybody. control : who was kept back for comparison.
    expected_kw : what was planned; NaN where that is not known.
    opted_out : who of the customers said no to this event; they were asked, and stay in its sums.
    """

    name: str
    day: date
    clock: Clock
    group: str = ""
    customers: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    expected_kw: float = np.nan
    opted_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventTable:
    """All events of a file or of a page. `fingerprint` is blake2b of what they are made from."""

    events: tuple[Event, ...]
    name: str
    fingerprint: str
    origin: Origin
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.events)


def table_of(
    events: Iterable[Event], name: str, origin: Origin, findings: tuple[Finding, ...] = ()
) -> EventTable:
    """Events as a table, in order of time."""
    ordered = tuple(sorted(events, key=lambda e: (e.day, e.clock.start, e.name, e.group)))
    digest = blake2b(repr(ordered).encode(), digest_size=16).hexdigest()
    return EventTable(ordered, name, digest, origin, findings)


def read_events(
    source: str | Path | pd.DataFrame,
    name: str = "",
    origin: Origin = "configured",
    groups: Mapping[str, str] | None = None,
    pseudonyms: Pseudonyms | None = None,
) -> EventTable:
    """Read a table of events: event, date, start, end and, where not everybody took part, customer_id or group.

    Parameters
    ----------
    source : file, or a table; a calendar of prices too. groups : group of each customer, where the table names groups
        alone. pseudonyms : take the place of identifiers.

    Raises
    ------
    Refusal
        It is no table of events, or nobody is known to be in a group.
    """
    source = source if isinstance(source, pd.DataFrame) else Path(source)
    name = name or ("events" if isinstance(source, pd.DataFrame) else source.name)
    try:
        side = read_side(source, name, origin=origin, pseudonyms=pseudonyms)
    except Refusal:
        side = None
    if not isinstance(side, Events):
        answers = SideReading(kind="past events")
        side = read_side(source, name, answers, origin=origin, pseudonyms=pseudonyms)
    return events_of(side, groups)


def events_of(side: Events, groups: Mapping[str, str] | None = None) -> EventTable:
    """Past events as events of a programme.

    Notes
    -----
    Events of one name, time and group are one event with several customers.  The group "control" was not asked: it is
    the control group of the other groups of that event.  In a calendar of prices the price is the group.
    """
    names_customers = any(one.customers for one in side.events)
    made, long = [], 0
    for one in side.events:
        minutes = int((one.end - one.start).total_seconds() // 60)
        long += minutes > LONGEST
        clock = Clock(one.start.hour * 60 + one.start.minute, min(minutes, LONGEST))
        planned = np.nan if one.expected_kw is None else one.expected_kw
        event = Event(
            one.event, one.date, clock, one.group or one.label, one.customers, (), planned, one.opted_out
        )
        known = names_customers or one.label or not one.group
        made.append(event if known else _with_members(event, groups or {}, side.name))
    many = counted(long, "event lasts over twelve hours; its", "events last over twelve hours; their")
    cut = f"{many} first twelve hours are looked at."
    found = (Finding("warning", "long_events", cut, long),) if long else ()
    return table_of(_with_controls(made), side.name, side.origin, (*side.findings, *found))


def _with_members(event: Event, groups: Mapping[str, str], name: str) -> Event:
    members = tuple(sorted(customer for customer, group in groups.items() if group == event.group))
    if not members:
        raise Refusal(
            f"{name}: nobody is known to be in the group {event.group!r}. Add a column customer_id, or give a table "
            "by customer with a column group (--attributes)."
        )
    return replace(event, customers=members)


def _with_controls(events: list[Event]) -> list[Event]:
    """Events of those who were asked, each with the control group of the same event."""
    kept_back = {(e.name, e.day, e.clock): e.customers for e in events if e.group.lower() == CONTROL}
    asked = [event for event in events if event.group.lower() != CONTROL]
    return [replace(e, control=kept_back.get((e.name, e.day, e.clock), ())) for e in asked]


def joined(table: EventTable | None, made: Iterable[Event], origin: Origin) -> EventTable | None:
    """Events of a table and others that were made by hand; None where there is neither."""
    made = tuple(made)
    if not made:
        return table
    if table is None:
        return table_of(made, "Events made here", origin)
    return table_of((*table.events, *made), table.name, table.origin, table.findings)


def clock(minute: int) -> str:
    """Minutes after midnight as on a clock: 795 is 13:15."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
