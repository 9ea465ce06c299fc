"""From segments to the ranked list, and everything together for the report."""

import numpy as np

from lib.analysis import Analysis
from lib.choices import Choices
from lib.findings import Refusal
from lib.profiles import Profiles
from lib.segments.types import Segments
from lib.stages.cache import stage
from lib.stages.fits import fit
from lib.stages.groups import agreement, conclude, segments, system
from lib.stages.laid import attributes
from lib.stages.sources import readings
from lib.targets.attributes import Attributes
from lib.targets.compare import InCommon
from lib.targets.judged import Judgement
from lib.targets.types import Portfolio, TargetRanking

OF_THE_RANKING = ("window", "programme", "season_lesson", "season_level", "season_common", "spared")
OF_THE_LIST = (
    "goal_kw",
    "confidence",
    "holdout",
    "seed",
    "caution",
    "budget",
    "most_asked",
    "cost_contact",
    "cost_enrolment",
    "cost_incentive",
    "lowest_grade",
    "limits",
    "weight_peak",
    "weight_repeat",
    "weight_known",
    "weight_place",
    "weight_feeder",
    "must",
    "must_not",
)


@stage(32, "Ranking customers", copied=False)
def _targets(
    profiles: Profiles, segments: Segments, asked_for: Choices, attributes: Attributes | None
) -> TargetRanking:
    from lib.analysis import ranking_of

    return ranking_of(profiles, segments, asked_for, attributes)


def targets(profiles: Profiles, segments: Segments, choices: Choices) -> TargetRanking:
    """Customers who may be asked, by the kW to expect of each."""
    return _targets(profiles, segments, _only(OF_THE_RANKING, choices), attributes(choices))


def targets_if_any(profiles: Profiles, segments: Segments, choices: Choices) -> TargetRanking | None:
    """The same, or None where nobody may be asked."""
    try:
        return targets(profiles, segments, choices)
    except Refusal:
        return None


@stage(64, copied=False)
def _portfolio(ranking: TargetRanking, asked_for: Choices, attributes: Attributes | None) -> Portfolio:
    from lib.analysis import portfolio_of

    return portfolio_of(ranking, asked_for, attributes)


def portfolio(ranking: TargetRanking, choices: Choices) -> Portfolio:
    """The smallest list for the goal that the plan allows; without a goal, for half of what is firm."""
    return _portfolio(ranking, _only(OF_THE_LIST, choices), attributes(choices))


def _only(names: tuple[str, ...], choices: Choices) -> Choices:
    """Some of the choices, all others as usual: what a stage does not depend on does not make it again."""
    return Choices(**{name: getattr(choices, name) for name in names})


@stage(8)
def _facts(ranking: TargetRanking, attributes: Attributes | None) -> dict[str, np.ndarray]:
    from lib.targets import facts

    return facts(ranking, attributes)


def facts(ranking: TargetRanking, choices: Choices) -> dict[str, np.ndarray]:
    """Columns of the table by customer, as words in rank order."""
    return _facts(ranking, attributes(choices))


@stage(8, "Judging the chance")
def _judgement(profiles: Profiles, segments: Segments, attributes: Attributes, seed: int) -> Judgement | None:
    from lib.targets import judgement

    return judgement(profiles, segments, attributes, seed)


def judgement(profiles: Profiles, segments: Segments, choices: Choices) -> Judgement | None:
    """How good the learned chance is; None where too few answers are on record."""
    side = attributes(choices)
    return None if side is None else _judgement(profiles, segments, side, choices.seed)


def peak_note(choices: Choices) -> tuple[str, ...]:
    """By which load the system's peak and the event-like days are told; nothing where days are not known."""
    found = readings(choices)
    return (system(found).told,) if found.single_days else ()


def analysis(profiles: Profiles, choices: Choices) -> Analysis:
    """Every stage together, as the report shows it."""
    found = readings(choices)
    highest = min(choices.k_high, int(profiles.kept.sum()))
    fits = [fit(profiles, choices, k) for k in range(min(choices.k_low, highest), highest + 1)]
    made = segments(profiles, choices)
    ranking = targets(profiles, made, choices)
    swept, chosen = conclude(profiles, fits, choices), portfolio(ranking, choices)
    behind = (found, system(found)) if found.single_days else (None, None)
    return Analysis(choices, *behind, profiles, swept, made, ranking, chosen)


def price_of_k(profiles: Profiles, choices: Choices, ks: list[int], reference: int) -> list[dict]:
    """What another K costs beside the reference: what is explained, who stays together, which targets stay."""
    usual = segments(profiles, choices, reference)
    usual_explained = fit(profiles, choices, reference).variance_explained
    return [
        {
            "k": k,
            "explained": (here := fit(profiles, choices, k).variance_explained),
            "gained": here - usual_explained,
            "agreement": agreement(usual, segments(profiles, choices, k)),
            "kw_in_common": _kw_in_common(profiles, choices, reference, k),
        }
        for k in ks
    ]


def _kw_in_common(profiles: Profiles, choices: Choices, reference: int, k: int) -> float:
    """Share of the kW of the list at one K that is on the list at another; NaN where nobody may be asked."""
    lists = [targets_if_any(profiles, segments(profiles, choices, each), choices) for each in (reference, k)]
    if lists[0] is None:
        return float("nan")
    asked = [portfolio(each, choices).selected for each in lists]
    return in_common(lists[0], asked[0], lists[1], asked[1]).share


@stage(64)
def in_common(one: TargetRanking, n_one: int, other: TargetRanking, n_other: int) -> InCommon:
    """Customers and kW that the first of one ranking share with the first of another."""
    from lib.targets import in_common

    return in_common(one, n_one, other, n_other)
