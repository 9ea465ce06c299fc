"""Load by hour: against the days of the period, and against the days of the week."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import calendar, marks, theme
from lib.charts.picture import Picture
from lib.charts.words import MONTHS, NBSP, clock, kw, percent

DAYS_DRAWN_SINGLY = 120
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BLOCK = 4  # hours: as long as the usual event window
PARTS_OF_DAY = ((5, "Nights carry"), (11, "Mornings carry"), (14, "Middays carry"), (17, "Afternoons carry"))
STANDS_OUT = 1.15


def hour_by_day(frame: pd.DataFrame) -> Picture:
    """Mean load of a customer for every hour of every day, or week where there are more than 120 days.

    Parameters
    ----------
    frame : date, hour (0 to 23), kw.
    """
    cells = frame.assign(day=calendar.day_numbers(frame["date"]))[["day", "hour", "kw"]]
    weekly = cells["day"].nunique() > DAYS_DRAWN_SINGLY
    if weekly:
        monday = cells["day"] - (cells["day"] + 3) % 7
        cells = cells.assign(day=monday).groupby(["day", "hour"], as_index=False)["kw"].mean()
    title, hours = heat_title(frame)
    unit = "week" if weekly else "day"
    return Picture(
        day_chart(cells, weekly),
        title,
        f"Mean kW of a customer, hour by {unit}. The stronger the colour, the more load.",
        f"{title}. Highest from {hours}; from {kw(cells['kw'].min())} to {kw(cells['kw'].max())} a customer.",
        cells.assign(date=[calendar.iso(number) for number in cells["day"]])[["date", "hour", "kw"]],
    )


def heat_title(frame: pd.DataFrame) -> tuple[str, str]:
    """The part of the day that carries the load, where one does, and the month that has most of it; and its hours."""
    by_hour = frame.groupby("hour")["kw"].mean().reindex(range(24))
    blocks = [np.nanmean(np.take(by_hour.to_numpy(), range(h, h + BLOCK), mode="wrap")) for h in range(24)]
    start = int(np.argmax(blocks))
    hours = f"{clock(start)} to {clock(start + BLOCK)}"
    if blocks[start] < STANDS_OUT * by_hour.mean():
        month = leading_month(frame).replace("most of all", "and highest")
        return f"The load is much the same at every hour{month}", hours
    middle = (start + BLOCK / 2) % 24
    carries = next((words for end, words in PARTS_OF_DAY if middle < end), "Evenings carry")
    carries = "Nights carry" if middle >= 23 else carries
    inside = frame[frame["hour"].isin(np.arange(start, start + BLOCK) % 24)]
    return f"{carries} the load{leading_month(inside)}", hours


def leading_month(frame: pd.DataFrame) -> str:
    """ ", most of all in July" where a month stands out among those seen on a week of days or more."""
    dates = pd.to_datetime(frame["date"])
    months = frame.assign(month=dates.dt.to_period("M"), date=dates).groupby("month")
    kw_of = months["kw"].mean()[months["date"].nunique() >= 7]
    if len(kw_of) < 2 or kw_of.max() < 1.05 * kw_of.drop(kw_of.idxmax()).max():
        return ""
    year = f" {kw_of.idxmax().year}" if len(kw_of) > 12 else ""
    return f", most of all in {MONTHS[kw_of.idxmax().month - 1]}{year}"


def day_chart(cells: pd.DataFrame, weekly: bool) -> alt.Chart:
    first, last, step = int(cells["day"].min()), int(cells["day"].max()), 7 if weekly else 1
    values, form = calendar.labelled_days(first, last)
    marked = sorted({nearest_below(value, first, step) for value in values})
    inside = 6 if weekly else 0  # the week that holds the first of a month begins in the month before
    when = f"utcFormat((datum.value + {inside}) * {calendar.DAY_MS}, '{form}')"
    axis = alt.Axis(values=marked, labelExpr=when, title=None, labelAngle=0, grid=False, labelOverlap=True)
    x = alt.X("day:O", scale=alt.Scale(domain=list(range(first, last + 1, step)), padding=0), axis=axis)
    chart = heat_cells(cells, x, hour_rows(), f"utcFormat(datum.day * {calendar.DAY_MS}, '%-d %b %Y')")
    return theme.finish(chart, 290)


def nearest_below(value: int, first: int, step: int) -> int:
    """The column a date falls in, where columns are `step` days wide from `first` on."""
    return first + (value - first) // step * step


def hour_rows() -> alt.Y:
    axis = alt.Axis(values=[0, 6, 12, 18], labelExpr=theme.CLOCK, title=None)
    return alt.Y("hour:O", scale=alt.Scale(domain=list(range(23, -1, -1)), padding=0), axis=axis)


def heat_cells(cells: pd.DataFrame, x: alt.X, y: alt.Y, when: str) -> alt.Chart:
    """The cells, on the theme's ramp from a rounded minimum on; thin lines of paper keep them apart."""
    bottom, top = rounded_ends(float(cells["kw"].min()), float(cells["kw"].max()))
    key = alt.Legend(
        orient="bottom",
        direction="horizontal",
        gradientLength=160,
        gradientThickness=8,
        title=None,
        values=[bottom, top],
        labelExpr=theme.unit_labels([bottom, top], "kW"),
    )
    fill = alt.Fill("kw:Q", scale=alt.Scale(domain=[bottom, top], nice=False), legend=key)
    chart = alt.Chart(cells[["day", "hour", "kw"]].assign(kw=cells["kw"].round(3)))
    chart = chart.transform_calculate(
        when=when,
        clock="(datum.hour < 10 ? '0' : '') + datum.hour + ':00'",
        load=f"format(datum.kw, datum.kw < 10 ? '.2f' : ',.0f') + '{NBSP}kW'",
    )
    tips = marks.tooltips(when="Day", clock="Hour", load="Mean load")
    return theme.role(chart.mark_rect(strokeWidth=0.4).encode(x, y, fill, tooltip=tips), "paper", "stroke")


