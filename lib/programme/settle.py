"""Settlement: what every event delivered, what each group did, and by which rule."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np

from lib.findings import Finding, Refusal
from lib.programme.baselines import METHODS
from lib.programme.choosing import recommend
from lib.programme.course import course
from lib.programme.events import Clock, Event, EventTable
from lib.programme.likedays import USUAL_HOLIDAYS, LikeDays
from lib.programme.load import customers_of
from lib.programme.mornings import mornings
from lib.programme.placebo import Placebo, Trust, trust
from lib.programme.sums import Settled, add_up, settle_all
from lib.programme.tables import customer_table, each_customer
from lib.programme.types import Result, Settlement
from lib.programme.units import Units
from lib.programme.work import Work
from lib.readings import Readings
from lib.spelling import counted

RECOMMENDED = "recommended"


def settle(
    readings: Readings, table: EventTable, method: str = RECOMMENDED, holidays: str = USUAL_HOLIDAYS
) -> Settlement:
    """Settle every event of a table.

    Parameters
    ----------
    method : "recommended", or a name of `baselines.METHODS`. holidays : see `likedays.holiday_dates`.

    Raises
    ------
    Refusal
        The method is not known, or none of the events' customers has readings.
    """
    if method not in (RECOMMENDED, *METHODS):
        raise Refusal(
            f"The method {method!r} is not known. Take one of {', '.join((RECOMMENDED, *METHODS))}."
        )
    events, findings = _with_readings(table, readings)
    work = Work(readings, events, holidays)
    units = work.units({e.customers for e in events}, full=True)
    usual = max(units, key=lambda clock: sum(e.clock == clock for e in events))
    main = units[usual]
    chosen = recommend(_weekdays(main))
    taken = chosen.method if method == RECOMMENDED else method
    if taken == "control" and main.control is None:
        raise Refusal("There is no control group. Name one in the event table: rows whose group is control.")
    settled = settle_all(units, events, taken)
    alone, panel, single = work.customers(units, taken)
    key = repr((readings.fingerprint, table.fingerprint, method, holidays))
    return Settlement(
        events=tuple(events),
        results=tuple(one.result for one in settled),
        courses=tuple(course(units[one.event.clock], one, taken) for one in settled),
        groups=tuple(add_up(settled)),
        customers=customer_table(alone),
        by_customer=each_customer(alone).merge(mornings(single[usual]), "left", "customer_id"),
        method=taken,
        reason=chosen.reason if method == RECOMMENDED else f"{METHODS[taken].label}, as you chose.",
        recommended=chosen.method,
        rule=METHODS[taken].rule,
        trust=tuple(_trust(main, panel)),
        raw=tuple(_plain(work, units)),
        findings=(*table.findings, *findings, *_odd(settled), *_closed(main)),
        fingerprint=blake2b(key.encode(), digest_size=16).hexdigest(),
        origin="upload" if "upload" in (readings.origin, table.origin) else readings.origin,
    )


def _with_readings(table: EventTable, readings: Readings) -> tuple[list[Event], list[Finding]]:
    """The events with the customers that have readings; everybody is named."""
    there = customers_of(readings)
    known, events, lost = set(there), [], set()
    for event in table.events:
        lost |= set(event.customers) - known
        who = tuple(c for c in event.customers if c in known) if event.customers else there
        who = tuple(c for c in who if c not in event.control)
        if who:
            events.append(
                replace(event, customers=who, control=tuple(c for c in event.control if c in known))
            )
    if not events:
        raise Refusal(
            f"{table.name}: none of the customers in the events has readings; the readings have {there[0]} and "
            f"{len(there) - 1:,} more. Give customer_id as in the readings."
        )
    found = [] if not lost else [_lost(lost, table)]
    return events, found


def _lost(lost: set[str], table: EventTable) -> Finding:
    one, many = (
        f"customer in {table.name} has no readings and is",
        f"customers in {table.name} have no readings and are",
    )
    message = f"{counted(len(lost), one, many)} left out of their events."
    return Finding("set aside", "no_readings", message, len(lost))


def _weekdays(units: Units) -> dict[str, Placebo]:
    """Placebo weekdays of those who were asked, by method."""
    asked = [row for row in units.place.values() if row != units.control]
    return {name: placebo.rows(asked) for (name, weekend), placebo in units.tried.items() if not weekend}


def _trust(main: Units, panel: Units) -> list[Trust]:
    alone = _weekdays(panel)
    return [trust(placebo, alone.get(name)) for name, placebo in _weekdays(main).items()]


def _plain(work: Work, units: dict[Clock, Units]) -> list[Result]:
    """What the ten latest weekdays as they are would have said, holidays and closed days among them."""
    return add_up(
        settle_all(
            {clock: replace(made, like=_anything(made)) for clock, made in units.items()},
            work.events,
            "ten_raw",
        )
    )


def _anything(units: Units) -> LikeDays:
    like = units.like
    return replace(like, usable=units.load.whole & ~like.called, holiday=np.zeros_like(like.holiday))


def _odd(settled: Sequence[Settled]) -> list[Finding]:
    """Events that could not be settled, or only indicatively, counted."""
    found = []
    for label, why in (
        ("indicative", "have too few like days before them: a check of before and after, no settlement"),
        ("not settled", "have no complete readings on their day and are left out"),
    ):
        count = sum(one.result.label == label for one in settled)
        if count:
            message = f"{count:,} of {len(settled):,} events {why}."
            found.append(Finding("warning", label.replace(" ", "_"), message, count))
    return found


def _closed(units: Units) -> list[Finding]:
    count = int(units.like.shut.sum())
    if not count:
        return []
    days = units.load.dates[units.like.shut.any(axis=0)]
    many = counted(count, "day is not like its", "days are not like their")
    message = (
        f"{many} neighbours (under 71 % of their energy, and far outside their spread): "
        "closed, away or cut off; they stand for no other day."
    )
    return [Finding("info", "closed_days", message, count, ", ".join(map(str, days[:5])))]
