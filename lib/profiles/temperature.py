"""How the load of each customer follows the temperature: a line with points of change."""

from dataclasses import dataclass, fields

import ibis
import numpy as np
import pandas as pd
from ibis.expr.types import BooleanColumn, Scalar

from lib.profiles.hours import total

FEWEST_DAYS, LEAST_RANGE_C = 30, 8.0
COOLING_C = (14.0, 16.0, 18.0, 20.0, 22.0, 24.0)
HEATING_C = (8.0, 10.0, 12.0, 14.0, 16.0, 18.0)
POINTS_C = tuple(sorted({*COOLING_C, *HEATING_C}))
POINT = 1  # parameters of a point of change, besides its slope
BEYOND_DAYS, BEYOND_C = 5, 10.0  # a slope rests on so many days beyond its point, and on so many degree-days
DECIMALS = 6
SUM = "t_"  # before the name of a sum in a row of the query


@dataclass(frozen=True, slots=True)
class TemperatureResponse:
    """How daily mean load follows daily mean temperature; arrays of shape (n,), in the order of the customers.

    Attributes
    ----------
    cooling_kw_per_c, heating_kw_per_c : kW more for one degC above `cooling_above_c`, or below `heating_below_c`;
        0 where the load does not follow, NaN where too little is known.
    cooling_above_c, heating_below_c : the point of change, degC; NaN where there is none.
    followed : share of the day-to-day differences that the line accounts for, 0 to 1; NaN where too little is known.
    """

    cooling_kw_per_c: np.ndarray
    heating_kw_per_c: np.ndarray
    cooling_above_c: np.ndarray
    heating_below_c: np.ndarray
    followed: np.ndarray


RESPONSE = tuple(field.name for field in fields(TemperatureResponse))


def beyond(degrees: np.ndarray) -> dict[str, np.ndarray]:
    """Degrees above each point, (n_days,) each."""
    return {_above(point): np.maximum(0.0, degrees - point) for point in POINTS_C}


def sums(days: ibis.Table, known: BooleanColumn) -> dict[str, Scalar]:
    """What `response` needs of each customer: sums of the daily mean load y, of degrees t, and of degrees above each
    point.

    Parameters
    ----------
    days : a row for each customer and day, with ``kw``, ``degrees`` and what `beyond` makes of it.
    known : the days that count.
    """
    made = {
        "n": days.count(where=known),
        "low": days.degrees.min(where=known),
        "high": days.degrees.max(where=known),
        "y": total(days.kw, known),
        "yy": total(days.kw * days.kw, known),
    }
    for name in ("degrees", *map(_above, POINTS_C)):
        x = days[name]
        made[f"{name}_x"] = total(x, known)
        made[f"{name}_xx"] = total(x * x, known)
        made[f"{name}_xy"] = total(x * days.kw, known)
    return {f"{SUM}{name}": value for name, value in made.items()}


def response(rows: pd.DataFrame) -> TemperatureResponse:
    """The line of least BIC from the sums, for every customer at once.

    Notes
    -----
    Daily mean load = a + b max(0, T - c) + g max(0, h - T), with c from 14 to 24 and h from 8 to 18 degC in steps of
    2, h at most c.  Of no slope, one or both, the least BIC = n ln(RSS / n) + p ln n is taken, p the number of levels,
    slopes and points.  A slope below zero is none, and so is one that rests on few days: beyond its point are at least
    10 degree-days, and 5 days by (sum x)^2 / sum x^2.  Under 30 days or 8 degC of range nothing is said.
    (Degree-day change points: Kissock, Haberl and Claridge 2003, from memory, not read.)
    """
    columns = [name for name in rows if name.startswith(SUM)]
    given = {name.removeprefix(SUM): rows[name].fillna(0).to_numpy(float) for name in columns}
    given |= _below(given)
    n = given["n"]
    enough = (n >= FEWEST_DAYS) & (given["high"] - given["low"] >= LEAST_RANGE_C)
    with np.errstate(all="ignore"):
        whole = given["yy"] - given["y"] ** 2 / n
        best = {"bic": _bic(whole, n, 1), "rss": whole, **{name: np.zeros(len(n)) for name in ("b", "g")}}
        best |= {name: np.full(len(n), np.nan) for name in ("c", "h")}
        for cooling, heating in _candidates():
            _improve(best, given, whole, cooling, heating)
        followed = np.where(whole > 1e-12, 1 - best["rss"] / whole, 0.0)
    found = (best["b"], best["g"], best["c"], best["h"], followed)
    return TemperatureResponse(*(np.where(enough, each, np.nan).round(DECIMALS) for each in found))


