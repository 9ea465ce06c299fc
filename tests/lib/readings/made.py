"""Small files of readings, made by hand."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd

from lib.answers import Reading
from lib.readings import Readings
from lib.readings.read import read_files

Row = tuple[str, datetime, float]
MONDAY = datetime(2026, 6, 1)


def hours(
    ids: Iterable[str],
    days: int,
    kwh: Callable[[str, int, int], float] = lambda customer, day, hour: 1.0 + hour / 4,
    first: datetime = MONDAY,
    minutes: int = 60,
) -> list[Row]:
    """Rows of whole days: kwh is asked for customer, day and interval of the day."""
    count = 24 * 60 // minutes
    return [
        (customer, first + timedelta(days=day, minutes=slot * minutes), kwh(customer, day, slot))
        for customer in ids
        for day in range(days)
        for slot in range(count)
    ]


def write(path: Path, rows: Iterable[Row], header: str = "customer_id,start,kwh") -> Path:
    lines = [f"{customer},{start:%Y-%m-%d %H:%M},{kwh}" for customer, start, kwh in rows]
    path.write_text("\n".join([header, *lines]) + "\n")
    return path


def read(path: Path, spool: Path | None = None, **answers: str) -> Readings:
    spool = spool or path.parent / f"{path.name}.spool"
    spool.mkdir(exist_ok=True)
    return read_files([path], Reading(**answers), spool)


def table(readings: Readings) -> pd.DataFrame:
    """All readings, in order of customer and time."""
    return readings.open().to_pandas().sort_values(["customer_id", "start", "fold"], ignore_index=True)


def found(readings: Readings) -> dict[str, str]:
    return {finding.code: finding.message for finding in readings.findings}


def decided(readings: Readings) -> dict[str, str]:
    return {decision.name: decision.value for decision in readings.decisions}
