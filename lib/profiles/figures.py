"""From the sums of the query to the figures that targets need."""

import numpy as np
import pandas as pd

from lib.profiles.profiles import Figures
from lib.profiles.query import DAY_TYPES, mean_day_of
from lib.profiles.system import EventDays, System
from lib.profiles.temperature import SUM, response
from lib.window import Window

BASE_HOURS = 6
FREEDOM = 3  # days beyond the parameters of the line, before its slope means anything


def figures_of(rows: pd.DataFrame, system: System, events: EventDays, window: Window) -> Figures:
    """Figures of every customer from the rows of `one_row_each`."""
    season_day = rows[mean_day_of("all")].to_numpy()
    lowest = np.sort(season_day, axis=1)[:, :BASE_HOURS]  # NaN sorts last
    columns = ("window_kw", "coincident_kw", "p99_kw", "mean_kw", "hot_days", "hot_days_up")
    return Figures(
        window=window,
        event_days=tuple(system.dates[i].isoformat() for i in np.flatnonzero(events.event_like)),
        day_span=events.span,
        system_hours=tuple(f"{system.dates[day].isoformat()} {hour:02}" for day, hour in events.peak_hours),
        base_kw=lowest.mean(axis=1),
        **weather_line(rows),
        temperature=response(rows) if f"{SUM}n" in rows else None,
        **{name: rows[name].to_numpy() for name in columns},
    )


def weather_line(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """The straight line of the window load on D: its slope, and what it says of event-like days.

    Returns
    -------
    dict
        slope, slope_se, fitted_kw, mean_window_kw, window_sd, each of shape (n_customers,); see `Figures`.

    Notes
    -----
    y = a_t + b D + e, with a level a_t for each day type t and one slope b (ordinary least squares):
    b = S_yd / S_dd, s^2 = (S_yy - b S_yd) / (n - types - 1), se(b) = s / sqrt(S_dd), the sums S taken about the
    mean of each day type.  Under three days of freedom the slope is NaN, and the fitted load is the mean.
    """
    n, y, d, yy, yd, dd, event_n, event_d = (
        np.stack([rows[f"{day_type}_{name}"].fillna(0).to_numpy(float) for day_type in DAY_TYPES])
        for name in ("n", "y", "d", "yy", "yd", "dd", "event_n", "event_d")
    )
    days = np.maximum(n, 1)
    s_yy, s_yd, s_dd = yy.sum(axis=0), yd.sum(axis=0), (dd - d * d / days).sum(axis=0)
    free = n.sum(axis=0) - (n > 0).sum(axis=0) - 1
    enough, varies = free >= FREEDOM, s_dd > 1e-9
    slope = _divide(s_yd, s_dd, enough & varies)
    bend = np.nan_to_num(slope)
    window_sd = np.sqrt(np.maximum(0.0, _divide(s_yy - bend * s_yd, free, enough)))
    fitted = event_n * y / days + bend * (event_d - event_n * d / days)
    return {
        "slope": slope,
        "slope_se": _divide(window_sd, np.sqrt(s_dd.clip(0)), enough & varies),
        "fitted_kw": _divide(fitted.sum(axis=0), event_n.sum(axis=0), event_n.sum(axis=0) > 0),
        "mean_window_kw": _divide(y.sum(axis=0), n.sum(axis=0), n.sum(axis=0) > 0),
        "window_sd": window_sd,
    }


def _divide(numerator: np.ndarray, divisor: np.ndarray, where: np.ndarray) -> np.ndarray:
    """The quotient, NaN elsewhere."""
    return np.divide(numerator, divisor, out=np.full(len(divisor), np.nan), where=where)
