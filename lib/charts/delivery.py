"""What asking more customers brings: firm kW along the list, beside the list by highest bill."""

from statistics import NormalDist

import altair as alt
import numpy as np
import pandas as pd

from lib.charts import theme
from lib.charts.picture import Picture
from lib.charts.words import certainty, exact_kw, kw
from lib.targets.types import DeliveryCurve, Portfolio

MOST_POINTS = 200
HEIGHT = 340
CLOSE = 0.1  # counts nearer than this share of the list are put on either side of their points
Z_90 = NormalDist().inv_cdf(0.9)


def delivery(portfolio: Portfolio) -> Picture:
    """kW that a list delivers by its length: band 1 to 9 of 10 events, median, firm line, and highest bills beside it.

    Notes
    -----
    The firm line is drawn at the certainty asked for.  Delivery is lognormal, so P_q = P50 (P90 / P50)^(z_q / z_.9);
    at 90 % it is the P90 curve itself.
    """
    table = curve_frame(portfolio)
    title = delivery_title(portfolio)
    often = certainty(portfolio.confidence)
    return Picture(
        delivery_chart(table, portfolio),
        title,
        f"Firm kW by customers asked. Solid line: met in {often} events. Dotted: median. Band: 9 of 10 to 1 in 10.",
        delivery_alt(portfolio, title),
        table,
    )


def curve_frame(portfolio: Portfolio) -> pd.DataFrame:
    """Both curves at no more than 200 lengths, those of the two answers among them."""
    curve, bills = portfolio.curve, portfolio.bill_curve
    asked = np.unique(np.linspace(0, curve.asked[-1], MOST_POINTS - 2).round())
    asked = np.union1d(asked, [m for m in (portfolio.selected, portfolio.by_bill) if m is not None])
    return pd.DataFrame(
        {
            "asked": asked.astype(int),
            "firm_kw": np.interp(asked, curve.asked, firm(curve, portfolio.confidence)),
            "p10_kw": np.interp(asked, curve.asked, curve.p10_kw),
            "p50_kw": np.interp(asked, curve.asked, curve.p50_kw),
            "p90_kw": np.interp(asked, curve.asked, curve.p90_kw),
            "bill_kw": np.interp(asked, bills.asked, firm(bills, portfolio.confidence)),
        }
    )


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
    most, top = (
        int(table["asked"].max()),
        1.06 * float(max(table["p10_kw"].max(), portfolio.goal_kw or 0, 1e-6)),
    )
    x, y = asked_axis(most), theme.kw_axis("firm_kw", top)
    base = alt.Chart(table).encode(x)
    line = {"tooltip": None}

    shown = table.assign(
        told=table["asked"].map("{:,}".format),
        **{f"{name}_text": table[f"{name}_kw"].map(exact_kw) for name in ("p10", "p50", "p90", "bill")},
    )
    titles = {
        "told": "Asked",
        "p10_text": "1 of 10",
        "p50_text": "5 of 10",
        "p90_text": "9 of 10",
        "bill_text": "Highest bills",
    }
    dotted = base.mark_line(strokeWidth=1.2, strokeDash=[1.5, 3], **line).encode(theme.along(y, "p50_kw"))
    layers = [
        theme.role(
            base.mark_area(opacity=0.16, **line).encode(theme.along(y, "p90_kw"), alt.Y2("p10_kw")), "accent"
        ),
        theme.role(base.mark_line(strokeWidth=2, **line).encode(theme.along(y, "bill_kw")), "context"),
        theme.role(dotted, "accent"),
        theme.role(base.mark_line(strokeWidth=2.6, **line).encode(theme.along(y, "firm_kw")), "accent"),
        *line_names(table, portfolio.goal_kw, most, top),
        *goal_marks(portfolio, most, top),
        theme.hover(shown, "asked", **titles),
    ]
    return theme.finish(alt.layer(*layers), HEIGHT)


def asked_axis(most: int) -> alt.X:
    """Round numbers of customers and the whole list, which carries the word."""
    values = [value for value in theme.steps(most) if value < 0.9 * most] + [most]
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


def line_names(table: pd.DataFrame, goal_kw: float | None, most: int, top: float) -> list[alt.Chart]:
    """The two names beside their lines: the ranking's above its band, the bills' below theirs, clear of the goal."""
    asked = table["asked"].to_numpy()

    def place(field: str, shares: tuple[float, ...], lift: float) -> dict[str, object]:
        spots = [
            (most * share, np.interp(most * share, asked, table[field]) + lift * top) for share in shares
        ]
        free = [
            s for s in spots if 0.04 * top < s[1] < 0.97 * top and abs(s[1] - (goal_kw or -top)) > 0.08 * top
        ]
        at = (free or spots)[0]
        return {"asked": float(at[0]), "firm_kw": float(at[1])}

    bold = {"fontWeight": theme.BOLD}
    above, below = place("p10_kw", (0.3, 0.4, 0.5, 0.24), 0.05), place("bill_kw", (0.6, 0.7, 0.5, 0.8), -0.09)
    return [
        theme.label(above, "by this ranking", "accent", align="right", **bold),
        theme.label(below, "by highest bill", "muted", align="left", **bold),
    ]


def goal_marks(portfolio: Portfolio, most: int, top: float) -> list[alt.Chart]:
    """The goal across the picture, and where each list reaches it: drop, point and count."""
    goal = portfolio.goal_kw
    if goal is None:
        return []
    rule = alt.Chart(pd.DataFrame({"firm_kw": [goal]})).mark_rule(strokeWidth=1.2, tooltip=None)
    left = goal > 0.6 * top
    name = {"asked": 0 if left else most, "firm_kw": goal}
    layers = [
        theme.role(rule.encode(alt.Y("firm_kw:Q", axis=None)), "ink"),
        theme.label(name, f"goal {kw(goal)}", align="left" if left else "right", dx=4 if left else 0, dy=-9),
    ]
    reached = [(portfolio.selected, "accent")] if portfolio.feasible else []
    if portfolio.by_bill is not None:
        reached.append((portfolio.by_bill, "context"))
    close = len(reached) == 2 and abs(reached[0][0] - reached[1][0]) < CLOSE * most
    lower = min((count for count, _ in reached), default=0)
    for count, role in reached:
        on_left = (close and count == lower) or count > 0.9 * most
        layers += reach(count, goal, role, on_left)
    return layers


def reach(count: int, goal: float, role: str, on_left: bool) -> list[alt.Chart]:
    """A dashed drop from the goal to the number of customers, a point, and the number in bold below it."""
    frame = pd.DataFrame({"asked": [count], "firm_kw": [goal], "floor": [0.0]})
    spot = alt.Chart(frame).encode(alt.X("asked:Q", axis=None), alt.Y("firm_kw:Q", axis=None))
    drop = spot.mark_rule(strokeDash=[3, 3], strokeWidth=1, tooltip=None).encode(alt.Y2("floor"))
    words = {
        "align": "right" if on_left else "left",
        "dx": -8 if on_left else 8,
        "dy": 11,
        "fontWeight": theme.BOLD,
    }
    return [
        theme.role(drop, "ink"),
        theme.role(spot.mark_circle(size=90, opacity=1, tooltip=None), role),
        theme.label(
            {"asked": count, "firm_kw": goal}, f"{count:,}", "muted" if role == "context" else role, **words
        ),
    ]
