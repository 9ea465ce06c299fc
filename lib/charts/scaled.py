"""Shapes as they are clustered: what is left of a day under one scaling."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.profiles import HEIGHT, MOST_LINES, member_lines, thin_lines
from lib.charts.words import clock


def sampled_shapes(shapes: np.ndarray, scaling: str, limit: int = MOST_LINES, part: str = "") -> Picture:
    """Some customers' shapes as thin lines, with the median and the 10-90 % band of all.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, 24), without unit. scaling : its name on the page.
    part : of which days, where a shape is made of several mean days.
    """
    low, median, high = np.quantile(shapes, [0.1, 0.5, 0.9], axis=0)
    table = pd.DataFrame({"hour": range(24), "median": median, "low": low, "high": high})
    hour = int(np.argmax(high - low))
    title = f"{part + ': customers' if part else 'Customers'} differ most at {clock(hour)}"
    top, bottom = float(np.quantile(shapes, 0.995)), min(0.0, float(np.quantile(shapes, 0.005)))
    y = alt.Y(
        "median:Q", scale=alt.Scale(domain=[bottom, top], zero=False, nice=False, clamp=True), axis=None
    )
    layers = [
        thin_lines(member_lines(np.asarray(shapes, float), limit)),
        marks.band(table, "hour", "low", "high", "accent", 0.16),
        marks.line(table, "hour", "median", "accent", 2.4),
    ]
    return Picture(
        theme.stack(layers, theme.hour_axis(), y, HEIGHT),
        title,
        f"{scaling}: what is compared. Line: median, band 10 to 90 %. The height has no unit.",
        f"{title}. Shapes of customers under {scaling}; the median is highest at {clock(int(median.argmax()))}.",
        table,
    )
