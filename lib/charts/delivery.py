"""What asking more customers brings: firm kW along the list, beside the list by highest bill."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.picture import Picture
from lib.charts.words import certainty, kw
from lib.targets.types import DeliveryCurve, Portfolio

MOST_POINTS = 200
HEIGHT = 340
NAME_WIDTH, ABOVE, BELOW = 0.29, 0.07, 0.12  # room of a name on a phone, of the goal, of the counts: shares
LOW, DIGIT = (
    0.12,
    8,
)  # share of the height under which two lines below a goal have no room; px of a bold digit
CLOSE = 0.1  # counts nearer than this share of the list are put on either side of their points
NO_DIFFERENCE = 0.05  # of the letters: where fewer are saved, the list is no better than the bills
Z_90 = NormalDist().inv_cdf(0.9)


def delivery(portfolio: Portfolio, fewest: int = 1) -> Picture:
    """kW that a list delivers by its length: band 1 to 9 of 10 events, median, firm line, and highest bills beside it.

    Parameters
    ----------
    fewest : customers between two lengths that are told, so that their difference is not the figure of one.

    Notes
    -----
    The firm line is drawn at the certainty asked for.  Delivery is lognormal, so P_q = P50 (P90 / P50)^(z_q / z_.9);
    at 90 % it is the P90 curve itself.
    """
    table = curve_frame(portfolio, fewest)
    title = delivery_title(portfolio)
    often = certainty(portfolio.confidence)
    return Picture(
        delivery_chart(table, portfolio),
        title,
        f"Firm kW by customers asked. Solid line: met in {often} events. Dotted: median. Band: 9 of 10 to 1 in 10.",
        delivery_alt(portfolio, title),
        table,
    )


def curve_frame(portfolio: Portfolio, fewest: int = 1) -> pd.DataFrame:
    """Both curves at no more than 200 lengths, those of the two answers among them; `fewest` as in `delivery`."""
    curve, bills = portfolio.curve, portfolio.bill_curve
    known = _lengths(int(curve.asked[-1]), fewest)
    asked = np.union1d(known, [m for m in (portfolio.selected, portfolio.by_bill) if m is not None])
    known = asked if fewest == 1 else known

    def at(lengths: np.ndarray, values: np.ndarray) -> np.ndarray:
        return np.interp(asked, known, np.interp(known, lengths, values))

    return pd.DataFrame(
        {
            "asked": asked.astype(int),
            "firm_kw": at(curve.asked, firm(curve, portfolio.confidence)),
            "p10_kw": at(curve.asked, curve.p10_kw),
            "p50_kw": at(curve.asked, curve.p50_kw),
            "p90_kw": at(curve.asked, curve.p90_kw),
            "bill_kw": at(bills.asked, firm(bills, portfolio.confidence)),
        }
    )


def _lengths(last: int, fewest: int) -> np.ndarray:
    """Lengths of a list from nobody to everybody, no two nearer than `fewest`."""
    return np.unique(np.linspace(0, last, min(MOST_POINTS - 2, max(2, last // fewest + 1))).round())


def firm(curve: DeliveryCurve, confidence: float) -> np.ndarray:
    """kW reached with the certainty asked for, at every length of the list."""
    p50 = np.asarray(curve.p50_kw, float)
    drop = np.divide(curve.p90_kw, p50, out=np.ones_like(p50), where=p50 > 0)
    return p50 * drop ** (NormalDist().inv_cdf(confidence) / Z_90)


def delivery_title(portfolio: Portfolio) -> str:
    """What the ranking saves against highest bills, where both reach the goal; else what can be had."""
    if portfolio.goal_kw is None:
        return f"All {portfolio.selected:,} customers give {kw(portfolio.p90_kw)} firmly"
    goal = kw(portfolio.goal_kw)
    if not portfolio.feasible:
        return f"{goal} cannot be had with this certainty; {kw(portfolio.most_kw)} can"
    if portfolio.by_bill is None:
        return f"Highest bills never reach {goal}; this list does with {portfolio.selected:,}"
    fewer = portfolio.by_bill - portfolio.selected
    if fewer == 0:
        return f"Highest bills reach {goal} with just as many letters"
    if abs(fewer) < NO_DIFFERENCE * portfolio.by_bill:
        return f"{goal} takes about as many letters: {portfolio.selected:,}, by highest bill {portfolio.by_bill:,}"
    letters = "letter" if abs(fewer) == 1 else "letters"
    return f"The same {goal} with {abs(fewer):,} {'fewer' if fewer > 0 else 'more'} {letters}"


def delivery_alt(portfolio: Portfolio, title: str) -> str:
    asked = f"Firm kW against customers asked, up to {portfolio.curve.asked[-1]:,.0f}."
    if portfolio.goal_kw is None or not portfolio.feasible:
        return f"{asked} {title}. Firm: {kw(portfolio.p90_kw)}, expected: {kw(portfolio.expected_kw)}."
    bills = (
        f"highest bills at {portfolio.by_bill:,}" if portfolio.by_bill is not None else "highest bills never"
    )
    return f"{asked} The ranking reaches {kw(portfolio.goal_kw)} at {portfolio.selected:,}, {bills}."


def delivery_chart(table: pd.DataFrame, portfolio: Portfolio) -> alt.LayerChart:
    most, goal = max(1, int(table["asked"].max())), portfolio.goal_kw
    top = 1.06 * float(max(table["p10_kw"].max(), goal or 0, 1e-6))
    told = table.assign(told=table["asked"].map("{:,}".format))
    powers = {"p10_kw": "1 of 10", "p50_kw": "5 of 10", "p90_kw": "9 of 10", "bill_kw": "Highest bills"}
    layers = [
        marks.band(table, "asked", "p90_kw", "p10_kw", "accent", 0.16),
        marks.line(table, "asked", "bill_kw", "context", 2),
        marks.line(table, "asked", "p50_kw", "accent", 1.2, strokeDash=[1.5, 3]),
        marks.line(table, "asked", "firm_kw", "accent", 2.6),
        *line_names(table, portfolio, most, top),
        *goal_marks(table, portfolio, most, top),
        marks.hover(told, "asked", told="Asked", **powers),
    ]
    return theme.stack(layers, asked_axis(most), theme.kw_axis("firm_kw", top), HEIGHT)


def asked_axis(most: int) -> alt.X:
    """Round numbers of customers and the whole list, which carries the word and needs room for it on a phone."""
    values = [value for value in theme.steps(most) if value < 0.78 * most] + [most]
    axis = alt.Axis(
        values=values,
        tickCount=10,
        labelExpr=f"format(datum.value, ',d') + (datum.value == {most} ? ' asked' : '')",
        labelOverlap=False,
        title=None,
        grid=False,
        ticks=True,
        domain=True,
    )
    return alt.X("asked:Q", scale=alt.Scale(domain=[0, most], nice=False), axis=axis)


class Room(NamedTuple):
    """What is taken on the picture: its width in customers, its height in kW, the goal, and where drops hang."""

    most: int
    top: float
    goal: float | None
    drops: tuple[int, ...]

    def admits(self, x: float, y: float, reach: float) -> bool:
        """Whether a name anchored at x, y and running `reach` customers hits neither the goal, a count nor a drop."""
        if not 0.04 * self.top < y < 0.97 * self.top:
            return False
        if self.goal is None:
            return True
        low, high = sorted((x, x + reach))
        crossed = y < self.goal and any(low < drop < high for drop in self.drops)
        return not crossed and not self.goal - BELOW * self.top < y < self.goal + ABOVE * self.top


def line_names(table: pd.DataFrame, portfolio: Portfolio, most: int, top: float) -> list[alt.Chart]:
    """The two names beside their lines, each at the first of a few places that is free.

    The ranking's stands above its band, the bills' below theirs; where that has no place, under its count.
    """
    counts = tuple(count for count in (portfolio.selected, portfolio.by_bill) if count is not None)
    room = Room(most, top, portfolio.goal_kw, counts)
    above = free_place(table, "p10_kw", (0.3, 0.35, 0.4, 0.45, 0.5, 0.6), 0.05, -NAME_WIDTH, room)
    below = free_place(table, "bill_kw", (0.6, 0.65, 0.7, 0.55, 0.5, 0.4, 0.3), -0.07, NAME_WIDTH, room)
    names = []
    if above:
        names.append(marks.label(*above, "by this ranking", "accent", align="right", fontWeight=marks.BOLD))
    if below:
        names.append(marks.label(*below, "by highest bill", "muted", align="left", fontWeight=marks.BOLD))
    elif portfolio.by_bill is not None:
        names.append(under_count(portfolio.by_bill, room))
    return names


def under_count(count: int, room: Room) -> alt.Chart:
    """The bills' name under their count; beside it where the goal is so low that it would lie on the axis."""
    late, low = count > (1 - NAME_WIDTH) * room.most, room.goal < LOW * room.top
    away = 8 + low * (DIGIT * len(f"{count:,}") + 4)
    beside = {"align": "right", "dx": -away} if late else {"align": "left", "dx": away}
    return marks.label(count, room.goal, "by highest bill", "muted", dy=11 if low else 27, **beside)


