"""Two shares a segment beside each other: of customers and of load, of all and of those asked."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.palette import grey_note, tone
from lib.charts.picture import Picture
from lib.charts.words import percent, sentence, span
from lib.profiles import window_hours
from lib.segments.types import Segments
from lib.spelling import spelled
from lib.targets.types import TargetRanking

ROW = 44
ALIKE = 0.02  # shares that differ by less than two points are called alike
MORE_OFTEN = 1.2


def window_shares(segments: Segments, window: tuple[int, int]) -> Picture:
    """Share of customers (grey) and of the load in the event window (colour) of every segment."""
    mean_kw = segments.mean_kw[:, window_hours(window)].mean(axis=1)
    load = segments.sizes * np.clip(mean_kw, 1e-9, None)  # a segment that exports takes no share
    table = pd.DataFrame(
        {
            "segment": segments.numbers,
            "name": [segments.label(number) for number in segments.numbers],
            "of_customers": segments.sizes / segments.sizes.sum(),
            "of_load": load / load.sum(),
        }
    )
    title = load_title(table, list(segments.names))
    two = table.nlargest(2, "of_load")
    largest = " and ".join(
        f"{row.name_} {percent(row.of_load)}" for row in two.rename(columns={"name": "name_"}).itertuples()
    )
    return Picture(
        bar_pairs(table, "of_customers", "of_load", "Share of customers", "Share of load"),
        title,
        f"Grey: share of customers. Colour: share of load, {span(window)}.{grey_note(segments.numbers)}",
        f"{title}. Largest shares of the window load: {largest}.",
        table.drop(columns="segment"),
    )


def load_title(table: pd.DataFrame, names: list[str]) -> str:
    """The fewest segments that hold more than half of the window load, unless load follows customers."""
    if (table["of_load"] - table["of_customers"]).abs().max() < ALIKE:
        return "Each segment's load is as large as its share of customers"
    shares = table["of_load"].to_numpy()
    order = np.argsort(-shares, kind="stable")
    held = np.cumsum(shares[order])
    count = int(np.argmax(held > 0.5)) + 1
    if count == 1:
        return f"{names[order[0]]} holds {percent(held[0])} of the window load"
    return f"{sentence(spelled(count))} segments hold {percent(held[count - 1])} of the window load"


def shares_of_list(ranking: TargetRanking, asked: np.ndarray, names: Mapping[int, str]) -> Picture:
    """Share of all eligible customers (grey) and of those asked (colour) of every segment.

    Parameters
    ----------
    ranking : the eligible customers in rank order.
    asked : (n_eligible,) bool, who is asked.
    names : number to name of the segments; number 0 are customers in none.
    """
    numbers = sorted(set(names) | set(ranking.segment.tolist()))
    those, selected = ranking.segment[asked], int(asked.sum())
    counts = np.array([[np.sum(found == n) for found in (ranking.segment, those)] for n in numbers])
    of_all, of_list = counts[:, 0] / max(1, len(ranking)), counts[:, 1] / max(1, selected)
    labels = [f"{n} {names[n]}" if n in names else "in no segment" for n in numbers]
    table = pd.DataFrame({"segment": numbers, "name": labels, "of_all": of_all, "of_list": of_list})
    title = list_title(table, names, selected)
    told = ", ".join(f"{label} {percent(share)}" for label, share in zip(labels, of_list, strict=True))
    return Picture(
        bar_pairs(table, "of_all", "of_list", "Share of all", "Share of those asked"),
        title,
        f"Grey: of all eligible customers. Colour: of those asked.{grey_note(numbers)}",
        f"{title}. Of {selected:,} asked: {told}.",
        table.drop(columns="segment"),
    )


def list_title(table: pd.DataFrame, names: Mapping[int, str], selected: int) -> str:
    """The segment that leads the list and how much more often it is asked than it is large; or that none does."""
    if selected == 0:
        return "Nobody is asked"
    if (table["of_list"] - table["of_all"]).abs().max() < ALIKE:
        return "Every segment is asked as often as its share"
    lead = table.loc[table["of_list"].idxmax()]
    name, often = names.get(lead["segment"], "In no segment"), lead["of_list"] / lead["of_all"]
    if often >= MORE_OFTEN:
        return f"{name} is asked {often:.1f} times as often as its share"
    shares = percent(lead["of_list"]), percent(lead["of_all"])
    if often < 1:
        return f"{name} is asked less often than its share: {shares[0]} of the list, {shares[1]} of all"
    return f"{name} leads the list with {shares[0]}, {shares[1]} of all customers"


def bar_pairs(
    table: pd.DataFrame, grey: str, colour: str, grey_name: str, colour_name: str
) -> alt.LayerChart:
    """Two thin bars a row with their percentages at the ends; no horizontal axis, since the ends are told."""
    rows = table.assign(
        tone=[tone(int(number)) for number in table["segment"]],
        grey_text=table[grey].map(percent),
        colour_text=table[colour].map(percent),
    )
    top = float(max(table[grey].max(), table[colour].max(), 0.01)) * 1.18
    low = float(min(table[grey].min(), table[colour].min(), 0.0))
    y = alt.Y(
        "name:N",
        sort=list(table["name"]),
        scale=alt.Scale(padding=0),
        axis=theme.NAMES,
    )
    tips = marks.tooltips(name="Segment", grey_text=grey_name, colour_text=colour_name)
    layers = []
    for field, text, role, offset, weight in (
        (grey, "grey_text", "context", -6, "normal"),
        (colour, "colour_text", None, 6, marks.BOLD),
    ):
        x = alt.X(f"{field}:Q", scale=alt.Scale(domain=[low, top], nice=False), axis=None)
        bar = alt.Chart(rows).mark_bar(size=9, yOffset=offset, opacity=1 if role is None else 0.55)
        bar = bar.encode(x, y, tooltip=tips)
        ends = alt.Chart(rows).mark_text(
            align="left", dx=5, yOffset=offset, fontSize=12, fontWeight=weight, tooltip=None
        )
        layers.append(bar.encode(theme.by_tone()) if role is None else theme.role(bar, role))
        layers.append(theme.role(ends.encode(x, y, alt.Text(f"{text}:N")), "muted" if role else "ink"))
    return theme.stack(layers, x, y, ROW * len(table))
