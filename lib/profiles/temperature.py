"""How the load of a customer, or of all together, follows the temperature: a line with a point of change."""

from dataclasses import dataclass
from hashlib import blake2b

import ibis
import numpy as np
import pandas as pd

from lib.findings import Refusal
from lib.profiles.hours import hourly, mean, total
from lib.profiles.query import VALID_HOURS
from lib.profiles.system import System
from lib.readings import Origin, Readings

FEWEST_DAYS, LEAST_RANGE_C = 30, 8.0
COOLING_C = (14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0)
HEATING_C = (6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0)
POINT = 1  # parameters of a point of change, besides its slope
DECIMALS = 6


@dataclass(frozen=True, slots=True)
class TemperatureResponse:
    """How daily mean load follows daily mean temperature. Every array has shape (n,), in the order of the customers.

    Attributes
    ----------
    cooling_kw_per_c, heating_kw_per_c : kW more for one degC above `cooling_above_c`, or below `heating_below_c`;
        0 where the load does not follow, NaN where too little is known.
    cooling_above_c, heating_below_c : the point of change, degC; NaN where there is none.
    r_squared : share of the day-to-day differences that the line accounts for; NaN where too little is known.
    days : whole days with a temperature.
    """

    customer_id: np.ndarray
    cooling_kw_per_c: np.ndarray
    heating_kw_per_c: np.ndarray
    cooling_above_c: np.ndarray
    heating_below_c: np.ndarray
    r_squared: np.ndarray
    days: np.ndarray
    fingerprint: str
    origin: Origin

    def __len__(self) -> int:
        return len(self.customer_id)


def temperature_response(readings: Readings) -> TemperatureResponse:
    """How the load of each customer follows the temperature that the readings carry.

    Raises
    ------
    Refusal
        The readings carry no temperature.

    Notes
    -----
    Daily mean load = a + b max(0, T - c) + g max(0, h - T), with c from 14 to 26 and h from 6 to 18 degC in steps of
    2, h at most c.  Of no slope, one or both, the least BIC = n ln(RSS / n) + p ln n is taken, p the number of levels,
    slopes and points.  A slope below zero is none.  Under 30 days or 8 degC of range nothing is said.
    (Degree-day change points: Kissock, Haberl and Claridge 2003, from memory, not read.)
    """
    if not readings.temperature_c:
        raise Refusal(
            f"{readings.name}: no temperature is given beside the readings. Give one on the page Readings."
        )
    rows = _sums(readings).to_pandas().sort_values("customer_id", ignore_index=True)
    key = repr((readings.fingerprint, COOLING_C, HEATING_C))
    return TemperatureResponse(
        customer_id=rows["customer_id"].astype(str).to_numpy(dtype=object),
        **_fit({name: rows[name].fillna(0).to_numpy(float) for name in rows.columns.drop("customer_id")}),
        fingerprint=blake2b(key.encode(), digest_size=16).hexdigest(),
        origin=readings.origin,
    )


def territory_response(system: System, temperature_c: tuple[tuple[str, float], ...]) -> TemperatureResponse:
    """The same for the mean of all customers: one line, its points of change the balance points of the territory."""
    known = dict(temperature_c)
    degrees = np.array([known.get(day.isoformat(), np.nan) for day in system.dates])
    kw = np.where(system.covered, system.kw, np.nan)
    whole = (np.isfinite(kw).sum(axis=1) >= VALID_HOURS) & np.isfinite(degrees)
    days = pd.DataFrame({"kw": np.nanmean(kw[whole], axis=1), "degrees": degrees[whole]})
    sums = {name: np.array([value]) for name, value in _sums_of(days).items()}
    return TemperatureResponse(
        np.array([""], dtype=object), **_fit(sums), fingerprint=system.fingerprint, origin=system.origin
    )


def degrees_beyond(territory: TemperatureResponse, degrees_c: np.ndarray) -> np.ndarray:
    """Degrees beyond the balance point of the territory: above it where load is for cooling, else below it.

    Parameters
    ----------
    territory : see `territory_response`. degrees_c : (n_days,) daily mean temperature, NaN where not known.

    Returns
    -------
    ndarray (n_days,), degC, not below zero; all NaN where the load does not follow the temperature.
    """
    cooling, heating = float(territory.cooling_kw_per_c[0]), float(territory.heating_kw_per_c[0])
    if not max(cooling, heating) > 0:
        return np.full(len(degrees_c), np.nan)
    above, below = degrees_c - territory.cooling_above_c[0], territory.heating_below_c[0] - degrees_c
    return np.maximum(0.0, above if _swing(cooling, above) >= _swing(heating, below) else below)


