"""How many segments: what the curves over K say, and whether there is anything to find."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import theme
from lib.charts.picture import Picture
from lib.charts.words import NBSP, spelled
from lib.segments.types import KSweep, Structure

BUSINESS_RANGE = (3, 5)
HEIGHT = 220


def elbow(sweep: KSweep, chosen_k: int) -> Picture:
    """Spread left inside the segments for every K, the first K as 100 %."""
    inertia = np.array([fit.inertia for fit in sweep.fits], float)
    table = pd.DataFrame(
        {
            "k": [fit.k for fit in sweep.fits],
            "value": 100 * inertia / max(inertia[0], 1e-12),
            "inertia": inertia,
        }
    )
    told = [f"{value:.0f}{NBSP}%" for value in table["value"]]
    y = theme.level_axis("value", (0, 108), [0, 20, 40, 60, 80, 100], every=f"{NBSP}%")
    marked = [k for k in (sweep.knee, chosen_k) if k]
    title = (
        f"The elbow bends at {spelled(sweep.knee)}"
        if sweep.knee
        else "No elbow: the spread falls without a bend"
    )
    return Picture(
        curve(table, told, y, marked, chosen_k, "Spread left"),
        title,
        f"Spread left inside segments, K = {table['k'][0]} as 100{NBSP}%. Lower is better; it always falls.",
        f"{title}. Spread left: {neighbours(table, told, chosen_k)}.",
        table.rename(columns={"value": "inertia_pct"}),
    )


def silhouettes(sweep: KSweep, chosen_k: int) -> Picture:
    """Mean Euclidean silhouette of every K, with its 95 % interval where it was measured on a sample."""
    table = pd.DataFrame(
        {
            "k": [fit.k for fit in sweep.fits],
            "value": [fit.silhouette for fit in sweep.fits],
            "low": [fit.silhouette_low for fit in sweep.fits],
            "high": [fit.silhouette_high for fit in sweep.fits],
        }
    ).dropna(subset="value")
    told = [f"{value:.2f}" for value in table["value"]]
    sampled = bool((table["high"] > table["low"]).any())
    low, high = float(table[["value", "low"]].min(axis=None)), float(table[["value", "high"]].max(axis=None))
    bottom, top = np.floor(low * 10 - 0.5) / 10, np.ceil(high * 10 + 0.5) / 10
    y = theme.level_axis("value", (bottom, top), theme.steps(top, bottom, 5))
    best = int(table.loc[table["value"].idxmax(), "k"])
    title = separation(table, best, chosen_k, sampled)
    return Picture(
        curve(table, told, y, [best, chosen_k], chosen_k, "Silhouette", interval=sampled),
        title,
        f"Mean silhouette, -1 to 1. Higher is better.{' Band: its 95 % interval.' if sampled else ''}",
        f"{title}. Silhouette: {neighbours(table, told, chosen_k)}.",
        table.rename(columns={"value": "silhouette", "low": "silhouette_low", "high": "silhouette_high"}),
    )


def separation(table: pd.DataFrame, best: int, chosen_k: int, sampled: bool) -> str:
    """Where separation is best, and what the chosen K has; where their intervals overlap, that nobody can tell."""
    rows = table.set_index("k")
    top = rows.loc[best]
    if chosen_k == best or chosen_k not in rows.index:
        return f"Separation is best at {spelled(best)}, {top['value']:.2f}"
    chosen = rows.loc[chosen_k]
    if sampled and chosen["high"] >= top["low"]:
        return f"{spelled(chosen_k).capitalize()} separates as well as {spelled(best)}, within the margin"
    return f"Separation is best at {spelled(best)}, {top['value']:.2f}; {spelled(chosen_k)} has {chosen['value']:.2f}"


def neighbours(table: pd.DataFrame, told: Sequence[str], chosen_k: int) -> str:
    """Values at the chosen K and beside it; of every K where none is chosen."""
    near = [f"{text} at K = {k}" for k, text in zip(table["k"], told, strict=True) if abs(k - chosen_k) <= 1]
    return ", ".join(near or [f"{text} at K = {k}" for k, text in zip(table["k"], told, strict=True)])


def curve(
    table: pd.DataFrame,
    told: Sequence[str],
    y: alt.Y,
    marked: Sequence[int],
    chosen_k: int,
    name: str,
    interval: bool = False,
) -> alt.LayerChart:
    """A figure over K: the business range as a wash, the line, and rings on the choice and on the curve's own answer."""
    shown = table.assign(told=told, choice=[f"K = {k}" for k in table["k"]])
    ks = table["k"].tolist()
    x = k_axis(ks)
    base = alt.Chart(shown).encode(x, y)
    layers = business_range(ks, float(y["scale"]["domain"][0]))
    if interval:
        band = base.mark_area(opacity=0.16, tooltip=None)
        band = band.encode(theme.along(y, "low"), alt.Y2("high"))
        layers.append(theme.role(band, "accent"))
    layers.append(theme.role(base.mark_line(strokeWidth=2, tooltip=None), "accent"))
    points = base.mark_point(size=46, filled=True, opacity=1).encode(
        tooltip=theme.tooltips(choice="K", told=name)
    )
    layers.append(theme.role(points, "accent"))
    layers += rings(shown[shown["k"].isin(marked)], base, chosen_k)
    return theme.finish(alt.layer(*layers), HEIGHT)


