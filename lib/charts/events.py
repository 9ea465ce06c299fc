"""What an event delivered: the day as metered against what would have been used."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import day, exact_kw, kw
from lib.programme.events import Event, clock
from lib.programme.types import Course, Result

HEIGHT = 300
BEFORE, AFTER = 6 * 60, 4 * 60  # minutes drawn on either side of the event


def event_course(event: Event, result: Result, course: Course) -> Picture:
    """Metered load against the baseline, the event shaded, the baseline's band over the event."""
    table = course_frame(event, course)
    title = course_title(event, result)
    return Picture(
        course_chart(event, course, table),
        title,
        "Solid: metered. Dashed: baseline, what would have been used. Shaded: the event. Band: 9 of 10.",
        f"Load on {day(event.day.isoformat())}, {event.clock.words}. {title}. Baseline {exact_kw(result.baseline_kw)}, "
        f"metered {exact_kw(result.metered_kw)}.",
        table.drop(columns="hour"),
    )


def course_title(event: Event, result: Result) -> str:
    """What came, and whether more came back after it."""
    less = (
        f"{kw(abs(result.delivered_kw))} {'less' if result.delivered_kw >= 0 else 'more'} than the baseline"
    )
    sure = "" if result.proven else ", within what is usual"
    return f"{day(event.day.isoformat())}: {less}{sure}"


def course_frame(event: Event, course: Course) -> pd.DataFrame:
    """A row for each step near the event: time, baseline_kw, metered_kw, and the band where it holds."""
    near = (course.minute >= -BEFORE) & (course.minute <= event.clock.minutes + AFTER)
    half = np.where(course.event, course.half_width_kw, np.nan)[near]
    base = course.baseline_kw[near]
    table = pd.DataFrame(
        {
            "time": [clock(event.clock.start + minute) for minute in course.minute[near]],
            "hour": (event.clock.start + course.minute[near]) / 60,
            "baseline_kw": base,
            "metered_kw": course.metered_kw[near],
            "low_kw": base - half,
            "high_kw": base + half,
        }
    )
    return table.dropna(subset=["baseline_kw", "metered_kw"])


def course_chart(event: Event, course: Course, table: pd.DataFrame) -> alt.LayerChart:
    first, last = float(table["hour"].min()), float(table["hour"].max())
    begin = event.clock.start / 60
    shaded = pd.DataFrame({"from": [begin], "to": [min(begin + event.clock.minutes / 60, last)]})
    window = alt.Chart(shaded).mark_rect(opacity=marks.WINDOW_OPACITY, tooltip=None)
    kws = table[["baseline_kw", "metered_kw", "high_kw", "low_kw"]].to_numpy()
    layers = [
        theme.role(window.encode(alt.X("from:Q"), alt.X2("to")), "window"),
        marks.band(table.dropna(), "hour", "low_kw", "high_kw", "context", 0.3),
        marks.line(table, "hour", "baseline_kw", "muted", 1.8, strokeDash=[5, 4]),
        marks.line(table, "hour", "metered_kw", "accent", 2.6),
        marks.hover(table, "hour", time="Time", metered_kw="Metered", baseline_kw="Baseline"),
    ]
    whole = [hour for hour in range(int(np.ceil(first)), int(last) + 1) if hour % 3 == 0]
    label = "((datum.value % 24) < 10 ? '0' : '') + (datum.value % 24) + ':00'"
    axis = alt.Axis(
        values=whole, tickCount=10, labelExpr=label, labelFlush=False, title=None, grid=False, ticks=True
    )
    x = alt.X("hour:Q", scale=alt.Scale(domain=[first, last], nice=False, zero=False), axis=axis)
    y = theme.kw_axis("metered_kw", float(np.nanmax(kws)) * 1.08, float(min(0, np.nanmin(kws))))
    return theme.stack(layers, x, y, HEIGHT)
