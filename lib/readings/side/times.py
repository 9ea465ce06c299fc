"""When each cell of a table beside the readings is: stamps, dates with clocks, or days with a column for each hour."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from lib.findings import Finding, Refusal
from lib.readings.columns import rank, words
from lib.readings.formats.wide_days import times_across
from lib.readings.names import UNRANKED
from lib.readings.side.cells import Cells, numbers, unread
from lib.readings.stamps import (
    StampForm,
    ambiguous,
    is_clock,
    is_date,
    is_hour,
    is_stamp,
    largest_parts,
    stamp_form,
)

LOOK = 1000  # rows by which a column is judged
MOST_DAYS = 40_000
DAY = 1440  # minutes


@dataclass(frozen=True, slots=True)
class Layout:
    """Where time stands. `clock` : a second column with the time of day; `across` : columns that are times of day."""

    date: str
    clock: str = ""
    across: tuple[tuple[str, int], ...] = ()
    stamped: bool = False

    @property
    def columns(self) -> set[str]:
        """Every column that says when."""
        return {self.date, self.clock, *(name for name, _ in self.across)} - {""}


def share(cells: Cells, column: str, test) -> float:
    """Share of the filled cells at the top of a column that pass a test."""
    filled = [cell for cell in cells.table[column].iloc[:LOOK] if cell]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def layout_of(cells: Cells) -> Layout | None:
    """Where time stands in a table; None where it does not."""
    names = list(cells.table.columns)
    across = times_across(names)
    dates = [name for name in names if name not in across and share(cells, name, is_date) >= 0.5]
    if across and dates:
        return Layout(_first(dates), across=tuple(across.items()))
    stamps = [name for name in names if share(cells, name, is_stamp) >= 0.5]
    if stamps:
        return Layout(_first(stamps), stamped=True)
    if not dates:
        return None
    clocks = [name for name in names if share(cells, name, is_clock) >= 0.5]
    clocks += [n for n in names if rank(n, "clock") < UNRANKED and share(cells, n, is_hour) == 1]
    return Layout(_first(dates), clocks[0] if clocks else "")


def moments(cells: Cells, texts: pd.Series, answer: str | None, column: str) -> tuple[pd.Series, StampForm]:
    """Stamps of a column as times of the local clock; NaT where a cell cannot be read.

    Raises
    ------
    Refusal
        No date tells the day from the month, and nobody has said it.
    """
    where = f"{cells.name}, column {column}"
    filled = [text for text in texts.unique() if text]
    if not filled:
        raise Refusal(f"{where}: every cell is empty. Export the table again.")
    form = stamp_form(filled[:LOOK], largest_parts(filled), answer, where)
    if form is None:
        raise ambiguous(filled, where)
    with duckdb.connect() as con:
        frame = pd.DataFrame({"text": texts.astype(str).to_numpy(), "row": np.arange(len(texts))})
        con.register("given", frame)
        found = con.sql(f"select {form.sql('text')} as moment from given order by row").df()["moment"]
    return found, form


def series(
    cells: Cells, layout: Layout, column: str, answer: str | None
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """A table with ``moment`` and ``value``, the beginning of an interval and its number; and what could not be read.

    `column` is the column of values; it plays no part where every time of day has a column of its own.
    """
    if layout.across:
        return _from_days(cells, layout, answer)
    texts = cells.table[layout.date]
    if layout.clock:
        clocks = cells.table[layout.clock].map(lambda text: f"{text}:00" if is_hour(text) else text)
        texts = texts.str.cat(clocks, sep=" ").where((texts != "") & (clocks != ""), "")
    moment, _ = moments(cells, texts, answer, layout.date)
    value, bad = numbers(cells, column)
    lost = unread(cells, layout.date, (moment.isna() & (texts != "")).to_numpy())
    made = pd.DataFrame({"moment": moment, "value": value}).dropna(subset="moment")
    if _ends(layout) and len(made):
        made["moment"] -= _step(made["moment"])
    return made, (*lost, *bad)


def by_hour(made: pd.DataFrame, name: str) -> tuple[tuple, np.ndarray, bool]:
    """Dates, (n_days, 24) means of each hour, and whether there is more than one value a day.

    Raises
    ------
    Refusal
        There is no value, or the first and the last are more than a century apart.
    """
    made = made.dropna(subset="value")
    if made.empty:
        raise Refusal(f"{name}: no value could be used. Look at the columns for time and value.")
    days = made["moment"].dt.normalize()
    first, last = days.min(), days.max()
    if (last - first).days > MOST_DAYS:
        raise Refusal(f"{name}: found dates from {first:%Y-%m-%d} to {last:%Y-%m-%d}. Correct the dates.")
    hourly = made.groupby([days, made["moment"].dt.hour])["value"].mean().unstack()
    hourly = hourly.reindex(columns=range(24))
    daily = bool((hourly.notna().sum(axis=1) == 1).all()) and len(made) == len(hourly)
    if daily:
        hourly = hourly.bfill(axis=1).ffill(axis=1)
    return tuple(day.date() for day in hourly.index), hourly.to_numpy(dtype=float), not daily


def minutes_apart(made: pd.DataFrame) -> float:
    """The commonest distance between two moments, minutes."""
    return _step(made["moment"]).total_seconds() / 60


def _from_days(cells: Cells, layout: Layout, answer: str | None) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    dates = cells.table[layout.date]
    day, _ = moments(cells, dates, answer, layout.date)
    step = layout.across[1][1] - layout.across[0][1]
    late = step if layout.across[0][1] == step else 0
    parts, found = [], list(unread(cells, layout.date, (day.isna() & (dates != "")).to_numpy()))
    for name, minutes in layout.across:
        value, bad = numbers(cells, name)
        parts.append(pd.DataFrame({"moment": day + pd.Timedelta(minutes=minutes - late), "value": value}))
        found += bad
    made = pd.concat(parts, ignore_index=True).dropna(subset="moment")
    return made.sort_values("moment", kind="stable", ignore_index=True), tuple(found)


def _first(names: list[str]) -> str:
    return min(names, key=lambda name: rank(name, "start"))


def _ends(layout: Layout) -> bool:
    return bool(words(f"{layout.date} {layout.clock}") & {"end", "ending", "he", "hourending"})


def _step(moment: pd.Series) -> pd.Timedelta:
    steps = moment.drop_duplicates().sort_values().diff().dropna()
    return steps.mode().iloc[0] if len(steps) else pd.Timedelta(0)
