"""Load of the whole system, hour by hour."""

from typing import Any

import pandas as pd

from lib.answers import SideReading
from lib.findings import Finding, Refusal
from lib.readings.side.cells import Cells
from lib.readings.side.hourly import parts, value_by_time
from lib.readings.side.times import by_hour, minutes_apart
from lib.readings.side.types import Recognised, SystemLoad

LOADS = {"GW": 1e6, "MW": 1e3, "kW": 1.0, "GWh": 1e6, "MWh": 1e3, "kWh": 1.0}


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> SystemLoad:
    """Load of the whole system, kW where the file tells the unit."""
    made, name, more = value_by_time(cells, found, answers, "load")
    words = parts(f"{name} {cells.name}")
    unit = next((unit for unit in LOADS if unit.lower() in words), "")
    factor = LOADS.get(unit, 1.0) / (_hours(made) if unit.endswith("h") else 1)
    dates, values, hourly = by_hour(made, cells.name)
    if not hourly:
        raise Refusal(
            f"{cells.name}: found one value a day. A system load has one an hour or more; export it so."
        )
    told = f"is in {unit}" if unit else "names no unit; only its order from hour to hour is used"
    unit_found = Finding("info", "load_unit", f"{cells.name} {told}.")
    return SystemLoad(
        **about, dates=dates, hourly_kw=values * factor, unit=unit, findings=(*more, unit_found)
    )


def _hours(made: pd.DataFrame) -> float:
    """Length of an interval, hours; energy over it is divided by this to give load."""
    return min(minutes_apart(made), 60) / 60 or 1.0
