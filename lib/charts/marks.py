"""The layers that pictures are made of, each in one role; their axes come when they are stacked."""

import altair as alt
import pandas as pd

from lib.charts.theme import role
from lib.charts.words import exact_kw

TEXT, BOLD = 12.5, 600
LETTER = 6.0  # pixels of a letter of that size, on the wide side
WINDOW_OPACITY = 0.28


def line(frame: pd.DataFrame, x: str, y: str, name: str, width: float, **mark: object) -> alt.Chart:
    """A line over two columns."""
    drawn = alt.Chart(frame).mark_line(strokeWidth=width, tooltip=None, **mark)
    return role(drawn.encode(alt.X(f"{x}:Q"), alt.Y(f"{y}:Q")), name)


def band(
    frame: pd.DataFrame, x: str, low: str, high: str, name: str, opacity: float, **mark: object
) -> alt.Chart:
    """The area between two columns."""
    drawn = alt.Chart(frame).mark_area(opacity=opacity, tooltip=None, **mark)
    return role(drawn.encode(alt.X(f"{x}:Q"), alt.Y(f"{low}:Q"), alt.Y2(high)), name)


def rule(axis: str, value: float, name: str = "ink", **mark: object) -> alt.Chart:
    """A straight line across the picture at one value of "x" or of "y"."""
    channel = {"x": alt.X, "y": alt.Y}[axis]("at:Q")
    return role(
        alt.Chart(pd.DataFrame({"at": [value]})).mark_rule(tooltip=None, **mark).encode(channel), name
    )


def window_band(window: tuple[int, int]) -> alt.Chart:
    """The event window as a soft band over the full height; one that runs past midnight is drawn in two pieces."""
    first, after = window
    pieces = [(first, min(after, 23))] if after > first else [(first, 23), (0, after)]
    frame = pd.DataFrame(pieces, columns=["from", "to"])
    band = alt.Chart(frame).mark_rect(opacity=WINDOW_OPACITY, tooltip=None)
    return role(band.encode(alt.X("from:Q"), alt.X2("to")), "window")


def label(x: float, y: float, text: str, name: str = "ink", **mark: object) -> alt.Chart:
    """A word on the picture, placed by data."""
    frame = pd.DataFrame({"x": [x], "y": [y], "label": [text]})
    words = alt.Chart(frame).mark_text(**{"fontSize": TEXT, "tooltip": None} | mark)
    return role(words.encode(alt.X("x:Q"), alt.Y("y:Q"), alt.Text("label:N")), name)


def names(frame: pd.DataFrame, x: str, y: str, room: str, align: str) -> list[alt.Chart]:
    """The columns `name` and `figure` above a place on the picture, on a seam of paper so that they stand out.

    Where both are wider than `room` (an expression, in pixels) the name is cut, and the figure is not.
    """
    letters = f"max(3, floor(({room}) / {LETTER}) - length(datum.figure))"
    words = alt.Chart(frame).mark_text(
        align=align, baseline="bottom", dy=-3, fontSize=TEXT, strokeJoin="round", tooltip=None
    )
    words = words.transform_calculate(shown=f"truncate(datum.name, {letters}) + datum.figure")
    words = words.encode(alt.X(f"{x}:Q"), alt.Y(f"{y}:Q"), alt.Text("shown:N"))
    seam = words.encode(strokeWidth=alt.value(3), fillOpacity=alt.value(0))
    return [role(seam, "paper", "stroke"), role(words, "ink")]


def hover(frame: pd.DataFrame, x: str, **titles: str) -> alt.Chart:
    """An unseen rule at every x, so that a thin line need not be hit to read its values; numbers are kW."""
    told = {
        name: [value if isinstance(value, str) else exact_kw(value) for value in frame[name]]
        for name in titles
    }
    strip = alt.Chart(pd.DataFrame({"at": frame[x], **told})).mark_rule(strokeWidth=12, opacity=0)
    return role(strip.encode(alt.X("at:Q"), tooltip=tooltips(**titles)), "ink")


def tooltips(**titles: str) -> list[alt.Tooltip]:
    """Column name to the words that stand before its value, which is text already."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in titles.items()]
