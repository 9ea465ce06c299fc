"""What the doubt about a list is made of, and what each further customer does for the certainty."""

import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.bars import bars
from lib.charts.delivery import asked_axis
from lib.charts.picture import Picture
from lib.charts.words import certainty, kw, percent, sentence
from lib.targets.types import DeliveryCurve, Portfolio

MEANING = {
    "people differ": "shrinks with every customer more",
    "last year was a sample": "shrinks with every offer on record",
    "next year is not last year": "assumed",
    "one evening moves everyone": "assumed, until events are on record",
}
TENTH, MOST_POINTS, HEIGHT = 1.2816, 200, 220


def doubts(portfolio: Portfolio) -> Picture:
    """The four doubts as shares of all doubt, and what would shrink each."""
    table = pd.DataFrame(portfolio.doubts, columns=["name", "share"])
    drawn = table.assign(told=table["share"].map(percent), shrinks=table["name"].map(MEANING))
    drawn["name"] = drawn["name"].map(sentence)
    most = drawn.loc[drawn["share"].idxmax()]
    title = f"{most['name']}: {most['told']} of the doubt"
    told = "; ".join(f"{row.name}: {row.told}" for row in drawn[["name", "told"]].itertuples(index=False))
    return Picture(
        bars(drawn, "share", name="Doubt", told="Share", shrinks="It"),
        title,
        f"Shares of the doubt about {kw(portfolio.expected_kw)} expected. More customers shrink only the first kind.",
        f"{title}. {told}.",
        drawn[["name", "share", "shrinks"]],
    )


def chance_of_goal(portfolio: Portfolio) -> Picture:
    """Chance of reaching the goal by customers asked, with the certainty asked for; there is a goal."""
    curve, goal = portfolio.curve, portfolio.goal_kw
    asked = np.unique(np.linspace(0, curve.asked[-1], MOST_POINTS).round()).astype(int)
    chance = np.interp(asked, curve.asked, chances(curve, goal))
    table = pd.DataFrame({"asked": asked, "chance": chance})
    title = chance_title(portfolio)
    most = max(1, int(asked[-1]))
    told = table.assign(
        asked_told=table["asked"].map("{:,}".format), chance_told=table["chance"].map(percent)
    )
    layers = [
        marks.line(table, "asked", "chance", "accent", 2.6),
        marks.rule("y", portfolio.confidence, strokeWidth=1.2),
        marks.hover(told, "asked", asked_told="Asked", chance_told="Chance"),
    ]
    if portfolio.feasible:
        layers.insert(2, marks.rule("x", portfolio.selected, strokeDash=[3, 3]))
    axis = theme.level_axis("chance", (0, 1), [0, 0.25, 0.5, 0.75, 1], every="")
    return Picture(
        theme.stack(layers, asked_axis(most), axis, HEIGHT),
        title,
        f"Chance, 0 to 1, of {kw(goal)} or more, by customers asked. Level line: {certainty(portfolio.confidence)}.",
        f"{title}. With everybody on the list, {curve.asked[-1]:,} customers, the chance is {percent(chance[-1])}.",
        table,
    )


def chances(curve: DeliveryCurve, goal_kw: float) -> np.ndarray:
    """(n_points,) chance of reaching the goal: Phi(ln(P50 / T) / sigma), sigma = ln(P50 / P90) / 1.2816."""
    from scipy.special import ndtr

    p50, p90 = np.maximum(curve.p50_kw, 1e-12), np.maximum(curve.p90_kw, 1e-12)
    sigma = np.maximum(np.log(p50 / p90) / TENTH, 1e-9)
    return np.where(curve.p50_kw > 0, ndtr(np.log(p50 / goal_kw) / sigma), 0.0)


def chance_title(portfolio: Portfolio) -> str:
    sure = percent(portfolio.confidence)
    if portfolio.feasible:
        return f"{sure} certainty of {kw(portfolio.goal_kw)} is reached at {portfolio.selected:,} customers"
    return f"{sure} certainty of {kw(portfolio.goal_kw)} is out of reach"
