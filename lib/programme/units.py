"""Units: the sets of customers that events are settled for, with their load and what is known of their days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lib.programme.baselines import DEFAULT, METHODS
from lib.programme.events import Clock, Event
from lib.programme.likedays import LikeDays, holiday_dates, like_days
from lib.programme.load import Load, load_of, members_of
from lib.programme.placebo import Placebo, base_of, half_width, try_out
from lib.readings import Readings

Customers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Units:
    """Some sets of customers at one clock: load, like days, and the placebo days of each method.

    Attributes
    ----------
    place : row of each set of customers. load : in three parts. full : in every interval; None where not asked for.
    tried : placebo days by (method, weekend). control : row of the control group; None where there is none.
    """

    place: Mapping[Customers, int]
    load: Load
    full: Load | None
    like: LikeDays
    tried: Mapping[tuple[str, bool], Placebo]
    control: int | None

    def day(self, event: Event) -> int | None:
        """Index of the event's day; None where there are no readings of that time."""
        index = (
            int((np.datetime64(event.day, "D") - self.load.dates[0]).astype(int))
            if len(self.load.dates)
            else -1
        )
        return index if 0 <= index < len(self.load.dates) else None

    def placebo(self, method: str, day: int) -> Placebo:
        """Placebo days of the kind of a day."""
        return self.tried[method, bool(self.like.weekend[day] | self.like.holiday[day])]


def units_of(
    readings: Readings,
    events: Iterable[Event],
    every_event: Iterable[Event],
    clock: Clock,
    sets: Iterable[Customers],
    holidays: str,
    methods: Iterable[str] = METHODS,
    *,
    full: bool = False,
) -> Units:
    """Look at the days of some sets of customers at one clock.

    Parameters
    ----------
    events : those to be settled at this clock. every_event : all of the programme, whose days are never in a pool.
    sets : the customers of each unit. full : with the load of every interval, for pictures.
    """
    events, sets = list(events), sorted({*sets, *(e.control for e in events if e.control)})
    place = {customers: number for number, customers in enumerate(sets)}
    names = {customers: f"{number:06d}" for customers, number in place.items()}
    members = members_of({names[customers]: customers for customers in sets})
    load = load_of(readings, members, clock, in_parts=not full)
    parts = load.in_parts() if full else load
    years = {int(str(day)[:4]) for day in parts.dates}
    like = like_days(parts, every_event, {names[c]: c for c in sets}, holiday_dates(holidays, years))
    controls = {e.control for e in events if e.control}
    control = place[next(iter(controls))] if len(controls) == 1 else None
    wanted = [
        METHODS[name]
        for name in {DEFAULT: 0, **dict.fromkeys(methods)}
        if name != "control" or control is not None
    ]
    kinds = {bool(e.day.weekday() >= 5) for e in events} | {False}
    kinds |= {True} if any(np.datetime64(e.day, "D") in parts.dates[like.holiday] for e in events) else set()
    tried = {
        (method.name, weekend): try_out(parts, like, method, weekend=weekend, control=control)
        for method in wanted
        for weekend in kinds
    }
    return Units(place, parts, load if full else None, like, tried, control)


@dataclass(frozen=True, slots=True)
class Measured:
    """All units on one day by one method; every array has shape (n_units,), kW over the event's hours.

    Attributes
    ----------
    half_kw : half of the band of one event; NaN where there is none. factor : same-day factor.
    days : placebo days. hotter : hotter than every placebo day.
    """

    baseline_kw: np.ndarray
    metered_kw: np.ndarray
    half_kw: np.ndarray
    factor: np.ndarray
    days: np.ndarray
    hotter: np.ndarray


def measure(units: Units, day: int, method: str) -> Measured:
    """Baseline and load of all units on one day."""
    load, placebo = units.load, units.placebo(method, day)
    base, factor = base_of(load, units.like, day, METHODS[method], units.control)
    base_kw = base[:, load.event].mean(axis=1)
    heat = np.where(np.isfinite(placebo.base_kw), placebo.heat, -np.inf).max(axis=1)
    return Measured(
        base_kw,
        load.kw[:, day, load.event].mean(axis=1),
        half_width(placebo) * np.abs(base_kw),
        factor,
        placebo.days,
        (placebo.heat[:, day] > heat) & (placebo.days > 0),
    )
