"""Whether a programme is worth it: what a year earns and costs, and which assumptions decide."""

import altair as alt
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import money
from lib.programme.business import BusinessCase

ROW = 34
ROOM = 0.2  # of the width, for the words at the right end
MOST = 10  # assumptions drawn
YEAR = "A year"


def waterfall(case: BusinessCase) -> Picture:
    """What a usual year earns and costs, line by line, and what is left: low, usual and high."""
    table = waterfall_frame(case)
    title = waterfall_title(case)
    low, high = money(case.low.net), money(case.high.net)
    note = f"Blue: earned. Grey: spent. {YEAR}, usual assumptions; with all of them low {low}, high {high}."
    told = "; ".join(f"{row.name} {row.told}" for row in table.itertuples(index=False))
    numbers = table[["name", "low", "value", "high"]]
    named = {"value": "usual_usd", "low": "low_usd", "high": "high_usd"}
    return Picture(_bars(table), title, note, f"{title}. {told}.", numbers.rename(columns=named).round(0))


def waterfall_frame(case: BusinessCase) -> pd.DataFrame:
    """A row for each line and for what is left: name, tone, start and end of its bar, the three values, `told`."""
    low, high = dict(case.low.lines), dict(case.high.lines)
    rows, at = [], 0.0
    for name, value in case.base.lines:
        role = "accent" if value > 0 else "context"
        rows.append((name, role, at, at + value, low.get(name, 0.0), value, high.get(name, 0.0)))
        at += value
    rows.append(("Left over", "ink", 0.0, at, case.low.net, at, case.high.net))
    table = pd.DataFrame(rows, columns=["name", "tone", "from", "to", "low", "value", "high"])
    return table.assign(
        told=table["value"].map(money),
        range=[f"{money(a)} to {money(b)}" for a, b in zip(table["low"], table["high"], strict=True)],
    )


def waterfall_title(case: BusinessCase) -> str:
    """Whether it pays in all three cases, in some, or in none."""
    nets = [case.low.net, case.base.net, case.high.net]
    if nets[0] > 0:
        return f"It pays even if everything goes badly: {money(nets[1])} a year as usual"
    if nets[1] > 0:
        return f"It pays as usual, {money(nets[1])} a year, and not if everything goes badly"
    if nets[2] > 0:
        return f"It pays only if all goes well; as usual it loses {money(-nets[1])} a year"
    return f"It does not pay, even if all goes well; as usual it loses {money(-nets[1])} a year"


def _bars(table: pd.DataFrame) -> alt.LayerChart:
    ends = table[["from", "to"]].to_numpy()
    low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()), 1e-9)
    placed = table.assign(end=ends.max(axis=1))
    y = alt.Y("name:N", sort=list(table["name"]), scale=alt.Scale(padding=0), axis=theme.NAMES)
    scale = alt.Scale(domain=[low, high + ROOM * (high - low)], nice=False, zero=False)
    x = alt.X("from:Q", scale=scale, axis=None)
    tips = marks.tooltips(name="", told="Usual", range="Low to high")
    rows = alt.Chart(placed)
    bar = rows.mark_bar(size=16).encode(x, alt.X2("to"), y, theme.by_tone(), tooltip=tips)
    words = rows.mark_text(align="left", dx=6, fontSize=12, tooltip=None)
    words = theme.role(words.encode(alt.X("end:Q"), y, alt.Text("told:N")), "ink")
    return theme.stack([marks.rule("x", 0.0, "muted"), bar, words], x, y, ROW * len(table))


def tornado(case: BusinessCase) -> Picture:
    """What is left over in a year when one assumption alone is low or high, the widest first."""
    rows = [
        {"name": name, "low": min(low, high), "high": max(low, high), "base": case.base.net}
        for name, low, high in case.swings[:MOST]
    ]
    table = pd.DataFrame(rows)
    table = table.assign(
        range=[f"{money(a)} to {money(b)}" for a, b in zip(table["low"], table["high"], strict=True)]
    )
    title = tornado_title(case)
    told = "; ".join(f"{row.name}: {row.range}" for row in table.itertuples(index=False))
    note = f"Left over in a year, one assumption at a time from low to high. Line: as usual, {money(case.base.net)}."
    named = {"low": "low_usd", "high": "high_usd", "base": "usual_usd"}
    numbers = table.drop(columns="range").rename(columns=named).round(0)
    return Picture(_swings(table), title, note, f"{title}. {told}.", numbers)


def tornado_title(case: BusinessCase) -> str:
    """The assumption that moves most, and how many alone turn gain into loss or loss into gain."""
    turning = [name for name, low, high in case.swings if min(low, high) < 0 < max(low, high)]
    first = case.swings[0][0]
    if not turning:
        return f"{first} matters most; no single assumption turns the answer"
    return f"{first} matters most; {len(turning)} alone can turn the answer"


def _swings(table: pd.DataFrame) -> alt.LayerChart:
    low, high = min(0.0, float(table["low"].min())), max(0.0, float(table["high"].max()))
    width = max(high - low, 1e-9)
    y = alt.Y("name:N", sort=list(table["name"]), scale=alt.Scale(padding=0), axis=theme.NAMES)
    ticks = theme.steps(high, low, 5)
    axis = alt.Axis(
        values=ticks, tickCount=10, labelExpr=theme.unit_labels(ticks, "$"), title=None, grid=True
    )
    scale = alt.Scale(domain=[low - 0.02 * width, high + 0.06 * width], nice=False, zero=False)
    x = alt.X("low:Q", scale=scale, axis=axis)
    bar = alt.Chart(table).mark_bar(size=16, opacity=0.75)
    bar = bar.encode(x, alt.X2("high"), y, tooltip=marks.tooltips(name="", range="Left over"))
    layers = [
        theme.role(bar, "accent"),
        marks.rule("x", 0.0, "muted"),
        marks.rule("x", float(table["base"].iloc[0]), "ink", strokeDash=[4, 3]),
    ]
    return theme.stack(layers, x, y, ROW * len(table) + 24)
