"""One customer's days, as its page draws them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.allowed import SEASONS
from lib.profiles.days import CustomerDays
from lib.profiles.profiles import Profiles, window_hours
from lib.profiles.shapes import fill_hours
from lib.profiles.system import in_season
from lib.window import Window

FEWEST_DAYS, BASE_HOURS = 7, 6


@dataclass(frozen=True, slots=True, eq=False)
class Closeup:
    """What is drawn of one customer.

    Attributes
    ----------
    mean_kw, hot_kw : (24,) mean day on all days and on event-like ones, kW; equal where days are not known.
    base_kw : mean of the six lowest hours, kW. hot_days : event-like days with a reading.
    event_days : the event-like dates, ISO. window : event window.
    """

    mean_kw: np.ndarray
    hot_kw: np.ndarray
    base_kw: float
    hot_days: int
    event_days: frozenset[str]
    window: Window

    def at_its_energy(self, day_kw: np.ndarray) -> np.ndarray:
        """Another mean day, (24,) kW, brought to this customer's energy."""
        kwh = float(day_kw.sum())
        return day_kw * float(self.mean_kw.sum()) / kwh if kwh > 0 else day_kw

    def event_like(self, days: CustomerDays) -> np.ndarray:
        """(n_days,) bool."""
        return np.array([day.isoformat() in self.event_days for day in days.dates], bool)

    def window_kw(self, days: CustomerDays) -> np.ndarray:
        """(n_days,) mean load over the window; NaN where an hour of it is missing."""
        return days.kw[0][:, window_hours(self.window)].mean(axis=1).astype(float)

    def heat(self, days: CustomerDays) -> pd.DataFrame:
        """date, hour, kw of every hour with a reading."""
        day, hour = np.nonzero(np.isfinite(days.kw[0]))
        dates = np.array([each.isoformat() for each in days.dates])
        return pd.DataFrame({"date": dates[day], "hour": hour, "kw": days.kw[0][day, hour].astype(float)})

    def day_types(self, days: CustomerDays) -> dict[str, np.ndarray]:
        """Mean day of weekdays and of weekends, those with readings in every hour."""
        weekend = np.array([each.weekday() >= 5 for each in days.dates], bool)
        return _known({"weekday": _mean(days, ~weekend), "weekend": _mean(days, weekend)})

    def seasons(self, days: CustomerDays) -> dict[str, np.ndarray]:
        """Mean day of each season with at least a week of days."""
        found = {name: in_season(days.dates, name) for name in SEASONS if name != "all"}
        return _known({name: _mean(days, some) for name, some in found.items() if some.sum() >= FEWEST_DAYS})


def closeup(profiles: Profiles, at: int, days: CustomerDays | None, window: Window) -> Closeup:
    """Look closely at the customer in one row of the profiles; `days` are that customer's, where they are known."""
    figures = profiles.figures
    mean_kw = np.nan_to_num(fill_hours(profiles.hourly_kw[at : at + 1])[0])
    base = float(figures.base_kw[at]) if figures is not None else float(np.sort(mean_kw)[:BASE_HOURS].mean())
    events = frozenset(figures.event_days) if figures is not None else frozenset()
    hot_kw, hot_days = mean_kw, 0
    if days is not None and events:
        some = np.array([day.isoformat() in events for day in days.dates], bool)
        seen = _mean(days, some)
        if np.isfinite(seen).all():
            hot_kw, hot_days = seen, int(np.isfinite(days.kw[0][some]).any(axis=1).sum())
    return Closeup(mean_kw, hot_kw, base, hot_days, events, window)


def row_of(customers: np.ndarray, who: str) -> int | None:
    """Where a customer stands among others; None where not among them."""
    found = np.flatnonzero(customers == who)
    return int(found[0]) if len(found) else None


def _mean(days: CustomerDays, some: np.ndarray) -> np.ndarray:
    kw = days.kw[0][some].astype(float)
    known = np.isfinite(kw).sum(axis=0)
    return np.divide(np.nansum(kw, axis=0), known, out=np.full(24, np.nan), where=known > 0)


def _known(found: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    return {name: day for name, day in found.items() if np.isfinite(day).all()}
