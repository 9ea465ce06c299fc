"""What a typical day looks like."""

from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import at_most, clock, kw

MOST_LINES = 60
HEIGHT = 300
FLAT = 0.10  # (max - min) / mean, as for a flat customer


class Spread(NamedTuple):
    """A day over all customers: median and 10 and 90 % quantiles of each hour, (24,) kW each."""

    median_kw: np.ndarray
    low_kw: np.ndarray
    high_kw: np.ndarray


def typical_day(
    weekday: Spread, weekend: Spread | None = None, window: tuple[int, int] | None = None
) -> Picture:
    """Median customer of every hour with the 10-90 % band on weekdays, and the median of weekends over it.

    With one spread alone it is that of the typical day.
    """
    days = {"weekday": weekday} if weekend is None else {"weekday": weekday, "weekend": weekend}
    table = pd.concat([spread_frame(name, spread) for name, spread in days.items()], ignore_index=True)
    title = typical_title(weekday, weekend)
    also = "; dashed: the weekend's median" if weekend is not None else ""
    return Picture(
        typical_chart(table, window),
        title,
        f"Solid: the median customer of each hour, band 10 to 90 % of customers{also}.",
        f"{title}. At its peak hour 80 % of customers lie between "
        f"{kw(weekday.low_kw[np.argmax(weekday.median_kw)])} and "
        f"{kw(weekday.high_kw[np.argmax(weekday.median_kw)])}.",
        table,
    )


def spread_frame(name: str, spread: Spread) -> pd.DataFrame:
    columns = {field: np.asarray(values, float) for field, values in spread._asdict().items()}
    return pd.DataFrame({"day": name, "hour": range(24), **columns})


def typical_title(weekday: Spread, weekend: Spread | None) -> str:
    """Hour and height of the peak, or that there is none; weekdays beside weekends where both are known."""
    if weekend is None:
        return f"The typical day {peak_words(weekday)}"
    if peak_words(weekday) == peak_words(weekend):
        return f"Weekdays and weekends both {peak_words(weekday, 'peak', 'are')}"
    return f"Weekdays {peak_words(weekday, 'peak', 'are')}, weekends {peak_words(weekend, 'peak', 'are')}"


def peak_words(spread: Spread, peaks: str = "peaks", stays: str = "is") -> str:
    """ "peaks at 19:00 at 1.9 kW", or "is flat, at 1.0 kW"."""
    day = np.asarray(spread.median_kw, float)
    if np.ptp(day) < FLAT * abs(day.mean()):
        return f"{stays} flat, at {kw(day.mean())}"
    return f"{peaks} at {clock(int(day.argmax()))} at {kw(day.max())}"


def typical_chart(table: pd.DataFrame, window: tuple[int, int] | None) -> alt.LayerChart:
    weekday, weekend = table[table["day"] == "weekday"], table[table["day"] == "weekend"]
    layers = [marks.window_band(window)] if window else []
    layers += spread_layers(weekday)
    if len(weekend):
        dashes = {"interpolate": "monotone", "strokeDash": [5, 3]}
        layers.append(marks.line(weekend, "hour", "median_kw", "ink", 1.6, **dashes))
        layers += day_names(weekday["median_kw"].to_numpy(), weekend["median_kw"].to_numpy())
    y = theme.kw_axis("median_kw", table["high_kw"].max() * 1.05, table["low_kw"].min())
    return theme.stack([*layers, spread_hover(weekday)], theme.hour_axis(), y, HEIGHT)


def spread_layers(table: pd.DataFrame) -> list[alt.Chart]:
    smooth = {"interpolate": "monotone"}
    return [
        marks.band(table, "hour", "low_kw", "high_kw", "accent", 0.16, **smooth),
        marks.line(table, "hour", "median_kw", "accent", 2.4, **smooth),
    ]


def spread_hover(table: pd.DataFrame) -> alt.Chart:
    told = table.assign(clock=[clock(hour) for hour in table["hour"]])
    return marks.hover(told, "hour", clock="Hour", median_kw="Median", low_kw="10 %", high_kw="90 %")


def day_names(weekday: np.ndarray, weekend: np.ndarray) -> list[alt.Chart]:
    """The two names where the lines are furthest apart, the upper above and the lower below."""
    hour = 2 + int(np.argmax(np.abs(weekday - weekend)[2:22]))
    above, below = (-12, 14) if weekday[hour] >= weekend[hour] else (14, -12)
    return [
        marks.label(hour, weekday[hour], "weekday", "accent", dy=above, fontWeight=marks.BOLD),
        marks.label(hour, weekend[hour], "weekend", "ink", dy=below),
    ]


def sampled_profiles(hourly_kw: np.ndarray, limit: int = MOST_LINES) -> Picture:
    """Some customers' mean days as thin lines, and the 10-90 % band and median of all of them.

    Parameters
    ----------
    hourly_kw : ndarray of shape (n_customers, 24), kW.
    limit : how many lines at most; evenly spaced in the order given, so that the same data draw the same lines.
    """
    days = np.asarray(hourly_kw, float)
    low, median, high = np.nanquantile(days, [0.1, 0.5, 0.9], axis=0)
    table = spread_frame("all", Spread(median, low, high))
    peaks = np.nanmax(days, axis=1)
    half = at_most(np.median(peaks))
    title = f"Half of all customers peak at {kw(half)} or less"
    lines = member_lines(days, limit)
    shown = lines["customer"].nunique()
    return Picture(
        sampled_chart(lines, table, float(np.quantile(peaks, 0.95))),
        title,
        f"Mean days of {shown:,} of {len(days):,} customers; line: median of all, band 10 to 90 %.",
        f"{title}. The median day has its highest hour at {clock(int(median.argmax()))} with {kw(median.max())}.",
        table.drop(columns="day"),
    )


def member_lines(days: np.ndarray, limit: int) -> pd.DataFrame:
    """At most `limit` rows of (n, 24) as a long frame: customer (0, 1, ...), hour, kw rounded to watts."""
    picked = np.unique(np.linspace(0, len(days) - 1, min(limit, len(days))).round().astype(int))
    return pd.DataFrame(
        {
            "customer": np.repeat(np.arange(len(picked)), 24),
            "hour": np.tile(np.arange(24), len(picked)),
            "kw": days[picked].ravel().round(3),
        }
    )


def thin_lines(lines: pd.DataFrame) -> alt.Chart:
    drawn = marks.line(lines, "hour", "kw", "context", 0.7, opacity=0.35, clip=True)
    return drawn.encode(alt.Detail("customer:N"))


def sampled_chart(lines: pd.DataFrame, table: pd.DataFrame, high: float) -> alt.LayerChart:
    y = theme.kw_axis("median_kw", max(high, table["high_kw"].max()) * 1.05, table["low_kw"].min())
    layers = [thin_lines(lines), *spread_layers(table), spread_hover(table)]
    return theme.stack(layers, theme.hour_axis(), y, HEIGHT)
