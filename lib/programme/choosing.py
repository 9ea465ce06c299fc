"""Another baseline than the default, only where the placebo days leave no doubt: vet, do not optimise."""

from dataclasses import dataclass

import numpy as np

from lib.programme.baselines import DEFAULT, METHODS
from lib.programme.placebo import ROUGH, Placebo

LOWER = 0.85  # of the default's root mean square error
SURE = 2.0  # standard errors of the paired gain


@dataclass(frozen=True, slots=True)
class Choice:
    """The method to use, and why in one sentence."""

    method: str
    reason: str


def recommend(tried: dict[str, Placebo]) -> Choice:
    """The default, unless another method passes all four tests.

    Parameters
    ----------
    tried : placebo days of each method, by its name.

    Notes
    -----
    At least 20 placebo days; root mean square of e at least 15 % lower; the paired gain (mean over units of e^2 of the
    default less e^2 of the other, day by day) over two standard errors; lower on odd and on even days.  Of several that
    pass, the one with the lowest error.  Never by bias alone: at 20 days bias itself is known to +-3 points.
    """
    days = int(np.isfinite(tried[DEFAULT].base_kw).any(axis=0).sum())
    usual = METHODS[DEFAULT].label
    if days < ROUGH:
        return Choice(
            DEFAULT, f"{usual}: {days} placebo days are too few to choose another ({ROUGH} are needed)."
        )
    better = {name: rmse for name, placebo in tried.items() if (rmse := _passes(tried[DEFAULT], placebo))}
    if not better:
        return Choice(DEFAULT, f"{usual}: on {days} placebo days no other method is clearly better.")
    best = min(better, key=better.get)
    return Choice(
        best,
        f"{METHODS[best].label}: on {days} placebo days its error is {100 * better[best]:.0f} % of the default's, "
        "on odd and on even days.",
    )


def _passes(default: Placebo, other: Placebo) -> float:
    """Error of a method as a share of the default's where it passes every test; 0 where it does not."""
    both = np.isfinite(default.error) & np.isfinite(other.error)
    days = np.flatnonzero(both.any(axis=0))
    if other.method == default.method or len(days) < ROUGH:
        return 0.0
    old, new = (_by_day(placebo.error**2, both, days) for placebo in (default, other))
    gain = old - new
    error = gain.std(ddof=1) / np.sqrt(len(gain))
    share = float(np.sqrt(new.mean() / old.mean()))
    halves = all(new[half::2].mean() < old[half::2].mean() for half in (0, 1))
    return share if share <= LOWER and gain.mean() > SURE * error and halves else 0.0


def _by_day(square: np.ndarray, both: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.where(both, square, 0)[:, days].sum(axis=0) / both[:, days].sum(axis=0)