def free_place(
    table: pd.DataFrame, field: str, shares: Sequence[float], lift: float, reach: float, room: Room
) -> tuple[float, float] | None:
    """The first place along a line, `lift` of the height off it, where a name has room."""
    for share in shares:
        x = share * room.most
        y = float(np.interp(x, table["asked"], table[field])) + lift * room.top
        if room.admits(x, y, reach * room.most):
            return x, y
    return None


def goal_marks(table: pd.DataFrame, portfolio: Portfolio, most: int, top: float) -> list[alt.Chart]:
    """The goal across the picture, and where each list reaches it: drop, point and count."""
    goal = portfolio.goal_kw
    if goal is None:
        return []
    left = goal_stands_left(table, goal, most, top)
    beside = {"align": "left", "dx": 4} if left else {"align": "right", "dx": 0}
    reached = [(portfolio.selected, "accent")] if portfolio.feasible else []
    if portfolio.by_bill is not None:
        reached.append((portfolio.by_bill, "context"))
    counts = [count for count, _ in reached]
    close = len(reached) == 2 and max(counts) - min(counts) < CLOSE * most
    layers = [
        marks.rule("y", goal, strokeWidth=1.2),
        marks.label(0 if left else most, goal, f"goal {kw(goal)}", dy=-9, **beside),
    ]
    for count, role in reached:
        layers += reach(count, goal, role, (close and count == min(counts)) or count > 0.9 * most)
    return layers


