"""What is said of a list besides its answer: what binds it, what that costs, and how it was judged."""

from collections.abc import Sequence

import pandas as pd

from lib.charts.words import NBSP, kw, percent
from lib.choices import Choices
from lib.report.plan import certainly, power
from lib.targets import LevelRange, Pilot, Portfolio, TargetRanking, Uplift
from lib.targets.blend import BlendCost
from lib.targets.judged import Judgement

BINDS = ("budget", "most_asked", "lowest_grade", "limits", "must", "must_not")


def bound(choices: Choices) -> bool:
    """Whether anything but the goal binds the list."""
    usual = Choices()
    return any(getattr(choices, name) != getattr(usual, name) for name in BINDS)


def blend(cost: BlendCost, weighted: bool) -> str:
    """What the weights cost in kW, and how many of the first n stay."""
    if not weighted:
        return "All at zero: the list is in the order of expected kW."
    return f"Costs {power(cost.kw)} of what the first {cost.n:,} are expected to give; {cost.stay:,} of them stay."


def spent(chosen: Portfolio, cost: float, choices: Choices) -> str:
    """What the list costs, and what the budget buys where there is one."""
    each = f"{cost / chosen.p90_kw:,.0f} a firm kW" if chosen.p90_kw > 0 else "nothing is firm"
    said = f"Asking them is expected to cost {cost:,.0f}: {each}."
    if not choices.budget:
        return said
    within = f"{choices.budget:,.0f} buys at most {power(chosen.most_kw)} with {certainly(chosen)}"
    return f"{said} A budget of {within}."


def without_history(found: LevelRange, ranking: TargetRanking) -> pd.DataFrame:
    """Customers to ask if people give little, as assumed, or much; and cautiously."""
    named = {
        "If they give much": found.high,
        "As assumed": found.middle,
        "If they give little": found.low,
        "Cautiously": found.cautious,
    }
    said = [f"{count:,} of {len(ranking):,}" if count else "cannot be had" for count in named.values()]
    return pd.DataFrame({"Level of response": list(named), "Customers to ask": said})


def pilot(plan: Pilot, ranking: TargetRanking) -> str:
    """The first season that would tell how much people give."""
    if plan.offers > len(ranking):
        return (
            f"A pilot that tells the level within 20{NBSP}% needs about {plan.offers:,} offers; there are "
            f"{len(ranking):,} customers: ask all, and read the range."
        )
    return (
        f"A pilot tells the level within 20{NBSP}%, four times in five: about {plan.offers:,} offers at random among "
        f"the upper 40{NBSP}% of the list, of which about {plan.enrolled:,} take part."
    )


def judged(found: Judgement) -> str:
    """Whether the learned chance is better than the mean chance, and than boosted trees."""
    skill, trees = found.learned.brier_skill, found.trees.brier_skill
    better = "better than" if skill > 0.02 else "hardly better than" if skill > 0 else "no better than"
    versus = "at least as good as" if skill >= trees else "not as good as"
    return (
        f"The learned chance is {better} the same chance for everybody (Brier skill {skill:.3f}), and {versus} boosted "
        f"trees ({trees:.3f}). Judged on {found.basis}."
    )


def scores(found: Judgement) -> pd.DataFrame:
    """Both models, and what chance alone would score."""
    rows = (
        ("Brier skill", "brier_skill", "0.000"),
        ("Average precision", "average_precision", f"{found.base_rate:.3f}"),
        ("Lift of the first tenth", "lift", "1.00"),
        ("Share to ask for half of all who join", "half", percent(0.5)),
        ("Share of the kW in the first half", "kw_share", percent(0.5)),
    )
    shares = ("half", "kw_share")
    table = {"Measure": [label for label, _, _ in rows]}
    for name, model in (("Learned", found.learned), ("Boosted trees", found.trees)):
        values = [(field, getattr(model, field)) for _, field, _ in rows]
        table[name] = [
            "–" if value != value else percent(value) if field in shares else f"{value:.3f}"
            for field, value in values
        ]
    return pd.DataFrame(table | {"By chance": [usual for _, _, usual in rows]})


def uplift(found: Uplift) -> str:
    """What asking did, from those who were held back."""
    proven = "" if found.proven else "; the interval holds zero, so it is not proven"
    return (
        f"Asking brought {1000 * found.kw:,.0f}{NBSP}W a customer ({1000 * found.low_kw:,.0f} to "
        f"{1000 * found.high_kw:,.0f}, 95{NBSP}%), {found.asked:,} asked beside {found.held:,} held back{proven}. "
        f"Over all who were asked that is {kw(found.kw * found.asked)}."
    )


def warned(notes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Notes on what was offered and on columns left out, and all others."""
    marks = ("not random", "smaller or larger than those offered", "is left out of the chance", "under 50")
    first = [note for note in notes if any(mark in note for mark in marks)]
    return first, [note for note in notes if note not in first]
