"""Two periods side by side: the mean day before and after, and the segments that grew or shrank."""

import numpy as np
import pandas as pd

from lib.changes import Changes, Populations
from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.shares import bar_pairs
from lib.charts.words import clock, kw, percent, span

HEIGHT = 300
GREW = 0.02  # of all customers: less is no growth


def changed_days(changes: Changes, row: int | None = None) -> Picture:
    """Mean day before and after, and as it should have been: of one customer, of those listed, or of all compared."""
    rows = [row] if row is not None else changes.order if len(changes.order) else slice(None)
    named = ("before_kw", "expected_kw", "after_kw")
    table = pd.DataFrame(
        {"hour": range(24)} | {name: getattr(changes, name)[rows].mean(axis=0) for name in named}
    )
    extra = table["after_kw"] - table["expected_kw"]
    if row is not None:
        first, after = (int(hour) for hour in changes.window[row])
        size = changes.kw[row]
        title = f"{kw(abs(size))} {'more' if size > 0 else 'less'} than expected, {span((first, after))}"
        who, window = "One customer", [marks.window_band((first, after or 24))]
    else:
        at, window = int(np.abs(extra).argmax()), []
        listed, off = len(changes.order), kw(abs(extra[at]))
        who = f"Mean of the {listed:,} listed" if listed else f"Mean of {len(changes):,} compared"
        if listed or changes.has("together") or changes.has("seasons_too_different"):
            title = f"{who}: {off} {'more' if extra[at] > 0 else 'less'} than expected at {clock(at)}"
        else:
            title = f"{who}: as expected, within {off} at every hour"
    smooth = {"interpolate": "monotone"}
    layers = [
        *window,
        marks.line(table, "hour", "before_kw", "context", 2, **smooth),
        marks.line(table, "hour", "expected_kw", "ink", 1.2, strokeDash=[3, 3], **smooth),
        marks.line(table, "hour", "after_kw", "accent", 2.6, **smooth),
        marks.hover(
            table.assign(clock=[clock(hour) for hour in range(24)]),
            "hour",
            clock="Hour",
            before_kw="Before",
            expected_kw="Expected",
            after_kw="After",
        ),
    ]
    values = table[list(named)]
    y = theme.kw_axis("after_kw", float(values.max().max()) * 1.05, float(values.min().min()))
    return Picture(
        theme.stack(layers, theme.hour_axis(), y, HEIGHT),
        title,
        f"{who}. Blue: after. Grey: before. Dotted: what similar customers lead one to expect.",
        f"{title}. Before, expected and after, mean day in kW.",
        table.round(4),
    )


def segment_growth(populations: Populations) -> Picture:
    """Share of the customers in each segment before (grey) and after (colour)."""
    shares = [each / max(1, each.sum()) for each in (populations.before, populations.after)]
    table = pd.DataFrame(
        {"segment": populations.numbers, "name": populations.labels, "before": shares[0], "after": shares[1]}
    )
    grew = table["after"] - table["before"]
    at = int(grew.abs().argmax())
    moved = f"{percent(table['before'][at])} to {percent(table['after'][at])}"
    title = (
        f"{table['name'][at]} {'grew' if grew[at] > 0 else 'shrank'} from {moved} of customers"
        if abs(grew[at]) >= GREW
        else "No segment grew or shrank by more than two in a hundred customers"
    )
    return Picture(
        bar_pairs(table, "before", "after", "Before", "After"),
        title,
        f"Grey: before. Colour: after. Stability index {populations.stability:.2f}; above .25 is another population.",
        f"{title}. Largest difference: {table['name'][at]}, {moved}.",
        table.drop(columns="segment"),
    )