def k_axis(ks: Sequence[int]) -> alt.X:
    axis = alt.Axis(
        values=list(ks),
        tickCount=max(10, len(ks)),
        labelExpr=f"datum.value == {ks[0]} ? 'K = {ks[0]}' : format(datum.value, 'd')",
        labelOverlap=True,
        labelFlush=False,
        title=None,
        grid=False,
        domain=True,
    )
    return alt.X(
        "k:Q", scale=alt.Scale(domain=[ks[0] - 0.3, ks[-1] + 0.3], nice=False, zero=False), axis=axis
    )


def business_range(ks: Sequence[int], bottom: float) -> list[alt.Chart]:
    """Wash over K = 3 to 5 and its name at the foot, where the sweep reaches it."""
    low, high = max(BUSINESS_RANGE[0] - 0.4, ks[0] - 0.3), min(BUSINESS_RANGE[1] + 0.4, ks[-1] + 0.3)
    if low >= high:
        return []
    wash = alt.Chart(pd.DataFrame({"from": [low], "to": [high]})).mark_rect(tooltip=None)
    words = theme.label(
        {"k": (low + high) / 2, "value": bottom},
        f"business range {BUSINESS_RANGE[0]}-{BUSINESS_RANGE[1]}",
        "muted",
        dy=-9,
    )
    return [theme.role(wash.encode(alt.X("from:Q", axis=None), alt.X2("to")), "wash"), words]


def rings(rows: pd.DataFrame, base: alt.Chart, chosen_k: int) -> list[alt.Chart]:
    """An open ring with its K above: heavy on the choice, light on the answer of the curve itself."""
    layers = []
    for row in rows.itertuples():
        weight = 2.2 if row.k == chosen_k else 1.1
        ring = alt.Chart(rows[rows["k"] == row.k]).mark_point(
            size=150, filled=False, strokeWidth=weight, opacity=1
        )
        spot = ring.encode(alt.X("k:Q", axis=None), alt.Y("value:Q", axis=None))
        layers.append(theme.role(spot, "ink"))
        layers.append(
            theme.label({"k": row.k, "value": row.value}, str(row.k), dy=-18, fontWeight=theme.BOLD)
        )
    return layers


def gap(structure: Structure) -> Picture:
    """The widest gap between groups against what it must exceed: the verdict on structure as one bar."""
    widest, needed = structure.widest_gap, structure.gap_bar
    clears = widest > needed
    low, high = 1.0, max(widest, needed, 2.2) * 1.08
    verb = "clears" if clears else "falls short of"
    title = f"The widest gap, {widest:.2f}, {verb} the {needed:.2f} needed"
    frame = pd.DataFrame({"start": [low], "gap": [max(widest, low)], "row": [0.0], "told": [f"{widest:.2f}"]})
    x = alt.X(
        "start:Q",
        scale=alt.Scale(domain=[low, high], nice=False, zero=False),
        axis=alt.Axis(
            values=theme.steps(high, low, 5), tickCount=10, title=None, grid=False, domain=True, ticks=True
        ),
    )
    y = alt.Y("row:Q", scale=alt.Scale(domain=[-1, 1.4]), axis=None)
    bar = (
        alt.Chart(frame)
        .mark_bar(size=14)
        .encode(x, alt.X2("gap"), y, tooltip=theme.tooltips(told="Widest gap"))
    )
    rule = alt.Chart(pd.DataFrame({"needed": [needed]})).mark_rule(strokeWidth=1.6, tooltip=None)
    near_right = needed > low + 0.7 * (high - low)
    words = theme.label(
        {"start": needed, "row": 1.1},
        f"needed {needed:.2f}",
        align="right" if near_right else "left",
        dx=-5 if near_right else 5,
        fontWeight=theme.BOLD,
    )
    return Picture(
        theme.finish(
            alt.layer(
                theme.role(bar, "accent"), theme.role(rule.encode(alt.X("needed:Q", axis=None)), "ink"), words
            ),
            90,
        ),
        title,
        "Gap between the two most separate groups; 1.32 is one bell, 1.73 a filled line, 2.1 two bells 4 spreads apart.",
        f"{title}; measured on {structure.n_customers:,} customers, verdict: {structure.verdict}.",
        pd.DataFrame({"widest_gap": [widest], "gap_bar": [needed], "verdict": [structure.verdict]}),
    )
