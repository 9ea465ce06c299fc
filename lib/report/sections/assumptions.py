"""What the answer rests on, and the method with its sources."""

from lib.allowed import label
from lib.analysis import Analysis
from lib.charts.words import NBSP, percent, span
from lib.report.markup import facts, heading, listed, section, table
from lib.report.plan import power
from lib.targets import TargetRanking
from lib.targets.delivery import DRIFT_CV, EVENT_CV
from lib.targets.response import LEVEL_CV, LEVELS

METHOD = (
    "**Readings** are kWh by interval, stamped at its beginning on the local clock; a missing hour is never a zero.",
    "**Profiles** are mean kW of each clock hour over like days; 28 days are asked for; under 14 nobody is ranked, "
    "under 7 nobody is clustered.",
    "**Shapes**: root share, sqrt(P / sum P), so that distances are Hellinger's and size drops out; each hour is cut "
    "at its 98th percentile.",
    "**Segments**: K-means from many starts (Lloyd 1982, doi:10.1109/TIT.1982.1056489), numbered by window load.",
    "**Criteria**: silhouette (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7), Calinski-Harabasz (1974), "
    "Davies-Bouldin (1979), knee (Satopaa et al. 2011, doi:10.1109/ICDCSW.2011.20), prediction strength "
    "(Tibshirani and Walther 2005, doi:10.1198/106186005X59243).",
    "**Are groups real?** Our own method: cut finely, join what has no gap, count what is left; the widest gap must "
    "exceed 2.10 + 4.5 / sqrt(n).",
    "**kW of a participant**: weather, other and always-on load of event-like days, weighted 3 : 1 : 0.1 at first, "
    "then learned from last season's participants.",
    "**Chance**: logistic, learned from last season's offers, with a customer's own answer on top.",
    "**Order**: chance times kW, highest first; score is the percentile among those who may be asked.",
    "**Certainty**: the sum along the list is lognormal with four doubts: people, level, season, evening. Firm is what "
    "9 of 10 events reach. The smallest list that reaches the goal with the certainty asked for is taken.",
)


def assumptions(analysis: Analysis, customers: bool) -> str:
    return section(
        "assumptions",
        "Assumptions and method",
        _learned(analysis.ranking),
        listed(analysis.ranking.notes),
        heading("What was asked for"),
        facts(asked(analysis)),
        heading("Assumed, unless measured"),
        table(("Assumption", "Value"), assumed(analysis), "ww"),
        heading("Method"),
        listed(METHOD, ordered=True),
    )


def _learned(ranking: TargetRanking) -> str:
    """What was measured of all that the kW rest on."""
    if ranking.n_enrolled:
        who = "1 participant" if ranking.n_enrolled == 1 else f"{ranking.n_enrolled:,} participants"
        return f"The kW were learned from **{who}**; what was not measured is assumed, and told here."
    if ranking.learned:
        return "The chance was learned from past offers; **the kW are assumed**."
    return "**Nothing was measured yet**: chance and kW are assumed."


def asked(analysis: Analysis) -> list[tuple[str, str]]:
    """What was asked for, each with its value."""
    choices, chosen = analysis.choices, analysis.portfolio
    goal = "everybody is asked" if chosen.goal_kw is None else power(chosen.goal_kw)
    return [
        ("Goal", goal if choices.goal_kw else f"{goal}, half of what can be given firmly"),
        ("Certainty", f"{100 * chosen.confidence:.3g}{NBSP}%"),
        ("Event window", span(analysis.ranking.window)),
        ("Programme", _programme(choices.programme)),
        ("Days", f"{label('day_type', choices.day_type)}, {label('season', choices.season).lower()}"),
        ("Shape", label("scaling", choices.scaling)),
        ("Held back at random", percent(choices.holdout)),
    ]


def _programme(name: str) -> str:
    return "none named" if name == "unnamed" else name


def assumed(analysis: Analysis) -> list[tuple[str, str]]:
    """The figures marked [A] in the method, each with what it stands for."""
    levels = ", ".join(f"{_programme(name)} {percent(level)}" for name, level in LEVELS.items())
    return [
        (
            "Share of load in the window that a participant gives, before any outcome",
            percent(LEVELS[analysis.choices.programme]),
        ),
        ("The same for every programme", levels),
        ("Doubt in that share", percent(LEVEL_CV)),
        ("Doubt from season to season", percent(DRIFT_CV)),
        ("Doubt of one evening, for everybody together", percent(analysis.ranking.doubt.common_cv)),
        ("Doubt of one participant in one event", percent(EVENT_CV)),
    ]