def goal_stands_left(table: pd.DataFrame, goal: float, most: int, top: float) -> bool:
    """Whether the name of the goal must leave its place at the right, because a line runs there."""
    right = table[table["asked"] >= (1 - NAME_WIDTH) * most]
    below = right[["firm_kw", "bill_kw"]].min(axis=None) > goal + ABOVE * top
    return not (below or right["p10_kw"].max() < goal)


def reach(count: int, goal: float, role: str, on_left: bool) -> list[alt.Chart]:
    """A dashed drop from the goal to the number of customers, a point, and the number in bold below it."""
    spot = alt.Chart(pd.DataFrame({"asked": [count], "firm_kw": [goal], "floor": [0.0]}))
    spot = spot.encode(alt.X("asked:Q"), alt.Y("firm_kw:Q"))
    drop = spot.mark_rule(strokeDash=[3, 3], strokeWidth=1, tooltip=None).encode(alt.Y2("floor"))
    beside = {"align": "right", "dx": -8} if on_left else {"align": "left", "dx": 8}
    name = "muted" if role == "context" else role
    return [
        theme.role(drop, "ink"),
        theme.role(spot.mark_circle(size=90, opacity=1, tooltip=None), role),
        marks.label(count, goal, f"{count:,}", name, dy=11, fontWeight=marks.BOLD, **beside),
    ]
