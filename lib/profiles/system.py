"""The territory hour by hour: all customers together, and the days on which an event would be called."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from lib.allowed import SEASONS
from lib.profiles.hours import hourly, mean
from lib.profiles.profiles import window_hours
from lib.readings import Origin, Readings
from lib.window import Window

EVENT_SHARE = 0.10  # of the days are event-like, at least three
COVERED = 0.5  # a day counts when at least this share of the usual number of customers has readings
PEAK_HOURS = 5


@dataclass(frozen=True, slots=True)
class System:
    """Mean load of a customer for every day and hour of the period.

    Attributes
    ----------
    dates : (n_days,) of date, ascending, without holes.
    kw : ndarray (n_days, 24), mean kW of the customers with a reading; NaN where nobody has one.
    customers : ndarray (n_days, 24), how many have one.
    called_by_kw : ndarray (n_days, 24), the load by which events are called where it is not `kw`: that of the whole
        system, given beside the readings, scaled to the mean of a customer. called_by : in words, which it is.
    """

    dates: tuple[date, ...]
    kw: np.ndarray
    customers: np.ndarray
    fingerprint: str
    origin: Origin
    called_by_kw: np.ndarray | None = None
    called_by: str = "the sum of the customers"

    @property
    def event_kw(self) -> np.ndarray:
        """(n_days, 24) load by which events are called, kW of a mean customer."""
        return self.kw if self.called_by_kw is None else self.called_by_kw

    @property
    def told(self) -> str:
        """By which load the system's peak and the event-like days are told, in a sentence."""
        return f"The system’s peak and the event-like days are those of {self.called_by}."

    @property
    def total_kw(self) -> np.ndarray:
        """(n_days, 24) load of all customers together, kW."""
        return self.kw * self.customers

    @property
    def weekend(self) -> np.ndarray:
        """(n_days,) bool: Saturday or Sunday."""
        return np.array([day.weekday() >= 5 for day in self.dates])

    @property
    def covered(self) -> np.ndarray:
        """(n_days, 24) bool: enough customers have a reading for the hour to stand for the territory."""
        return self.customers >= COVERED * np.median(self.customers[self.customers > 0])


@dataclass(frozen=True, slots=True)
class EventDays:
    """Which days are like those on which an event is called, for one window.

    Attributes
    ----------
    excess : (n_days,) D_d, kW: the territory's mean window load less the mean of its day type; NaN where unknown.
    event_like : (n_days,) bool, the max(3, a tenth) of days with the largest excess.
    span : mean excess of the event-like days less the 5th percentile of all, kW.
    peak_hours : the five highest hours of the system as (day index, hour).
    """

    excess: np.ndarray
    event_like: np.ndarray
    span: float
    peak_hours: tuple[tuple[int, int], ...]


def observe(readings: Readings) -> System:
    """Sum up all customers, day by day and hour by hour."""
    by_hour = hourly(readings)
    rows = readings.fetch(
        by_hour.group_by("date", "hour").agg(kw=mean(by_hour.kw), customers=by_hour.count())
    )
    days = [d.date() if hasattr(d, "date") else d for d in rows["date"]]
    first, last = min(days), max(days)
    n_days = (last - first).days + 1
    index = [(d - first).days for d in days]
    kw, customers = np.full((n_days, 24), np.nan), np.zeros((n_days, 24))
    kw[index, rows["hour"]] = rows["kw"].round(9)
    customers[index, rows["hour"]] = rows["customers"]
    dates = tuple(first + timedelta(i) for i in range(n_days))
    system = System(dates, kw, customers, readings.fingerprint, readings.origin)
    return _with_load(system, readings) if readings.system_kw else system


def _with_load(system: System, readings: Readings) -> System:
    """The same with the load of the whole system, in the size of a customer's so that it adds up exactly."""
    known = dict(readings.system_kw)
    nothing = (np.nan,) * 24
    load = np.array([known.get(day.isoformat(), nothing) for day in system.dates])
    both = np.isfinite(load) & np.isfinite(system.kw)
    if not both.any() or not load[both].mean() > 0:
        return system  # no hour in common: the table says so where it is shown
    scaled = (load * system.kw[both].mean() / load[both].mean()).round(9)
    return replace(system, called_by_kw=scaled, called_by=f"the system load in {readings.system_name}")


def event_days(system: System, window: Window, season: str = "all") -> EventDays:
    """Find the days on which an event would have been called (docs/method.md, "Chance x kW", step 1)."""
    hours = window_hours(window)
    known = system.covered[:, hours].all(axis=1) & in_season(system.dates, season)
    known &= np.isfinite(system.event_kw[:, hours]).all(axis=1)
    load = np.where(known, system.event_kw[:, hours].mean(axis=1), np.nan)
    excess = np.full(len(load), np.nan)
    for day_type in (system.weekend, ~system.weekend):
        days = day_type & known
        if days.any():
            excess[days] = load[days] - load[days].mean()
    n_known = int(known.sum())
    n_event = min(n_known, max(3, round(EVENT_SHARE * n_known)))
    order = np.argsort(-np.nan_to_num(excess, nan=-np.inf), kind="stable")[:n_event]
    event_like = np.zeros(len(load), bool)
    event_like[order] = True
    span = excess[event_like].mean() - np.nanpercentile(excess, 5) if n_known else np.nan
    return EventDays(excess, event_like, float(span), _peak_hours(system, season))


def _peak_hours(system: System, season: str) -> tuple[tuple[int, int], ...]:
    there = system.covered & in_season(system.dates, season)[:, None] & np.isfinite(system.event_kw)
    load = np.where(there, system.event_kw, -np.inf)
    flat = np.argsort(-load, axis=None, kind="stable")[:PEAK_HOURS]
    return tuple((int(i) // 24, int(i) % 24) for i in flat if np.isfinite(load.flat[i]))


def season_of(day: date) -> str:
    """Season of the northern half of the Earth: winter is December to February."""
    return tuple(SEASONS)[1 + day.month % 12 // 3]


def in_season(dates: tuple[date, ...], season: str) -> np.ndarray:
    """(n_days,) bool: the days of a season; every day for "all"."""
    return np.array([season in ("all", season_of(day)) for day in dates])


def has_days(system: System, day_type: str, season: str) -> bool:
    """Whether the period has a day of this kind in this season."""
    of_type = {"all": True, "weekday": ~system.weekend, "weekend": system.weekend}[day_type]
    return bool((in_season(system.dates, season) & of_type).any())
