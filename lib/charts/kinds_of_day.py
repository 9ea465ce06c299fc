"""One day beside others of the same segment or customer: weekdays and weekends, seasons, and who it belongs to."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import clock, kw

DASHES = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3])
LINES = ("Solid", "dashed", "dotted", "dash and dot")
APART_HOURS, APART = 6, 0.12  # between two names that stand so near in height, a share of the picture's
HEIGHT = 190
ALIKE = 0.05


def kinds_of_day(
    days: Mapping[str, np.ndarray],
    colour: str,
    window: tuple[int, int],
    name: str = "",
    top_kw: float | None = None,
) -> Picture:
    """The mean days of several kinds as lines of one colour, told apart by their dashes and their names.

    Parameters
    ----------
    days : kind to its mean day, (24,) kW. colour : role of the lines, such as the number of a segment.
    name : whose days they are, to stand before the finding. top_kw : top of the scale, where others share it.
    """
    table = pd.DataFrame({"hour": range(24), **{f"{kind}_kw": day for kind, day in days.items()}})
    high = top_kw or 1.1 * float(np.nanmax(list(days.values())))
    low = min(0.0, float(np.nanmin(list(days.values()))))
    layers = [marks.window_band(window)]
    places = _places(days, high - low)
    for (kind, day), dash in zip(days.items(), DASHES, strict=False):
        smooth = {"interpolate": "monotone", "clip": True, "strokeDash": dash}
        layers.append(marks.line(table, "hour", f"{kind}_kw", colour, 2.0, **smooth))
        hour = places[kind]
        layers.append(marks.label(hour, float(day[hour]), kind, "ink", dy=-8))
    told = table.assign(clock=[clock(hour) for hour in table["hour"]])
    layers.append(
        marks.hover(told, "hour", clock="Hour", **{f"{kind}_kw": kind.capitalize() for kind in days})
    )
    title = f"{name}: {finding(days)}" if name else _capital(finding(days))
    peaks = ", ".join(
        f"{kind} {kw(float(np.nanmax(day)))} at {clock(int(np.nanargmax(day)))}" for kind, day in days.items()
    )
    y = theme.kw_axis(f"{next(iter(days))}_kw", high, low)
    chart = theme.stack(layers, theme.hour_axis(), y, HEIGHT)
    return Picture(
        chart,
        title,
        f"{_key(days)}. Shaded: the event window.",
        f"{title}. Highest: {peaks}.",
        table,
    )


def finding(days: Mapping[str, np.ndarray]) -> str:
    """Which kind uses more than the others, and by how much; within 5 % they are called alike."""
    kwh = {kind: float(np.nansum(day)) for kind, day in days.items()}
    if len(kwh) < 2:
        return f"only {next(iter(kwh))} days are known"
    most, least = max(kwh, key=kwh.__getitem__), min(kwh, key=kwh.__getitem__)
    if kwh[least] <= 0 or kwh[most] < (1 + ALIKE) * kwh[least]:
        return "much the same energy on every kind of day"
    return f"{100 * (kwh[most] / kwh[least] - 1):.0f}\N{NO-BREAK SPACE}% more energy: {most} beside {least}"


def _key(days: Mapping[str, np.ndarray]) -> str:
    return ", ".join(f"{line}: {kind}" for line, kind in zip(LINES, days, strict=False))


def _places(days: Mapping[str, np.ndarray], height: float) -> dict[str, int]:
    """Hour at which the name of each kind stands: where its day is above the others, and no name is near yet."""
    placed: dict[str, int] = {}
    for kind, day in days.items():
        stands = np.nan_to_num(_away(day, days, kind), nan=-np.inf)
        stands[[0, 1, 22, 23]] = -np.inf
        free = stands.copy()
        for other, at in placed.items():
            near = np.abs(np.arange(24) - at) < APART_HOURS
            free[near & (np.abs(day - days[other][at]) < APART * height)] = -np.inf
        placed[kind] = int((free if np.isfinite(free).any() else stands).argmax())
    return placed


def _away(day: np.ndarray, days: Mapping[str, np.ndarray], kind: str) -> np.ndarray:
    """How far a day stands above the others at each hour: where its name is best placed."""
    others = [other for name, other in days.items() if name != kind]
    return day - np.nanmax(others, axis=0) if others else day


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
