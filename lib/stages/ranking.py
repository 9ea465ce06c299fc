"""From segments to the ranked list, and everything together for the report."""

from lib.analysis import Analysis
from lib.choices import Choices, Window
from lib.findings import Refusal
from lib.profiles import Profiles
from lib.segments.types import Segments
from lib.stages.cache import stage
from lib.stages.fits import fit
from lib.stages.groups import conclude, segments, system
from lib.stages.sources import attributes, readings
from lib.targets.attributes import Attributes
from lib.targets.types import Portfolio, TargetRanking


@stage(32, "Ranking customers")
def _targets(
    profiles: Profiles, segments: Segments, window: Window, programme: str, attributes: Attributes | None
) -> TargetRanking:
    from lib.segments import segment_numbers
    from lib.targets import rank

    return rank(profiles, segment_numbers(profiles, segments), window, programme, attributes)


def targets(profiles: Profiles, segments: Segments, choices: Choices) -> TargetRanking:
    """Customers who may be asked, by the kW to expect of each."""
    return _targets(profiles, segments, choices.window, choices.programme, attributes(choices))


def targets_if_any(profiles: Profiles, segments: Segments, choices: Choices) -> TargetRanking | None:
    """The same, or None where nobody may be asked."""
    try:
        return targets(profiles, segments, choices)
    except Refusal:
        return None


@stage(64)
def _portfolio(
    ranking: TargetRanking, goal_kw: float, confidence: float, holdout: float, seed: int
) -> Portfolio:
    from lib.targets import default_goal, portfolio

    goal_kw = goal_kw or default_goal(ranking, confidence) or None
    return portfolio(ranking, goal_kw, confidence, holdout=holdout, seed=seed)


def portfolio(ranking: TargetRanking, choices: Choices) -> Portfolio:
    """The smallest list for the goal; without a goal, for half of what the territory can give firmly."""
    return _portfolio(ranking, choices.goal_kw, choices.confidence, choices.holdout, choices.seed)


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
    from lib.segments.price import agreement

    usual = segments(profiles, choices, reference)
    explained = fit(profiles, choices, reference).variance_explained
    return [
        {
            "k": k,
            "lost": explained - fit(profiles, choices, k).variance_explained,
            "agreement": agreement(usual, segments(profiles, choices, k)),
            "kw_in_common": _kw_in_common(profiles, choices, reference, k),
        }
        for k in ks
    ]


def _kw_in_common(profiles: Profiles, choices: Choices, reference: int, k: int) -> float:
    """Share of the kW of the list at one K that is on the list at another; NaN where nobody may be asked."""
    from lib.targets import in_common

    lists = [targets_if_any(profiles, segments(profiles, choices, each), choices) for each in (reference, k)]
    if lists[0] is None:
        return float("nan")
    asked = [portfolio(each, choices).selected for each in lists]
    return in_common(lists[0], asked[0], lists[1], asked[1]).share
