"""One period of every customer in eight blocks of three hours: means, and how days differ about them."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import ibis
import numpy as np
import pandas as pd

from lib.profiles.hours import hourly, total
from lib.profiles.query import mean_over
from lib.profiles.system import System
from lib.readings import Origin, Readings

BLOCKS, BLOCK_HOURS = 8, 3
AWAY = 0.35  # a day whose highest hour is under this share of the customer's own median one
WEEK = (5 / 7, 2 / 7)  # what weekdays and weekends count for, whatever the period has of each
EXPORT_KW, EMPTY_KW = -0.02, 0.06
PAIRS = tuple((one, other) for one in range(BLOCKS) for other in range(one, BLOCKS))
DAY_TYPES = ("weekday", "weekend")


@dataclass(frozen=True, slots=True, eq=False)
class Period:
    """What is known of every customer over one period; arrays of n_customers rows, away days left out.

    Attributes
    ----------
    first, last : first and last day. customer_id : ascending.
    days : (n, 2) whole days at home, weekdays and weekend days. away : (n,) whole days away.
    hourly_kw : (n, 24) mean day, weekdays counting 5/7 and weekend days 2/7, kW; NaN where one kind is missing.
    covariance : (n, 8, 8) of the blocks' kW from day to day about the mean of the day type, kW^2; NaN under 3 days.
    slope : (n, 8) kW of a block for each kW that the territory's mean day lies above usual.
    sunny : (n,) share of the days with a fed-in hour, or a midday next to nothing and below the night.
    """

    first: date
    last: date
    customer_id: np.ndarray
    days: np.ndarray
    away: np.ndarray
    hourly_kw: np.ndarray
    covariance: np.ndarray
    slope: np.ndarray
    sunny: np.ndarray
    fingerprint: str
    origin: Origin

    def __len__(self) -> int:
        return len(self.customer_id)

    @property
    def block_kw(self) -> np.ndarray:
        """(n, 8) mean kW of the blocks 00:00-03:00, 03:00-06:00, ..."""
        return self.hourly_kw.reshape(len(self), BLOCKS, BLOCK_HOURS).mean(axis=2)

    @property
    def level_kw(self) -> np.ndarray:
        """(n,) mean of |kW| over the blocks: size without the cancelling of what is fed in."""
        return np.abs(self.block_kw).mean(axis=1)

    def rows(self, chosen: np.ndarray) -> "Period":
        """Some of the customers."""
        names = ("customer_id", "days", "away", "hourly_kw", "covariance", "slope", "sunny")
        some = {name: getattr(self, name)[chosen] for name in names}
        return Period(self.first, self.last, **some, fingerprint=self.fingerprint, origin=self.origin)


def period_of(readings: Readings, system: System, first: date, last: date) -> Period:
    """Average the days from `first` to `last`, and measure how they differ.

    Notes
    -----
    Only days with all 24 hours count; those on which the highest hour stays under .35 of the customer's own median one
    are away days.  A customer without any whole day is not in it.
    """
    rows = readings.fetch(expression(readings, _calendar(system, first, last)))
    rows = rows.sort_values("customer_id", ignore_index=True)
    numbers = rows.drop(columns="customer_id").astype(float)
    days = numbers[[f"{kind}_n" for kind in DAY_TYPES]].to_numpy()
    key = repr((readings.fingerprint, first, last))
    with np.errstate(divide="ignore", invalid="ignore"):
        hourly_kw = sum(
            weight * numbers[[f"{kind}_{hour:02}" for hour in range(24)]].to_numpy() / days[:, [column]]
            for column, (kind, weight) in enumerate(zip(DAY_TYPES, WEEK, strict=True))
        )
    return Period(
        first=first,
        last=last,
        customer_id=rows["customer_id"].to_numpy(dtype=object).astype(str).astype(object),
        days=days.astype(int),
        away=numbers["away"].to_numpy(int),
        hourly_kw=hourly_kw,
        covariance=_covariance(numbers, days),
        slope=_slope(numbers),
        sunny=(numbers["sunny"] / numbers["whole"]).to_numpy(),
        fingerprint=blake2b(key.encode(), digest_size=16).hexdigest(),
        origin=readings.origin,
    )


def _calendar(system: System, first: date, last: date) -> pd.DataFrame:
    """Days of the period: date, weekend, excess (the territory's mean kW of the day above the mean of its day type)."""
    dates = np.array(system.dates, dtype="datetime64[us]")
    chosen = (dates >= np.datetime64(first)) & (dates <= np.datetime64(last))
    load = np.where(system.covered.all(axis=1), system.kw.mean(axis=1), np.nan)
    table = pd.DataFrame({"date": dates, "weekend": system.weekend, "load": load})[chosen]
    excess = table["load"] - table.groupby("weekend")["load"].transform("mean")
    return table.assign(excess=excess.fillna(0.0)).drop(columns="load")


def expression(readings: Readings, calendar: pd.DataFrame) -> ibis.Table:
    """One row a customer: sums of hours by day type, of products of blocks, of blocks with the excess."""
    days = _days(readings, calendar)
    usual = days.group_by("customer_id").agg(usual_kw=days.highest.median())
    days = days.join(usual, "customer_id")
    days = days.mutate(home=days.highest >= AWAY * days.usual_kw)
    at_home = days.filter(days.home)
    groups = ["customer_id", "weekend"]
    apart = {
        f"d{block}": at_home[f"b{block}"] - mean_over(at_home[f"b{block}"], groups) for block in range(BLOCKS)
    }
    at_home = at_home.mutate(**apart, w=at_home.excess - mean_over(at_home.excess, groups))
    whole = days.group_by("customer_id").agg(
        whole=days.count(), away=days.count(where=~days.home), sunny=days.count(where=days.sun)
    )
    return whole.join(_sums(at_home), "customer_id")


def _days(readings: Readings, calendar: pd.DataFrame) -> ibis.Table:
    """Whole days: the 24 hours, the eight blocks, the highest hour, and whether the sun shows in it."""
    by_hour = hourly(readings)
    dates = ibis.memtable(calendar).mutate(date=ibis._.date.cast("date"))
    hours = by_hour.join(dates, "date")
    beside = {f"h{hour:02}": hours.kw.max(where=hours.hour == hour) for hour in range(24)}
    days = hours.group_by("customer_id", "date", "weekend", "excess").agg(
        **beside, highest=hours.kw.max(), lowest=hours.kw.min(), hours=hours.count()
    )
    days = days.filter(days.hours == 24)
    blocks = {
        f"b{block}": _mean([days[f"h{3 * block + hour:02}"] for hour in range(3)]) for block in range(BLOCKS)
    }
    midday = _mean([days[f"h{hour:02}"] for hour in range(11, 15)])
    night = _mean([days[f"h{hour:02}"] for hour in range(5)])
    sun = (days.lowest < EXPORT_KW) | ((midday < EMPTY_KW) & (midday < night))
    return days.mutate(**blocks, sun=sun)


def _mean(hours: list) -> ibis.Value:
    return sum(hours[1:], hours[0]) / len(hours)


def _sums(days: ibis.Table) -> ibis.Table:
    sums = {}
    for kind, of_type in zip(DAY_TYPES, (~days.weekend, days.weekend), strict=True):
        sums[f"{kind}_n"] = days.count(where=of_type)
        sums |= {f"{kind}_{hour:02}": total(days[f"h{hour:02}"], of_type) for hour in range(24)}
    sums |= {f"p{one}{other}": total(days[f"d{one}"] * days[f"d{other}"]) for one, other in PAIRS}
    sums |= {f"w{block}": total(days[f"d{block}"] * days.w) for block in range(BLOCKS)}
    return days.group_by("customer_id").agg(**sums, ww=total(days.w * days.w))


def _covariance(sums: pd.DataFrame, days: np.ndarray) -> np.ndarray:
    freedom = days.sum(axis=1) - (days > 0).sum(axis=1)
    made = np.zeros((len(sums), BLOCKS, BLOCKS))
    for one, other in PAIRS:
        made[:, one, other] = made[:, other, one] = sums[f"p{one}{other}"]
    return made / np.where(freedom > 0, freedom, np.nan)[:, None, None]


def _slope(sums: pd.DataFrame) -> np.ndarray:
    """(n, 8); zero where the territory's days do not differ."""
    products = sums[[f"w{block}" for block in range(BLOCKS)]].to_numpy()
    squares = sums["ww"].to_numpy()[:, None]
    return np.divide(products, squares, out=np.zeros_like(products), where=squares > 1e-6)
