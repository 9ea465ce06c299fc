"""What a list gives hour by hour: bars that come in 9 of 10 events, and what comes in half of them."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import clock, kw
from lib.programme.plant import Plant

HEIGHT = 240
TENTH = 0.1  # hours that differ by less are called even


def reduction_by_hour(found: Plant) -> Picture:
    """Bars: P90 of each hour. Line: P50. Dashed: what is held in every hour."""
    table = pd.DataFrame(
        {
            "clock": [clock(int(hour)) for hour in found.hours],
            "p90_kw": found.p90_kw,
            "p50_kw": found.p50_kw,
        }
    )
    title = plant_title(found)
    note = f"Bars: 9 of 10 events. Dots: 5 of 10. Line: {kw(found.sustained_kw)} held in every hour."
    told = "; ".join(
        f"{row.clock} {kw(row.p90_kw)} and {kw(row.p50_kw)}" for row in table.itertuples(index=False)
    )
    return Picture(_chart(table, found.sustained_kw), title, note, f"{title}. {told}.", table.round(3))


def plant_title(found: Plant) -> str:
    """The strongest and the weakest hour, where they differ."""
    best, worst = (int(found.hours[at]) for at in (found.p90_kw.argmax(), found.p90_kw.argmin()))
    if found.p90_kw.max() < (1 + TENTH) * found.sustained_kw:
        return f"{kw(found.sustained_kw)} are held in every hour, evenly"
    return f"{kw(found.sustained_kw)} are held in every hour: {clock(best)} gives most, {clock(worst)} least"


def _chart(table: pd.DataFrame, sustained_kw: float) -> alt.LayerChart:
    told = table.assign(p90=table["p90_kw"].map(kw), p50=table["p50_kw"].map(kw))
    tips = marks.tooltips(clock="Hour", p90="9 of 10", p50="5 of 10")
    axis = alt.Axis(title=None, labelAngle=0, grid=False, labelFlush=False)
    x = alt.X("clock:N", sort=list(table["clock"]), axis=axis)
    y = theme.kw_axis("p90_kw", 1.1 * float(np.nanmax(table[["p90_kw", "p50_kw"]].to_numpy())))
    bars = alt.Chart(told).mark_bar(opacity=0.75).encode(x, y, tooltip=tips)
    dots = (
        alt.Chart(told).mark_point(size=70, filled=True, opacity=1).encode(x, alt.Y("p50_kw:Q"), tooltip=tips)
    )
    layers = [
        theme.role(bars, "accent"),
        theme.role(dots, "ink"),
        marks.rule("y", sustained_kw, "ink", strokeDash=[4, 3]),
    ]
    return theme.stack(layers, x, y, HEIGHT)
