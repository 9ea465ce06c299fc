"""The load of groups of customers, day by day, on a clock that is centred on the event."""

from dataclasses import dataclass

import ibis
import numpy as np
import pandas as pd

from lib.profiles.hours import mean
from lib.programme.events import Clock
from lib.readings import Readings

NOON = 720  # the event begins in the middle of the day of 1,440 minutes that is looked at
BEFORE = (NOON - 240, NOON - 60)  # the three hours that end one hour before the event
COVERED = 0.9  # of the intervals that there should be
EVERYBODY = "everybody"
PARTS = ("before", "event", "rest")
DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class Load:
    """kW of some units (groups of customers, or single ones) in every step of every day.

    Attributes
    ----------
    units : (n_units,) of str. dates : (n_days,) datetime64[D], ascending, without holes.
    kw : ndarray (n_units, n_days, n_steps), sum over the unit's customers; NaN where not known.
    minute : (n_steps,) beginning of the step, minutes from the beginning of the event.
    hours : (n_steps,) length of the step. event, before : (n_steps,) bool, the event and the three hours that end
        one hour before it.
    customers : (n_units,) with readings. temperature_c : (n_days,), NaN where not known.

    Notes
    -----
    A day runs from twelve hours before the beginning of the event to twelve hours after it.  Where some customers of a
    unit have no reading in a step, the mean of the others stands for them; under nine tenths the step is not known.
    """

    units: np.ndarray
    dates: np.ndarray
    kw: np.ndarray
    minute: np.ndarray
    hours: np.ndarray
    event: np.ndarray
    before: np.ndarray
    customers: np.ndarray
    temperature_c: np.ndarray

    @property
    def whole(self) -> np.ndarray:
        """(n_units, n_days) bool: event and the hours before it are known."""
        return np.isfinite(self.kw[:, :, self.event | self.before]).all(axis=2)

    @property
    def weekend(self) -> np.ndarray:
        """(n_days,) bool."""
        return ~np.is_busday(self.dates)

    def mean(self, steps: np.ndarray) -> np.ndarray:
        """(n_units, n_days) mean kW over some steps; of those known where some are not."""
        kw, hours = self.kw[:, :, steps], self.hours[steps]
        known = np.isfinite(kw) * hours
        total = np.nansum(kw * hours, axis=2)
        return np.divide(total, known.sum(axis=2), out=np.full(total.shape, np.nan), where=known.any(axis=2))

    def in_parts(self) -> "Load":
        """The same in three steps: the hours before, the event, all the rest."""
        masks = (self.before, self.event, ~(self.before | self.event))
        kw = np.stack([self.mean(steps) for steps in masks], axis=2)
        kw[~self.whole, :2] = np.nan
        hours = np.array([self.hours[steps].sum() for steps in masks])
        return _parts(self.units, self.dates, kw, hours, self.customers, self.temperature_c)


def _parts(units, dates, kw, hours, customers, temperature_c) -> Load:
    before, event = np.array([True, False, False]), np.array([False, True, False])
    minute = np.array([BEFORE[0] - NOON, 0, -NOON])
    return Load(units, dates, kw, minute, hours, event, before, customers, temperature_c)


def members_of(groups: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """Who is in which unit, as rows of unit and customer_id."""
    rows = [(unit, customer) for unit, customers in groups.items() for customer in customers]
    return pd.DataFrame(rows, columns=["unit", "customer_id"], dtype=str)


def customers_of(readings: Readings) -> tuple[str, ...]:
    """Every customer that has readings, ascending."""
    return tuple(
        sorted(readings.open().select("customer_id").distinct().to_pandas()["customer_id"].astype(str))
    )


def load_of(readings: Readings, members: pd.DataFrame, clock: Clock, *, in_parts: bool = False) -> Load:
    """Sum up the customers of each unit, day by day.

    Parameters
    ----------
    members : rows of unit and customer_id. clock : the event's hours.
    in_parts : three steps a day (the hours before, the event, the rest) instead of every interval; enough for
        settlement, and small for many units.

    Notes
    -----
    An interval belongs to the event when its middle lies in it.
    """
    step = 0 if in_parts else readings.interval_minutes
    rows = _query(readings, members, clock, step).to_pandas()
    units = np.array(sorted(members["unit"].unique()), dtype=str)
    customers = rows.groupby("unit")["members"].first().reindex(units, fill_value=0).to_numpy()
    days = pd.to_datetime(rows["date"]).to_numpy().astype("datetime64[D]")
    dates = np.arange(days.min(), days.max() + DAY) if len(days) else np.zeros(0, "datetime64[D]")
    n_steps = len(PARTS) if in_parts else 1440 // step
    at = (np.searchsorted(units, rows["unit"]), (days - dates[:1]).astype(int), rows["step"].to_numpy(int))
    kw = np.full((len(units), len(dates), n_steps), np.nan)
    expected = np.array([180, clock.minutes, 0])[at[2]] if in_parts else np.full(len(rows), step)
    present = np.round(np.maximum(1, expected / readings.interval_minutes)) * rows["members"].to_numpy()
    enough = rows["intervals"].to_numpy() >= COVERED * present
    kw[tuple(index[enough] for index in at)] = (rows["kw"] * rows["members"]).to_numpy()[enough]
    temperature = _temperature(readings, dates)
    if in_parts:
        hours = np.array([180, clock.minutes, 1260 - clock.minutes]) / 60
        return _parts(units, dates, kw, hours, customers, temperature)
    minute = np.arange(n_steps) * step
    before = (minute >= BEFORE[0]) & (minute < BEFORE[1])
    event = (minute >= NOON) & (minute < NOON + clock.minutes)
    hours = np.full(n_steps, step / 60)
    return Load(units, dates, kw, minute - NOON, hours, event, before, customers, temperature)


def _query(readings: Readings, members: pd.DataFrame, clock: Clock, step: int) -> ibis.Table:
    """unit, date, step: mean kW of the members with a reading, how many readings, and how many members there are."""
    table = readings.open()
    shift = NOON - clock.start + readings.interval_minutes // 2
    moved = (
        table.start + ibis.interval(minutes=shift)
        if shift >= 0
        else table.start - ibis.interval(minutes=-shift)
    )
    minute = moved.hour() * 60 + moved.minute()
    if step:
        number = (minute / step).floor().cast("int32")
    else:
        in_before = (minute >= BEFORE[0]) & (minute < BEFORE[1])
        in_event = (minute >= NOON) & (minute < NOON + clock.minutes)
        number = ibis.cases((in_before, 0), (in_event, 1), else_=2).cast("int32")
    kw = table.kwh * (60 / readings.interval_minutes)
    rows = table.select("customer_id", date=moved.date(), step=number, kw=kw)
    who = ibis.memtable(members)
    rows = rows.join(who, "customer_id")
    sizes = who.semi_join(table, "customer_id").group_by("unit").agg(members=ibis._.count())
    sums = rows.group_by("unit", "date", "step").agg(kw=mean(rows.kw), intervals=rows.count())
    return sums.join(sizes, "unit")


def _temperature(readings: Readings, dates: np.ndarray) -> np.ndarray:
    known = {np.datetime64(day, "D"): value for day, value in readings.temperature_c}
    return np.array([known.get(day, np.nan) for day in dates], float)
