"""Readings to profiles: one query, one row for each customer."""

from hashlib import blake2b

import ibis
import numpy as np
import pandas as pd

from lib.choices import Window
from lib.findings import Finding, Refusal
from lib.profiles.profiles import Figures, Profiles, window_hours
from lib.profiles.system import EventDays, System, event_days, hourly, in_season
from lib.readings import Readings

VALID_HOURS = 23  # of a day, so that the day the clocks go forward is a whole one
VACANT_KWH = 0.1  # a day
FEWEST_DAYS = 7
BASE_HOURS = 6
REASONS = {
    "vacant": f"use less than {VACANT_KWH} kWh a day: vacant, or a meter that does not send",
    "few days": f"have fewer than {FEWEST_DAYS} whole days of the kind chosen: too few for a typical day",
    "missing hours": "have no reading at all in some hour of the day",
}
_TYPES = ("weekday", "weekend")


def average(
    readings: Readings, system: System, window: Window = (17, 21), day_type: str = "all", season: str = "all"
) -> Profiles:
    """Average every customer's days into one mean day, and take the figures that targets need.

    Parameters
    ----------
    readings : the readings of each customer; system : all of them together, see `observe`.
    window : event window in hours. day_type : "all", "weekday" or "weekend". season : "all" or a season.

    Raises
    ------
    Refusal
        No day of the period is of that type and season.

    Notes
    -----
    The figures of the event window use all day types of the season; the mean day uses the chosen ones.
    Results are rounded to 1e-9 kW, so that the order in which an engine adds does not show.
    """
    events = event_days(system, window, season)
    days = _days(system, events, day_type, season)
    if not days["chosen"].any():
        raise Refusal(
            f"No {day_type} day of {season} lies between {system.dates[0]} and {system.dates[-1]}. Choose another."
        )
    rows = (
        _query(readings, days, events, system, window)
        .to_pandas()
        .sort_values("customer_id", ignore_index=True)
    )
    numbers = rows.select_dtypes("number").columns
    rows[numbers] = rows[numbers].astype(float).round(9)
    hourly_kw = rows[[f"h{h:02}" for h in range(24)]].to_numpy()
    reason, findings = set_aside(hourly_kw, rows["like_days"].to_numpy())
    key = repr((readings.fingerprint, window, day_type, season))
    return Profiles(
        customer_id=rows["customer_id"].astype(str).to_numpy(dtype=object),
        hourly_kw=hourly_kw,
        like_days=rows["like_days"].to_numpy(int),
        valid_days=rows["valid_days"].to_numpy(int),
        completeness=np.minimum(1.0, rows["hours"] / rows["span_hours"]).to_numpy(),
        reason=reason,
        day_type=day_type,
        season=season,
        figures=_figures(rows, system, events, window),
        fingerprint=blake2b(key.encode(), digest_size=16).hexdigest(),
        origin=readings.origin,
        findings=findings,
    )


def _days(system: System, events: EventDays, day_type: str, season: str) -> pd.DataFrame:
    season_days = in_season(system.dates, season)
    of_type = {"all": True, "weekday": ~system.weekend, "weekend": system.weekend}[day_type]
    table = pd.DataFrame(
        {
            "date": pd.to_datetime(pd.Series(system.dates)).astype("datetime64[us]"),
            "weekend": system.weekend,
            "chosen": season_days & of_type,
            "in_season": season_days,
            "excess": np.nan_to_num(events.excess),
            "event_like": events.event_like,
            "known": np.isfinite(events.excess),
        }
    )
    return table[table["in_season"]]


def _query(
    readings: Readings, days: pd.DataFrame, events: EventDays, system: System, window: Window
) -> ibis.Table:
    by_hour = hourly(readings)
    calendar = ibis.memtable(days).mutate(date=ibis._.date.cast("date"))
    hours = by_hour.join(calendar, "date")
    return _by_customer(hours, events, system).join(_window_by_customer(hours, window), "customer_id")


def _by_customer(hours: ibis.Table, events: EventDays, system: System) -> ibis.Table:
    """Mean day (of the chosen days and of the season), level, 99th percentile, load at the system's peak."""
    at_peak = ibis.or_(
        *(
            (hours.date == ibis.date(system.dates[d].isoformat())) & (hours.hour == h)
            for d, h in events.peak_hours
        )
    )
    means = {f"h{h:02}": hours.kw.mean(where=hours.chosen & (hours.hour == h)) for h in range(24)}
    season = {f"s{h:02}": hours.kw.mean(where=hours.hour == h) for h in range(24)}
    moment = hours.date.delta(ibis.date(system.dates[0].isoformat()), unit="day") * 24 + hours.hour
    return hours.group_by("customer_id").agg(
        **means,
        **season,
        mean_kw=hours.kw.mean(),
        p99_kw=hours.kw.quantile(0.99),
        coincident_kw=hours.kw.mean(where=at_peak),
        hours=hours.count(),
        span_hours=moment.max() - moment.min() + 1,
    )


