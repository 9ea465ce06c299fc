"""The shape of a segment's day: one small picture a segment, all on one scale; and every shape of one K together."""

from collections.abc import Mapping, Sequence

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.kinds_of_day import DASHES
from lib.charts.palette import grey_note, tone
from lib.charts.picture import Picture
from lib.charts.profiles import MOST_LINES, member_lines, thin_lines
from lib.charts.words import NBSP, clock, kw
from lib.codebook import PARTS
from lib.profiles.parts import LABELS
from lib.segments.types import Segments

HEIGHTS = {"strip": 120, "compare": 130, "full": 190}


def highest_kw(segments: Segments, number: int | None = None) -> float:
    """The kW that small multiples of all segments, or of one, share: a little above the widest band."""
    high_kw = segments.high_kw if number is None else segments.high_kw[segments.row(number)]
    return 1.08 * float(np.nanmax(high_kw))


def highest_kw_of_colours(
    found: Mapping[int, Segments], colours: Mapping[int, Mapping[int, int]]
) -> dict[int, float]:
    """Colour to the kW that segments of this colour share in every K, so that a small kind is seen beside a large."""
    tops: dict[int, float] = {}
    for k, segments in found.items():
        for number, colour in colours[k].items():
            tops[colour] = max(tops.get(colour, 0.0), highest_kw(segments, number))
    return tops


def segment_shape(
    segments: Segments,
    number: int,
    maximum_kw: float,
    window: tuple[int, int],
    size: str = "full",
    shown_as: int | None = None,
) -> Picture:
    """Mean day of one segment: the line alone ("strip"), with its band ("compare"), with members as well ("full").

    Parameters
    ----------
    number : the segment, from 1.
    maximum_kw : top of the scale, the same for all segments shown together; what lies above is cut.
    window : event window, shaded.
    shown_as : number and colour on the page where they differ, as when two K are compared.
    """
    shown = shown_as or number
    row = segments.row(number)
    table = pd.DataFrame(
        {
            "hour": range(24),
            "mean_kw": segments.mean_kw[row],
            "low_kw": segments.low_kw[row],
            "high_kw": segments.high_kw[row],
            **_several(segments, row),
        }
    )
    members = segments.hourly_kw[segments.number == number]
    peak = int(np.argmax(segments.mean_kw[row]))
    title, count = f"{shown} {segments.names[row]}", int(segments.sizes[row])
    height = kw(segments.mean_kw[row, peak])
    return Picture(
        shape_chart(table, members, tone(shown), maximum_kw, window, size),
        title,
        f"{count:,} customers · peak {height} at {clock(peak)} · {segments.daily_kwh[row]:,.0f}{NBSP}kWh a day",
        f"{title}: {count:,} customers, mean peak {height} at {clock(peak)}.",
        table,
    )


def _several(segments: Segments, row: int) -> dict[str, np.ndarray]:
    """The mean days that the shape is made of, where they are several, by the names of their columns."""
    parts = PARTS[segments.features]
    if len(parts) == 1:
        return {}
    return {f"{part}_kw": day for part, day in zip(parts, segments.parts_kw[row], strict=True)}


def lines_of(features: str) -> str:
    """What the lines of a segment's picture are, in words."""
    if features == "daily":
        return "the mean day"
    first, second = (LABELS[part].lower() for part in PARTS[features])
    return f"{first}. **Dashed**: {second}"


def shape_chart(
    table: pd.DataFrame, members: np.ndarray, colour: str, high: float, window: tuple[int, int], size: str
) -> alt.LayerChart:
    smooth = {"interpolate": "monotone", "clip": True}
    layers = [marks.window_band(window)]
    if size == "full":
        layers.append(thin_lines(member_lines(members, MOST_LINES)))
    if size != "strip":
        layers.append(marks.band(table, "hour", "low_kw", "high_kw", colour, 0.22, **smooth))
    several = {
        name: name.removesuffix("_kw").capitalize() for name in table if name.removesuffix("_kw") in LABELS
    }
    for name, dash in zip(several or ["mean_kw"], DASHES, strict=False):
        layers.append(marks.line(table, "hour", name, colour, 2.4, strokeDash=dash, **smooth))
    told = table.assign(clock=[clock(hour) for hour in table["hour"]])
    words = several | {"mean_kw": "Mean", "low_kw": "10 %", "high_kw": "90 %"}
    layers.append(marks.hover(told, "hour", clock="Hour", **words))
    y = theme.kw_axis("mean_kw", high, float(table["low_kw"].min()), most=5 if size == "full" else 4)
    return theme.stack(layers, theme.hour_axis(), y, HEIGHTS[size])


def shapes_of_k(
    mean_kw: np.ndarray, numbers: Sequence[int] | None = None, window: tuple[int, int] | None = None
) -> Picture:
    """All mean days of one K, each as a share of its own peak, for the card of that K.

    Parameters
    ----------
    mean_kw : ndarray of shape (k, 24), mean day of each segment, kW.
    numbers : (k,) numbers by which the segments are known on the page; 1 to k where not given.
    """
    days = np.asarray(mean_kw, float)
    numbers = list(numbers or range(1, len(days) + 1))
    own_peak = np.maximum(np.abs(days).max(axis=1, keepdims=True), 1e-9)
    table = pd.DataFrame(
        {
            "segment": np.repeat(numbers, 24),
            "hour": np.tile(np.arange(24), len(days)),
            "share_of_peak": (days / own_peak).ravel().round(4),
        }
    )
    drawn = table.assign(tone=[tone(number) for number in table["segment"]])
    peaks = ", ".join(
        f"{number} at {clock(int(row.argmax()))}" for number, row in zip(numbers, days, strict=True)
    )
    y = alt.Y(
        "share_of_peak:Q",
        scale=alt.Scale(domain=[min(0, table["share_of_peak"].min()), 1.03], nice=False),
        axis=None,
    )
    x = theme.hour_axis(values=(0, 12))
    line = alt.Chart(drawn).mark_line(strokeWidth=1.8, interpolate="monotone", tooltip=None)
    lines = line.encode(x, y, theme.by_tone(), alt.Detail("segment:N"))
    layers = [marks.window_band(window), lines] if window else [lines]
    return Picture(
        theme.stack(layers, x, y, 110),
        f"K{NBSP}={NBSP}{len(days)}",
        f"Mean day of each segment as a share of its own peak.{grey_note(numbers)}",
        f"The {len(days)} mean day shapes; they peak: {peaks}.",
        table,
    )
