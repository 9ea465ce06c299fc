"""The answer, the picture that proves it, and how sure it is where little was measured."""

from lib import charts
from lib.analysis import Analysis
from lib.charts.words import NBSP, certainty, percent
from lib.report import sentences
from lib.report.markup import figure, figures, heading, paragraph, section, table
from lib.report.plan import PILOT_TOP, power
from lib.targets import LevelRange, TargetRanking, level_range, pilot
from lib.targets.notes import FEW_ENROLLED

LEVELS = {
    "high": "much: one chance in ten that it is more",
    "middle": "a middling amount",
    "low": "little: one chance in ten that it is less",
    "cautious": "very little, the cautious plan: one chance in a hundred",
}


def answer(analysis: Analysis, customers: bool) -> str:
    ranking, chosen = analysis.ranking, analysis.portfolio
    few = chosen.goal_kw is not None and ranking.n_enrolled < FEW_ENROLLED
    levels = level_range(ranking, chosen.goal_kw, chosen.confidence) if few else None
    return section(
        "answer",
        "Answer",
        sentences.answer(ranking, chosen, levels, half=not analysis.choices.goal_kw),
        _figures(analysis),
        figure(charts.delivery(chosen), "delivery", wide=True),
        _levels(ranking, levels) if levels and levels.high else "",
        paragraph(f"How many kinds of customer: {sentences.verdict(analysis.sweep)}"),
    )


def _figures(analysis: Analysis) -> str:
    chosen = analysis.portfolio
    reached = [] if chosen.probability is None else [("Chance of the goal", _chance(chosen.probability))]
    return figures(
        [
            ("Asked", f"{chosen.selected:,}"),
            ("Expected", power(chosen.expected_kw)),
            (f"Firm, {certainty(0.9)}", power(chosen.p90_kw)),
            *reached,
        ]
    )


def _chance(probability: float) -> str:
    """A chance in whole percent that never says 0 or 100 where it is not sure."""
    if probability < 0.005:
        return f"under 1{NBSP}%"
    return f"over 99{NBSP}%" if probability > 0.995 else percent(probability)


def _levels(ranking: TargetRanking, found: LevelRange) -> str:
    counts = ((words, getattr(found, level)) for level, words in LEVELS.items())
    rows = [(words, "does not reach it" if number is None else f"{number:,}") for words, number in counts]
    measured = f"{ranking.n_enrolled} participants" if ranking.n_enrolled else "nobody"
    return "\n".join(
        [
            heading("How many it takes depends on how much people give"),
            paragraph(
                f"Measured so far: {measured}; under {FEW_ENROLLED} the range matters more than the answer."
            ),
            table(("If people give", "Customers to ask"), rows, "wn"),
            _pilot(ranking),
        ]
    )


def _pilot(ranking: TargetRanking) -> str:
    """What a first season should do, or that the list is too short for it."""
    needed, room = pilot(ranking), int(PILOT_TOP * len(ranking))
    offers = f"{needed.offers:,} offers drawn at random within the first {percent(PILOT_TOP)} of the list"
    known = f"bring the level within 20{NBSP}%, four times in five (about {needed.enrolled:,} participants)"
    if needed.offers <= room:
        return paragraph(f"A pilot of about {offers} would {known}.")
    return paragraph(f"It would take about {offers} to {known}; there are only {room:,} such customers here.")
