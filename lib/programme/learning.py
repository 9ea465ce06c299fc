"""What a season teaches the next plan: the level of response, what moves everybody at once, and who is spared."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.programme.flags import tired
from lib.programme.types import Result, Settlement

LEVEL_CV = 0.30  # how far a season's level may lie from the plan's, before anything is known
COMMON_CV, COMMON_EVENTS = 0.20, 4  # what moves everybody on one evening, and how many events that counts for
FEWEST = 2
LEAST = 0.25  # mean ratio that a spread is compared with
OPTED_OUT = 2  # events that a customer left, before one is spared


@dataclass(frozen=True, slots=True)
class Learned:
    """What the events say of a plan like the last.

    Attributes
    ----------
    events : events with an expectation. ratios : delivered over expected of each.
    level : what to multiply the plan's expected kW by; low, high : its 90 % range.
    common : spread of one evening that moves everybody, as a share of the expected kW.
    """

    events: int
    ratios: tuple[float, ...]
    level: float
    low: float
    high: float
    common: float


def learn(results: Iterable[Result]) -> Learned | None:
    """Delivered over expected, drawn toward what was assumed; None under two events that were planned and settled.

    Notes
    -----
    level = 1 + w (mean ratio - 1), w = .30^2 / (.30^2 + var), var = spread^2 / n + half of the bands' mean variance,
    since a baseline that is off is off on every event.  common^2 = (4 x .20^2 + (n - 1) s^2) / (n + 3), s the
    spread less the bands' own, over the mean ratio (at least .25).
    """
    planned = [
        r for r in results if np.isfinite(r.performance) and np.isfinite(r.high_kw) and r.expected_kw > 0
    ]
    if len(planned) < FEWEST:
        return None
    ratio = np.array([r.performance for r in planned])
    noise = np.array([(r.high_kw - r.low_kw) / 2 / 1.645 / r.expected_kw for r in planned])
    n, spread = len(ratio), float(ratio.std(ddof=1))
    variance = spread**2 / n + float((noise**2).mean()) / 2
    weight = LEVEL_CV**2 / (LEVEL_CV**2 + variance)
    level = 1 + weight * (ratio.mean() - 1)
    half = 1.645 * np.sqrt(weight * variance)
    beyond = max(0.0, spread**2 - float((noise**2).mean())) / max(float(ratio.mean()), LEAST) ** 2
    common = np.sqrt((COMMON_EVENTS * COMMON_CV**2 + (n - 1) * beyond) / (COMMON_EVENTS + n - 1))
    return Learned(
        n, tuple(ratio.round(4)), float(level), float(level - half), float(level + half), float(common)
    )


def toml(learned: Learned) -> str:
    """What was learned as lines of a settings file."""
    return f"season_level = {learned.level:.3f}\nseason_common = {learned.common:.3f}\n"


def spared(found: Settlement) -> tuple[str, ...]:
    """Customers who are not to be asked again for now: they grew tired, or opted out of two events or more."""
    out = Counter(who for event in found.events for who in event.opted_out)
    often = {who for who, times in out.items() if times >= OPTED_OUT}
    return tuple(sorted(often | set(tired(found.customers)["customer_id"])))


def next_season(found: Settlement) -> pd.DataFrame:
    """A table by customer for the next ranking: offered, enrolled, reduction_kw, opted_out.

    Those who are `spared` count as opted out; negative reductions stay in.
    """
    rows = found.customers.dropna(subset="delivered_kw")
    table = rows.groupby("customer_id", as_index=False).agg(
        reduction_kw=("delivered_kw", "mean"), events=("event", "size")
    )
    return table.assign(
        offered=1,
        enrolled=1,
        reduction_kw=table["reduction_kw"].round(4),
        opted_out=table["customer_id"].isin(spared(found)).astype(int),
    )
