"""The load of each segment hour by hour: what its weekdays, weekends and seasons look like, and how its peaks meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.allowed import SEASONS
from lib.profiles.hours import hourly, mean
from lib.profiles.system import in_season
from lib.readings import Origin, Readings
from lib.segments.types import Segments

FEWEST_DAYS = 7  # of a season, before its day is shown
PEAK = 0.99


@dataclass(frozen=True, slots=True)
class SegmentLoad:
    """Mean load of a customer of each segment for every day and hour of the period.

    Attributes
    ----------
    numbers : (k,) segments. dates : (n_days,) of date, ascending, without holes.
    kw : ndarray (k, n_days, 24), mean kW of the customers with a reading; NaN where nobody has one.
    """

    numbers: tuple[int, ...]
    dates: tuple[date, ...]
    kw: np.ndarray
    fingerprint: str
    origin: Origin

    def day(self, days: np.ndarray) -> np.ndarray:
        """(k, 24) mean day over some days, given as (n_days,) bool; NaN where nobody has a reading."""
        known = np.isfinite(self.kw[:, days])
        return np.divide(
            np.nansum(self.kw[:, days], axis=1), known.sum(axis=1), out=np.full((len(self.kw), 24), np.nan),
            where=known.any(axis=1),
        )  # fmt: skip

    def day_types(self) -> dict[str, np.ndarray]:
        """Mean day of weekdays and of weekends, those that there are."""
        weekend = np.array([day.weekday() >= 5 for day in self.dates])
        return {
            name: self.day(days) for name, days in (("weekday", ~weekend), ("weekend", weekend)) if days.any()
        }

    def seasons(self) -> dict[str, np.ndarray]:
        """Mean day of every season with at least a week of days."""
        found = {name: in_season(self.dates, name) for name in SEASONS if name != "all"}
        return {name: self.day(days) for name, days in found.items() if days.sum() >= FEWEST_DAYS}

    def peak_kw(self) -> np.ndarray:
        """(k,) load of a customer in the group's highest hours: the 99th percentile of its hours."""
        return np.nanquantile(self.kw.reshape(len(self.kw), -1), PEAK, axis=1)

    def load_factor(self) -> np.ndarray:
        """(k,) mean load of the group over that of its highest hours, 0 to 1."""
        return np.nanmean(self.kw, axis=(1, 2)) / self.peak_kw()


def segment_load(readings: Readings, segments: Segments) -> SegmentLoad:
    """Mean load of each segment for every hour of the period: one query, one row a segment and hour."""
    import ibis

    members = ibis.memtable(
        pd.DataFrame({"customer_id": segments.customer_id.astype(str), "segment": segments.number})
    )
    hours = hourly(readings).join(members, "customer_id")
    rows = hours.group_by("segment", "date", "hour").agg(kw=mean(hours.kw))
    rows = readings.fetch(rows)
    days = pd.to_datetime(rows["date"])
    first, last = days.min(), days.max()
    dates = tuple((first + timedelta(i)).date() for i in range((last - first).days + 1))
    kw = np.full((segments.k, len(dates), 24), np.nan)
    at = np.searchsorted(segments.numbers, rows["segment"])
    kw[at, (days - first).dt.days, rows["hour"]] = rows["kw"]
    return SegmentLoad(segments.numbers, dates, kw, segments.fingerprint, segments.origin)


def coincidence(load: SegmentLoad, segments: Segments, p99_kw: Mapping[str, float] | pd.Series) -> np.ndarray:
    """(k,) coincidence factor of each group: its own highest load over the sum of its customers' highest loads, 0 to 1.

    Parameters
    ----------
    p99_kw : highest load of each customer, the 99th percentile of its hours, by customer.
    """
    own = pd.Series(p99_kw).reindex(segments.customer_id).to_numpy(float)
    alone = np.array([np.nanmean(own[segments.number == number]) for number in segments.numbers])
    return load.peak_kw() / alone
