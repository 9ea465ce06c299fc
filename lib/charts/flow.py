"""Who moves between two ways of cutting: an alluvial, its ribbons drawn as areas along a smooth step."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.palette import grey_note, tone
from lib.charts.picture import Picture

HEIGHT = 430
LABEL_GAP = 24 / HEIGHT  # share of the height that a name above its node needs
NODE = 0.03  # width of a node as a share of the width
MOST_RIBBONS, MOST_ROWS = 100, 1000  # the smallest ribbons of a very mixed flow are thinner than a pixel


def flow(
    before: np.ndarray,
    after: np.ndarray,
    names_before: Mapping[int, str],
    names_after: Mapping[int, str],
    sides: tuple[str, str],
) -> Picture:
    """How many customers go from each segment to each.

    Parameters
    ----------
    before, after : (n_customers,) of int, numbers as shown on the page: equal numbers are one kind of customer.
    names_before, names_after : number to name; the left side stands in the order of the numbers.
    sides : what left and right are, such as ("K = 4", "K = 5").

    Raises
    ------
    ValueError : before and after differ in length.
    """
    if len(before) != len(after):
        raise ValueError(
            f"flow needs one number a customer on both sides, found {len(before)} and {len(after)}"
        )
    counts = pd.crosstab(np.asarray(before), np.asarray(after))
    pairs = pair_frame(counts, names_before, names_after)
    left, right = counts.sum(axis=1), counts.sum()[fewest_crossings(counts)]
    gap = min(LABEL_GAP, 0.6 / max(len(left), len(right)))
    scale = (1 - gap * max(len(left), len(right))) / len(before)
    left, right = node_frame(left, scale, gap), node_frame(right, scale, gap)
    moved = int(pairs.loc[pairs["moves"], "customers"].sum())
    title = flow_title(moved, len(before))
    return Picture(
        flow_chart(
            pd.concat([named(left, names_before, 0.0), named(right, names_after, 1.0)], ignore_index=True),
            ribbon_frame(pairs, left, right, scale),
        ),
        title,
        f"Left {sides[0]}, right {sides[1]}. Height is the number of customers; strong ribbons change segment."
        + grey_note([*names_before, *names_after]),
        f"Flow from {sides[0]} to {sides[1]}; {moved:,} of {len(before):,} customers change.{largest_move(pairs)}",
        pairs[["from", "to", "customers"]],
    )


def flow_title(moved: int, customers: int) -> str:
    """How many change their number, or that nobody or everybody does."""
    if moved == 0:
        return "Nobody moves"
    if moved == customers:
        return "Everyone moves"
    return f"{moved:,} of {customers:,} move, everyone else stays where they were"


def pair_frame(
    counts: pd.DataFrame, names_before: Mapping[int, str], names_after: Mapping[int, str]
) -> pd.DataFrame:
    """A row for each pair of segments that share customers, left to right as the numbers go."""
    pairs = counts.stack().rename("customers").rename_axis(["before", "after"]).reset_index()
    pairs = pairs[pairs["customers"] > 0].reset_index(drop=True)
    pairs["from"] = [f"{number} {names_before[number]}" for number in pairs["before"]]
    pairs["to"] = [f"{number} {names_after[number]}" for number in pairs["after"]]
    return pairs.assign(moves=pairs["before"] != pairs["after"])


def largest_move(pairs: pd.DataFrame) -> str:
    moves = pairs[pairs["moves"]]
    if moves.empty:
        return ""
    most = moves.loc[moves["customers"].idxmax()]
    return f" Most: {most['customers']:,} from {most['from']} to {most['to']}."


def fewest_crossings(counts: pd.DataFrame) -> list[int]:
    """The right side in the order of where its customers come from: by mean place of their origin, then by number."""
    places = np.arange(len(counts))
    origin = (counts.to_numpy() * places[:, None]).sum(axis=0) / counts.sum().to_numpy()
    return [int(number) for _, number in sorted(zip(origin, counts.columns, strict=True))]


def node_frame(sizes: pd.Series, scale: float, gap: float) -> pd.DataFrame:
    """Top and foot of each node, 0 to 1 from the top, with a gap for its name above each; centred on the height."""
    heights = sizes.to_numpy() * scale
    free = 1 - heights.sum() - gap * len(sizes)
    feet = free / 2 + np.cumsum(heights + gap)
    return pd.DataFrame(
        {"number": sizes.index, "customers": sizes.to_numpy(), "top": feet - heights, "foot": feet}
    )


def ribbon_frame(pairs: pd.DataFrame, left: pd.DataFrame, right: pd.DataFrame, scale: float) -> pd.DataFrame:
    """Upper and lower edge of the largest ribbons, stacked at their two nodes in the order of the nodes across."""
    ends = ribbon_ends(pairs, left, right, scale).nlargest(MOST_RIBBONS, "customers").sort_index()
    across = np.linspace(0, 1, int(np.clip(MOST_ROWS // len(ends), 9, 17)))
    smooth = across**2 * (3 - 2 * across)
    count, ribbons = len(across), len(ends)
    upper = ends["leave"].to_numpy()[:, None] + (ends["arrive"] - ends["leave"]).to_numpy()[:, None] * smooth
    rows = ends[["from", "to", "moves"]].rename(columns={"from": "source", "to": "target"})
    rows = rows.assign(tone=ends["after"].map(tone), told=ends["customers"].map("{:,}".format))
    return rows.loc[np.repeat(ends.index, count)].assign(
        ribbon=np.repeat(np.arange(ribbons), count),
        x=np.tile(NODE + (1 - 2 * NODE) * across, ribbons).round(4),
        upper=upper.ravel().round(4),
        lower=(upper + scale * ends["customers"].to_numpy()[:, None]).ravel().round(4),
    )


def ribbon_ends(pairs: pd.DataFrame, left: pd.DataFrame, right: pd.DataFrame, scale: float) -> pd.DataFrame:
    """Where the upper edge of every ribbon leaves its left node and arrives at its right one."""
    places = {
        side: {number: place for place, number in enumerate(nodes["number"])}
        for side, nodes in (("before", left), ("after", right))
    }
    order = pairs.assign(
        row=pairs["before"].map(places["before"]), column=pairs["after"].map(places["after"])
    ).sort_values(["row", "column"], ignore_index=True)
    stacked = order["customers"] * scale
    for end, side, nodes in (("leave", "before", left), ("arrive", "after", right)):
        before = stacked.groupby(order[side]).cumsum() - stacked
        order[end] = order[side].map(nodes.set_index("number")["top"]) + before
    return order


def named(nodes: pd.DataFrame, names: Mapping[int, str], side: float) -> pd.DataFrame:
    """The nodes of one side (0 left, 1 right) with name, count, colour and place across the width."""
    return nodes.assign(
        name=[f"{number} {names[number]}" for number in nodes["number"]],
        figure=nodes["customers"].map(", {:,}".format),
        tone=[tone(number) for number in nodes["number"]],
        side=side,
        start=side * (1 - NODE),
        end=NODE + side * (1 - NODE),
    )


def flow_chart(nodes: pd.DataFrame, ribbons: pd.DataFrame) -> alt.LayerChart:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    y = alt.Y("upper:Q", scale=alt.Scale(domain=[1, 0], nice=False), axis=None)
    tips = marks.tooltips(source="From", target="To", told="Customers")
    layers = []
    for moves, opacity in ((False, 0.22), (True, 0.75)):
        area = alt.Chart(ribbons[ribbons["moves"] == moves]).mark_area(opacity=opacity)
        area = area.encode(x, y, alt.Y2("lower"), theme.by_tone())
        layers.append(area.encode(alt.Detail("ribbon:N"), tooltip=tips))
    boxes = (
        alt.Chart(nodes)
        .mark_rect(tooltip=None)
        .encode(
            alt.X("start:Q"),
            alt.X2("end"),
            alt.Y("top:Q"),
            alt.Y2("foot"),
            theme.by_tone(),
        )
    )
    layers.append(boxes)
    for side, align in ((0.0, "left"), (1.0, "right")):
        layers += marks.names(nodes[nodes["side"] == side], "side", "top", "width / 2 - 4", align)
    return theme.stack(layers, x, y, HEIGHT)