def rounded_ends(low: float, high: float) -> tuple[float, float]:
    """A rounded minimum and maximum for the ramp; the minimum is 0 where the least load is near it."""
    values = theme.steps(high, low, 6) if high > low else [low, low + 1]
    step = values[1] - values[0] if len(values) > 1 else max(abs(high), 1.0)
    bottom = 0.0 if 0 <= low < 0.25 * high else float(np.floor(low / step + 1e-9) * step)
    return round(bottom, 6), round(float(max(np.ceil(high / step - 1e-9) * step, bottom + step)), 6)


def hour_by_weekday(frame: pd.DataFrame) -> Picture:
    """Mean load of a customer for every hour of the week.

    Parameters
    ----------
    frame : weekday (0 is Monday), hour (0 to 23), kw.
    """
    cells = frame.rename(columns={"weekday": "day"})
    names = "[" + ",".join(f"'{name}'" for name in WEEKDAYS) + "]"
    axis = alt.Axis(labelExpr=f"slice({names}[datum.value], 0, 3)", title=None)
    y = alt.Y("day:O", scale=alt.Scale(domain=list(range(7)), padding=0), axis=axis)
    hours = alt.Axis(
        values=[0, 6, 12, 18],
        labelExpr=theme.CLOCK,
        title=None,
        labelAngle=0,
    )
    x = alt.X("hour:O", scale=alt.Scale(domain=list(range(24)), padding=0), axis=hours)
    chart = heat_cells(cells, x, y, f"{names}[datum.day]")
    top = cells.loc[cells["kw"].idxmax()]
    title = weekend_title(cells)
    return Picture(
        theme.finish(chart, 270),
        title,
        "Mean kW of a customer, hour by day of the week. The stronger the colour, the more load.",
        f"{title}. Highest on {WEEKDAYS[int(top['day'])]} at {clock(int(top['hour']))}: {kw(top['kw'])} a customer.",
        frame.reset_index(drop=True),
    )


def weekend_title(cells: pd.DataFrame) -> str:
    """How weekends compare with weekdays over the whole day; within 5 % they are called alike."""
    weekend = cells["day"] >= 5
    if weekend.all() or not weekend.any():
        return "Only one kind of day is known"
    more = cells.loc[weekend, "kw"].mean() / cells.loc[~weekend, "kw"].mean() - 1
    if abs(more) < 0.05:
        return "Weekends use as much as weekdays"
    return f"Weekends use {percent(abs(more))} {'more' if more > 0 else 'less'} than weekdays"
