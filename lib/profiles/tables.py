"""Tables of the system and the profiles, as the pages draw and show them."""

import numpy as np
import pandas as pd

from lib.profiles.profiles import Profiles
from lib.profiles.system import System
from lib.readings import Readings


def daily(system: System, readings: Readings) -> pd.DataFrame:
    """A row a day: date, high_kw, mean_kw, low_kw of all customers together, temperature_c where it is known.

    Days on which too few customers have readings to stand for the territory are left out.
    """
    total = np.where(system.covered, system.total_kw, np.nan)
    seen = np.isfinite(total).any(axis=1)
    table = pd.DataFrame(
        {"date": [day.isoformat() for day, known in zip(system.dates, seen, strict=True) if known]}
    )
    for name, value in (("high_kw", np.nanmax), ("mean_kw", np.nanmean), ("low_kw", np.nanmin)):
        table[name] = value(total[seen], axis=1)
    if readings.temperature_c:
        table["temperature_c"] = table["date"].map(dict(readings.temperature_c))
    return table


def by_hour(system: System) -> pd.DataFrame:
    """A row an hour of the period: date, hour, kw (mean of a customer); hours nobody has are left out."""
    frame = pd.DataFrame(
        {
            "date": np.repeat([day.isoformat() for day in system.dates], 24),
            "hour": np.tile(np.arange(24), len(system.dates)),
            "kw": np.where(system.covered, system.kw, np.nan).ravel(),
        }
    )
    return frame.dropna(ignore_index=True)


def by_weekday(system: System) -> pd.DataFrame:
    """A row an hour of the week: weekday (0 is Monday), hour, kw (mean of a customer over the period)."""
    hours = by_hour(system)
    hours["weekday"] = pd.to_datetime(hours["date"]).dt.weekday
    return hours.groupby(["weekday", "hour"], as_index=False)["kw"].mean()


def spread(profiles: Profiles) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Median, 10 and 90 % quantile of each hour over the customers kept, (24,) kW each."""
    return tuple(np.quantile(profiles.hourly_kw[profiles.kept], (0.5, 0.1, 0.9), axis=0))
