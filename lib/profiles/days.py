"""Single days of some customers: all that lies between readings and a mean day, for those who are looked at closely."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import numpy as np
import pandas as pd

from lib.profiles.hours import hourly
from lib.readings import Origin, Readings


@dataclass(frozen=True, slots=True, eq=False)
class CustomerDays:
    """The load of some customers, day by day and hour by hour.

    Attributes
    ----------
    customer_id : (n_customers,) of str, ascending.
    dates : (n_days,) of date, ascending, without holes.
    kw : ndarray of float32, shape (n_customers, n_days, 24), mean kW of each local clock hour; NaN where there is none.
    temperature_c : (n_days,) daily mean outdoor temperature, degC; NaN where it is not known.
    """

    customer_id: np.ndarray
    dates: tuple[date, ...]
    kw: np.ndarray
    temperature_c: np.ndarray
    fingerprint: str
    origin: Origin

    def __len__(self) -> int:
        return len(self.customer_id)

    def from_day(self, split: date) -> np.ndarray:
        """(n_days,) bool: the days from `split` on."""
        return np.array([day >= split for day in self.dates], bool)


def days_of(readings: Readings, customers: Sequence[str] | None = None) -> CustomerDays:
    """Every hour of some customers, or of all.

    Parameters
    ----------
    readings : the readings of each customer.
    customers : who is looked at; None for everybody, which takes 10 KB a customer and eight weeks.
    """
    hours = hourly(readings)
    if customers is not None:
        chosen = ibis.memtable(pd.DataFrame({"customer_id": np.asarray(customers, dtype=object)}))
        hours = hours.semi_join(chosen, "customer_id")
    rows = readings.fetch(hours.select("customer_id", "date", "hour", "kw"))
    first, last = date.fromisoformat(readings.start[:10]), date.fromisoformat(readings.end[:10])
    dates = tuple(first + timedelta(n) for n in range((last - first).days + 1))
    ids, row = np.unique(rows["customer_id"].to_numpy(dtype=object).astype(str), return_inverse=True)
    day = pd.to_datetime(rows["date"]).to_numpy("datetime64[D]") - np.datetime64(first)
    kw = np.full((len(ids), len(dates), 24), np.nan, np.float32)
    kw[row, day.astype(int), rows["hour"]] = rows["kw"].round(9)
    known = dict(readings.temperature_c)
    return CustomerDays(
        customer_id=ids.astype(object),
        dates=dates,
        kw=kw,
        temperature_c=np.array([known.get(day.isoformat(), np.nan) for day in dates]),
        fingerprint=readings.fingerprint,
        origin=readings.origin,
    )
