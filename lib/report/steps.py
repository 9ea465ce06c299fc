"""An analysis told in steps: one sentence and one picture each."""

from collections.abc import Callable
from dataclasses import dataclass

from lib import charts
from lib.analysis import Analysis
from lib.charts import Picture
from lib.profiles.tables import daily, spread
from lib.report import sentences
from lib.report.sections.ranked import parts


@dataclass(frozen=True, slots=True)
class Step:
    """The question it answers, the sentence that answers it, the picture that proves it."""

    question: str
    answer: str
    picture: Picture


def steps(analysis: Analysis) -> tuple[Callable[[], Step], ...]:
    """The steps that this analysis has, in the order in which they are told; each is made when it is called."""
    told = [_whom, _what, _day, _how_many, _who, _whose, _why]
    if analysis.readings is None or analysis.system is None:
        told.remove(_what)
    return tuple(lambda tell=tell: tell(analysis) for tell in told)


def _whom(analysis: Analysis) -> Step:
    said = sentences.answer(analysis.ranking, analysis.portfolio, half=not analysis.choices.goal_kw)
    return Step("Whom do we ask, and how much will we get?", said, charts.delivery(analysis.portfolio))


def _what(analysis: Analysis) -> Step:
    found = analysis.readings
    drawn = charts.system_load(daily(analysis.system, found), analysis.profiles.figures.event_days)
    return Step("What did the meters say?", sentences.readings(found, analysis.profiles), drawn)


def _day(analysis: Analysis) -> Step:
    made = analysis.profiles
    drawn = charts.typical_day(charts.Spread(*spread(made)), window=analysis.choices.window)
    return Step("What does a typical day look like?", sentences.profiles(made), drawn)


def _how_many(analysis: Analysis) -> Step:
    said = sentences.choose_k(analysis.sweep)
    return Step(
        "How many kinds of customer are there?", said, charts.silhouettes(analysis.sweep, analysis.segments.k)
    )


def _who(analysis: Analysis) -> Step:
    found, window = analysis.segments, analysis.choices.window
    return Step("Who are they?", sentences.segments(found, window), charts.window_shares(found, window))


def _whose(analysis: Analysis) -> Step:
    ranking, chosen, named = analysis.ranking, analysis.portfolio, analysis.segments.named
    drawn = charts.shares_of_list(ranking, chosen.asked, named)
    return Step("Who exactly?", sentences.gives(ranking, chosen, named), drawn)


def _why(analysis: Analysis) -> Step:
    drawn = parts(analysis.ranking, customers=False)
    return Step("And why them?", f"{drawn.title}.", drawn)
