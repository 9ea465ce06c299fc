"""The same readings for every engine: moments over two clock changes, with gaps, feed-in and odd names."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lib.readings import Readings
from tests.lib.readings.made import read

PASSWORD = "0wn3r"
CUSTOMERS = ("007", "0070", "A b", "Ærø", "NA", "z'1")
FIRST, DAYS = datetime(2026, 10, 1, tzinfo=UTC) - timedelta(hours=2), 185  # to the third of April, Amsterdam
LOST = 0.01  # share of the readings

Row = tuple[str, datetime, float]


@dataclass(frozen=True, slots=True)
class Made:
    """Rows of customer, moment in UTC and kWh; and what our own reader makes of a file with offsets."""

    rows: list[Row]
    file: Readings

    def write_parquet(self, path: Path) -> None:
        customer, moment, kwh = zip(*self.rows, strict=True)
        moments = pa.array(moment, pa.timestamp("us", "UTC"))
        pq.write_table(pa.table({"customer_id": customer, "moment": moments, "kwh": kwh}), path)


def instants() -> list[Row]:
    """Hours of six customers from autumn to spring: two clock changes, gaps of hours and of days, and feed-in."""
    draw = np.random.default_rng(3)
    rows = []
    for number, customer in enumerate(CUSTOMERS):
        level = draw.uniform(0.2, 2.0, 24) * (1 + number)
        for hour in range(24 * DAYS):
            kwh = round(
                level[hour % 24] * draw.gamma(4, 0.25) - (0.5 if number == 1 and hour % 24 == 12 else 0), 3
            )
            away = number == 2 and 30 * 24 <= hour < 41 * 24
            twice = (
                hour // 24 == 24
            )  # the night of 25 October is whole: a second hour without the first is no fold
            if twice or (draw.random() > LOST and not away):
                rows.append((customer, FIRST + timedelta(hours=hour), kwh))
    return rows


def local_clock(rows: list[Row], folder: Path) -> Readings:
    """The same rows as a file with local stamps and their offsets, read by DuckDB."""
    zone = ZoneInfo("Europe/Amsterdam")
    lines = [f"{customer},{moment.astimezone(zone).isoformat()},{kwh}" for customer, moment, kwh in rows]
    path = folder / "offsets.csv"
    path.write_text("\n".join(["customer_id,start,kwh", *lines]) + "\n", encoding="utf-8")
    return read(path)
