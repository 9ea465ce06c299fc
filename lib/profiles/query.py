"""The heavy step, stated once for every engine: readings in, one row for each customer out."""

import ibis
import numpy as np
import pandas as pd
from ibis.expr.types import BooleanColumn, NumericScalar

from lib.profiles import temperature
from lib.profiles.hours import hourly, mean, nano, total
from lib.profiles.profiles import window_hours
from lib.profiles.system import EventDays, System, in_season
from lib.readings import Readings
from lib.readings.readings import NANO
from lib.window import Window

VALID_HOURS = 23  # of a day, so that the day the clocks go forward is a whole one
DAY_TYPES = ("weekday", "weekend")


def calendar(
    system: System,
    events: EventDays,
    season: str,
    temperature_c: tuple[tuple[str, float], ...] = (),
) -> pd.DataFrame:
    """Every day of the period with what it counts for.

    Columns
    -------
    date; ordinal : number among the days of the season; weekend; in_season; part : one number for all days that count
    alike, hour for hour, in mean days and at the peak; known, excess, event_like : see `EventDays`; where a temperature
    is given, degrees : degC, and measured : whether it is known.
    """
    degrees = np.array([dict(temperature_c).get(day.isoformat(), np.nan) for day in system.dates])
    weather = {"measured": np.isfinite(degrees), "degrees": np.nan_to_num(degrees)} if temperature_c else {}
    weather |= temperature.beyond(weather["degrees"]) if weather else {}
    season_days = in_season(system.dates, season)
    return pd.DataFrame(
        {
            "date": pd.to_datetime(pd.Series(system.dates)).astype("datetime64[us]"),
            "ordinal": season_days.cumsum(),
            "weekend": system.weekend,
            "in_season": season_days,
            "part": _parts(season_days, system.weekend, events),
            "known": np.isfinite(events.excess),
            "excess": np.nan_to_num(events.excess),
            "event_like": events.event_like,
            **weather,
        }
    )


def _parts(in_season: np.ndarray, weekend: np.ndarray, events: EventDays) -> np.ndarray:
    """(n_days,) a number for each day, the same where season, kind of day and hours of the peak are the same."""
    peaks = np.zeros((len(weekend), 24), bool)
    for day, hour in events.peak_hours:
        peaks[day, hour] = True
    return np.unique(np.column_stack([in_season, weekend, peaks]), axis=0, return_inverse=True)[1].ravel()


def one_row_each(
    readings: Readings, days: pd.DataFrame, events: EventDays, system: System, window: Window
) -> ibis.Table:
    """Mean day of each kind, level, 99th percentile, load at the peak and sums of the window load of every customer."""
    by_hour = hourly(readings)
    dates = ibis.memtable(days).mutate(date=ibis._.date.cast("date"))
    hours = by_hour.join(dates, "date")
    peaks = hours.group_by("customer_id").agg(p99_kw=hours.kw.quantile(0.99, where=hours.in_season))
    mean_day = _mean_day(_alike(hours), days, events)
    window_load = _window_load(_by_day(by_hour, dates, window))
    return mean_day.join(peaks, "customer_id").join(window_load, "customer_id")


def _alike(hours: ibis.Table) -> ibis.Table:
    """Sums over the days that count alike, of every customer and hour: the one pass in which all readings are added.

    What a day counts for is asked of these few rows: asked of every reading it took twice as long.
    """
    alike = hours.group_by("customer_id", "hour", "part").agg(
        kw=nano(hours.kw).sum(),
        n=hours.kw.count(),
        intervals=hours.intervals.sum(),
        first=hours.ordinal.min(),
        last=hours.ordinal.max(),
    )
    return alike.mutate(first=alike["first"] * 24 + alike.hour, last=alike["last"] * 24 + alike.hour)


