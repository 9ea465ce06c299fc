"""What asking did, from those who were held back at random."""

from dataclasses import dataclass

import numpy as np

from lib.targets.attributes import Attributes

FEWEST = 10


@dataclass(frozen=True, slots=True)
class Uplift:
    """Measured reduction of those asked over that of those held back.

    Attributes
    ----------
    asked, held : customers measured in either group.
    asked_kw, held_kw : mean reduction of each, kW. kw, low_kw, high_kw : their difference, and its 95 % interval.
    """

    asked: int
    held: int
    asked_kw: float
    held_kw: float
    kw: float
    low_kw: float
    high_kw: float

    @property
    def proven(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low_kw > 0 or self.high_kw < 0


def uplift(side: Attributes) -> Uplift | None:
    """Uplift of each customer asked; None with under 10 measured in either group.

    Notes
    -----
    Difference of means over all who were asked, whether they took part or not, with the interval of Welch (1947,
    doi:10.1093/biomet/34.1-2.28).  What everybody did that season, asked or not, falls out.
    """
    measured = np.isfinite(side.reduction_kw)
    asked = side.reduction_kw[measured & (side.offered | side.enrolled) & ~side.holdout]
    held = side.reduction_kw[measured & side.holdout]
    if min(len(asked), len(held)) < FEWEST:
        return None
    from scipy.stats import t

    parts = np.array([group.var(ddof=1) / len(group) for group in (asked, held)])
    freedom = parts.sum() ** 2 / (parts**2 / [len(asked) - 1, len(held) - 1]).sum() if parts.sum() else 1.0
    kw, half = asked.mean() - held.mean(), t.ppf(0.975, freedom) * np.sqrt(parts.sum())
    means = float(asked.mean()), float(held.mean())
    return Uplift(len(asked), len(held), *means, float(kw), float(kw - half), float(kw + half))
