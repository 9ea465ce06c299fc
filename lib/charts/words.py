"""Numbers as people read them; a non-breaking space holds a number and its unit together."""

import re
from datetime import date

import numpy as np

NBSP = "\N{NO-BREAK SPACE}"
UNITS = {
    "kw": "kW",
    "kwh": "kWh",
    "m2": "m²",
    "sqft": "sq ft",
    "pct": "%",
    "c": "°C",
    "eur": "€",
    "usd": "$",
    "gbp": "£",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def kw(value: float) -> str:
    """Power in running text: two decimals under 1 kW, one under 100, none above; 12 rather than 12.0 from 10 on."""
    decimals = 2 if abs(value) < 1 else 1 if abs(value) < 100 else 0
    text = f"{value:,.{decimals}f}"
    return f"{text.removesuffix('.0') if abs(value) >= 10 else text}{NBSP}kW"


def at_most(value: float) -> float:
    """A power rounded up to a tenth, so that "under" stays true of it."""
    return float(np.ceil(round(value * 10, 6)) / 10)


def exact_kw(value: float) -> str:
    """Power under the pointer: two decimals under 10 kW, none above; a dash where it is not known."""
    if not np.isfinite(value):
        return "–"
    return f"{value:,.{2 if abs(value) < 10 else 0}f}{NBSP}kW"


def percent(share: float) -> str:
    """A share of 0 to 1 in whole percent."""
    return f"{100 * share:.0f}{NBSP}%"


def money(value: float) -> str:
    """An amount in whole dollars: -1,234 $; cents where it is under ten."""
    text = f"{value:,.{2 if abs(value) < 10 and value else 0}f}"
    return f"{'0' if text in ('-0', '-0.00') else text}{NBSP}$"


def sentence(text: str) -> str:
    """The text with a capital at its beginning, the rest untouched."""
    return text[:1].upper() + text[1:]


def column(name: object) -> str:
    """A column of a table as words, a unit last: floor_area_m2 is "Floor area, m²", daily_kwh "Daily, kWh"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|_+", " ", str(name)).split()
    unit = UNITS.get(words[-1].lower()) if words else None
    text = sentence(" ".join(words[:-1] if unit else words))
    return ", ".join(part for part in (text, unit) if part)


def clock(hour: int) -> str:
    """An hour as on a clock: 17 is 17:00."""
    return f"{hour % 24:02d}:00"


def span(window: tuple[int, int]) -> str:
    """A window of hours: (17, 21) is 17:00 to 21:00."""
    return f"{clock(window[0])} to {clock(window[1])}"


def day(iso: str) -> str:
    """A date as people say it: 2026-07-28 is 28 Jul."""
    when = date.fromisoformat(str(iso)[:10])
    return f"{when.day}{NBSP}{MONTHS[when.month - 1][:3]}"


def certainty(confidence: float) -> str:
    """A chance as a count of events where that is exact: .9 is 9 of 10, .95 is 19 of 20, .93 is 93 of 100."""
    for events in (10, 20, 100):
        if abs(confidence * events - round(confidence * events)) < 1e-6:
            return f"{round(confidence * events)} of {events}"
    return f"{100 * confidence:.1f} of 100"
