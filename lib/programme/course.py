"""The day of an event step by step: baseline, load, what came after it, and whether the morning was usual."""

import numpy as np

from lib.programme.baselines import METHODS, adjusted, choose, mean_of, with_control
from lib.programme.sums import Settled
from lib.programme.types import Course
from lib.programme.units import Units

AFTER = 120  # minutes in which load snaps back
LEAD = 60  # minutes before the event, after those that the same-day factor is made from


def course(units: Units, settled: Settled, method: str) -> Course | None:
    """Draw out one event; None where it has no baseline."""
    if settled.placebo is None or units.full is None:
        return None
    unit, day, full = settled.unit, units.day(settled.event), units.full
    base = _in_steps(units, day, method)[unit]
    metered = full.kw[unit, day]
    end = settled.event.clock.minutes
    factors = settled.placebo.factor[unit]
    usual = (
        np.quantile(factors[np.isfinite(factors)], [0.05, 0.95])
        if np.isfinite(factors).any()
        else (np.nan,) * 2
    )
    result = settled.result
    return Course(
        full.minute,
        base,
        metered,
        full.event,
        (result.high_kw - result.low_kw) / 2,
        _above(full.minute, metered - base, (-LEAD, 0)),
        _above(full.minute, metered - base, (end, end + AFTER)),
        (float(usual[0]), float(usual[1])),
    )


def _above(minute: np.ndarray, kw: np.ndarray, between: tuple[int, int]) -> float:
    """Mean of some minutes; NaN where none is known."""
    inside = kw[(minute >= between[0]) & (minute < between[1])]
    return float(np.nanmean(inside)) if np.isfinite(inside).any() else np.nan


def _in_steps(units: Units, day: int, method: str) -> np.ndarray:
    """(n_units, n_steps) the baseline of a day in every interval, from the days that were chosen for it."""
    rule, like = METHODS[method], units.like.of_kind(day)
    base = mean_of(units.full, choose(units.load, like, day, rule))
    if rule.adjust == "factor":
        return adjusted(base, units.full.kw[:, day], units.full)[0]
    if rule.adjust == "control":
        usual = base[units.control]
        return np.stack([with_control(row, usual, units.full.kw[units.control, day]) for row in base])
    return base
