"""What a customer would pay: as now, under a time-of-use price, and with a rebate for what was given in events."""

from dataclasses import dataclass

import numpy as np

from lib.profiles import window_hours
from lib.window import Window

DAYS = 365


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices of a year, all assumed.

    Attributes
    ----------
    flat, peak, off_peak : $/kWh. peak holds in the event window of every day. rebate : $ for a kWh given in an event.
    """

    flat: float = 0.15
    peak: float = 0.30
    off_peak: float = 0.12
    rebate: float = 1.0


@dataclass(frozen=True, slots=True)
class Bills:
    """$ a year of each customer; every array has shape (n_customers,).

    Attributes
    ----------
    now : at the flat price. time_of_use : as the load is. shifted : the same where `moved_kw` moves out of the window
        on every day. rebate : at the flat price, less the rebate.
    """

    now: np.ndarray
    time_of_use: np.ndarray
    shifted: np.ndarray
    rebate: np.ndarray


def bills(
    hourly_kw: np.ndarray, moved_kw: np.ndarray, window: Window, tariff: Tariff, event_hours: float
) -> Bills:
    """A year of mean days under each price.

    Parameters
    ----------
    hourly_kw : (n_customers, 24) mean day. moved_kw : (n_customers,) what a customer who takes part moves.
    event_hours : hours of events in a year.

    Notes
    -----
    Time of use = 365 sum_h kW_h price_h; shifting moves kW x hours of the window from the peak to the other price.  The
    rebate leaves the flat price as it is and pays for kW x hours of events.  Exports count as they are metered.
    """
    hours = window_hours(window)
    price = np.full(24, tariff.off_peak)
    price[hours] = tariff.peak
    now = DAYS * tariff.flat * hourly_kw.sum(axis=1)
    used = DAYS * hourly_kw @ price
    shifted = used - DAYS * len(hours) * moved_kw * (tariff.peak - tariff.off_peak)
    return Bills(now, used, shifted, now - tariff.rebate * moved_kw * event_hours)
