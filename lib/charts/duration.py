"""The highest hours of a territory, before and after a programme was called on its worst days."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import exact_kw, kw, percent
from lib.programme.duration import Duration

HEIGHT = 260


def load_duration(found: Duration) -> Picture:
    """Load of the highest hours from the highest down: grey before, blue after."""
    many = min(len(found.before_kw), len(found.after_kw))
    table = pd.DataFrame(
        {
            "hours": np.arange(1, many + 1),
            "before_kw": found.before_kw[:many],
            "after_kw": found.after_kw[:many],
        }
    )
    title = duration_title(found)
    note = (
        f"The {many} highest hours. Grey: before. Blue: after {len(found.called)} events on the worst days."
    )
    told = f"Highest hour {exact_kw(found.before_kw[0])} before, {exact_kw(found.after_kw[0])} after."
    return Picture(_chart(table), title, note, f"{title}. {told}", table.round(3))


def duration_title(found: Duration) -> str:
    """What the peak is lower by, or that load coming back makes a new one."""
    cut = found.peak_cut_kw
    share = percent(abs(cut) / found.before_kw[0])
    if cut < -1e-9:
        return f"What comes back after events makes a new peak, {kw(-cut)} higher"
    if cut < 1e-9:
        return "The peak stays: its hour lies outside the events"
    return f"The peak is {kw(cut)} lower, {share}"


def _chart(table: pd.DataFrame) -> alt.LayerChart:
    values = table[["before_kw", "after_kw"]].to_numpy()
    low, high = float(values.min()), float(values.max())
    pad = 0.05 * max(high - low, 1e-9)
    layers = [
        marks.line(table, "hours", "before_kw", "context", 2.2),
        marks.line(table, "hours", "after_kw", "accent", 2.2),
        marks.hover(
            table.assign(told=table["hours"].map("{:,}".format)),
            "hours",
            told="Hour",
            before_kw="Before",
            after_kw="After",
        ),
    ]
    many = int(table["hours"].max())
    ticks = [value for value in theme.steps(many, 0, 4) if value] or [many]
    label = f"format(datum.value, ',d') + (datum.value == {ticks[-1]:g} ? ' hours' : '')"
    axis = alt.Axis(
        values=ticks, tickCount=10, labelExpr=label, title=None, grid=False, ticks=True, domain=True
    )
    x = alt.X("hours:Q", scale=alt.Scale(domain=[1, max(many, 2)], nice=False, zero=False), axis=axis)
    steps = [value for value in theme.steps(high, 0, 40) if low - pad <= value <= high + pad]
    steps = steps[:: max(1, len(steps) // 4)]
    y = theme.level_axis("after_kw", (low - pad, high + pad), steps or [high], "kW")
    return theme.stack(layers, x, y, HEIGHT)
