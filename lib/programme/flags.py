"""What looks odd in a settlement: mornings that raise the baseline, a pool that grows old, and who grows tired."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.programme.mornings import RAISED
from lib.programme.types import Course, Result, Settlement

OFTEN = 3  # events before a habit is spoken of
ALWAYS = 5  # events, on each of which a factor is raised: one home varies that much on every third
RARE = 0.01  # how probable that may be for a customer's own mornings
BEYOND = 0.05  # of days without events have a morning above the usual
TIRED = 0.5  # of what was given in the first half of the events
CROWDED = 0.25  # of the weekdays between the first and the last event


@dataclass(frozen=True, slots=True)
class Flags:
    """Signs that ask for a look; none of them is a proof.

    Attributes
    ----------
    raised : events whose morning was above that of 19 of 20 placebo days, by name; of `looked_at` events.
    gaming : customers whose own factor is raised on every event, of five or more, which by their own mornings would
        come in under one of a hundred seasons; of `tried` customers, of whom chance alone would name `by_chance`.
    eroded : whether events crowd the days that a baseline is made of, in one sentence; "" where not.
    tired : customers who gave half or less later on.
    """

    raised: tuple[str, ...]
    looked_at: int
    gaming: tuple[str, ...]
    tried: int
    by_chance: float
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


def _gaming(found: Settlement) -> tuple[tuple[str, ...], int, float]:
    """Customers whose factor is a tenth above everybody's median on each of five events or more, beyond their habit.

    Notes
    -----
    By chance all n events are raised in q^n, q the customer's own share of such mornings (`mornings.usually_raised`);
    flagged at .01 and less.  Chance alone flags the sum of q^n over those that can be flagged.
    """
    rows = found.customers.dropna(subset="factor")
    if rows["customer_id"].nunique() < OFTEN:
        return (), 0, 0.0
    usual = rows.groupby("event")["factor"].transform("median")
    above = (rows["factor"] > RAISED * usual).groupby(rows["customer_id"]).agg(["mean", "size"])
    above = above[above["size"] >= ALWAYS]
    habit = found.by_customer.set_index("customer_id")["usually_raised"].reindex(above.index)
    chance = habit ** above["size"]
    rare = chance <= RARE
    return tuple(above.index[rare & (above["mean"] == 1)]), len(above), float(chance[rare].sum())


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
