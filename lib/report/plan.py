"""The answer of an analysis in a sentence: whom to ask, and how much will come."""

import numpy as np

from lib.charts.words import NBSP, kw
from lib.targets import LevelRange, Portfolio, TargetRanking, alike, level_range, pilot
from lib.targets.notes import FEW_ENROLLED
from lib.targets.portfolio import PILOT_TOP

SMALL_KW = 0.1


def answer(
    ranking: TargetRanking,
    chosen: Portfolio,
    range_of_levels: LevelRange | None = None,
    *,
    half: bool = False,
) -> str:
    """How many of how many are asked, for how many kW and with what certainty, beside the highest bills.

    Parameters
    ----------
    range_of_levels : from `level_range`, to spare its computation; made where it is needed and not given.
    half : the goal is nobody's, but half of what the territory can give firmly; that is said.

    Notes
    -----
    Without a measured participant the range leads and no firm list is promised; under 50 of them the range follows
    (method.md, "Chance x kW", step 6).  Where customers are alike that comes first, and bills are left out.
    """
    if nothing_given(chosen):
        return "**Nobody** is expected to give any kW in the event window."
    first = "**Nobody is a better target than anybody.** " if alike(ranking) else ""
    if chosen.goal_kw is None:
        firm = f"yields **{power(chosen.p90_kw)}** in 9 of 10 events"
        return f"{first}Asking **{_of(chosen.selected, ranking)}** customers {firm}."
    if not ranking.n_enrolled:
        return first + levels(ranking, chosen, range_of_levels)
    if not chosen.feasible:
        return first + _cannot(ranking, chosen)
    bills = "" if first else _by_bill(chosen)
    plan = f"Asking **{_of(chosen.selected, ranking)}** customers yields **{power(chosen.goal_kw)}**"
    share = ", half of what the territory can give firmly" if half else ""
    return f"{first}{plan} with {certainly(chosen)}{share}{bills}.{_few(ranking, chosen, range_of_levels)}"


def nothing_given(chosen: Portfolio) -> bool:
    """Whether not even a watt can be promised or expected."""
    return not chosen.selected or chosen.expected_kw < 0.0005


def levels(ranking: TargetRanking, chosen: Portfolio, given: LevelRange | None = None) -> str:
    """Without history: how many customers the goal takes as they give more or less, and what would tell."""
    if chosen.goal_kw is None:
        return "Without a measured participant all figures are assumptions."
    takes = _takes(given or level_range(ranking, chosen.goal_kw, chosen.confidence), ranking)
    if not takes:
        return f"Without past reductions to learn from, {_cannot(ranking, chosen)}"
    with_certainty = f"**{power(chosen.goal_kw)}** with {certainly(chosen)}"
    return f"Without past reductions to learn from, {with_certainty} takes {takes}.{pilot_words(ranking)}"


def _takes(found: LevelRange, ranking: TargetRanking) -> str:
    """Customers from the level that is high to the one that is low; empty where even the high one fails."""
    if found.high is None:
        return ""
    if found.low is None:
        much = f"**{_of(found.high, ranking)}** customers if they give much"
        return f"{much}, and cannot be had if they give little"
    if found.low == found.high:
        return f"**{_of(found.low, ranking)}** customers, whether they give much or little"
    return f"**{found.high:,} to {_of(found.low, ranking)}** customers, as they give much or little"


def pilot_words(ranking: TargetRanking) -> str:
    """The pilot that would tell the level, where the list is long enough for it."""
    offers = pilot(ranking).offers
    if offers > PILOT_TOP * len(ranking):
        return ""
    return f" A pilot of about {_two_digits(offers):,} random offers would tell."


def _few(ranking: TargetRanking, chosen: Portfolio, given: LevelRange | None) -> str:
    """With few participants measured: the range as well."""
    if ranking.n_enrolled >= FEW_ENROLLED:
        return ""
    takes = _takes(given or level_range(ranking, chosen.goal_kw, chosen.confidence), ranking)
    who = "1 participant was" if ranking.n_enrolled == 1 else f"{ranking.n_enrolled} participants were"
    return f" Only {who} measured: it takes {takes}." if takes else ""


def _cannot(ranking: TargetRanking, chosen: Portfolio) -> str:
    goal, most = _apart(chosen.goal_kw, chosen.most_kw)
    asking = f"asking **{_of(chosen.selected, ranking)}** customers yields **{most}**"
    return f"**{goal}** cannot be had with {certainly(chosen)}: {asking}."


def _by_bill(chosen: Portfolio) -> str:
    if chosen.by_bill is None:
        return "; the highest bills never reach it"
    if chosen.by_bill == chosen.selected:
        return "; by highest bill it would take as many"
    only = "only " if chosen.by_bill < chosen.selected else ""
    return f"; by highest bill it would take {only}{chosen.by_bill:,}"


def certainly(chosen: Portfolio) -> str:
    """The certainty asked for: "90 % certainty"."""
    return f"{100 * chosen.confidence:.3g}{NBSP}% certainty"


def power(value: float) -> str:
    """Power in running text, in W where kW would need a third decimal."""
    return f"{1000 * value:.0f}{NBSP}W" if abs(value) < SMALL_KW else kw(value)


def _of(asked: int, ranking: TargetRanking) -> str:
    """How many of whom: of everybody, those set aside included, or all who may be asked."""
    everybody = len(ranking) + len(ranking.set_aside_ids)
    if asked == len(ranking):
        return f"all {asked:,}" if asked == everybody else f"all {asked:,} eligible"
    return f"{asked:,} of {everybody:,}"


def _apart(higher: float, lower: float) -> tuple[str, str]:
    """Two powers with as many decimals as it takes to see which is higher."""
    said = power(higher), power(lower)
    for decimals in range(1, 7):
        if said[0] != said[1]:
            break
        said = f"{higher:,.{decimals}f}{NBSP}kW", f"{lower:,.{decimals}f}{NBSP}kW"
    return said


def _two_digits(number: int) -> int:
    """A number as one says it with "about": 834 is 830."""
    return int(float(f"{number:.2g}")) if np.isfinite(number) else number
