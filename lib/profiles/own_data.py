"""What is wrong, or odd, with the data of one customer, in sentences for its page."""

import numpy as np

from lib.profiles.days import CustomerDays
from lib.profiles.period import AWAY
from lib.profiles.profiles import Profiles

ENOUGH_DAYS, COMPLETE = 28, 0.98
STILL_HOURS = 24  # of one and the same value in a row: a meter that stands still, or an estimate
SPIKE = 4.0  # times the customer's own 99th percentile


def own_data(profiles: Profiles, at: int, days: CustomerDays | None) -> list[str]:
    """What to know before this customer's figures are trusted, weightiest first; empty where nothing stands out.

    Parameters
    ----------
    at : row of the customer in the profiles. days : that customer's alone, where single days are known.
    """
    said = [_few_days(profiles.valid_days[at]), _incomplete(profiles.completeness[at])]
    if days is not None:
        kw = days.kw[0].astype(float)
        said += [part(kw, days) for part in (_holes, _fed_in, _still, _spikes, _away)]
    return [sentence for sentence in said if sentence]


def _few_days(valid: float) -> str:
    if not valid < ENOUGH_DAYS:  # NaN: not known
        return ""
    return f"{valid:.0f} whole days: {ENOUGH_DAYS} make a typical day that can be trusted."


def _incomplete(share: float) -> str:
    missing = f"{100 * (1 - share):.1f}\N{NO-BREAK SPACE}%"
    return (
        f"{missing} of the readings are missing; means are over those that are there."
        if share < COMPLETE
        else ""
    )


def _holes(kw: np.ndarray, days: CustomerDays) -> str:
    missing = ~np.isfinite(kw)
    known = np.flatnonzero(~missing.all(axis=1))
    if not len(known):
        return ""
    inside = missing[known[0] : known[-1] + 1]
    holes = np.flatnonzero(inside.any(axis=1))
    if not len(holes):
        return ""
    longest = _longest(inside.ravel())
    first = days.dates[known[0] + holes[0]].isoformat()
    return f"{len(holes)} of {len(inside)} days have a gap, the first on {first}, the longest of {longest} hours."


def _fed_in(kw: np.ndarray, days: CustomerDays) -> str:
    hours = int((kw < 0).sum())
    return (
        f"{hours:,} hours are below zero: something is fed in, or the register is a net one." if hours else ""
    )


def _still(kw: np.ndarray, days: CustomerDays) -> str:
    flat = kw.ravel()
    same = np.append(False, (np.diff(flat) == 0) & (flat[1:] != 0))
    longest = _longest(same) + 1
    return f"One value stood for {longest} hours: the meter stood still, or it was estimated." * (
        longest >= STILL_HOURS
    )


def _spikes(kw: np.ndarray, days: CustomerDays) -> str:
    usual = np.nanquantile(np.abs(kw), 0.99) if np.isfinite(kw).any() else np.inf
    odd = np.argwhere(np.abs(kw) > SPIKE * max(usual, 0.05))
    if not len(odd):
        return ""
    day, hour = odd[0]
    many = f"{len(odd)} hours are" if len(odd) > 1 else "One hour is"
    when = f"{days.dates[day].isoformat()} {hour:02}:00"
    return (
        f"{many} over {SPIKE:.0f} times the load of the highest hundredth, at {when}: {kw[day, hour]:.1f} kW."
    )


def _away(kw: np.ndarray, days: CustomerDays) -> str:
    whole = kw[np.isfinite(kw).all(axis=1)]
    if not len(whole):
        return ""
    highest = whole.max(axis=1)
    away = int((highest < AWAY * np.median(highest)).sum())
    return f"On {away} of {len(whole)} whole days hardly anything ran: away, or vacant." if away else ""


def _longest(true: np.ndarray) -> int:
    """Length of the longest run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], true.astype(int), [0]])))
    return int(np.max(edges[1::2] - edges[::2], initial=0))
