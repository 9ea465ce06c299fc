"""Readings to hours: the table that everything later is made of."""

import ibis
from ibis.expr.types import BooleanColumn, NumericColumn, NumericScalar

from lib.readings import Readings
from lib.readings.readings import NANO


def hourly(readings: Readings) -> ibis.Table:
    """``customer_id, date, hour, kw, intervals``: mean kW of each local clock hour, and of how many intervals.

    An autumn hour that comes twice is averaged.
    """
    table = readings.open()
    hours = table.select(
        "customer_id",
        "fold",
        date=table.start.date(),
        hour=table.start.hour().cast("int32"),
        kw=table.kwh * (60 / readings.interval_minutes),
    )
    if readings.interval_minutes == 60 and not readings.repeated:
        return hours.mutate(intervals=ibis.literal(1)).drop("fold")  # one reading an hour: nothing to average
    return hours.group_by("customer_id", "date", "hour").agg(
        kw=mean(hours.kw), intervals=hours.count(where=hours.fold == 0)
    )


def mean(kw: NumericColumn, where: BooleanColumn | None = None) -> NumericScalar:
    """Mean of a column; NULL where there is nothing to average."""
    return total(kw, where) / kw.count(where=where)


def total(kw: NumericColumn, where: BooleanColumn | None = None) -> NumericScalar:
    """Sum of a column, made of whole parts of 1e-9: the same bits in whatever order an engine adds."""
    return nano(kw).sum(where=where).cast("float64") / NANO


def nano(kw: NumericColumn) -> NumericColumn:
    """A column in whole parts of 1e-9."""
    return (kw * NANO).round().cast("int64")
