"""Mornings above those of others: how often each customer has them on days without an event."""

from collections.abc import Sequence

import numpy as np

from lib.programme.placebo import Placebo
from lib.programme.sums import Settled

RAISED = 1.10  # of everybody's median same-day factor


def usually_raised(settled: Sequence[Settled]) -> dict[str, float]:
    """Share of each customer's hottest placebo days with a factor a tenth above everybody's median of the day.

    Parameters
    ----------
    settled : events of single customers.

    Notes
    -----
    (raised + 1) / (days + 2), so that few days do not make it nothing.  Of the hottest third, because events are
    called on hot days, and a home with cooling is up on all of them.  Without placebo days there is no share.
    """
    shares = {id(one.placebo): _shares(one.placebo) for one in settled if one.placebo is not None}
    return {
        one.event.customers[0]: float(shares[id(one.placebo)][one.unit])
        for one in settled
        if one.placebo is not None
    }


def _shares(placebo: Placebo) -> np.ndarray:
    """(n_units,) the share, NaN where a unit has no placebo day with a factor."""
    known = np.isfinite(placebo.factor)
    usual = np.full(placebo.factor.shape[1], np.inf)
    days = known.any(axis=0)
    usual[days] = np.nanmedian(placebo.factor[:, days], axis=0)
    hot = placebo.hot & known
    raised = (np.where(known, placebo.factor, 0) > RAISED * usual) & hot
    share = (raised.sum(axis=1) + 1) / (hot.sum(axis=1) + 2)
    return np.where(hot.any(axis=1), share, np.nan)
