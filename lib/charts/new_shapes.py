"""Shapes that nobody had before, over what is usual."""

import numpy as np
import pandas as pd

from lib.changes import Populations
from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.profiles import MOST_LINES, member_lines, thin_lines
from lib.charts.words import clock
from lib.spelling import counted

HEIGHT = 260
NEAR, MOST = 1, 0.5  # hours between peaks, and the share of the shapes that must have theirs so near


def new_shapes(populations: Populations) -> Picture:
    """Later days further from every segment than nearly all earlier ones, each over its own mean."""
    own = populations.shape_kw / np.abs(populations.shape_kw).mean(axis=1, keepdims=True).clip(1e-9)
    table = pd.DataFrame({"hour": range(24), "usual": populations.usual, "new": own.mean(axis=0)})
    title = _title(own)
    lines = member_lines(own, MOST_LINES)
    layers = [
        thin_lines(lines),
        marks.line(table, "hour", "usual", "ink", 1.2, strokeDash=[3, 3], interpolate="monotone"),
        marks.line(table, "hour", "new", "accent", 2.6, interpolate="monotone"),
        marks.hover(_told(table), "hour", clock="Hour", new="New shapes", usual="Everybody"),
    ]
    high, low = max(float(lines["kw"].max()), 1.0), min(float(lines["kw"].min()), 0.0)
    y = theme.level_axis("new", (low, high * 1.05), theme.steps(high, low), " times")
    return Picture(
        theme.stack(layers, theme.hour_axis(), y, HEIGHT),
        title,
        "Blue: their mean; thin lines: some of them; dotted: everybody. Each over its own mean load.",
        f"{title}. Mean of the new shapes and of everybody, times the own mean load.",
        table.round(4),
    )


def _title(own: np.ndarray) -> str:
    """Whether the new shapes have their peak at one time of the day."""
    peak = own.argmax(axis=1)
    apart = np.abs((peak[:, None] - np.arange(24) + 12) % 24 - 12)
    near = (apart <= NEAR).mean(axis=0)
    at = int((near + 1e-3 * (apart == 0).mean(axis=0)).argmax())
    shapes = counted(len(own), "shape")
    if near[at] < MOST:
        return f"{shapes} nobody had before, with peaks at different hours"
    times = own[apart[:, at] <= NEAR].max(axis=1).mean()
    return f"{shapes} nobody had before, most with a peak about {clock(at)}, {times:.1f} times the mean"


def _told(table: pd.DataFrame) -> pd.DataFrame:
    times = {name: table[name].map("{:.1f} times".format) for name in ("usual", "new")}
    return table.assign(clock=[clock(hour) for hour in table["hour"]], **times)
