"""What the meters said: the system's load over the period."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import theme
from lib.charts.calendar import day_numbers, iso
from lib.charts.picture import Picture
from lib.charts.words import day, exact_kw

DAYS_DRAWN_SINGLY = 120
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def system_load(daily: pd.DataFrame, event_days: Sequence[str] = ()) -> Picture:
    """Highest, mean and lowest hour of every day, all customers together, event-like days shaded.

    Parameters
    ----------
    daily : a row a day: date, high_kw, mean_kw, low_kw, and temperature_c where it is known.
    event_days : dates (ISO) of the event-like days.
    """
    frame = daily.assign(day=day_numbers(daily["date"])).sort_values("day", ignore_index=True)
    events = np.isin(frame["day"], day_numbers(event_days))
    kind = kind_of_days(frame, events)
    peak = frame.loc[frame["high_kw"].idxmax()]
    peak_words = f"{exact_kw(peak['high_kw'])}, {day(iso(peak['day']))}"
    note = "All customers together, highest and lowest hour of each day; dotted: mean."
    if events.any():
        note += f" Shaded: the {events.sum()} {kind} days."
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
    high, low = float(frame["high_kw"].max()), float(frame["low_kw"].min())
    x = theme.day_axis("day", first, last)
    y = theme.kw_axis("high_kw", high * 1.13, low)
    shown = frame.assign(
        when=[day(iso(number)) for number in frame["day"]],
        **{f"{name}_text": frame[f"{name}_kw"].map(exact_kw) for name in ("high", "mean", "low")},
    )
    titles = {"when": "Day", "high_text": "Highest hour", "mean_text": "Mean", "low_text": "Lowest hour"}
    if "temperature_c" in frame:
        shown["heat"] = [f"{value:.0f} °C" if np.isfinite(value) else "–" for value in frame["temperature_c"]]
        titles["heat"] = "Temperature"
    base = alt.Chart(shown).encode(x)
    smooth = {"interpolate": "monotone", "tooltip": None}
    early = frame.iloc[len(frame) // 20]
    words = {"align": "left", "dy": -14}
    return theme.finish(
        alt.layer(
            day_bands(frame.loc[events, "day"], first, last),
            theme.role(base.mark_area(opacity=0.12, **smooth).encode(y, alt.Y2("low_kw")), "accent"),
            theme.role(base.mark_line(strokeWidth=2.2, **smooth).encode(y), "accent"),
            theme.role(
                base.mark_line(strokeWidth=1.4, strokeDash=[1.5, 3], **smooth).encode(
                    theme.along(y, "mean_kw")
                ),
                "accent",
            ),
            theme.label(
                {"day": early["day"], "high_kw": early["high_kw"]}, "highest hour", "accent", **words
            ),
            theme.label(
                {"day": early["day"], "high_kw": early["low_kw"]}, "lowest hour", "muted", align="left", dy=14
            ),
            peak_label(peak, peak_words, first, last),
            theme.hover(shown, "day", **titles),
        ),
        300,
    )


def day_bands(days: pd.Series, first: int, last: int) -> alt.Chart:
    """A soft band from half a day before to half a day after each day."""
    frame = pd.DataFrame({"from": (days - 0.5).clip(lower=first), "to": (days + 0.5).clip(upper=last)})
    bands = alt.Chart(frame).mark_rect(opacity=0.4, tooltip=None)
    return theme.role(bands.encode(alt.X("from:Q", axis=None), alt.X2("to")), "window")


def peak_label(peak: pd.Series, words: str, first: int, last: int) -> alt.Chart:
    """Value and date of the highest hour, above it and inside the picture."""
    place = (peak["day"] - first) / max(1, last - first)
    align = "left" if place < 0.15 else "right" if place > 0.85 else "center"
    at = {"day": peak["day"], "high_kw": peak["high_kw"]}
    return theme.label(at, words, align=align, dy=-12, fontWeight=theme.BOLD)
