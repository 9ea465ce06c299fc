"""What looks odd in a settlement: mornings that raise the baseline, a pool that grows old, and who grows tired."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.programme.types import Course, Result, Settlement

OFTEN = 3  # events before a habit is spoken of
RAISED = 0.10  # of a customer's own mornings
RARE = 0.01  # how probable that may be by chance
BEYOND = 0.05  # of days without events have a morning above the usual
TIRED = 0.5  # of what was given in the first half of the events
CROWDED = 0.25  # of the weekdays between the first and the last event


@dataclass(frozen=True, slots=True)
class Flags:
    """Signs that ask for a look; none of them is a proof.

    Attributes
    ----------
    raised : events whose morning was above that of 19 of 20 placebo days, by name; of `looked_at` events.
    gaming : customers who use a tenth more or beyond on the mornings of events than on like days, where chance would
        do that to one of a hundred; of `tried` customers.
    eroded : whether events crowd the days that a baseline is made of, in one sentence; "" where not.
    tired : customers who gave half or less later on.
    """

    raised: tuple[str, ...]
    looked_at: int
    gaming: tuple[str, ...]
    tried: int
    eroded: str
    tired: tuple[str, ...]


def flags(found: Settlement) -> Flags:
    """Look for what may be wrong with a settlement.

    Notes
    -----
    Pre-cooling and gaming look alike in the meter: a morning with 10 % more load adds 10 points of baseline.
    """
    known = [(r.name, r.factor, c.usual_factor[1]) for r, c in _drawn(found) if np.isfinite(r.factor)]
    raised = tuple(name for name, factor, usual in known if factor > usual)
    spared = tuple(tired(found.customers)["customer_id"])
    return Flags(raised, len(known), *_gaming(found), _eroded(found), spared)


def _drawn(found: Settlement) -> list[tuple[Result, Course]]:
    return [
        (result, course)
        for result, course in zip(found.results, found.courses, strict=True)
        if course is not None
    ]


def _gaming(found: Settlement) -> tuple[tuple[str, ...], int]:
    """Customers whose mornings of events are higher than chance allows (see `mornings`), and how many were tried."""
    tried = found.by_customer.dropna(subset="morning_chance")
    odd = tried[(tried["morning_chance"] <= RARE) & (tried["morning_rise"] >= RAISED)]
    return tuple(odd["customer_id"]), len(tried)


def _eroded(found: Settlement) -> str:
    days = sorted({event.day for event in found.events})
    if len(days) < OFTEN:
        return ""
    weekdays = int(np.busday_count(days[0], days[-1])) + 1
    if len(days) < CROWDED * weekdays:
        return ""
    return (
        f"{len(days)} days with events in {weekdays} weekdays: the days a baseline is made of lie ever further back, "
        "and may be other days than those of the events."
    )


def tired(customers: pd.DataFrame) -> pd.DataFrame:
    """Customers who gave in the first half of the events, and half or less of it in the second, beyond their bands."""
    rows = customers[customers["label"].isin(("settled", "rough", "extrapolated", "estimate only"))]
    rows = rows.sort_values(["customer_id", "date"])
    place, count = (
        rows.groupby("customer_id").cumcount(),
        rows.groupby("customer_id")["event"].transform("size"),
    )
    rows = rows.assign(half=np.where(place < count // 2, "early_kw", "late_kw"))[count >= 2 * OFTEN]
    if rows.empty:
        return pd.DataFrame(columns=["customer_id", "early_kw", "late_kw"])
    halves = rows.pivot_table(index="customer_id", columns="half", values="delivered_kw").reset_index()
    noise = rows.groupby("customer_id")[["high_kw", "low_kw"]].mean()
    band = (
        ((noise["high_kw"] - noise["low_kw"]) / 2 / np.sqrt(OFTEN)).reindex(halves["customer_id"]).to_numpy()
    )
    drop = halves["early_kw"] - halves["late_kw"]
    return halves[
        (halves["early_kw"] > 0) & (halves["late_kw"] <= TIRED * halves["early_kw"]) & (drop > band)
    ]
