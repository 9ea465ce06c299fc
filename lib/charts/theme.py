"""One look for every chart: colours by role, the two axes all charts share, and the finish.

The colour scale has a domain and no range. Streamlit fills the range from `chartCategoricalColors`, so charts turn
from light to dark without asking the server; outside Streamlit `for_export` fills it.
"""

from collections.abc import Sequence

import altair as alt
import numpy as np

from lib.charts import calendar, palette
from lib.charts.words import NBSP

SCALE = alt.Scale(domain=list(palette.ROLES))
HOURS = alt.Scale(domain=[0, 23], nice=False, zero=False)
COMMA = "indexof(datum.label, ', ')"
FOLDED = f"[slice(datum.label, 0, {COMMA} + 1), slice(datum.label, {COMMA} + 2)]"  # 1 Evening peak, | sharper, later
NAMES = alt.Axis(
    title=None,
    labelLimit=150,
    labelFlush=False,
    grid=False,
    labelExpr=f"length(datum.label) > 26 && {COMMA} > 0 ? {FOLDED} : datum.label",
)
CLOCK = "(datum.value < 10 ? '0' : '') + datum.value + ':00'"
PADDING = {"left": 0, "right": 2, "top": 4, "bottom": 2}


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
        labelExpr=CLOCK,
        labelFlush=False,
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


def day_axis(field: str, first: int, last: int) -> alt.X:
    """Day numbers from first to last, labelled with dates."""
    values, form = calendar.labelled_days(first, last)
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


def stack(layers: Sequence[alt.Chart], x: alt.X, y: alt.Y, height: int) -> alt.LayerChart:
    """Layers, back to front, on one pair of axes: those given, whatever columns the layers read.

    Notes
    -----
    Vega-Lite merges the axes of layers by rules nobody remembers: a layer without an axis takes it from all of them.
    """
    for layer in layers:
        for channel, shared in (("x", x), ("y", y)):
            own = layer.encoding[channel]
            if own is not alt.Undefined:
                own["scale"], own["axis"] = shared["scale"], shared["axis"]
    return alt.layer(*layers, height=height, padding=PADDING, config=look())


def finish(cells: alt.Chart, height: int) -> alt.Chart:
    """A heat map with its height and look; its role scale is that of the stroke, for the fill has the ramp."""
    return cells.properties(height=height, padding=PADDING, config=look("stroke"))


def look(scale: str = "color") -> alt.Config:
    """Text of axes and keys in the muted role, read from the chart's own scale; faint horizontal lines."""
    muted = alt.ExprRef(f"scale('{scale}','muted')")
    axis = {
        "labelColor": muted,
        "labelFontSize": 12,
        "labelPadding": 5,
        "labelFlush": True,
        "gridOpacity": 0.7,
    }
    return alt.Config(
        view=alt.ViewConfig(strokeWidth=0),
        axis=alt.AxisConfig(**axis, domain=False, ticks=False),
        legend=alt.LegendConfig(labelColor=muted, labelFontSize=12),
    )


def for_export(
    chart: alt.Chart | alt.LayerChart, dark: bool = False, width: int = 720
) -> alt.Chart | alt.LayerChart:
    """The same chart with the colours filled in and a width, for drawing outside Streamlit."""
    lines = palette.DARK_LINES if dark else palette.LIGHT_LINES
    ramp = list(palette.DARK_RAMP if dark else palette.LIGHT_RAMP)
    colours = list(palette.DARK if dark else palette.LIGHT)
    config = chart.config.copy(deep=True)
    config["range"] = alt.RangeConfig(category=colours, ramp=ramp, heatmap=ramp)
    config["background"] = colours[palette.ROLES.index("paper")]
    for line in ("gridColor", "domainColor", "tickColor"):
        config["axis"][line] = lines
    fit = alt.AutoSizeParams(type="fit", contains="padding")
    return chart.properties(width=width, autosize=fit, config=config)
