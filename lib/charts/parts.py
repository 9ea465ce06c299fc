"""What each customer's expected kW is made of."""

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import exact_kw, percent
from lib.spelling import spelled
from lib.targets.types import TargetRanking

PARTS = {"weather_kw": "Weather", "other_kw": "Other", "always_on_kw": "Always on"}
ROW, FOOT = 24, 76
FIRST_DOZEN = 12


def parts(
    ranking: TargetRanking, first: int = 1, rows: int = FIRST_DOZEN, highlight: int | None = None
) -> Picture:
    """Expected kW of some customers of the list, stacked by what it comes from, with its total.

    Parameters
    ----------
    first : rank of the first customer shown. rows : how many.
    highlight : rank of the one customer the page is about; the others are drawn faint.
    """
    shown = slice(first - 1, min(first - 1 + rows, len(ranking)))
    table = pd.DataFrame(
        {
            "rank": np.arange(len(ranking))[shown] + 1,
            "customer_id": ranking.customer_id[shown],
            "expected_kw": ranking.expected_kw[shown],
            **{part: np.nan_to_num(getattr(ranking, part)[shown]) for part in PARTS},
            "low_kw": ranking.low_kw[shown],
            "high_kw": ranking.high_kw[shown],
        }
    )
    known = bool(np.isfinite(ranking.weather_kw[shown]).all())
    title = parts_title(table)
    about = table[table["rank"] == (highlight or first)]
    return Picture(
        parts_chart(table, highlight),
        title,
        "Expected kW: chance times what can move. "
        + (
            "Beside its neighbours on the list."
            if highlight
            else f"The first {spelled(len(table))}, by rank."
        )
        + ("" if known else " Weather load is not known without days."),
        f"{title}. " + " ".join(told(row) for row in about.itertuples()),
        table,
    )


def told(row: tuple) -> str:
    pieces = ", ".join(f"{name.lower()} {exact_kw(getattr(row, part))}" for part, name in PARTS.items())
    return f"Rank {row.rank}, {row.customer_id}: {exact_kw(row.expected_kw)} expected; {pieces}."


def parts_title(table: pd.DataFrame) -> str:
    """The part that earns more than half: of every customer shown, or of all of them together."""
    total = table[list(PARTS)].sum()
    if total.sum() <= 0:
        return "Nobody shown is expected to give any kW"
    largest = total.idxmax()
    name = f"{PARTS[largest]} load".replace("Always on load", "Always-on load")
    halves = table[largest] > 0.5 * table[list(PARTS)].sum(axis=1)
    if halves.all():
        return f"{name} earns most of each customer's kW"
    share = total[largest] / total.sum()
    if share > 0.5:
        return f"{name} earns {percent(share)} of the kW shown"
    return f"{name} earns the largest part, {percent(share)}"


def parts_chart(table: pd.DataFrame, highlight: int | None) -> alt.LayerChart:
    labels = [f"{row.rank} {row.customer_id}" for row in table.itertuples()]
    rows = table.assign(
        name=labels,
        strength=[1.0 if highlight in (None, rank) else 0.4 for rank in table["rank"]],
        total=table["expected_kw"].map("{:.2f}".format),
        range=[
            f"{exact_kw(low)} to {exact_kw(high)}"
            for low, high in zip(table["low_kw"], table["high_kw"], strict=True)
        ],
    )
    long = rows.melt(["name", "strength", "total", "range"], list(PARTS), var_name="part", value_name="kw")
    place = {part: number for number, part in enumerate(PARTS, start=1)}
    long = long.assign(
        tone=[f"part{place[part]}" for part in long["part"]],
        order=[place[part] for part in long["part"]],
        piece=[PARTS[part] for part in long["part"]],
        told=long["kw"].map(exact_kw),
    )
    top = float(max(table[list(PARTS)].sum(axis=1).max(), 1e-3))
    values = theme.steps(top * 1.12)
    x = alt.X(
        "kw:Q",
        stack="zero",
        scale=alt.Scale(domain=[0, top * 1.15], nice=False),
        axis=alt.Axis(
            values=values, tickCount=10, labelExpr=theme.unit_labels(values, "kW"), title=None, grid=True
        ),
    )
    y = alt.Y("name:N", sort=labels, axis=theme.NAMES)
    names = "{" + ",".join(f"part{place[part]}:'{name}'" for part, name in PARTS.items()) + "}"
    key = alt.Legend(
        orient="bottom",
        direction="horizontal",
        title=None,
        values=[f"part{number}" for number in place.values()],
        labelExpr=f"{names}[datum.value]",
        symbolType="square",
    )
    bars = (
        alt.Chart(long)
        .mark_bar(size=15)
        .encode(
            x,
            y,
            alt.Color("tone:N", scale=theme.SCALE, legend=key),
            alt.Order("order:Q"),
            alt.Opacity("strength:Q", scale=None, legend=None),
            tooltip=marks.tooltips(
                name="Customer", piece="Part", told="Expected", total="Together, kW", range="Range"
            ),
        )
    )
    ends = alt.Chart(rows.assign(kw=table[list(PARTS)].sum(axis=1))).mark_text(
        align="left", dx=5, fontSize=12, fontWeight=marks.BOLD, tooltip=None
    )
    ends = theme.role(ends.encode(alt.X("kw:Q"), y, alt.Text("total:N")), "ink")
    ends.encoding.color["legend"] = key  # layers must agree on the key of the scale they share
    return theme.stack([bars, ends], x, y, ROW * len(table) + FOOT)
