"""One look for every chart: colours by role, the two axes all charts share, and the finish.

The colour scale has a domain and no range. Streamlit fills the range from `chartCategoricalColors`, so charts turn
from light to dark without asking the server; outside Streamlit `for_export` fills it.
"""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import calendar, palette
from lib.charts.words import NBSP

SCALE = alt.Scale(domain=list(palette.ROLES))
HOURS = alt.Scale(domain=[0, 23], nice=False, zero=False)
WINDOW_OPACITY = 0.28
TEXT, BOLD = 12.5, 600


def role(layer: alt.Chart, name: str, channel: str = "color") -> alt.Chart:
    """Colour a whole layer by its role, e.g. "ink": a constant field, because a colour datum takes no scale."""
    channels = {"color": alt.Color, "stroke": alt.Stroke}
    paint = channels[channel](f"role_{name}:N", scale=SCALE, legend=None)
    return layer.transform_calculate(**{f"role_{name}": f"'{name}'"}).encode(**{channel: paint})


def by_tone(field: str = "tone") -> alt.Color:
    """Colour by a column that holds roles: a segment's number as text, or one of the words."""
    return alt.Color(f"{field}:N", scale=SCALE, legend=None)


def steps(high: float, low: float = 0.0, most: int = 4) -> list[float]:
    """Round values from low to high, at most `most` steps apart by 1, 2, 2.5 or 5 times a power of ten."""
    width = max(high - low, 1e-9)
    power = 10.0 ** np.floor(np.log10(width / most))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if width / (power * m) <= most + 1e-9)
    first, last = np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9)
    return [float(round(n * step, 10)) for n in np.arange(first, last + 1)]


def unit_labels(values: Sequence[float], unit: str, every: str = "") -> str:
    """Label expression for round values: the unit stands on the top one only, `every` on each."""
    number = f"format(datum.value, ',.6~r') + '{every}'"
    return f"datum.value >= {values[-1] - 1e-9} ? {number} + '{NBSP}{unit}' : {number}" if unit else number


def hour_axis(field: str = "hour", values: Sequence[int] = (0, 6, 12, 18)) -> alt.X:
    """Hours 0 to 23 with the clock at every sixth."""
    axis = alt.Axis(
        values=list(values),
        tickCount=len(values),
        labelExpr="(datum.value < 10 ? '0' : '') + datum.value + ':00'",
        title=None,
        grid=False,
        ticks=True,
        domain=True,
    )
    return alt.X(f"{field}:Q", scale=HOURS, axis=axis)


def kw_axis(
    field: str, high: float, low: float = 0.0, most: int = 4, unit: str = "kW", every: str = ""
) -> alt.Y:
    """Power from the lower of 0 and `low` up to `high`; the unit stands on the top tick only."""
    low = min(0.0, low)
    return level_axis(field, (low, high), steps(high, low, most), unit, every)


def level_axis(
    field: str, domain: tuple[float, float], values: Sequence[float], unit: str = "", every: str = ""
) -> alt.Y:
    """A vertical axis over a given domain with given ticks."""
    # tickCount: with fewer than there are values Vega drops some of them silently
    axis = alt.Axis(
        values=list(values),
        tickCount=max(10, len(values)),
        labelExpr=unit_labels(values, unit, every),
        labelOverlap=False,
        title=None,
        grid=True,
    )
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=list(domain), nice=False, zero=False), axis=axis)


def along(axis: alt.Y, field: str) -> alt.Y:
    """The same vertical axis for another column."""
    return alt.Y(f"{field}:Q", scale=axis["scale"], axis=axis["axis"])


def window_band(window: tuple[int, int]) -> alt.Chart:
    """The event window as a soft band over the full height; one that runs past midnight is drawn in two pieces."""
    first, after = window
    pieces = [(first, min(after, 23))] if after > first else [(first, 23), (0, after)]
    frame = pd.DataFrame(pieces, columns=["from", "to"])
    band = alt.Chart(frame).mark_rect(opacity=WINDOW_OPACITY, tooltip=None)
    return role(band.encode(alt.X("from:Q", scale=HOURS, axis=None), alt.X2("to")), "window")


def label(at: dict[str, object], text: str, name: str = "ink", **mark: object) -> alt.Chart:
    """A word on the picture at data coordinates, such as ``{"hour": 7, "kw": 1.2}`` for x and y."""
    (x, x_value), (y, y_value) = at.items()
    frame = pd.DataFrame({x: [x_value], y: [y_value], "label": [text]})
    words = alt.Chart(frame).mark_text(**{"fontSize": TEXT, "tooltip": None} | mark)
    return role(
        words.encode(alt.X(f"{x}:Q", axis=None), alt.Y(f"{y}:Q", axis=None), alt.Text("label:N")), name
    )


def day_axis(field: str, first: int, last: int) -> alt.X:
    """Day numbers from first to last, labelled with dates."""
    values, form = calendar.marks(first, last)
    axis = alt.Axis(
        values=values,
        tickCount=max(10, len(values)),
        labelExpr=f"utcFormat(datum.value * {calendar.DAY_MS}, '{form}')",
        title=None,
        grid=False,
        ticks=True,
        domain=True,
    )
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[first, last], nice=False, zero=False), axis=axis)


def hover(frame: pd.DataFrame, x: str, **titles: str) -> alt.Chart:
    """An unseen rule at every x, so that a thin line need not be hit to read its values."""
    rule = alt.Chart(frame).mark_rule(strokeWidth=12, opacity=0)
    return role(rule.encode(alt.X(f"{x}:Q", axis=None), tooltip=tooltips(**titles)), "ink")


def tooltips(**titles: str) -> list[alt.Tooltip]:
    """Column name to the words that stand before its value, which is text already."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in titles.items()]


def finish(
    chart: alt.Chart | alt.LayerChart, height: int, labels: str = "color"
) -> alt.Chart | alt.LayerChart:
    """Height, padding and the text of axes and keys, whose colour is read from the chart's own role scale."""
    muted = alt.ExprRef(f"scale('{labels}','muted')")
    return (
        chart.properties(height=height, padding={"left": 0, "right": 2, "top": 4, "bottom": 2})
        .configure_view(strokeWidth=0)
        .configure_axis(
            labelColor=muted,
            labelFontSize=12,
            labelPadding=5,
            labelFlush=True,
            gridOpacity=0.7,
            domain=False,
            ticks=False,
        )
        .configure_legend(labelColor=muted, labelFontSize=12)
    )


def for_export(
    chart: alt.Chart | alt.LayerChart, dark: bool = False, width: int = 720
) -> alt.Chart | alt.LayerChart:
    """The same chart with the colours filled in and a width, for drawing outside Streamlit."""
    lines = palette.DARK_LINES if dark else palette.LIGHT_LINES
    ramp = list(palette.DARK_RAMP if dark else palette.LIGHT_RAMP)
    colours = list(palette.DARK if dark else palette.LIGHT)
    filled = chart.properties(width=width, autosize=alt.AutoSizeParams(type="fit", contains="padding"))
    filled = filled.configure_range(category=colours, ramp=ramp, heatmap=ramp)
    filled.config["background"] = colours[palette.ROLES.index("paper")]
    filled.config["axis"]["gridColor"] = filled.config["axis"]["domainColor"] = lines
    filled.config["axis"]["tickColor"] = lines
    return filled
