"""How the customers of a segment are spread: hour by load, the stronger the colour the more of them."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import NBSP, clock
from lib.segments.types import Segments

BINS, HEIGHT = 20, 190


def density(segments: Segments, number: int, top_kw: float) -> Picture:
    """Customers of a segment by hour and load; what lies above the scale counts in its highest row.

    Parameters
    ----------
    top_kw : top of the scale, the same for all segments shown together.
    """
    kw = segments.hourly_kw[segments.number == number]
    low = min(0.0, float(np.nanquantile(kw, 0.01)))
    edges = np.linspace(low, top_kw, BINS + 1)
    row = np.clip(np.searchsorted(edges, kw, side="right") - 1, 0, BINS - 1)
    counts = np.zeros((BINS, 24), int)
    np.add.at(counts, (row, np.broadcast_to(np.arange(24), kw.shape)), 1)
    at, hour = np.nonzero(counts)
    table = pd.DataFrame(
        {
            "hour": hour,
            "from_kw": edges[at].round(3),
            "to_kw": edges[at + 1].round(3),
            "customers": counts[at, hour],
        }
    )
    crowd = table.loc[table["customers"].idxmax()]
    where = f"{crowd['from_kw']:.1f} to {crowd['to_kw']:.1f}{NBSP}kW at {clock(int(crowd['hour']))}"
    title = segments.label(number)
    note = f"{len(kw):,} customers, hour by load. Most of them at once: {int(crowd['customers']):,}, {where}."
    return Picture(_chart(table, low, top_kw), title, note, f"{title}: {note}", table)


def _chart(table: pd.DataFrame, low: float, high: float) -> alt.LayerChart:
    cells = table.assign(
        until=table["hour"] + 1,
        clock=[clock(hour) for hour in table["hour"]],
        load=[f"{a:.2f} to {b:.2f}{NBSP}kW" for a, b in zip(table["from_kw"], table["to_kw"], strict=True)],
        many=table["customers"].map("{:,}".format),
    )
    fill = alt.Fill("customers:Q", scale=alt.Scale(domain=[0, int(table["customers"].max())]), legend=None)
    y = theme.kw_axis("from_kw", high, low)
    x = alt.X("hour:Q", scale=alt.Scale(domain=[0, 24], nice=False), axis=theme.hour_axis()["axis"])
    tips = marks.tooltips(clock="Hour", load="Load", many="Customers")
    rect = alt.Chart(cells).mark_rect(strokeWidth=0.3)
    rect = rect.encode(x, alt.X2("until"), y, alt.Y2("to_kw"), fill, tooltip=tips)
    return theme.finish(theme.role(rect, "paper", "stroke"), HEIGHT)
