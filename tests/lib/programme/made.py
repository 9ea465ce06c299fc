"""Small loads for tests: every number is written down, so that a reader can check by hand."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from lib.answers import Reading
from lib.programme.events import Clock, Event
from lib.programme.likedays import LikeDays
from lib.programme.load import BEFORE, NOON, Load
from lib.readings import Readings
from lib.readings.read import read_files

EVENING = Clock(17 * 60, 240)
MONDAY = np.datetime64("2026-06-01")


def load(event_kw, before_kw=None, rest_kw=None, temperature=None, first=MONDAY, every_day=False) -> Load:
    """One unit in three parts, a value for each weekday (or day) from a Monday on; weekends are not known."""
    event_kw = np.atleast_2d(np.asarray(event_kw, float))
    before_kw = event_kw if before_kw is None else np.atleast_2d(np.asarray(before_kw, float))
    rest_kw = before_kw if rest_kw is None else np.atleast_2d(np.asarray(rest_kw, float))
    n = event_kw.shape[1]
    dates = first + np.arange(n if every_day else 7 * (n // 5 + 1))
    at = np.arange(n) if every_day else np.flatnonzero(np.is_busday(dates))[:n]
    dates = dates[: at[-1] + 1]
    kw = np.full((len(event_kw), len(dates), 3), np.nan)
    kw[:, at] = np.stack([before_kw, event_kw, rest_kw], axis=2)
    heat = np.full(len(dates), np.nan)
    if temperature is not None:
        heat[at] = temperature
    before, event = np.array([True, False, False]), np.array([False, True, False])
    units = np.array([f"{i:06d}" for i in range(len(kw))])
    minute, hours = np.array([BEFORE[0] - NOON, 0, -NOON]), np.array([3.0, 4.0, 17.0])
    return Load(units, dates, kw, minute, hours, event, before, np.ones(len(kw), int), heat)


def all_usable(made: Load, called: tuple[int, ...] = ()) -> LikeDays:
    """Every known day may stand for others, but those (indices of dates) on which there was an event."""
    usable = made.whole.copy()
    was_called = np.zeros_like(usable)
    was_called[:, list(called)] = True
    nothing = np.zeros_like(usable)
    return LikeDays(usable & ~was_called, was_called, nothing, made.weekend, np.zeros(len(made.dates), bool))


def event(day: str, clock: Clock = EVENING, group: str = "", customers=(), control=(), kw=np.nan) -> Event:
    return Event(f"E {day}", date.fromisoformat(day), clock, group, tuple(customers), tuple(control), kw)


def readings_of(
    kw: dict[str, np.ndarray], folder: Path, first: str = "2026-06-01", minutes: int = 60
) -> Readings:
    """Readings of customers, each an array (n_days, steps of a day) of mean kW, read from a file."""
    n_days, steps = next(iter(kw.values())).shape
    start = pd.date_range(first, periods=n_days * steps, freq=f"{minutes}min")
    rows = [
        pd.DataFrame({"customer_id": who, "start": start, "kwh": (each.ravel() * minutes / 60).round(9)})
        for who, each in kw.items()
    ]
    folder.mkdir(parents=True, exist_ok=True)
    pd.concat(rows).to_csv(folder / "readings.csv", index=False)
    return read_files([folder / "readings.csv"], Reading(unit="kWh"), folder)
