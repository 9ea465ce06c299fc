"""How many segments: what the curves over K say, and whether there is anything to find."""

from collections.abc import Sequence

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import NBSP, sentence
from lib.segments.opinions import BUSINESS_RANGE
from lib.segments.types import FOUND_AGAIN, KSweep, Structure
from lib.spelling import joined, spelled, told_apart

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


def reproducible(sweep: KSweep, chosen_k: int) -> Picture:
    """Prediction strength for each K where it was measured, with what counts as strong.

    Raises
    ------
    ValueError : it was measured for no K.
    """
    measured = [fit for fit in sweep.fits if fit.prediction_strength is not None]
    if not measured:
        raise ValueError("prediction strength was measured for no K")
    table = pd.DataFrame({"k": [f.k for f in measured], "value": [f.prediction_strength for f in measured]})
    told = [f"{value:.2f}" for value in table["value"]]
    again = [fit.k for fit in measured if fit.found_again]
    title = (
        f"{sentence(joined([spelled(k) for k in again]))} segments are found again in the other half"
        if again
        else "No number of segments is found again in the other half"
    )
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    axis = alt.Axis(values=ticks, tickCount=10, title=None, domain=False, ticks=False)
    y = alt.Y("value:Q", scale=alt.Scale(domain=[0, 1.12], nice=False), axis=axis)
    picture = curve(table, told, y, [chosen_k], chosen_k, "Prediction strength")
    picture.layer.append(marks.rule("y", FOUND_AGAIN, "muted", strokeDash=[4, 3]))
    picture = theme.stack(picture.layer, k_axis(table["k"].tolist()), y, HEIGHT)
    note = f"Prediction strength, 0 to 1; from {FOUND_AGAIN} on (dashed) it is strong. Found again is not yet apart."
    names = {"value": "prediction_strength"}
    return Picture(
        picture, title, note, f"{title}. {neighbours(table, told, chosen_k)}.", table.rename(columns=names)
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
    best_has, chosen_has = told_apart(top["value"], chosen["value"], 2)
    return f"Separation is best at {spelled(best)}, {best_has}; {spelled(chosen_k)} has {chosen_has}"


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
    """A figure over K: the business range, the line, and rings on the choice and on the curve's own answer."""
    ks = table["k"].tolist()
    layers = business_range(ks, float(y["scale"]["domain"][0]))
    if interval:
        layers.append(marks.band(table, "k", "low", "high", "accent", 0.16))
    layers += [marks.line(table, "k", "value", "accent", 2), points(table.assign(told=told), name)]
    layers += rings(table[table["k"].isin(marked)], chosen_k)
    return theme.stack(layers, k_axis(ks), y, HEIGHT)


def points(table: pd.DataFrame, name: str) -> alt.Chart:
    shown = alt.Chart(table.assign(choice=table["k"].astype(str))).mark_point(size=46, filled=True, opacity=1)
    shown = shown.encode(alt.X("k:Q"), alt.Y("value:Q"), tooltip=marks.tooltips(choice="K", told=name))
    return theme.role(shown, "accent")


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
    low, high = max(BUSINESS_RANGE[0] - 0.4, ks[0] - 0.3), min(BUSINESS_RANGE[-1] + 0.4, ks[-1] + 0.3)
    if low >= high:
        return []
    wash = alt.Chart(pd.DataFrame({"from": [low], "to": [high]})).mark_rect(tooltip=None)
    words = f"business range {BUSINESS_RANGE[0]}-{BUSINESS_RANGE[-1]}"
    return [
        theme.role(wash.encode(alt.X("from:Q"), alt.X2("to")), "wash"),
        marks.label((low + high) / 2, bottom, words, "muted", dy=-9),
    ]


def rings(rows: pd.DataFrame, chosen_k: int) -> list[alt.Chart]:
    """An open ring with its K above: heavy on the choice, light on the answer of the curve itself."""
    layers = []
    for row in rows.itertuples():
        ring = alt.Chart(pd.DataFrame({"k": [row.k], "value": [row.value]})).mark_point(
            size=150, filled=False, strokeWidth=2.2 if row.k == chosen_k else 1.1, opacity=1, tooltip=None
        )
        layers.append(theme.role(ring.encode(alt.X("k:Q"), alt.Y("value:Q")), "ink"))
        layers.append(marks.label(row.k, row.value, str(row.k), dy=-18, fontWeight=marks.BOLD))
    return layers


def gap(structure: Structure) -> Picture:
    """The widest gap between groups against what it must exceed: the verdict on structure as one bar."""
    widest, needed = structure.widest_gap, structure.gap_bar
    verb = "clears" if widest >= needed else "falls short of"
    told = told_apart(widest, needed, 2)
    title = f"The widest gap, {told[0]}, {verb} the {told[1]} needed"
    return Picture(
        gap_chart(widest, needed),
        title,
        "Gap between the two most separate groups, in spreads; 1.32 is one group alone, 1.73 an evenly filled range.",
        f"{title}; measured on {structure.n_customers:,} customers, verdict: {structure.verdict}.",
        pd.DataFrame({"widest_gap": [widest], "gap_bar": [needed], "verdict": [structure.verdict]}),
    )


def gap_chart(widest: float, needed: float) -> alt.LayerChart:
    low, high = 1.0, max(widest, needed, 2.2) * 1.08
    frame = pd.DataFrame({"from": [low], "to": [max(widest, low)], "row": [0.0], "told": [f"{widest:.2f}"]})
    bar = alt.Chart(frame).mark_bar(size=14)
    bar = bar.encode(alt.X("from:Q"), alt.X2("to"), alt.Y("row:Q"), tooltip=marks.tooltips(told="Widest gap"))
    beside = {"align": "right", "dx": -5} if needed > 0.3 * low + 0.7 * high else {"align": "left", "dx": 5}
    layers = [
        theme.role(bar, "accent"),
        marks.rule("x", needed, strokeWidth=1.6),
        marks.label(needed, 1.1, f"needed {needed:.2f}", fontWeight=marks.BOLD, **beside),
    ]
    ticks = theme.steps(high, low, 5)
    axis = alt.Axis(values=ticks, tickCount=10, title=None, grid=False, domain=True, ticks=True)
    x = alt.X("from:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False), axis=axis)
    y = alt.Y("row:Q", scale=alt.Scale(domain=[-1, 1.4], nice=False, zero=False), axis=None)
    return theme.stack(layers, x, y, 90)
