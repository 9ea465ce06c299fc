"""Profiles: one row per customer, made once from the readings; all that later stages need."""

from dataclasses import dataclass, field

import numpy as np

from lib.findings import Finding
from lib.profiles.temperature import TemperatureResponse
from lib.readings import Origin

HOURS = np.arange(24)


@dataclass(frozen=True, slots=True)
class Figures:
    """What targets need to know of each customer, for one event window, over event-like days.

    Every array has shape (n_customers,), in the order of the profiles, and is NaN where it is not known.

    Attributes
    ----------
    window_kw : mean load over the window on event-like days, observed, kW.
    fitted_kw : the same, as the fitted weather line says, kW.
    mean_window_kw : mean load over the window on all days, kW.
    base_kw : mean of the six lowest hours of the mean profile over all days, kW (at most `window_kw` is used).
    slope : kW of window load for one kW of `day_excess`; slope_se : its standard error.
    window_sd : day-to-day standard deviation of the window load about that line, kW.
    coincident_kw : mean load in the five highest hours of the system, kW.
    p99_kw : 99th percentile of the hourly load, kW.
    mean_kw : mean load of the whole period, kW.
    hot_days_up : on how many of the event-like days the window load was above the customer's own mean of that
        day type; hot_days : on how many of those days the customer has a reading.
    window : the event window as (first hour, hour after the last).
    event_days : the event-like dates, ISO; day_span : mean day_excess of those days less its 5th percentile.
    system_hours : labels ``YYYY-MM-DD HH`` of the five highest system hours.
    temperature : how the daily mean load follows the temperature over all days of the season; None where none is given.

    Notes
    -----
    day_excess D_d is the territory's mean window load of day d (kW per customer) less the mean of its day type.
    """

    window: tuple[int, int]
    event_days: tuple[str, ...]
    day_span: float
    system_hours: tuple[str, ...]
    window_kw: np.ndarray
    fitted_kw: np.ndarray
    mean_window_kw: np.ndarray
    base_kw: np.ndarray
    slope: np.ndarray
    slope_se: np.ndarray
    window_sd: np.ndarray
    coincident_kw: np.ndarray
    p99_kw: np.ndarray
    mean_kw: np.ndarray
    hot_days: np.ndarray
    hot_days_up: np.ndarray
    temperature: TemperatureResponse | None = None


@dataclass(frozen=True, slots=True)
class Profiles:
    """The mean day of every customer, and how well it is known.

    Attributes
    ----------
    customer_id : ndarray of str, shape (n_customers,), ascending.
    hourly_kw : ndarray of float64, shape (n_customers, 24), mean kW of each local clock hour over the chosen
        days; NaN where the customer has no reading in that hour.
    like_days : (n_customers,) days of the chosen day type and season behind the profile.
    valid_days : (n_customers,) days of the chosen season, of any day type, that are complete.
    completeness : (n_customers,) share of expected intervals with a value, 0 to 1.
    reason : (n_customers,) of str: why the customer is set aside before clustering; "" where it is not.
    day_type, season : which days were taken.
    features : what a shape is made of, a key of `lib.codebook.PARTS`. parts_kw : (n_customers, 24 x parts) the mean
        days of it, one after the other, kW; None where that is `hourly_kw` alone.
    figures : what targets need; None when the profiles came from a file without them.
    fingerprint, origin : as in Readings.
    findings : what was set aside and why, counted.
    kept : (n_customers,) bool, the customers that are clustered: those without a reason.
    """

    customer_id: np.ndarray
    hourly_kw: np.ndarray
    like_days: np.ndarray
    valid_days: np.ndarray
    completeness: np.ndarray
    reason: np.ndarray
    day_type: str
    season: str
    figures: Figures | None
    fingerprint: str
    origin: Origin
    findings: tuple[Finding, ...] = ()
    features: str = "daily"
    parts_kw: np.ndarray | None = None
    kept: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept", self.reason == "")  # once: at a million customers it takes a while

    def __len__(self) -> int:
        return len(self.customer_id)

    @property
    def compared_kw(self) -> np.ndarray:
        """(n_customers, 24 x parts) what customers are compared by: their mean day, or several, kW."""
        return self.hourly_kw if self.parts_kw is None else self.parts_kw

    @property
    def daily_kwh(self) -> np.ndarray:
        """(n_customers,) energy of the mean day, kWh."""
        return self.hourly_kw.sum(axis=1)

    def window_mean(self, window: tuple[int, int]) -> np.ndarray:
        """(n_customers,) mean kW of the profile over the hours of a window."""
        return self.hourly_kw[:, window_hours(window)].mean(axis=1)


def window_hours(window: tuple[int, int]) -> np.ndarray:
    """Hours of a window: (17, 21) is 17, 18, 19, 20; (22, 2) is 22, 23, 0, 1."""
    first, after = window
    return np.arange(first, after if after > first else after + 24) % 24
