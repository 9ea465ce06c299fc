"""Prices by the hour."""

from typing import Any

from lib.answers import SideReading
from lib.findings import Finding
from lib.readings.side.cells import Cells
from lib.readings.side.hourly import parts, value_by_time
from lib.readings.side.times import by_hour
from lib.readings.side.types import Prices, Recognised

UNITS = {"mwh": "MWh", "kwh": "kWh"}
CURRENCIES = {
    "eur": "EUR",
    "€": "EUR",
    "euro": "EUR",
    "usd": "USD",
    "$": "USD",
    "gbp": "GBP",
    "£": "GBP",
    "pence": "p",
    "ct": "ct",
    "cent": "ct",
    "cents": "ct",
    "aud": "AUD",
    "sek": "SEK",
    "nok": "NOK",
    "dkk": "DKK",
    "chf": "CHF",
}


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> Prices:
    """Prices for one kWh by the hour."""
    made, name, more = value_by_time(cells, found, answers, "prices")
    dates, values, hourly = by_hour(made, cells.name)
    told = parts(f"{name} {cells.name}")
    unit, currency = next((UNITS[word] for word in told if word in UNITS), ""), currency_in(told)
    per = f"for one {unit}" if unit else "for one kWh, assumed since no unit is named"
    message = f"{cells.name} is in {currency or 'a unit of money that is not named'} {per}."
    return Prices(
        **about,
        dates=dates,
        hourly_price=values / 1000 if unit == "MWh" else values,
        unit=unit,
        currency=currency,
        hourly=hourly,
        findings=(*more, Finding("info" if unit else "warning", "price_unit", message)),
    )


def currency_in(told: list[str]) -> str:
    """The unit of money among some words; "" where there is none."""
    return next((CURRENCIES[word] for word in told if word in CURRENCIES), "")
