"""What each segment delivered over all events, with its band."""

from collections.abc import Sequence

import pandas as pd

from lib.charts.dots import dots
from lib.charts.picture import Picture
from lib.charts.words import kw
from lib.programme.types import Result


def delivered(results: Sequence[Result]) -> Picture:
    """Mean kW delivered of each group, most first; only those whose band could be made."""
    known = sorted((one for one in results if one.low_kw == one.low_kw), key=lambda one: -one.delivered_kw)
    table = pd.DataFrame(
        {
            "name": [one.group for one in known],
            "low": [one.low_kw for one in known],
            "value": [one.delivered_kw for one in known],
            "high": [one.high_kw for one in known],
            "told": [kw(one.delivered_kw) for one in known],
            "range": [f"{kw(one.low_kw)} to {kw(one.high_kw)}" for one in known],
        }
    )
    title = delivered_title(known)
    told = "; ".join(f"{row.name}: {row.told} ({row.range})" for row in table.itertuples(index=False))
    numbers = table.drop(columns=["told", "range"])
    named = numbers.rename(columns={"low": "low_kw", "value": "delivered_kw", "high": "high_kw"})
    note = "Dot: mean over the events. Bar: 9 of 10. Bars that overlap cannot be ranked."
    return Picture(dots(table), title, note, f"{title}. {told}.", named.round(3))


def delivered_title(known: Sequence[Result]) -> str:
    """Who surely gave something, and whether the first surely gave more than the second."""
    proven = [one.group for one in known if one.low_kw > 0]
    if not proven:
        return "No segment alone is distinguishable from zero"
    if len(known) > 1 and known[0].low_kw > known[1].high_kw:
        return f"{known[0].group} gave most, beyond its band"
    if len(proven) == 1:
        return f"Of {proven[0]} alone it is sure that something came"
    return f"{len(proven)} of {len(known)} segments surely gave something; which gave most cannot be told"