def _window_by_customer(hours: ibis.Table, window: Window) -> ibis.Table:
    """Sums of the window load and of D by day type: enough for a straight line with its standard error."""
    in_window = hours.hour.isin([int(h) for h in window_hours(window)])
    daily = hours.group_by("customer_id", "date").agg(
        load=hours.kw.mean(where=in_window),
        window_hours=hours.count(where=in_window),
        hours=hours.count(),
        excess=hours.excess.max(),
        **{flag: hours[flag].cast("int8").max() for flag in ("weekend", "chosen", "event_like", "known")},
    )
    usual = daily.load.mean().over(group_by=["customer_id", "weekend"])
    daily = daily.mutate(
        usual=usual, full=(daily.window_hours == len(window_hours(window))) & (daily.known == 1)
    )
    whole, event = daily.hours >= VALID_HOURS, daily.full & (daily.event_like == 1)
    sums = {}
    for number, day_type in enumerate(_TYPES):
        of_type = daily.full & (daily.weekend == number)
        load, excess = daily.load, daily.excess
        for name, term in (
            ("y", load),
            ("d", excess),
            ("yy", load * load),
            ("dd", excess * excess),
            ("yd", load * excess),
        ):
            sums[f"{day_type}_{name}"] = term.sum(where=of_type)
        sums[f"{day_type}_n"] = daily.count(where=of_type)
        sums[f"{day_type}_event_n"] = daily.count(where=event & (daily.weekend == number))
        sums[f"{day_type}_event_d"] = excess.sum(where=event & (daily.weekend == number))
    return daily.group_by("customer_id").agg(
        like_days=daily.count(where=whole & (daily.chosen == 1)),
        valid_days=daily.count(where=whole),
        window_kw=daily.load.mean(where=event),
        hot_days=daily.count(where=event),
        hot_days_up=daily.count(where=event & (daily.load > daily.usual)),
        **sums,
    )


def _figures(rows: pd.DataFrame, system: System, events: EventDays, window: Window) -> Figures:
    slope, slope_se, fitted, mean_window, window_sd = _weather_line(rows)
    season_day = rows[[f"s{h:02}" for h in range(24)]].to_numpy()
    lowest = np.sort(season_day, axis=1)[:, :BASE_HOURS]  # NaN sorts last
    dates = [system.dates[i].isoformat() for i in np.flatnonzero(events.event_like)]
    labels = tuple(f"{system.dates[d].isoformat()} {h:02}" for d, h in events.peak_hours)
    columns = ("window_kw", "coincident_kw", "p99_kw", "mean_kw", "hot_days", "hot_days_up")
    return Figures(
        window=window,
        event_days=tuple(dates),
        day_span=events.span,
        system_hours=labels,
        fitted_kw=fitted,
        mean_window_kw=mean_window,
        base_kw=lowest.mean(axis=1),
        slope=slope,
        slope_se=slope_se,
        window_sd=window_sd,
        **{name: rows[name].to_numpy() for name in columns},
    )


def _weather_line(rows: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """Slope of the window load on D, its standard error, the load it gives on event-like days, mean, spread about it.

    Day types have each their own mean and share the slope.  Under three days of freedom the slope is NaN, and the
    fitted load is the mean.
    """

    def column(day_type: str, name: str) -> np.ndarray:
        return np.nan_to_num(rows[f"{day_type}_{name}"].to_numpy(float))

    s_dd = s_yd = s_yy = n = types = event_n = fitted = total = 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        for t in _TYPES:
            m = column(t, "n")
            share = np.where(m > 0, m, 1)
            s_dd = s_dd + column(t, "dd") - column(t, "d") ** 2 / share
            s_yd = s_yd + column(t, "yd") - column(t, "y") * column(t, "d") / share
            s_yy = s_yy + column(t, "yy") - column(t, "y") ** 2 / share
            n, types, total = n + m, types + (m > 0), total + column(t, "y")
        free = n - types - 1
        known = (free >= 3) & (s_dd > 1e-12)
        slope = np.where(known, s_yd / np.where(known, s_dd, 1), np.nan)
        left = np.maximum(0.0, s_yy - np.nan_to_num(slope) * s_yd)
        window_sd = np.where(free >= 3, np.sqrt(left / np.maximum(free, 1)), np.nan)
        slope_se = np.where(known, window_sd / np.sqrt(np.where(known, s_dd, 1)), np.nan)
        for t in _TYPES:
            m = np.maximum(column(t, "n"), 1)
            k = column(t, "event_n")
            level = column(t, "y") / m
            fitted = (
                fitted + k * level + np.nan_to_num(slope) * (column(t, "event_d") - k * column(t, "d") / m)
            )
            event_n = event_n + k
        fitted = np.where(event_n > 0, fitted / event_n, np.nan)
        return slope, slope_se, fitted, np.where(n > 0, total / n, np.nan), window_sd


def set_aside(hourly_kw: np.ndarray, like_days: np.ndarray) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """Who has no typical day, and why: a code for each customer ("" for the rest), and a finding for each code.

    Parameters
    ----------
    hourly_kw : (n_customers, 24) mean day, kW. like_days : (n_customers,) days behind it; NaN where not known.
    """
    reason = np.full(len(hourly_kw), "", dtype=object)
    reason[np.isnan(hourly_kw).any(axis=1)] = "missing hours"
    reason[np.nansum(np.abs(hourly_kw), axis=1) < VACANT_KWH] = "vacant"
    reason[like_days < FEWEST_DAYS] = "few days"
    counts = {code: int((reason == code).sum()) for code in REASONS}
    return reason, tuple(
        Finding("set aside", code.replace(" ", "_"), f"{count:,} customers {REASONS[code]}.", count)
        for code, count in counts.items()
        if count
    )
