"""How well each customer fits: the silhouettes of every segment, sorted, as blades."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.palette import grey_note, tone
from lib.charts.picture import Picture
from lib.charts.words import percent
from lib.segments.types import Segments

MOST_ROWS = 320
FEWEST_ROWS = 4  # a blade needs some rows to have an edge
HEIGHT = 400


def blades(segments: Segments, shown_as: Mapping[int, int] | None = None) -> Picture:
    """Silhouette of every customer, sorted within the segments; at most 320 rows whatever their number.

    Parameters
    ----------
    shown_as : number and colour of each segment on the page where they differ, as when several K are compared.

    Raises
    ------
    ValueError : no customer's silhouette is known.
    """
    known = np.isfinite(segments.silhouette)
    if not known.any():
        raise ValueError("blades need the silhouette of at least one customer, found none")
    shown = {number: (shown_as or {}).get(number, number) for number in segments.numbers}
    colours = np.array([shown[number] for number in segments.numbers])[segments.rows]
    values, numbers = segments.silhouette[known], colours[known]
    misfits = int((values < 0).sum())
    title = fit_title(misfits, len(values))
    mean = float(values.mean())
    sample = "" if known.all() else f" Measured on {len(values):,} of {len(known):,}."
    means = pd.Series(values).groupby(numbers).mean()
    labels = {colour: f"{colour} {segments.named[number]}" for number, colour in shown.items()}
    table = pd.DataFrame(
        {
            "segment": [labels[int(number)] for number in means.index],
            "customers": pd.Series(numbers).value_counts().reindex(means.index).to_numpy(),
            "mean_silhouette": means.to_numpy(),
            "below_zero": pd.Series(values < 0).groupby(numbers).sum().to_numpy(),
        }
    )
    return Picture(
        blades_chart(values, numbers, mean, labels),
        title,
        f"Customers sorted by fit. Further right: better fit. Left of 0: misfit ({misfits:,})."
        f"{sample}{grey_note(list(shown.values()))}",
        f"{title}. Mean silhouette {mean:.2f}; {misfits:,} of {len(values):,} customers are below 0.",
        table,
    )


def fit_title(misfits: int, customers: int) -> str:
    """Everyone, almost everyone (98 % and more), or the share that is closer to another segment."""
    if misfits == 0:
        return "Everyone is closer to their own segment than to the next"
    if misfits <= 0.02 * customers:
        return "Almost everyone is closer to their own segment than to the next"
    return f"{percent(misfits / customers)} of customers are closer to another segment than to their own"


def blades_chart(
    values: np.ndarray, numbers: np.ndarray, mean: float, labels: Mapping[int, str]
) -> alt.LayerChart:
    rows, names = blade_rows(values, numbers)
    rows["name"], rows["tone"] = rows["number"].map(labels), rows["number"].map(tone)
    rows["told"] = rows["silhouette"].map("{:.2f}".format)
    names["name"], names["figure"] = names["number"].map(labels), names["mean"].map(", {:.2f}".format)
    low, high = min(0.0, float(rows["silhouette"].min())), float(rows["silhouette"].max())
    ticks = theme.steps(high, low, 4)
    axis = alt.Axis(
        values=ticks,
        tickCount=10,
        labelExpr=theme.unit_labels(ticks, "silhouette"),
        title=None,
        grid=True,
    )
    x = alt.X("silhouette:Q", scale=alt.Scale(domain=[low, max(high, 0.1) * 1.12], nice=False), axis=axis)
    y = alt.Y(
        "row:Q", scale=alt.Scale(domain=[float(rows["row"].max()), -0.055], nice=False, zero=False), axis=None
    )
    blade = alt.Chart(rows).mark_area(orient="horizontal", opacity=0.9, tooltip=None)
    edge = blade.encode(x, alt.X2("start"), y, theme.by_tone(), alt.Detail("number:N"))
    told = alt.Chart(rows).mark_rule(strokeWidth=3, opacity=0)
    told = told.encode(y, tooltip=marks.tooltips(name="Segment", told="Silhouette"))
    layers = [
        edge,
        marks.rule("x", mean, strokeDash=[4, 3]),
        *marks.names(names.assign(left=low), "left", "row", "width", "left"),
        marks.label(mean, -0.055, f"mean {mean:.2f}", "muted", align="left", dx=4, dy=2),
        theme.role(told, "ink"),
    ]
    return theme.stack(layers, x, y, HEIGHT)


def blade_rows(values: np.ndarray, numbers: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Edges of the blades from 0 at the top to 1 at the foot, and where the name of each stands, in its gap above."""
    present = np.unique(numbers)
    gap = min(0.055, 0.6 / max(1, len(present)))
    spare = MOST_ROWS - FEWEST_ROWS * len(present)
    top, edges, names = 0.0, [], []
    for number in present:
        fits = np.sort(values[numbers == number])[::-1]
        share = len(fits) / len(values)
        count = FEWEST_ROWS + int(spare * share)
        drawn = fits[np.linspace(0, len(fits) - 1, count).round().astype(int)]
        start, top = top + gap, top + gap + share * (1 - gap * len(present))
        edges.append(
            pd.DataFrame({"number": int(number), "row": np.linspace(start, top, count), "silhouette": drawn})
        )
        names.append({"number": int(number), "row": start, "mean": float(fits.mean())})
    rows = pd.concat(edges, ignore_index=True)
    return rows.assign(start=0.0).round(4), pd.DataFrame(names)
