"""How far the learned chance can be trusted, and what it rests on."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.bars import bars
from lib.charts.picture import Picture
from lib.charts.words import percent
from lib.targets.judged import Judgement

HEIGHT, CLOSE, MOST = 240, 0.05, 8


def calibration(found: Judgement) -> Picture:
    """Share that took part against the chance said before, by fifths; on the line they agree."""
    table = pd.DataFrame({"said": found.said, "happened": found.happened, "customers": found.counted})
    top = 1.15 * float(max(table[["said", "happened"]].max(axis=None), 0.05))
    values = theme.steps(top)
    told = table.assign(
        said_told=table["said"].map(percent),
        happened_told=table["happened"].map(percent),
        customers_told=table["customers"].map("{:,}".format),
    )
    ends = pd.DataFrame({"said": [0.0, top], "happened": [0.0, top]})
    spots = alt.Chart(told).mark_circle(size=110, opacity=1)
    tips = marks.tooltips(said_told="Said", happened_told="Took part", customers_told="Offers")
    spots = theme.role(spots.encode(alt.X("said:Q"), alt.Y("happened:Q"), tooltip=tips), "accent")
    layers = [
        marks.line(ends, "said", "happened", "context", 1.4),
        marks.line(table, "said", "happened", "accent", 1.4),
        spots,
    ]
    title, (lowest, *_, highest) = calibration_title(found), told[["said_told", "happened_told"]].to_numpy()
    x = alt.X("said:Q", scale=alt.Scale(domain=[0, top], nice=False, zero=False), axis=_axis(values, False))
    y = alt.Y(
        "happened:Q", scale=alt.Scale(domain=[0, top], nice=False, zero=False), axis=_axis(values, True)
    )
    return Picture(
        theme.stack(layers, x, y, HEIGHT),
        title,
        "Up: share that took part. Across: chance said before. Fifths of the offers; on the grey line both agree.",
        f"{title}. Lowest fifth: said {lowest[0]}, took part {lowest[1]}; highest: said {highest[0]}, took part "
        f"{highest[1]}.",
        table,
    )


def calibration_title(found: Judgement) -> str:
    """How far, over the fifths, what was said lay from what happened."""
    weight = found.counted / found.counted.sum()
    off = float(np.sum(weight * np.abs(found.said - found.happened)))
    return f"The chance was off by {100 * off:.1f} points on average, of {percent(found.base_rate)} who took part"


def carries(found: Judgement) -> Picture:
    """What the learned chance varies by, largest first."""
    table = pd.DataFrame(found.carries[:MOST], columns=["name", "share"])
    drawn = table.assign(told=table["share"].map(percent))
    title = f"The chance varies most by {drawn['name'].iloc[0]}: {drawn['told'].iloc[0]}"[:80]
    return Picture(
        bars(drawn, "share", name="Column", told="Share"),
        title,
        "Share of what the chance varies by, by column of the table, size and segment.",
        f"{title}. Columns: {len(found.carries)}.",
        table,
    )


def _axis(values: list[float], grid: bool) -> alt.Axis:
    return alt.Axis(
        values=values,
        tickCount=max(10, len(values)),
        format="%",
        labelOverlap=False,
        title=None,
        grid=grid,
        ticks=not grid,
        domain=not grid,
    )