def _above(point: float) -> str:
    return f"above{point:.0f}"


def _below(sums: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The sums of degrees below each point of heating: those above it less the distance of every day from it."""
    n, t, tt, ty = (sums[name] for name in ("n", "degrees_x", "degrees_xx", "degrees_xy"))
    made = {}
    for point in HEATING_C:
        above = _above(point)
        made[f"below{point:.0f}_x"] = sums[f"{above}_x"] - t + point * n
        made[f"below{point:.0f}_xx"] = tt - 2 * point * t + point * point * n - sums[f"{above}_xx"]
        made[f"below{point:.0f}_xy"] = sums[f"{above}_xy"] - ty + point * sums["y"]
    return made


def _candidates() -> list[tuple[float | None, float | None]]:
    one = [(c, None) for c in COOLING_C] + [(None, h) for h in HEATING_C]
    return one + [(c, h) for c in COOLING_C for h in HEATING_C if h <= c]


def _improve(
    best: dict[str, np.ndarray],
    sums: dict[str, np.ndarray],
    whole: np.ndarray,
    c: float | None,
    h: float | None,
) -> None:
    """Take these points where they lower the BIC and every slope is above zero."""
    slopes, gain = _slopes(sums, c, h)
    rss = np.maximum(whole - gain, 1e-12)
    bic = _bic(rss, sums["n"], 1 + len(slopes) * (1 + POINT))
    sound = [_sound(sums, name) for name in _names(c, h)]
    better = np.all([*(slope > 0 for slope in slopes), *sound], axis=0) & (bic < best["bic"])
    b, g = (slopes[0] if c is not None else 0.0), (slopes[-1] if h is not None else 0.0)
    points = {"c": c if c is not None else np.nan, "h": h if h is not None else np.nan}
    for name, value in {"bic": bic, "rss": rss, "b": b, "g": g, **points}.items():
        best[name] = np.where(better, value, best[name])


def _names(c: float | None, h: float | None) -> list[str]:
    return [f"{side}{point:.0f}" for side, point in (("above", c), ("below", h)) if point is not None]


def _sound(sums: dict[str, np.ndarray], name: str) -> np.ndarray:
    """Whether days enough lie beyond a point: one day that is odd makes no slope."""
    x, xx = sums[f"{name}_x"], sums[f"{name}_xx"]
    return (x >= BEYOND_C) & (x * x >= BEYOND_DAYS * xx)


def _slopes(
    sums: dict[str, np.ndarray], c: float | None, h: float | None
) -> tuple[list[np.ndarray], np.ndarray]:
    """Least-squares slopes, and by how much they lower the sum of squares.

    A day is either above c or below h, so that the product of both degrees is nought throughout.
    """
    names = _names(c, h)
    n = sums["n"]
    x = [sums[f"{name}_x"] for name in names]
    xy = [sums[f"{name}_xy"] - own * sums["y"] / n for name, own in zip(names, x, strict=True)]
    xx = [sums[f"{name}_xx"] - own * own / n for name, own in zip(names, x, strict=True)]
    if len(names) == 1:
        slope = np.where(xx[0] > 1e-9, xy[0] / xx[0], np.nan)
        return [slope], np.nan_to_num(slope * xy[0])
    cross = -x[0] * x[1] / n
    det = xx[0] * xx[1] - cross * cross
    slopes = [
        np.where(det > 1e-9, (xy[0] * xx[1] - xy[1] * cross) / det, np.nan),
        np.where(det > 1e-9, (xy[1] * xx[0] - xy[0] * cross) / det, np.nan),
    ]
    return slopes, np.nan_to_num(slopes[0] * xy[0] + slopes[1] * xy[1])


def _bic(rss: np.ndarray, n: np.ndarray, parameters: int) -> np.ndarray:
    return n * np.log(np.maximum(rss, 1e-12) / n) + parameters * np.log(n)
