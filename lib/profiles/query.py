"""The heavy step, stated once for every engine: readings in, one row for each customer out."""

import ibis
import numpy as np
import pandas as pd
from ibis.expr.types import BooleanColumn

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
    date; ordinal : number among the days of the season; weekend; in_season; known, excess, event_like : see
    `EventDays`; where a temperature is given, degrees : degC, and measured : whether it is known.
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
            "known": np.isfinite(events.excess),
            "excess": np.nan_to_num(events.excess),
            "event_like": events.event_like,
            **weather,
        }
    )


def one_row_each(
    readings: Readings, days: pd.DataFrame, events: EventDays, system: System, window: Window
) -> ibis.Table:
    """Mean day of each kind, level, 99th percentile, load at the peak and sums of the window load of every customer."""
    by_hour = hourly(readings)
    dates = ibis.memtable(days).mutate(date=ibis._.date.cast("date"))
    hours = by_hour.join(dates, "date")
    peaks = hours.group_by("customer_id").agg(p99_kw=hours.kw.quantile(0.99, where=hours.in_season))
    mean_day = _mean_day(hours, _at_peak(hours, events, system))
    window_load = _window_load(_by_day(by_hour, dates, window))
    return mean_day.join(peaks, "customer_id").join(window_load, "customer_id")


def _at_peak(hours: ibis.Table, events: EventDays, system: System) -> BooleanColumn:
    """Whether an hour is one of the system's highest."""
    return ibis.or_(
        *(
            (hours.date == ibis.date(system.dates[day].isoformat())) & (hours.hour == hour)
            for day, hour in events.peak_hours
        )
    )


def _mean_day(hours: ibis.Table, at_peak: BooleanColumn) -> ibis.Table:
    """all00..all23 of the season, weekday00.. and weekend00.., kW, with the level and how complete it is.

    First one row for each customer and hour of the day, then those 24 beside each other.
    """
    kw, moment = nano(hours.kw), hours.ordinal * 24 + hours.hour
    of_day = hours.group_by("customer_id", "hour").agg(
        all=mean(hours.kw, hours.in_season),
        weekday=mean(hours.kw, hours.in_season & ~hours.weekend),
        weekend=mean(hours.kw, hours.in_season & hours.weekend),
        season_kw=kw.sum(where=hours.in_season),
        season_n=kw.count(where=hours.in_season),
        peak_kw=kw.sum(where=at_peak),
        peak_n=kw.count(where=at_peak),
        intervals=hours.intervals.sum(where=hours.in_season),
        first=moment.min(where=hours.in_season),
        last=moment.max(where=hours.in_season),
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
