"""What the meters said: the system's load over the period."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.calendar import day_numbers, iso
from lib.charts.picture import Picture
from lib.charts.words import NBSP, day, exact_kw


def system_load(daily: pd.DataFrame, event_days: Sequence[str] = (), called_by: str = "") -> Picture:
    """Highest, mean and lowest hour of every day, all customers together, event-like days shaded.

    Parameters
    ----------
    daily : a row a day: date, high_kw, mean_kw, low_kw, and temperature_c where it is known.
    event_days : dates (ISO) of the event-like days. called_by : by which load they were found, in words.
    """
    frame = daily.assign(day=day_numbers(daily["date"])).sort_values("day", ignore_index=True)
    events = np.isin(frame["day"], day_numbers(event_days))
    kind = kind_of_days(frame, events)
    peak = frame.loc[frame["high_kw"].idxmax()]
    peak_words = f"{exact_kw(peak['high_kw'])}, {day(iso(peak['day']))}"
    note = "All customers together, highest and lowest hour of each day; dotted: mean."
    if events.any():
        note += f" Shaded: the {events.sum()} {kind} days{called_by and f', by {called_by}'}."
    title = load_title(frame, events, kind, peak_words)
    return Picture(
        load_chart(frame, events, peak, peak_words),
        title,
        note,
        f"System load from {day(iso(frame['day'].min()))} to {day(iso(frame['day'].max()))}. {title}. "
        f"The highest hour: {peak_words}.",
        frame.drop(columns="day").assign(event_like=events),
    )


def kind_of_days(frame: pd.DataFrame, events: np.ndarray) -> str:
    """What the shaded days are: the hottest, the coldest, or merely like an event."""
    if "temperature_c" not in frame or not events.any() or events.all():
        return "event-like"
    inside, outside = frame.loc[events, "temperature_c"], frame.loc[~events, "temperature_c"].dropna()
    if inside.min() >= outside.max():
        return "hottest"
    return "coldest" if inside.max() <= outside.min() else "event-like"


def load_title(frame: pd.DataFrame, events: np.ndarray, kind: str, peak_words: str) -> str:
    """How many of the shaded days are among as many highest peaks; without shaded days, the peak itself."""
    count = int(events.sum())
    if count == 0:
        return f"The highest hour was {peak_words}"
    highest = frame["high_kw"].nlargest(count).index
    common = int(events[highest].sum())
    if count == 1:
        return f"The {kind} day {'has' if common else 'does not have'} the highest peak"
    if common == count:
        return f"The {count} {kind} days are the {count} highest peaks"
    some = "None" if common == 0 else str(common) if 2 * common >= count else f"Only {common}"
    return (
        f"{some} of the {count} {kind} days {'is' if common == 1 else 'are'} among the {count} highest peaks"
    )


def load_chart(frame: pd.DataFrame, events: np.ndarray, peak: pd.Series, peak_words: str) -> alt.LayerChart:
    first, last = int(frame["day"].min()), int(frame["day"].max())
    told, titles = what_days_tell(frame)
    smooth = {"interpolate": "monotone"}
    quiet = calm_stretch(frame, peak["day"])
    bold = {"fontWeight": marks.BOLD, "dy": -12}
    layers = [
        day_bands(frame.loc[events, "day"], first, last),
        marks.band(frame, "day", "low_kw", "high_kw", "accent", 0.12, **smooth),
        marks.line(frame, "day", "high_kw", "accent", 2.2, **smooth),
        marks.line(frame, "day", "mean_kw", "accent", 1.4, strokeDash=[1.5, 3], **smooth),
        marks.label(
            quiet["day"].iloc[0], quiet["high_kw"].max(), "highest hour", "accent", align="left", dy=-12
        ),
        marks.label(quiet["day"].iloc[0], quiet["low_kw"].min(), "lowest hour", "muted", align="left", dy=14),
        marks.label(
            peak["day"], peak["high_kw"], peak_words, align=peak_align(peak["day"], first, last), **bold
        ),
        marks.hover(told, "day", **titles),
    ]
    y = theme.kw_axis("high_kw", frame["high_kw"].max() * 1.13, frame["low_kw"].min())
    return theme.stack(layers, theme.day_axis("day", first, last), y, 300)


def what_days_tell(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The days with date and temperature in words, and what stands before each value under the pointer."""
    titles = {"when": "Day", "high_kw": "Highest hour", "mean_kw": "Mean", "low_kw": "Lowest hour"}
    told = frame.assign(when=[day(iso(number)) for number in frame["day"]])
    if "temperature_c" not in frame:
        return told, titles
    heat = [f"{value:.0f}{NBSP}°C" if np.isfinite(value) else "–" for value in frame["temperature_c"]]
    return told.assign(heat=heat), titles | {"heat": "Temperature"}


def calm_stretch(frame: pd.DataFrame, peak_day: int) -> pd.DataFrame:
    """A quarter of the days for the names of the lines to stand over, away from the words at the peak."""
    width = max(1, len(frame) // 4)
    starts = [int(len(frame) * share) for share in (0.04, 0.5, 0.72)]
    away = [s for s in starts if abs(frame["day"].iloc[s : s + width].mean() - peak_day) > 1.4 * width]
    start = (away or starts)[0]
    return frame.iloc[start : start + width]


def day_bands(days: pd.Series, first: int, last: int) -> alt.Chart:
    """A soft band from half a day before to half a day after each day."""
    frame = pd.DataFrame({"from": (days - 0.5).clip(lower=first), "to": (days + 0.5).clip(upper=last)})
    bands = alt.Chart(frame).mark_rect(opacity=0.4, tooltip=None)
    return theme.role(bands.encode(alt.X("from:Q"), alt.X2("to")), "window")


def peak_align(peak_day: int, first: int, last: int) -> str:
    """Which way the words at the peak run, so that they stay inside the picture on a phone too."""
    place = (peak_day - first) / max(1, last - first)
    return "left" if place < 0.2 else "right" if place > 0.8 else "center"
