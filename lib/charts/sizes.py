"""Size against shape: how many small, medium and large users each segment has."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import percent
from lib.segments.types import Segments

TIERS = ("Small", "Medium", "Large")
CUTS_ACROSS = 0.15  # every segment has at least this share of large users
GOES_WITH = 0.60  # more than this share of a segment in one tier
ROOM = 2.1  # the ramp ends this many times above the largest cell, so that ink stays readable in both themes
HEIGHT = 250


def size_by_shape(segments: Segments) -> Picture:
    """Customers of every segment in three tiers of daily kWh, each a third of all customers."""
    daily_kwh = np.nansum(segments.hourly_kw, axis=1)
    tier = np.searchsorted(np.quantile(daily_kwh, [1 / 3, 2 / 3]), daily_kwh)
    numbers = segments.numbers
    counts = np.array(
        [[int(np.sum((segments.number == n) & (tier == t))) for t in range(3)] for n in numbers]
    )
    labels = [segments.label(number) for number in numbers]
    table = pd.DataFrame(counts, columns=list(TIERS)).assign(segment=labels)[["segment", *TIERS]]
    title = size_title(counts, list(segments.names))
    row, column = np.unravel_index(counts.argmax(), counts.shape)
    return Picture(
        size_chart(table, labels),
        title,
        "Customers by daily kWh: a third small, a third medium, a third large.",
        f"{title}. Largest cell: {labels[row]}, {TIERS[column].lower()}, {counts[row, column]:,} customers.",
        table,
    )


def size_title(counts: np.ndarray, names: list[str]) -> str:
    """Whether size cuts across shape, goes with it, or something between."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    if shares[:, 2].min() >= CUTS_ACROSS:
        return "Size cuts across shape: every segment has its large users"
    row, column = np.unravel_index(shares.argmax(), shares.shape)
    if shares[row, column] > GOES_WITH:
        return f"Size goes with shape: {percent(shares[row, column])} of {names[row]} are {TIERS[column].lower()} users"
    few = int(shares[:, 2].argmin())
    return f"{names[few]} has the fewest large users, {percent(shares[few, 2])}"


def size_chart(table: pd.DataFrame, labels: list[str]) -> alt.LayerChart:
    cells = table.melt("segment", var_name="tier", value_name="customers")
    cells["told"] = cells["customers"].map("{:,}".format)
    x = alt.X(
        "tier:N", sort=list(TIERS), axis=alt.Axis(orient="top", labelAngle=0, title=None, labelFlush=False)
    )
    y = alt.Y("segment:N", sort=labels, axis=theme.NAMES)
    ramp = alt.Scale(domain=[0, ROOM * max(1, int(cells["customers"].max()))], nice=False)
    base = alt.Chart(cells).encode(x, y)
    tips = marks.tooltips(segment="Segment", tier="Size", told="Customers")
    heat = base.mark_rect(cornerRadius=2, strokeWidth=1).encode(
        alt.Fill("customers:Q", scale=ramp, legend=None), tooltip=tips
    )
    counts = base.mark_text(fontSize=marks.TEXT, tooltip=None).encode(alt.Text("told:N"))
    return theme.stack([heat, theme.role(counts, "ink")], x, y, max(HEIGHT, 30 * len(labels) + 30))
