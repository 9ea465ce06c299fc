"""One customer: the day with what could move drawn in, the days beside each other, and what a degree does."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import NBSP, clock, kw, span
from lib.profiles import window_hours

HEIGHT = 340
FEWEST, FEWEST_DEGREES = 14, 4.0


def customer_day(
    hot_kw: np.ndarray, mean_kw: np.ndarray, base_kw: float, window: tuple[int, int], colour: str, hot_days: int,
    segment_kw: np.ndarray | None = None,
) -> Picture:  # fmt: skip
    """The mean day on event-like days with the load above base in the window coloured, beside all days and the segment.

    Parameters
    ----------
    hot_kw, mean_kw : (24,) mean day on event-like days and on all, kW. base_kw : what runs anyway.
    segment_kw : (24,) mean day of the segment, brought to this customer's energy.
    """
    inside = window_hours(window)
    base = max(0.0, base_kw)
    above = float(np.nanmean(hot_kw[inside]) - base)
    table = pd.DataFrame({"hour": range(24), "hot_kw": hot_kw, "all_kw": mean_kw, "base_kw": base})
    if segment_kw is not None:
        table["segment_kw"] = segment_kw
    title = f"{kw(max(0.0, above))} above base, {span(window)}"
    drawn = table.assign(low=np.minimum(base, hot_kw))
    strips = [drawn[drawn["hour"].isin(part)] for part in runs(inside)]
    smooth = {"interpolate": "monotone"}
    layers = [marks.window_band(window)]
    layers += [
        marks.band(part, "hour", "low", "hot_kw", colour, 0.85, **smooth) for part in strips if len(part) > 1
    ]
    layers.append(marks.line(table, "hour", "all_kw", "context", 1.4, **smooth))
    if segment_kw is not None:
        layers.append(marks.line(table, "hour", "segment_kw", colour, 1.4, strokeDash=[2, 3], **smooth))
    layers += [
        marks.rule("y", base, strokeDash=[4, 3]),
        marks.line(table, "hour", "hot_kw", "ink", 2.6, **smooth),
        marks.label(1.5, base, "base", "ink", dy=12),
    ]
    told = table.assign(clock=[clock(hour) for hour in table["hour"]])
    names = {"hot_kw": "Peak days", "all_kw": "All days", "base_kw": "Base"}
    names |= {"segment_kw": "Segment"} if segment_kw is not None else {}
    layers.append(marks.hover(told, "hour", clock="Hour", **names))
    high = 1.1 * float(np.nanmax(table.drop(columns="hour").to_numpy()))
    y = theme.kw_axis("hot_kw", high, float(np.nanmin(table.drop(columns="hour").to_numpy())))
    note = f"Bold: the {hot_days} peak days; grey: all days; coloured: load above base in the event window."
    note += " Dotted: the segment, at this customer's energy." if segment_kw is not None else ""
    return Picture(theme.stack(layers, theme.hour_axis(), y, HEIGHT), title, note, f"{title}. {note}", table)


def temperature_response(
    degrees: np.ndarray, window_kw: np.ndarray, hot: np.ndarray, colour: str, window: tuple[int, int]
) -> Picture | None:
    """Window load by daily temperature, with the straight line through it; None where too little is known.

    Parameters
    ----------
    degrees : (n_days,) degC. window_kw : (n_days,) kW. hot : (n_days,) bool, event-like days.
    """
    known = np.isfinite(degrees) & np.isfinite(window_kw)
    if known.sum() < FEWEST or np.ptp(degrees[known]) < FEWEST_DEGREES:
        return None
    x, y, hot = degrees[known], window_kw[known], hot[known]
    slope, level = np.polyfit(x, y, 1)
    ends = np.array([x.min(), x.max()])
    line = pd.DataFrame({"degrees": ends, "kw": level + slope * ends})
    table = pd.DataFrame({"degrees": x.round(2), "kw": y.round(3), "peak_day": hot})
    dots = table.assign(tone=np.where(hot, colour, "context"))
    points = alt.Chart(dots).mark_circle(size=34, opacity=0.85)
    points = points.encode(alt.X("degrees:Q"), alt.Y("kw:Q"), theme.by_tone())
    title = f"Each degree adds {1000 * slope:.0f}{NBSP}W in the window"
    if slope < 0:
        title = f"Each degree colder adds {-1000 * slope:.0f}{NBSP}W in the window"
    ticks = theme.steps(float(ends[1]), float(ends[0]), 6)
    across = alt.X(
        "degrees:Q",
        scale=alt.Scale(domain=ends.tolist(), nice=True, zero=False),
        axis=alt.Axis(
            values=ticks, tickCount=10, labelExpr=theme.unit_labels(ticks, "°C"), title=None, grid=False
        ),
    )
    layers = [points, marks.line(line, "degrees", "kw", "ink", 2.0)]
    chart = theme.stack(layers, across, theme.kw_axis("kw", 1.1 * float(y.max()), float(y.min())), 240)
    note = f"Load {span(window)} by mean temperature of the day. Coloured: the peak days."
    return Picture(chart, title, note, f"{title}. {note}", table)


def runs(hours: np.ndarray) -> list[np.ndarray]:
    """Hours of a window in runs that do not go past midnight; each reaches to the hour in which it ends."""
    parts = np.split(hours, np.flatnonzero(np.diff(hours) != 1) + 1)
    return [np.append(part, part[-1] + 1) if part[-1] < 23 else part for part in parts]
