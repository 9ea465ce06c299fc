"""What each group delivered over all its events, with its band."""

from collections.abc import Sequence

import pandas as pd

from lib.charts.dots import dots
from lib.charts.picture import Picture
from lib.charts.words import NBSP, kw
from lib.programme.sums import WEAK
from lib.programme.types import Result

NOTE = "Dot: mean over the events{unit}. Bar: 9 of 10. Bars that overlap cannot be ranked."


def delivered(results: Sequence[Result], named: str = "segment", *, share: bool = False) -> Picture:
    """Mean delivered of each group, most first; only those whose band could be made.

    Parameters
    ----------
    named : what a group is called. share : in percent of the baseline instead of kW, for groups of unlike customers.

    Notes
    -----
    What is only indicative is left out where anything has a baseline: the two cannot be compared.
    """
    rows = sorted((_row(one, share) for one in _comparable(results)), key=lambda row: -row["value"])
    table = pd.DataFrame(rows)
    title = delivered_title(rows, named)
    told = "; ".join(f"{row['name']}: {row['told']} ({row['range']})" for row in rows)
    unit = "%" if share else "kW"
    suffix = "pct" if share else "kw"
    names = {"low": f"low_{suffix}", "value": f"delivered_{suffix}", "high": f"high_{suffix}"}
    numbers = table.drop(columns=["told", "range"]).rename(columns=names)
    note = NOTE.format(unit=", in percent of the baseline" if share else "")
    return Picture(dots(table, unit), title, note, f"{title}. {told}.", numbers.round(3))


def _comparable(results: Sequence[Result]) -> list[Result]:
    known = [one for one in results if one.low_kw == one.low_kw]
    return [one for one in known if one.label not in WEAK] or known


def _row(one: Result, share: bool) -> dict:
    low, value, high = (
        one.percent(each) if share else each for each in (one.low_kw, one.delivered_kw, one.high_kw)
    )
    words = _percent if share else kw
    told = {"told": words(value), "range": f"{words(low)} to {words(high)}"}
    return {"name": one.group, "low": low, "value": value, "high": high} | told


def _percent(value: float) -> str:
    return f"{value:.1f}{NBSP}%"


def delivered_title(rows: Sequence[dict], named: str) -> str:
    """Who surely gave something, and whether the first surely gave more than the second."""
    proven = [row["name"] for row in rows if row["low"] > 0]
    if not proven:
        return f"No {named} alone is distinguishable from zero"
    if len(rows) > 1 and rows[0]["low"] > rows[1]["high"]:
        return f"{rows[0]['name']} gave most, beyond its band"
    if len(proven) == 1:
        return f"Of {proven[0]} alone it is sure that something came"
    return f"{len(proven)} of {len(rows)} {named}s surely gave something; which gave most cannot be told"
