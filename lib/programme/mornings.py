"""Mornings of events beside a customer's own on days without: who raises the load that a baseline is moved to?"""

import numpy as np
import pandas as pd

from lib.programme.baselines import DEFAULT
from lib.programme.units import Units

ENOUGH = 5  # events, and days without, before the two are compared
COLUMNS = ("customer_id", "morning_rise", "morning_chance")


def mornings(units: Units) -> pd.DataFrame:
    """How much higher the hours before an event are than on like days, and how probable that is by chance.

    Parameters
    ----------
    units : of single customers.

    Returns
    -------
    customer_id; morning_rise, a share: .10 is a tenth more; morning_chance, one-sided p. NaN under five events or days.

    Notes
    -----
    r = ln(load before / its own median over like days), less everybody's median of that day, so that a hot day which
    raises everybody is no sign.  Student's t with pooled variance between the days of events and the hottest third of
    the like weekdays without one, because events are called on hot days and a home with cooling is up on all of them.
    """
    moved, weekday = _moved(units), ~(units.like.weekend | units.like.holiday)
    rows = []
    for customers, row in units.place.items():
        events = moved[row, units.like.called[row] & weekday]
        others = moved[row, units.tried[DEFAULT, False].hot[row]]
        rows += [(who, *_compared(events, others)) for who in customers if row != units.control]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _moved(units: Units) -> np.ndarray:
    """(n_units, n_days) r of `mornings`; NaN where the load is not known or not above zero."""
    kw = units.load.mean(units.load.before)
    usual = _median(np.where(units.like.usable, kw, np.nan), axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(kw / usual[:, None])
    ratio[~np.isfinite(ratio)] = np.nan
    return ratio - _median(ratio, axis=0)


def _median(values: np.ndarray, axis: int) -> np.ndarray:
    """Median of what is known; NaN where nothing is."""
    known = np.isfinite(values).any(axis=axis)
    found = np.full(known.shape, np.nan)
    found[known] = np.nanmedian(values[known] if axis else values[:, known], axis=axis)
    return found


def _compared(events: np.ndarray, others: np.ndarray) -> tuple[float, float]:
    """Rise as a share, and one-sided p."""
    from scipy.special import stdtr

    events, others = (days[np.isfinite(days)] for days in (events, others))
    n, m = len(events), len(others)
    if min(n, m) < ENOUGH:
        return np.nan, np.nan
    rise = events.mean() - others.mean()
    pooled = (n * events.var() + m * others.var()) / (n + m - 2)
    t = rise / max(np.sqrt(pooled * (1 / n + 1 / m)), 1e-12)
    return float(np.exp(rise) - 1), float(1 - stdtr(n + m - 2, t))
