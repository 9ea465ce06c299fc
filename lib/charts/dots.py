"""A value and its range for each of a few names: a dot on a bar from low to high, with zero marked."""

import altair as alt
import pandas as pd

from lib.charts import marks, theme

ROW = 40
ROOM = 0.16  # of the width, for the words at the right end


def dots(table: pd.DataFrame, unit: str = "kW") -> alt.LayerChart:
    """Draw a table of name, low, value, high and `told` (the value as text), from top to bottom as it stands."""
    low, high = (min(0.0, float(table["low"].min())), max(0.0, float(table["high"].max())))
    width = max(high - low, 1e-9)
    y = alt.Y("name:N", sort=list(table["name"]), scale=alt.Scale(padding=0), axis=theme.NAMES)
    ticks = theme.steps(high, low, 4)
    axis = alt.Axis(
        values=ticks, tickCount=10, labelExpr=theme.unit_labels(ticks, unit), title=None, grid=True
    )
    scale = alt.Scale(domain=[low - 0.02 * width, high + ROOM * width], nice=False, zero=False)
    x = alt.X("value:Q", scale=scale, axis=axis)
    rows = alt.Chart(table)
    tips = marks.tooltips(name="", told="Value", range="Range")
    bar = rows.mark_bar(size=8, opacity=0.3, cornerRadius=4).encode(
        alt.X("low:Q"), alt.X2("high"), y, tooltip=tips
    )
    dot = rows.mark_point(size=70, filled=True, opacity=1).encode(x, y, tooltip=tips)
    words = rows.mark_text(align="left", dx=8, fontSize=12, tooltip=None).encode(
        alt.X("high:Q"), y, alt.Text("told:N")
    )
    layers = [
        marks.rule("x", 0.0, "muted"),
        theme.role(bar, "accent"),
        theme.role(dot, "accent"),
        theme.role(words, "ink"),
    ]
    return theme.stack(layers, x, y, ROW * len(table) + 24)
