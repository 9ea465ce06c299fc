"""Past events: a list of them, or a calendar of prices in which every spell of an unusual price is one."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd

from lib.answers import SideReading
from lib.findings import Finding, Refusal
from lib.readings.side.cells import Cells, numbers, unread
from lib.readings.side.customers import YES
from lib.readings.side.recognise import column, customer_column
from lib.readings.side.times import layout_of, moments, share
from lib.readings.side.types import Event, Events, Recognised
from lib.readings.stamps import is_clock, is_hour, is_stamp

LONGEST = timedelta(days=7)


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> Events:
    """Every event with its beginning, its end and, where not everybody took part, who did.

    Raises
    ------
    Refusal
        No column says when an event began or how long it took.
    """
    if found.value:
        return _calendar(cells, found.value, answers, about)
    starts, ends, lost = spans(cells, answers)
    who, group, event = customer_column(cells), column(cells, "group"), column(cells, "event")
    rows = pd.DataFrame({"start": starts, "end": ends})
    rows["event"] = cells.table[event].to_numpy() if event else rows["start"].dt.strftime("%Y-%m-%d %H:%M")
    rows["group"] = cells.table[group].to_numpy() if group and group != event else ""
    rows["who"] = cells.table[who].to_numpy() if who else ""
    planned = column(cells, "expected")
    rows["kw"], more = numbers(cells, planned) if planned else (np.nan, ())
    refused = column(cells, "opted out") if who else ""
    rows["out"] = cells.table[refused].str.lower().isin(YES).to_numpy() if refused else False
    made = []
    keys = ["event", "start", "end", "group"]
    for (name, start, end, part), members in rows.dropna(subset=["start", "end"]).groupby(keys, sort=False):
        asked = tuple(dict.fromkeys(m for m in members["who"] if m))
        kw = float(members["kw"].sum()) if members["kw"].notna().any() else None
        out = tuple(dict.fromkeys(members["who"][members["out"] & (members["who"] != "")]))
        made.append(Event(name, start.to_pydatetime(), end.to_pydatetime(), "", part, asked, kw, out))
    if not made:
        raise Refusal(
            f"{cells.name}: no row has an event that could be read. Write date, start and end, such as 17:00."
        )
    made.sort(key=lambda one: (one.start, one.event))
    return Events(**about, events=tuple(made), findings=(*cells.findings, *lost, *more))


def spans(cells: Cells, answers: SideReading) -> tuple[pd.Series, pd.Series, tuple[Finding, ...]]:
    """Beginning and end of every row, local clock; NaT where they cannot be read, which is said.

    Raises
    ------
    Refusal
        No column says when something ended, or how long it took.
    """
    layout = layout_of(cells)
    start, end = column(cells, "start"), column(cells, "end")
    date = layout.date if layout else ""
    if not date or not (end or column(cells, "duration")):
        raise Refusal(
            f"{cells.name}: the columns do not say when each began and ended; found "
            f"{', '.join(list(cells.table.columns)[:6])}. Name them date, start and end."
        )
    start = start if start and start != date else layout.clock or date
    starts = _moment(cells, date, start, answers)
    if end:
        ends = _moment(cells, date, end, answers)
        ends = ends.where(ends > starts, ends + pd.Timedelta(days=1))
    else:
        ends = starts + _durations(cells)
    odd = (starts.isna() | ends.isna() | (ends - starts > LONGEST)).to_numpy()
    blank = (cells.table == "").all(axis=1).to_numpy()
    lost = unread(cells, start, odd & ~blank)
    return starts.mask(odd), ends.mask(odd), lost


def _moment(cells: Cells, date: str, name: str, answers: SideReading) -> pd.Series:
    """A column of stamps as it is; a column of clocks or hours on the date of its row."""
    texts = cells.table[name]
    if share(cells, name, is_stamp) < 0.5 and name != date:
        if not max(share(cells, name, is_clock), share(cells, name, is_hour)) >= 0.5:
            raise Refusal(
                f"{cells.name}, column {name}: found “{next(filter(None, texts), '')}” where a time was expected. "
                "Write it as 17:00."
            )
        clocks = texts.map(lambda text: f"{text}:00" if is_hour(text) else text)
        day = cells.table[date].str.split(" ").str[0]
        texts = day.str.cat(clocks, sep=" ").where((day != "") & (clocks != ""), "")
    return moments(cells, texts, answers.dates, name)[0]


def _durations(cells: Cells) -> pd.Series:
    name = column(cells, "duration")
    values, _ = numbers(cells, name)
    return pd.to_timedelta(pd.Series(values), unit="min" if "min" in name.lower() else "h")


def _calendar(cells: Cells, label: str, answers: SideReading, about: dict[str, Any]) -> Events:
    layout = layout_of(cells)
    texts = cells.table[layout.date]
    if layout.clock:
        texts = texts.str.cat(cells.table[layout.clock], sep=" ")
    moment, _ = moments(cells, texts, answers.dates, layout.date)
    lost = unread(cells, layout.date, (moment.isna() & (texts != "")).to_numpy())
    slots = pd.DataFrame({"moment": moment, "label": cells.table[label].to_numpy()}).dropna()
    slots = slots[slots["label"] != ""].sort_values("moment").drop_duplicates("moment")
    step = slots["moment"].diff().mode().iloc[0]
    usual = slots["label"].mode().iloc[0]
    made = tuple(_spells(slots, step, usual))
    if not made:
        raise Refusal(
            f"{cells.name}, column {label}: every time is called {usual}, so that no event is in it."
        )
    counts = Counter(event.label for event in made)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
    what = f"{cells.name} is a calendar of {len(slots):,} times, of which {usual} is usual"
    message = f"{what}; every spell of another is an event: {kinds}."
    return Events(
        **about,
        events=made,
        findings=(*cells.findings, *lost, Finding("info", "calendar", message, len(made))),
    )


def _spells(slots: pd.DataFrame, step: pd.Timedelta, usual: str) -> Iterator[Event]:
    """Times on end with one and the same unusual label."""
    new = (slots["label"] != slots["label"].shift()) | (slots["moment"].diff() != step)
    rows = zip(new.cumsum(), slots["label"], slots["moment"].dt.to_pydatetime(), strict=True)
    for (_, label), members in groupby(rows, key=lambda row: row[:2]):
        if label != usual:
            times: list[datetime] = [row[2] for row in members]
            name = f"{label} {times[0]:%Y-%m-%d %H:%M}"
            yield Event(name, times[0], times[-1] + step.to_pytimedelta(), label)
