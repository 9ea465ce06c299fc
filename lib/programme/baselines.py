"""What would have been used: rules that choose like days, and the factor of the same day."""

from dataclasses import dataclass

import numpy as np

from lib.programme.load import Load

LOW, HIGH = 0.71, 1.40
LOOK_BACK = 45  # days; older ones are of another season
NEWEST = 14  # days; where the latest like day is older, there is no baseline
WEATHER_BACK = 90  # days that weather is matched in


@dataclass(frozen=True, slots=True)
class Method:
    """One way to make a baseline.

    Attributes
    ----------
    name, label : for programs and for people. rule : the whole rule in one sentence.
    days : how many like days it takes; of : out of how many of the latest (0: see `choose`).
    pick : "latest", "high", "middle", "weather", "nearest".
    adjust : "factor" (same-day factor), "none", or "control" (see `with_control`).
    """

    name: str
    label: str
    rule: str
    days: int
    of: int
    pick: str
    adjust: str = "factor"


FACTOR = "times the same-day factor: load over base in the three hours that end one hour before, between 0.71 and 1.40"
METHODS = {
    method.name: method
    for method in (
        Method(
            "ten_adjusted",
            "10 latest, adjusted",
            f"Mean of the 10 latest like days, {FACTOR}.",
            10,
            10,
            "latest",
        ),
        Method(
            "ten_raw",
            "10 latest, as they are",
            "Mean of the 10 latest like days, without a factor.",
            10,
            10,
            "latest",
            "none",
        ),
        Method(
            "high_5_of_10",
            "High 5 of 10",
            f"The 5 highest of the 10 latest like days by their load in the event's hours, {FACTOR}.",
            5,
            10,
            "high",
        ),
        Method(
            "high_4_of_5",
            "High 4 of 5",
            f"The 4 highest of the 5 latest like days by their load in the event's hours, {FACTOR}.",
            4,
            5,
            "high",
        ),
        Method(
            "middle_8_of_10",
            "Middle 8 of 10",
            f"The 10 latest like days without the highest and the lowest, {FACTOR}.",
            8,
            10,
            "middle",
        ),
        Method(
            "weather_4",
            "4 days alike in weather",
            f"The 4 like days of the 90 days before with the nearest temperature, {FACTOR}.",
            4,
            0,
            "weather",
        ),
        Method(
            "nearest_8",
            "8 nearest days",
            f"The 8 like days nearest in time, before or after, {FACTOR}.",
            8,
            0,
            "nearest",
        ),
        Method(
            "control",
            "Control group",
            "Mean of the 10 latest like days, times the control group's load on the day over its own mean of them.",
            10,
            10,
            "latest",
            "control",
        ),
    )
}
DEFAULT = "ten_adjusted"


def choose(load: Load, like: np.ndarray, day: int, method: Method) -> np.ndarray:
    """(n_units, n_days) bool: the days a method takes for one day; none where there are too few.

    Parameters
    ----------
    like : (n_units, n_days) bool, usable days of the same kind; the day itself and, except for "nearest", later ones
        are left out here.

    Notes
    -----
    Of the 45 days before (weather: 90), and only where one of the last 14 days is like it: older days are of another
    season.
    """
    away = day - np.arange(like.shape[1])  # days before; negative after
    back = WEATHER_BACK if method.pick == "weather" else LOOK_BACK
    free = like & (np.abs(away) <= back) & (away != 0 if method.pick == "nearest" else away > 0)
    free &= (free & (np.abs(away) <= NEWEST)).any(axis=1, keepdims=True)
    if method.of:
        free = _latest(free, method.of)
    if method.pick in ("latest", "middle", "high"):
        taken = _by_load(load, free, method)
    elif method.pick == "weather":
        free = free & np.isfinite(load.temperature_c)
        taken = _smallest(free, np.abs(load.temperature_c - load.temperature_c[day]), method.days)
    else:
        taken = _smallest(free, np.abs(away) + 0.5 * (away < 0), method.days)
    return taken & (taken.sum(axis=1, keepdims=True) == method.days)


def _latest(free: np.ndarray, count: int) -> np.ndarray:
    """The latest so many of the free days; none where there are fewer."""
    after = free[:, ::-1].cumsum(axis=1)[:, ::-1]
    return free & (after <= count) & (free.sum(axis=1, keepdims=True) >= count)


def _by_load(load: Load, free: np.ndarray, method: Method) -> np.ndarray:
    if method.pick == "latest":
        return free
    kw = load.mean(load.event)
    if method.pick == "high":
        return _smallest(free, -kw, method.days)
    lowest_left = _smallest(free, -kw, method.of - 1)
    return _smallest(lowest_left, kw, method.of - 2)


def _smallest(free: np.ndarray, key: np.ndarray, count: int) -> np.ndarray:
    """The free days with the smallest keys; of equal ones the later."""
    ranked = np.where(free, np.nan_to_num(key, nan=np.inf), np.inf)[:, ::-1]
    place = np.argsort(np.argsort(ranked, axis=1, kind="stable"), axis=1, kind="stable")[:, ::-1]
    return free & (place < count)


def mean_of(load: Load, chosen: np.ndarray) -> np.ndarray:
    """(n_units, n_steps) mean kW of the chosen days; NaN where none was chosen."""
    base = np.full((len(load.units), len(load.minute)), np.nan)
    for unit in np.flatnonzero(chosen.any(axis=1)):
        days = load.kw[unit, chosen[unit]]
        known = np.isfinite(days).sum(axis=0)
        base[unit, known > 0] = np.nansum(days[:, known > 0], axis=0) / known[known > 0]
    return base


def baseline(load: Load, like: np.ndarray, day: int, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """Baseline of one day by one method.

    Returns
    -------
    (n_units, n_steps) baseline, kW, NaN where too few days are like it; (n_units,) same-day factor, NaN where none
    was used.

    Notes
    -----
    factor = mean load of the three hours that end one hour before the event / the same of the base, clipped to
    .71-1.40.  Where that base is at or below zero the difference is added instead.
    """
    base = mean_of(load, choose(load, like, day, method))
    if method.adjust != "factor":
        return base, np.full(len(base), np.nan)
    return adjusted(base, load.kw[:, day], load)


def adjusted(base: np.ndarray, today: np.ndarray, load: Load) -> tuple[np.ndarray, np.ndarray]:
    """A base (n_units, n_steps) moved to the level of the same day before the event, and the factor used."""
    weight = load.hours[load.before] / load.hours[load.before].sum()
    usual, now = (kw[:, load.before] @ weight for kw in (base, today))
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(usual > 0, np.clip(now / usual, LOW, HIGH), np.nan)  # NaN stays NaN
    moved = np.where((usual > 0)[:, None], base * factor[:, None], base + (now - usual)[:, None])
    return moved, factor


def with_control(base: np.ndarray, control_base: np.ndarray, control_today: np.ndarray) -> np.ndarray:
    """A base times the control group's load on the day over its own base, step by step; all (n_steps,) kW."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(control_base > 0, base * control_today / control_base, np.nan)
