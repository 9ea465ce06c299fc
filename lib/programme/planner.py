"""When to call, and whom: the days that need it most, the hours the peak lies in, and groups that take turns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.allowed import SEASONS
from lib.profiles.system import season_of
from lib.programme.duration import days_to_call
from lib.window import Window

OPT_OUT, FATIGUE = 0.15, 0.05  # of those called; lost with every further call
PEAK_DAYS = 0.10  # of a season's days show where its peak lies


@dataclass(frozen=True, slots=True)
class Peak:
    """Where the peak of a season lies: the run of hours with the highest load on its highest days.

    Attributes
    ----------
    season : "winter" to "autumn". window : of hours. kw : mean load in them. share : of the highest days whose own
        highest hour lies in the window.
    """

    season: str
    window: Window
    kw: float
    share: float


@dataclass(frozen=True, slots=True)
class Call:
    """One event of a plan.

    Attributes
    ----------
    day : ISO date. need : what it is called by. groups : numbers of the groups that are called, from 1.
    expected_kw : on average, after opt-outs and fatigue.
    """

    day: str
    need: float
    groups: tuple[int, ...]
    expected_kw: float


@dataclass(frozen=True, slots=True)
class Rota:
    """A season's calls.

    Attributes
    ----------
    calls : in order of time. trigger : lowest need that was called. group : (n_customers,) number of each, from 1.
    most_asked : how often anybody is called.
    """

    calls: tuple[Call, ...]
    trigger: float
    group: np.ndarray
    most_asked: int


def peaks(dates: Sequence, load_kw: np.ndarray, hours: int = 4) -> tuple[Peak, ...]:
    """Where the peak lies, season by season: a winter's may lie in the morning.

    Parameters
    ----------
    dates : (n_days,) of date. load_kw : (n_days, 24), NaN where not known. hours : length of the window.
    """
    seasons = np.array([season_of(day) for day in dates])
    whole = np.isfinite(load_kw).all(axis=1)
    found = [
        _peak(name, load_kw[whole & (seasons == name)], hours) for name in SEASONS if name in seasons[whole]
    ]
    return tuple(found)


def _peak(season: str, load_kw: np.ndarray, hours: int) -> Peak:
    many = max(1, round(PEAK_DAYS * len(load_kw)))
    highest = load_kw[np.argsort(-load_kw.max(axis=1), kind="stable")[:many]]
    runs = np.array([highest[:, first : first + hours].mean() for first in range(25 - hours)])
    first = int(runs.argmax())
    at = highest.argmax(axis=1)
    return Peak(
        season,
        (first, first + hours),
        float(runs[first]),
        float(((at >= first) & (at < first + hours)).mean()),
    )


def rota(
    dates: np.ndarray,
    need: np.ndarray,
    expected_kw: np.ndarray,
    events: int,
    *,
    groups: int = 1,
    at_once: int = 1,
    running: int = 2,
    opt_out: float = OPT_OUT,
    fatigue: float = FATIGUE,
) -> Rota:
    """Call the days that need it most, and let groups of customers take turns.

    Parameters
    ----------
    dates : (n_days,) datetime64[D]. need : (n_days,) temperature, load or price; NaN is never called.
    expected_kw : (n_customers,) of each when first called, the highest first.
    groups, at_once : how many groups there are, and how many of them are called together. running : days in a row.

    Notes
    -----
    Customers are dealt out in turn, so that groups are alike in kW.  The r-th call of a group brings
    (1 - opt_out)(1 - fatigue)^(r - 1) of its kW [A].
    """
    group = np.arange(len(expected_kw)) % groups + 1
    size = np.array([expected_kw[group == number].sum() for number in range(1, groups + 1)])
    times, calls = np.zeros(groups, int), []
    for at in days_to_call(dates, need, events, running):
        turn = np.argsort(times, kind="stable")[:at_once]  # those who were called least
        kw = (1 - opt_out) * float((size[turn] * (1 - fatigue) ** times[turn]).sum())
        times[turn] += 1
        calls.append(Call(str(dates[at]), float(need[at]), tuple(sorted(int(g) + 1 for g in turn)), kw))
    trigger = min((call.need for call in calls), default=float("nan"))
    return Rota(tuple(calls), trigger, group, int(times.max(initial=0)))
