"""What each group of events delivered, e.g. by strategy, beside what a plain baseline would have said."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.charts.words import NBSP
from lib.programme.sums import ALL, WEAK
from lib.programme.types import Result, Settlement

COLUMNS = (
    "Group",
    "Events",
    "Of the baseline, %",
    "Low, %",
    "High, %",
    "Median, %",
    "As they are, %",
    "Label",
)
SEVERAL = 2  # events, before a group is more than a name for one of them


def has_groups(found: Settlement) -> bool:
    """Whether the table names groups that can be told apart."""
    return len({event.group for event in found.events if event.group}) > 1


def several(found: Settlement) -> tuple[Result, ...]:
    """Groups of two events or more, with a baseline where any has one."""
    named = [one for one in found.groups if one.group != ALL and one.events >= SEVERAL]
    firm = [one for one in named if one.label not in WEAK]
    return tuple(firm or named)


def grouped(found: Settlement) -> pd.DataFrame:
    """A row for each group and for all events; those that are only indicative last."""
    plain = {one.group: one for one in found.raw if one.label not in WEAK}
    rows = []
    for one in found.groups:
        beside = plain.get(one.group) if one.label not in WEAK else None
        shares = (one.percent(kw) for kw in (one.delivered_kw, one.low_kw, one.high_kw))
        as_is = np.nan if beside is None else beside.percent(beside.delivered_kw)
        rows.append((_name(one), one.events, *shares, one.median_pct, as_is, one.label))
    return pd.DataFrame(rows, columns=list(COLUMNS)).round(1)


def _name(one: Result) -> str:
    return "All events" if one.group == ALL else one.group


def said(found: Settlement) -> str:
    """All events with a baseline in percent, and what the ten latest days as they are would have said of them."""
    firm, plain = (_all(results) for results in (found.groups, found.raw))
    if firm is None:
        return "None of these events has a baseline: what stands here is a check of before and after, no settlement."
    share = [_tenths(firm.percent(kw)) for kw in (firm.delivered_kw, firm.low_kw, firm.high_kw)]
    band = f", {share[1]} to {share[2]}" if np.isfinite(firm.low_kw) else ""
    text = f"All {firm.events:,} events with a baseline: {share[0]}{NBSP}% of it{band}."
    if plain is None or found.method == "ten_raw":
        return text
    as_is = [_tenths(value) for value in (plain.percent(plain.delivered_kw), plain.median_pct)]
    below = [one.group for one in found.raw if one.label not in WEAK and one.delivered_kw < 0]
    negative = f", and less than nothing for {', '.join(below)}" if below else ""
    return (
        f"{text} The 10 latest days of the same kind as they are would say {as_is[0]}{NBSP}% (median of the events "
        f"{as_is[1]}{NBSP}%){negative}: holidays and closed days stand among them, and nothing takes over how high the "
        "load is that morning."
    )


def _all(results: Sequence[Result]) -> Result | None:
    return next((one for one in results if one.group == ALL and one.label not in WEAK), None)


def _tenths(value: float) -> str:
    return f"{value:.1f}"
