"""Is anybody a better target than anybody else? What differences between customers remain once noise is out."""

from dataclasses import dataclass

import numpy as np

from lib.targets.types import TargetRanking

ALIKE_BELOW = 1.2


@dataclass(frozen=True, slots=True)
class Lift:
    """Expected kW of the top tenth of the list over that of a tenth drawn at random.

    Attributes
    ----------
    listed : as the list has it; real : what of it remains once day-to-day noise is taken out.
    reliability : share of the differences between customers that is not noise, 0 to 1.
    flexible_cv : spread of flexible_kw between customers over its mean; noise_cv : what day-to-day noise alone
        makes of it; NaN where days are not known.
    """

    listed: float
    real: float
    reliability: float
    flexible_cv: float
    noise_cv: float


def lift(ranking: TargetRanking) -> Lift:
    """How much better the top of the list is than the list.

    Notes
    -----
    reliability = 1 - mean(noise^2) / variance of expected kW, not below 0.  Whoever stands first stands there for
    a real difference and for luck in the same measure: real = 1 + (listed - 1) reliability.  Where days are not
    known the noise is not either, and reliability is 1.
    """
    kw = ranking.expected_kw
    listed = kw[: max(1, len(kw) // 10)].mean() / kw.mean() if kw.sum() > 0 else 1.0
    luck, spread = np.nan_to_num(_mean_square(ranking.doubt.noise_kw)), kw.var()
    reliability = max(0.0, 1 - luck / spread) if spread > 0 else 0.0
    flexible = ranking.flexible_kw.mean() or np.nan
    return Lift(
        listed=float(listed),
        real=float(1 + (listed - 1) * reliability),
        reliability=float(reliability),
        flexible_cv=float(ranking.flexible_kw.std() / flexible),
        noise_cv=float(np.sqrt(_mean_square(ranking.doubt.flexible_noise_kw)) / flexible),
    )


def _mean_square(noise_kw: np.ndarray) -> float:
    known = noise_kw[np.isfinite(noise_kw)]
    return float((known**2).mean()) if len(known) else np.nan


def alike(ranking: TargetRanking) -> bool:
    """Whether nobody is a better target than anybody: the best tenth is worth less than 20 % more than any tenth."""
    return lift(ranking).real < ALIKE_BELOW
