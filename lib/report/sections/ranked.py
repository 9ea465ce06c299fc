"""The list: its first customers, what their kW is made of, who was set aside, and what makes the sum uncertain."""

from dataclasses import replace

import numpy as np

from lib import charts
from lib.analysis import Analysis, costs_of
from lib.charts import Picture
from lib.charts.words import percent
from lib.report import sentences
from lib.report.markup import figure, heading, pair, paragraph, section, table
from lib.targets import TargetRanking, beside

FIRST = 20
NOT_NAMED = (
    "No customer is named. Each row is one of them all the same, so the page is for use inside the house."
)
# What each doubt means, and whether a longer list shrinks it: only the first.
DOUBTS = {
    "people differ": "Who takes part and how much each gives; a longer list evens it out.",
    "last year was a sample": "What was learned or assumed may be off for everybody; measuring more helps.",
    "next year is not last year": "Willingness and load drift from season to season.",
    "one evening moves everyone": "The weather of one evening moves all customers together.",
}


def ranked(analysis: Analysis, customers: bool) -> str:
    ranking, chosen = analysis.ranking, analysis.portfolio
    names = analysis.segments.named
    pictures = (parts(ranking, customers), charts.shares_of_list(ranking, chosen.asked, names))
    first = named(analysis)
    return section(
        "list",
        "The list",
        sentences.gives(ranking, chosen, names),
        _warning(first) if customers else paragraph(NOT_NAMED),
        heading(f"The first {first} of {len(ranking):,}, by expected kW"),
        _first(analysis, customers, first),
        pair(*(figure(picture, name) for picture, name in zip(pictures, ("parts", "asked"), strict=True))),
        _beside(analysis),
        _set_aside(analysis),
        _doubts(analysis),
    )


def named(analysis: Analysis) -> int:
    """How many customers a report names where it may name any."""
    return min(FIRST, len(analysis.ranking))


def _warning(customers: int) -> str:
    text = f"**This page names {sentences.count(customers)}.**"
    return paragraph(f"{text} Keep it inside the house and delete it after use.", "warning")


def _first(analysis: Analysis, customers: bool, first: int) -> str:
    return table(*first_rows(analysis, customers, first), "nsnnsw" if customers else "nnnsw")


def first_rows(
    analysis: Analysis, customers: bool, first: int
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Heads and rows of the first customers on the list; identifiers only where customers are named."""
    ranking, labels = analysis.ranking, analysis.segments.label
    heads = ("Rank", *(("Customer",) if customers else ()), "Expected kW", "Range, 8 of 10", "Segment", "Why")
    reasons = ranking.reasons(slice(0, first))
    rows = [
        (
            str(row + 1),
            *((str(ranking.customer_id[row]),) if customers else ()),
            f"{ranking.expected_kw[row]:.2f}",
            f"{ranking.low_kw[row]:.2f} to {ranking.high_kw[row]:.2f}",
            labels(int(ranking.segment[row])) if ranking.segment[row] else "in no segment",
            reasons[row],
        )
        for row in range(first)
    ]
    return heads, rows


def parts(ranking: TargetRanking, customers: bool) -> Picture:
    """What the first customers' kW is made of; by rank alone where nobody is to be named."""
    if customers:
        return charts.parts(ranking)
    nobody = np.full(len(ranking), "")
    picture = charts.parts(replace(ranking, customer_id=nobody))
    return replace(picture, alt=picture.alt.replace(", :", ":"))


def _beside(analysis: Analysis) -> str:
    """As many customers by other lists, and what of the plan could not be had."""
    chosen = analysis.portfolio
    unmet = "".join(map(paragraph, chosen.unmet))
    if not chosen.selected:
        return unmet
    found = beside(analysis.ranking, chosen, costs_of(analysis.choices), analysis.choices.seed)
    return unmet + figure(charts.rivals(found), "rivals", wide=True)


def _set_aside(analysis: Analysis) -> str:
    rows = [(message, f"{number:,}") for _, number, message in analysis.ranking.set_aside]
    if held := int(analysis.portfolio.held.sum()):
        rows.append(("held back at random, so that what the programme brings can be measured", f"{held:,}"))
    if not rows:
        return heading("Nobody was set aside")
    total = sum(number for _, number, _ in analysis.ranking.set_aside) + held
    return heading(f"{sentences.count(total)} set aside or held back") + table(
        ("Reason", "Customers"), rows, "wn"
    )


def _doubts(analysis: Analysis) -> str:
    rows = [(name, DOUBTS[name], percent(share)) for name, share in analysis.portfolio.doubts]
    if not rows:
        return heading("Nobody is asked, so there is nothing to doubt")
    name, share = max(analysis.portfolio.doubts, key=lambda doubt: doubt[1])
    title = heading(f"The largest doubt about the sum: {name}, {percent(share)}")
    return title + table(("Doubt", "What it is", "Share"), rows, "swn")
