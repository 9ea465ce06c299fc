"""What tables of temperature, load and prices share: a time, and a number beside it."""

import re

import pandas as pd

from lib.answers import SideReading
from lib.findings import Finding, Refusal
from lib.readings.columns import is_number
from lib.readings.side.cells import Cells
from lib.readings.side.recognise import column, unclear
from lib.readings.side.times import Layout, layout_of, series, share
from lib.readings.side.types import Recognised


def value_by_time(
    cells: Cells, found: Recognised, answers: SideReading, what: str
) -> tuple[pd.DataFrame, str, tuple[Finding, ...]]:
    """Moments with values, the name of the value's column, and what was left out."""
    layout = layout_of(cells)
    if layout is None:
        raise Refusal(
            f"{cells.name}: no column holds dates and times; found {', '.join(list(cells.table.columns)[:6])}. "
            "Add one, for example 2026-07-18 17:00."
        )
    name = "" if layout.across else found.value or _value(cells, layout, what)
    made, bad = series(cells, layout, name, answers.dates)
    return made, name, (*cells.findings, *bad, *_several(made, cells), *_unused(cells, layout, name))


def _value(cells: Cells, layout: Layout, what: str) -> str:
    numeric = [
        c for c in cells.table.columns if c not in layout.columns and share(cells, c, is_number) >= 0.5
    ]
    named = column(cells, what, layout.columns)
    if not named and len(numeric) != 1:
        raise unclear(cells)
    return named or numeric[0]


def _several(made: pd.DataFrame, cells: Cells) -> tuple[Finding, ...]:
    """Several values of one moment: stations, or buildings that see the same weather."""
    again = made["moment"][made["moment"].duplicated()]
    if again.empty:
        return ()
    what = f"{len(again):,} values of {cells.name} are of a moment that stands there already"
    message = f"{what}; the mean of each hour was taken."
    return (Finding("info", "several_values", message, len(again), f"{again.iloc[0]}"),)


def _unused(cells: Cells, layout: Layout, name: str) -> tuple[Finding, ...]:
    """Other columns of numbers, which are left alone."""
    others = [
        c
        for c in cells.table.columns
        if c not in {name, *layout.columns} and share(cells, c, is_number) >= 0.5
    ]
    if not others:
        return ()
    message = f"{len(others)} other columns of numbers in {cells.name} are not used: {', '.join(others[:5])}."
    return (Finding("info", "unused_columns", message, len(others), others[0]),)


def parts(text: str) -> list[str]:
    """The words of a name, in small letters: "Price (EUR/MWh)" has price, eur and mwh."""
    joined = re.sub(r"([kMGm])W(h?)", lambda unit: unit[0].lower(), text)
    spaced = re.sub(r"([a-z])([A-Z])", r"\1 \2", joined)
    return re.findall(r"[a-z]+|[€$£]", spaced.lower())
