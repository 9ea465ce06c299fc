"""Who stands between two neighbouring segments: the gap itself, or that there is none."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.palette import tone
from lib.charts.picture import Picture
from lib.charts.words import percent
from lib.segments.between import Between
from lib.segments.structure import SMALL_SAMPLE
from lib.segments.types import Segments

BINS, FEW_BINS, FEW = 48, 24, SMALL_SAMPLE  # bins, and fewer of them under 200 customers
EDGE = 0.75  # how far beyond the two centroids the picture reaches, as a share of the way between them
MIDDLE = (0.4, 0.6)
EMPTY = 0.05  # of the customers: fewer than this in the middle fifth of the way is a gap one sees
FIFTH, STEPS = (
    0.2,
    31,
)  # customers are counted in so many windows of a fifth of the way, from centroid to centroid
DIP = 0.6  # of the customers on either side of it; two bells 3 spreads apart leave .64, 3.5 apart .43


def between(found: Between, segments: Segments, bar: float) -> Picture:
    """Customers of the two closest segments, counted along the line from one centroid to the other.

    Parameters
    ----------
    bar : gap above which two groups are called apart.
    """
    names = [segments.label(number) for number in found.numbers]
    inside = float(np.mean((found.place > MIDDLE[0]) & (found.place < MIDDLE[1])))
    table = _counts(found, names)
    if found.gap >= bar and inside < EMPTY:
        title = f"Few stand between {names[0]} and {names[1]}, the closest two"
    elif inside < EMPTY and len(segments.customer_id) < FEW:
        title = f"Few stand between {names[0]} and {names[1]}; too few customers to call it a gap"
    elif lowest(found.place) < DIP:
        title = f"Fewer stand between {names[0]} and {names[1]}, but no clear gap"
    else:
        title = f"Customers fill the way from {names[0]} to {names[1]}"
    note = f"Customers from one mean shape to the other; {percent(inside)} in the middle fifth of the way."
    return Picture(_chart(table), title, note, f"{title}. {note} Gap {found.gap:.2f} spreads.", table)


def lowest(place: np.ndarray) -> float:
    """The deepest dip on the way: customers there beside the lesser of the two heaps around it; 1 is no dip."""
    starts, ordered = np.linspace(-FIFTH / 2, 1 - FIFTH / 2, STEPS), np.sort(place)
    counts = np.diff(np.searchsorted(ordered, [starts, starts + FIFTH]), axis=0)[0]
    before, after = np.maximum.accumulate(counts), np.maximum.accumulate(counts[::-1])[::-1]
    return float((counts / np.maximum(np.minimum(before, after), 1)).min()) if counts.any() else 1.0


def _counts(found: Between, names: list[str]) -> pd.DataFrame:
    edges = np.linspace(-EDGE, 1 + EDGE, (FEW_BINS if len(found.place) < FEW else BINS) + 1)
    place = np.clip(found.place, edges[0], edges[-1])
    rows = []
    for number, name in zip(found.numbers, names, strict=True):
        counts, _ = np.histogram(place[found.number == number], edges)
        rows.append(
            pd.DataFrame(
                {
                    "segment": name,
                    "tone": tone(number),
                    "from": edges[:-1],
                    "to": edges[1:],
                    "customers": counts,
                }
            )
        )
    return pd.concat(rows, ignore_index=True).round({"from": 3, "to": 3})


def _chart(table: pd.DataFrame) -> alt.LayerChart:
    high = table.groupby("from")["customers"].sum().max()
    stacked = table.assign(below=table.groupby("from")["customers"].cumsum() - table["customers"])
    stacked = stacked.assign(above=stacked["below"] + stacked["customers"])
    stacked = stacked[stacked["customers"] > 0]
    bars = alt.Chart(stacked).mark_rect(opacity=0.85)
    tips = [alt.Tooltip("segment:N", title="Segment"), alt.Tooltip("customers:Q", title="Customers")]
    bars = bars.encode(
        alt.X("from:Q"), alt.X2("to"), alt.Y("below:Q"), alt.Y2("above"), theme.by_tone(), tooltip=tips
    )
    first, second = table["segment"].unique()
    words = {"fontWeight": marks.BOLD, "baseline": "bottom"}
    layers = [
        bars,
        marks.rule("x", 0.0, "muted", strokeDash=[3, 3]),
        marks.rule("x", 1.0, "muted", strokeDash=[3, 3]),
        marks.label(0.0, high * 1.04, first, align="left", dx=5, **words),
        marks.label(1.0, high * 1.15, second, align="right", dx=-5, **words),
    ]
    x = alt.X("from:Q", scale=alt.Scale(domain=[-EDGE, 1 + EDGE], nice=False), axis=None)
    ticks = [each for each in theme.steps(float(high), 0, 3) if each % 1 == 0]  # customers are whole
    axis = alt.Axis(values=ticks, format=",d", title=None, domain=False, ticks=False)
    y = alt.Y("below:Q", scale=alt.Scale(domain=[0, high * 1.3], nice=False), axis=axis)
    return theme.stack(layers, x, y, 220)
