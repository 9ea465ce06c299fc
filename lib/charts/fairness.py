"""Who is asked of each group, and what a floor under that costs in kW."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.charts import marks, theme
from lib.charts.bars import bars
from lib.charts.picture import Picture
from lib.charts.words import kw, percent, sentence
from lib.targets.fairness import FOUR_FIFTHS, Group

MOST_GROUPS, HEIGHT = 12, 220


def selection(groups: Sequence[Group], attribute: str) -> Picture:
    """Share asked of each group, the least often asked first; those under four fifths of the highest in ink."""
    shown = groups[:MOST_GROUPS]
    table = pd.DataFrame(
        {
            "name": [each.level or "not known" for each in shown],
            "customers": [each.customers for each in shown],
            "asked": [each.asked for each in shown],
            "rate": [each.rate for each in shown],
            "ratio": [each.ratio for each in shown],
            "share_of_benefit": [each.benefit for each in shown],
            "share_of_burden": [each.burden for each in shown],
        }
    )
    drawn = table.assign(
        tone=["ink" if each.flagged else "context" for each in shown],
        told=[f"{percent(each.rate)} asked, ratio {each.ratio:.2f}" for each in shown],
        benefit=table["share_of_benefit"].map(percent),
        burden=table["share_of_burden"].map(percent),
    )
    title = selection_title(groups, attribute)
    more = f" The first {MOST_GROUPS} of {len(groups)} groups." if len(groups) > MOST_GROUPS else ""
    return Picture(
        bars(
            drawn,
            "rate",
            "tone",
            name="Group",
            told="Asked",
            benefit="Of the benefit",
            burden="Of the kW",
        ),
        title,
        f"Share asked by {attribute}; ratio: that over the highest. Strong colour: under {FOUR_FIFTHS:.2f}.{more}",
        f"{title}. {drawn['name'].iloc[0]}: {drawn['told'].iloc[0]}.",
        table,
    )


def selection_title(groups: Sequence[Group], attribute: str) -> str:
    flagged = [each for each in groups if each.flagged]
    if not any(each.asked for each in groups):
        return "Nobody is asked"
    if not flagged:
        return f"Every group of {attribute} is asked about as often"[:80]
    if len(flagged) == 1:
        who = f"{attribute} {flagged[0].level or 'not known'}"
        return sentence(f"{who} is asked {flagged[0].ratio:.2f} times as often as the rest")[:80]
    return f"{len(flagged)} of {len(groups)} groups are asked under four fifths as often"


def price_of_floor(ratio: np.ndarray, total_kw: np.ndarray, attribute: str) -> Picture:
    """kW of a list of the same length by the lowest selection-rate ratio that it keeps."""
    table = pd.DataFrame({"ratio": ratio, "expected_kw": total_kw})
    top = 1.06 * float(max(total_kw.max(), 1e-9))
    title = floor_title(ratio, total_kw)
    told = table.assign(ratio_told=table["ratio"].map("{:.2f}".format))
    layers = [
        marks.line(table, "ratio", "expected_kw", "accent", 2.6),
        theme.role(_points(table), "accent"),
        marks.rule("x", FOUR_FIFTHS, strokeDash=[3, 3]),
        marks.hover(told, "ratio", ratio_told="Ratio", expected_kw="Expected"),
    ]
    x = theme.level_axis("ratio", (0, 1), [0, 0.2, 0.4, 0.6, 0.8, 1])
    return Picture(
        theme.stack(layers, _flat(x), theme.kw_axis("expected_kw", top), HEIGHT),
        title,
        f"Expected kW of as many customers, by the lowest ratio of any group of {attribute}. Dashed: four fifths.",
        f"{title}. As it is: ratio {ratio[0]:.2f}, {kw(total_kw[0])}.",
        table,
    )


def floor_title(ratio: np.ndarray, total_kw: np.ndarray) -> str:
    """What four fifths cost, or the most that can be had where they cannot."""
    if ratio[0] >= FOUR_FIFTHS:
        return f"A floor of {FOUR_FIFTHS:.2f} costs nothing: the ratio is {ratio[0]:.2f}"
    reached = np.flatnonzero(ratio >= FOUR_FIFTHS)
    at = int(reached[0]) if len(reached) else len(ratio) - 1
    price = f"costs {kw(total_kw[0] - total_kw[at])} of {kw(total_kw[0])} expected"
    if len(reached):
        return f"A floor of {FOUR_FIFTHS:.2f} {price}"
    return f"{ratio[at]:.2f} at most, as customers are whole: it {price}"


def _points(table: pd.DataFrame):
    import altair as alt

    spot = alt.Chart(table.iloc[[0]]).mark_circle(size=90, opacity=1, tooltip=None)
    return spot.encode(alt.X("ratio:Q"), alt.Y("expected_kw:Q"))


def _flat(level):
    """A level axis laid on its side."""
    import altair as alt

    axis = level["axis"].copy()
    axis["grid"] = False
    return alt.X(level["shorthand"], scale=level["scale"], axis=axis)
