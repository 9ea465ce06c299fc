"""Outdoor temperature, in degF or degC."""

import re
from typing import Any

import numpy as np

from lib.answers import SideReading
from lib.findings import Finding, Refusal
from lib.readings.side.cells import Cells
from lib.readings.side.hourly import value_by_time
from lib.readings.side.times import by_hour
from lib.readings.side.types import Recognised, Temperature
from lib.spelling import counted

HOTTEST_C = (
    56.7  # ever measured near the ground: Furnace Creek, 10 July 1913, WMO archive; from memory, not read
)
FULL_YEAR = 300  # days


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> Temperature:
    """Outdoor temperature in degC, by the hour.

    Raises
    ------
    Refusal
        Neither name nor size tells degC from degF.
    """
    made, name, more = value_by_time(cells, found, answers, "temperature")
    dates, values, hourly = by_hour(made, cells.name)
    unit, why = _degrees(f"{name} {cells.name}", dates, values, answers, cells.name)
    values = (values - 32) / 1.8 if unit == "degF" else values
    findings = (
        *more,
        Finding("info", "degrees", f"{cells.name} is in {unit}: {why}."),
        *_impossible(values, cells),
    )
    return Temperature(
        **about, dates=dates, hourly_c=values.round(6), unit=unit, hourly=hourly, findings=findings
    )


def _degrees(text: str, dates: tuple, values: np.ndarray, answers: SideReading, name: str) -> tuple[str, str]:
    """The unit and why: by name, else by what can be weather."""
    if answers.degrees:
        return answers.degrees, "as you said"
    if re.search(r"(?i)fahrenheit|°\s*f\b|deg(rees?)?[ _]?f(?![a-z])|temp(erature)?[ _(\[]*f(?![a-z])", text):
        return "degF", "its name says so"
    if re.search(r"(?i)celsius|°\s*c\b|deg(rees?)?[ _]?c(?![a-z])|temp(erature)?[ _(\[]*c(?![a-z])", text):
        return "degC", "its name says so"
    high, low = float(np.nanmax(values)), float(np.nanmin(values))
    if high > HOTTEST_C:
        return "degF", f"it goes up to {high:.1f}, and no place on Earth is that hot in °C"
    days = (dates[-1] - dates[0]).days + 1
    if days >= FULL_YEAR:
        return "degC", f"in {days} days it never goes above {high:.1f}: in °F a year without summer"
    raise Refusal(
        f"{name}: the temperature goes from {low:.1f} to {high:.1f}, which may be °C or °F. Say --degrees degC or "
        "--degrees degF.",
        ask="degrees",
    )


def _impossible(hourly_c: np.ndarray, cells: Cells) -> tuple[Finding, ...]:
    """Values that no weather has: not taken out, but said."""
    odd = int(((hourly_c > 60) | (hourly_c < -70)).sum())
    if not odd:
        return ()
    many = counted(odd, f"hour of {cells.name} lies", f"hours of {cells.name} lie")
    message = f"{many} beyond -70 to 60 °C."
    return (Finding("warning", "odd_temperature", message, odd),)
