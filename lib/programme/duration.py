"""The peak before and after: the highest hours of the territory with the programme called on its worst days."""

from dataclasses import dataclass

import numpy as np

from lib.profiles import window_hours
from lib.window import Window

SHOWN = 200  # of the highest hours
AFTER = 2  # hours in which load snaps back
RUNNING = 2  # days in a row on which may be called


@dataclass(frozen=True, slots=True)
class Duration:
    """Load of the highest hours, kW, before and after, each from the highest down; (n_hours,).

    Attributes
    ----------
    called : dates on which the programme was called.
    """

    before_kw: np.ndarray
    after_kw: np.ndarray
    called: tuple[str, ...]

    @property
    def peak_cut_kw(self) -> float:
        """What the highest hour is lower by."""
        return float(self.before_kw[0] - self.after_kw[0]) if len(self.before_kw) else 0.0


def duration(
    dates: np.ndarray, load_kw: np.ndarray, window: Window, cut_kw: float, events: int, back: float
) -> Duration:
    """Call the programme on the days with the highest load in the window, and sort all hours again.

    Parameters
    ----------
    dates : (n_days,) datetime64[D]. load_kw : (n_days, 24) of all customers, kW; NaN where not known.
    cut_kw : reduction in every hour of an event. back : share of its energy that comes back in the two hours after.
    """
    called = days_to_call(dates, load_kw[:, window_hours(window)].mean(axis=1), events)
    after, hours = load_kw.copy(), window_hours(window)
    flat = after.reshape(-1)
    for day in called:
        first = 24 * day + hours[0]
        flat[first : first + len(hours)] -= cut_kw
        flat[first + len(hours) : first + len(hours) + AFTER] += back * cut_kw * len(hours) / AFTER
    ranked = [np.sort(kw[np.isfinite(kw)])[::-1][:SHOWN] for kw in (load_kw, after)]
    return Duration(*ranked, tuple(str(dates[day]) for day in called))


def days_to_call(dates: np.ndarray, need: np.ndarray, events: int, running: int = RUNNING) -> list[int]:
    """Indices of the days with the highest need, at most so many in a row, in order of time.

    Parameters
    ----------
    need : (n_days,) what days are called by, e.g. load or price; NaN is never called.
    """
    called: set[int] = set()
    for day in np.argsort(-np.nan_to_num(need, nan=-np.inf), kind="stable"):
        if len(called) >= events or not np.isfinite(need[day]):
            break
        if _in_a_row(called | {int(day)}, int(day)) <= running:
            called.add(int(day))
    return sorted(called)


def _in_a_row(called: set[int], day: int) -> int:
    first = last = day
    while first - 1 in called:
        first -= 1
    while last + 1 in called:
        last += 1
    return last - first + 1
