"""A plan of events in words and tables."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.charts.words import clock, kw, percent, span
from lib.programme.planner import Peak, Rota
from lib.programme.plant import Abundance, Plant


def rota_title(found: Rota, unit: str, days: int) -> str:
    """When to call, on how many days that would have been, what comes, and how often anybody is called."""
    if not found.calls:
        return "No day can be called: nothing is known of these days"
    mean = np.mean([call.expected_kw for call in found.calls])
    often = "once" if found.most_asked == 1 else f"{found.most_asked} times"
    return (
        f"Call from {found.trigger:.3g} {unit} on: {len(found.calls)} of {days} days, {kw(mean)} each, "
        f"nobody more than {often}"
    )


def rota_table(found: Rota, need: str) -> pd.DataFrame:
    """A row for each call."""
    rows = [
        (call.day, round(call.need, 2), ", ".join(map(str, call.groups)), round(call.expected_kw, 2))
        for call in found.calls
    ]
    return pd.DataFrame(rows, columns=["Date", need, "Groups", "To expect, kW"])


def peak_note(found: Sequence[Peak], window: tuple[int, int]) -> str:
    """Where the load of all peaks, season by season, and whether the event window meets it."""
    said = [
        f"{each.season}: {span(each.window)}, on {percent(each.share)} of the highest days" for each in found
    ]
    met = all(each.window == window for each in found)
    hint = "" if met or not found else " Set the event window in the sidebar."
    return f"The highest load lies in {'; '.join(said)}.{hint}" if said else ""


def plenty_title(found: Abundance, customers: int) -> str:
    """Into which hours load should move, and how many kW lie near them."""
    near = found.near_kw[found.near_kw > 0]
    return (
        f"{span(found.window)} has room, by {found.why}: {kw(near.sum())} of {customers:,} customers lie near"
    )


def plenty_table(found: Abundance, customer_id: np.ndarray, most: int) -> pd.DataFrame:
    """The customers with most movable load near those hours."""
    rows = found.rows[:most]
    return pd.DataFrame({"Customer": customer_id[rows].astype(str), "Near, kW": found.near_kw[rows].round(2)})


def offers(found: Plant, block_kw: float) -> pd.DataFrame:
    """What can be offered for how long."""
    rows = [(each.hours, clock(each.first), round(each.kw, 2), each.blocks) for each in found.offers]
    return pd.DataFrame(rows, columns=["Hours on end", "From", "Firm, kW", f"Blocks of {block_kw:g} kW"])


def diversity(found: Plant) -> str:
    """How far the customers' own highest hours fall together."""
    if not np.isfinite(found.coincidence):
        return "Nobody has load that could move."
    return (
        f"Their movable load reaches {percent(found.coincidence)} of the sum of everybody's own highest hour: "
        f"{'they peak together' if found.coincidence > 0.9 else 'they peak at different hours'}."
    )


ROTA_NOTE = "As if this had been the season. Opt-outs and fatigue are assumed; the groups are alike in kW."
