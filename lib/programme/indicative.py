"""Where there are no baseline days: a check of before and after, called indicative and never a settlement."""

from dataclasses import dataclass

import numpy as np

from lib.programme.placebo import FEWEST, WIDER, nine_tenths
from lib.programme.units import Units


@dataclass(frozen=True, slots=True)
class Check:
    """What the load of the event's hours usually is, for one unit of the load of the hours before.

    Attributes
    ----------
    ratio : (n_units,) median of event over before on the unit's own usable weekdays; where it has under nine, of all.
    spread : half of the band of one event, as a share; NaN where nothing is known.
    days : (n_units,) days behind it.
    """

    ratio: np.ndarray
    spread: float
    days: np.ndarray


def check(units: Units) -> Check:
    """Learn the usual course of a day from all days that may stand for others."""
    load = units.load
    usable = units.like.usable & ~units.like.weekend
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(usable, load.mean(load.event) / load.mean(load.before), np.nan)
    ratio[ratio <= 0] = np.nan
    own = [row[np.isfinite(row)] for row in ratio]
    every = np.concatenate(own)
    usual = float(np.median(every)) if len(every) else 1.0
    taken = np.array([np.median(row) if len(row) >= FEWEST else usual for row in own])
    spread = WIDER * nine_tenths(np.abs(every / usual - 1)) if len(every) >= FEWEST else np.nan
    return Check(taken, spread, np.array([len(row) for row in own]))


def before_and_after(units: Units, known: Check, day: int) -> np.ndarray:
    """(n_units,) load that the hours before would lead to, kW; NaN where the day is not whole."""
    load = units.load
    return load.kw[:, day, load.before].mean(axis=1) * known.ratio


def spread_between(base_kw: np.ndarray, metered_kw: np.ndarray, unit: np.ndarray, spread: float) -> float:
    """Half of the band of a sum of such checks, as a share: units differ, and so do days.

    Notes
    -----
    t s / sqrt(m) over the mean reductions of m units, where there are three or more; at least `spread` / sqrt(N).
    """
    from scipy.special import stdtrit

    share = 1 - metered_kw / base_kw
    means = np.array([share[unit == each].mean() for each in np.unique(unit)])
    days = spread / np.sqrt(len(share))
    if len(means) < 3:
        return float(days)
    between = stdtrit(len(means) - 1, 0.95) * means.std(ddof=1) / np.sqrt(len(means))
    return float(np.fmax(between, days))