def _swing(slope: float, degrees: np.ndarray) -> float:
    """The most that the load moves by it, kW."""
    return slope * float(np.nanmax(np.maximum(degrees, 0))) if slope > 0 else -1.0


def _sums(readings: Readings) -> ibis.Table:
    """Sums of the daily mean load y and of degrees beyond each point, one row for each customer."""
    dates, degrees = zip(*readings.temperature_c, strict=True)
    given = pd.DataFrame(
        {"date": pd.to_datetime(list(dates)).astype("datetime64[us]"), **_beyond(np.array(degrees))}
    )
    known = ibis.memtable(given).mutate(date=ibis._.date.cast("date"))
    hours = hourly(readings)
    days = hours.group_by("customer_id", "date").agg(kw=mean(hours.kw), hours=hours.count())
    days = days.filter(days.hours >= VALID_HOURS).join(known, "date")
    each = {name: days[name] for name in given.columns.drop(["date", "degrees"])}
    return days.group_by("customer_id").agg(
        n=days.count(),
        low=days.degrees.min(),
        high=days.degrees.max(),
        y=total(days.kw),
        yy=total(days.kw * days.kw),
        **{f"{name}_x": total(x) for name, x in each.items()},
        **{f"{name}_xx": total(x * x) for name, x in each.items()},
        **{f"{name}_xy": total(x * days.kw) for name, x in each.items()},
    )


def _sums_of(days: pd.DataFrame) -> dict[str, float]:
    """The same sums of one customer's days."""
    degrees, y = days["degrees"].to_numpy(), days["kw"].to_numpy()
    sums = {"n": len(y), "y": y.sum(), "yy": (y * y).sum()}
    sums |= {"low": degrees.min(initial=np.inf), "high": degrees.max(initial=-np.inf)}
    for name, x in _beyond(degrees).items():
        if name != "degrees":
            sums |= {f"{name}_x": x.sum(), f"{name}_xx": (x * x).sum(), f"{name}_xy": (x * y).sum()}
    return sums


def _beyond(degrees: np.ndarray) -> dict[str, np.ndarray]:
    """Degrees above each point of cooling and below each of heating."""
    columns = {"degrees": degrees}
    columns |= {f"c{point:.0f}": np.maximum(0.0, degrees - point) for point in COOLING_C}
    return columns | {f"h{point:.0f}": np.maximum(0.0, point - degrees) for point in HEATING_C}


def _fit(sums: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The line of least BIC from the sums, for every customer at once."""
    n = sums["n"]
    enough = (n >= FEWEST_DAYS) & (sums["high"] - sums["low"] >= LEAST_RANGE_C)
    with np.errstate(all="ignore"):
        whole = sums["yy"] - sums["y"] ** 2 / n
        best = {"bic": _bic(whole, n, 1), "rss": whole, **{name: np.zeros(len(n)) for name in ("b", "g")}}
        best |= {name: np.full(len(n), np.nan) for name in ("c", "h")}
        for cooling, heating in _candidates():
            _improve(best, sums, whole, cooling, heating)
        r_squared = np.where(whole > 1e-12, 1 - best["rss"] / whole, 0.0)
    return {
        "cooling_kw_per_c": np.where(enough, best["b"], np.nan).round(DECIMALS),
        "heating_kw_per_c": np.where(enough, best["g"], np.nan).round(DECIMALS),
        "cooling_above_c": np.where(enough, best["c"], np.nan),
        "heating_below_c": np.where(enough, best["h"], np.nan),
        "r_squared": np.where(enough, r_squared, np.nan).round(DECIMALS),
        "days": n.astype(int),
    }


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
    better = np.all([slope > 0 for slope in slopes], axis=0) & (bic < best["bic"])
    b, g = (slopes[0] if c is not None else 0.0), (slopes[-1] if h is not None else 0.0)
    points = {"c": c if c is not None else np.nan, "h": h if h is not None else np.nan}
    for name, value in {"bic": bic, "rss": rss, "b": b, "g": g, **points}.items():
        best[name] = np.where(better, value, best[name])


def _slopes(
    sums: dict[str, np.ndarray], c: float | None, h: float | None
) -> tuple[list[np.ndarray], np.ndarray]:
    """Least-squares slopes, and by how much they lower the sum of squares.

    A day is either above c or below h, so that the product of both degrees is nought throughout.
    """
    names = [f"{kind}{point:.0f}" for kind, point in (("c", c), ("h", h)) if point is not None]
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