def _mean_day(alike: ibis.Table, days: pd.DataFrame, events: EventDays) -> ibis.Table:
    """all00..all23 of the season, weekday00.. and weekend00.., kW, with the level and how complete it is.

    First one row for each customer and hour of the day, then those 24 beside each other.
    """
    in_season, at_peak = _of(alike, days, days["in_season"]), _at_peak(alike, days, events)
    weekday = _of(alike, days, days["in_season"] & ~days["weekend"])
    weekend = _of(alike, days, days["in_season"] & days["weekend"])
    of_day = alike.group_by("customer_id", "hour").agg(
        all=_mean_of(alike, in_season),
        weekday=_mean_of(alike, weekday),
        weekend=_mean_of(alike, weekend),
        season_kw=alike.kw.sum(where=in_season),
        season_n=alike.n.sum(where=in_season),
        peak_kw=alike.kw.sum(where=at_peak),
        peak_n=alike.n.sum(where=at_peak),
        intervals=alike.intervals.sum(where=in_season),
        first=alike["first"].min(where=in_season),
        last=alike["last"].max(where=in_season),
    )
    beside = {
        name: of_day[day_type].max(where=of_day.hour == h)
        for day_type in ("all", *DAY_TYPES)
        for h, name in enumerate(mean_day_of(day_type))
    }
    return of_day.group_by("customer_id").agg(
        **beside,
        mean_kw=of_day.season_kw.sum().cast("float64") / of_day.season_n.sum() / NANO,
        coincident_kw=of_day.peak_kw.sum().cast("float64") / of_day.peak_n.sum() / NANO,
        intervals=of_day.intervals.sum(),
        span_hours=of_day["last"].max() - of_day["first"].min() + 1,
    )


def _of(alike: ibis.Table, days: pd.DataFrame, chosen: pd.Series) -> BooleanColumn:
    """Whether a row is of chosen days."""
    return alike.part.isin(sorted(set(days["part"][chosen].tolist())))


def _at_peak(alike: ibis.Table, days: pd.DataFrame, events: EventDays) -> BooleanColumn:
    """Whether an hour is one of the system's highest."""
    parts = days["part"].tolist()
    return ibis.or_(*((alike.part == parts[day]) & (alike.hour == hour) for day, hour in events.peak_hours))


def _mean_of(alike: ibis.Table, chosen: BooleanColumn) -> NumericScalar:
    """Mean of the hours behind chosen rows, kW; NULL where there are none."""
    return alike.kw.sum(where=chosen).cast("float64") / NANO / alike.n.sum(where=chosen)


def mean_day_of(day_type: str) -> list[str]:
    """Names of the 24 columns of a kind of day."""
    return [f"{day_type}{h:02}" for h in range(24)]


def _by_day(by_hour: ibis.Table, dates: ibis.Table, window: Window) -> ibis.Table:
    """The window load of every customer and day; NULL where an hour of it is missing, or D is not known."""
    hours = window_hours(window)
    in_window = by_hour.hour.isin([int(h) for h in hours])
    days = by_hour.group_by("customer_id", "date").agg(
        load=mean(by_hour.kw, in_window),
        window_hours=by_hour.count(where=in_window),
        hours=by_hour.count(),
        **({"kw": mean(by_hour.kw)} if "degrees" in dates.columns else {}),
    )
    days = days.join(dates, "date")
    full = (days.window_hours == len(hours)) & days.known
    days = days.mutate(load=ibis.ifelse(full, days.load, None), full=full)
    usual = mean_over(days.load, ["customer_id", "weekend"])
    return days.mutate(above=days.load - usual)


def mean_over(kw, groups: list[str]):
    """Mean of a column within groups, beside each row."""
    whole = nano(kw).sum().over(group_by=groups).cast("float64")
    return whole / kw.count().over(group_by=groups) / NANO


def _window_load(days: ibis.Table) -> ibis.Table:
    """Sums of the window load y and of D by day type: enough for a straight line with its standard error."""
    whole, event = days.hours >= VALID_HOURS, days.full & days.event_like
    sums = {}
    for day_type, of_type in zip(DAY_TYPES, (~days.weekend, days.weekend), strict=True):
        full = days.full & of_type
        sums |= {
            f"{day_type}_valid": days.count(where=whole & days.in_season & of_type),
            f"{day_type}_n": days.count(where=full),
            f"{day_type}_y": total(days.load, full),
            f"{day_type}_d": total(days.excess, full),
            f"{day_type}_yy": total(days.above * days.above, full),
            f"{day_type}_yd": total(days.above * days.excess, full),
            f"{day_type}_dd": total(days.excess * days.excess, full),
            f"{day_type}_event_n": days.count(where=event & of_type),
            f"{day_type}_event_d": total(days.excess, event & of_type),
        }
    if "degrees" in days.columns:
        sums |= temperature.sums(days, whole & days.in_season & days.measured)
    return days.group_by("customer_id").agg(
        all_valid=days.count(where=whole & days.in_season),
        window_kw=mean(days.load, event),
        hot_days=days.count(where=event),
        hot_days_up=days.count(where=event & (days.above > 1 / NANO)),
        **sums,
    )
