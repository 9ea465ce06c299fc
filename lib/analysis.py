"""A whole analysis, stage after stage, as the command line runs it and the report shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from lib.choices import Choices
from lib.limits import parse_limits
from lib.menu import menu
from lib.profiles import Profiles
from lib.profiles.system import System
from lib.readings import Readings
from lib.segments import (
    KFit,
    KSweep,
    Segments,
    Structure,
    check_k,
    conclude,
    find_outliers,
    find_structure,
    fits_of,
    frozen_fit,
    part,
    rename,
    segment,
    segment_numbers,
    set_aside,
    shapes_of,
    take_k,
)
from lib.segments.suited import Suited, segment_traits, suited
from lib.targets import (
    NOTHING_LEARNED,
    Attributes,
    Costs,
    Lesson,
    Plan,
    Portfolio,
    TargetRanking,
    Weights,
    default_goal,
    facts,
    portfolio,
    rank,
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything one answer rests on. `readings` and `system` are None where profiles came from a file."""

    choices: Choices
    readings: Readings | None
    system: System | None
    profiles: Profiles
    sweep: KSweep
    segments: Segments
    ranking: TargetRanking
    portfolio: Portfolio

    @property
    def settings(self) -> Choices:
        """The choices with the fingerprint of the readings they were made from, where these are known."""
        return replace(self.choices, made_from=self.readings.fingerprint) if self.readings else self.choices

    @property
    def suited(self) -> tuple[Suited, ...]:
        """The programme that fits each segment, and why."""
        traits = segment_traits(self.segments, self.profiles, self.choices.window)
        return suited(traits, self.segments.rule_names, menu(self.choices.menu), self.choices.chosen)


def population(profiles: Profiles, choices: Choices) -> Profiles:
    """The profiles with those set aside who would make a K of their own, where the choices say so."""
    if choices.outliers == "kept":
        return profiles
    return set_aside(profiles, find_outliers(profiles, choices.scaling, choices.seed))


def structure_of(profiles: Profiles, choices: Choices) -> Structure:
    """Whether the customers kept fall into groups."""
    return find_structure(profiles.compared_kw[profiles.kept], choices.seed)


def sweep(profiles: Profiles, choices: Choices) -> KSweep:
    """Every K of the range that there are customers for."""
    shapes, _ = shapes_of(profiles, choices.scaling)
    highest = min(choices.k_high, len(shapes))
    ks = range(min(choices.k_low, highest), highest + 1)
    fits = fits_of(shapes, ks, choices.seed)
    return conclude(fits, structure_of(profiles, choices))


def segments_of(profiles: Profiles, choices: Choices, fits: Iterable[KFit] = ()) -> Segments:
    """Customers by shape with the K that is chosen or suggested; a K-means fit that is there already is used."""
    book, seed, scaling = choices.codebook, choices.seed, choices.scaling
    if choices.method == "codebook":
        made, book = frozen_fit(profiles, book, seed)
        caps, scaling = np.array(book.caps), book.scaling
    else:
        shapes, caps = shapes_of(profiles, scaling)
        k = choices.k or take_k(structure_of(profiles, choices), 0, profiles)
        check_k(profiles, k)
        made = _parted(shapes, k, choices, fits)
    return rename(segment(profiles, made, caps, scaling, choices.order_window, seed, book), choices.names)


def _parted(shapes: np.ndarray, k: int, choices: Choices, fits: Iterable[KFit]) -> KFit:
    if choices.method != "kmeans":
        return part(shapes, k, choices.seed, choices.method)
    return next((one for one in fits if one.k == k), None) or fits_of(shapes, [k], choices.seed)[0]


def ranking_of(
    profiles: Profiles, segments: Segments, choices: Choices, attributes: Attributes | None = None
) -> TargetRanking:
    """Customers who may be asked, by expected kW."""
    numbers = segment_numbers(profiles, segments)
    return rank(profiles, numbers, choices.window, choices.programme, attributes, lesson_of(choices))


def lesson_of(choices: Choices) -> Lesson:
    """What last season's events teach, where they may speak."""
    if choices.season_lesson != "used":
        return NOTHING_LEARNED
    return Lesson(choices.season_level, choices.season_common, choices.spared)


def costs_of(choices: Choices) -> Costs:
    """What asking and enrolling a customer is assumed to cost."""
    return Costs(choices.cost_contact, choices.cost_enrolment, choices.cost_incentive)


def plan_of(choices: Choices) -> Plan:
    """What binds the choice of customers besides the goal."""
    weights = (choices.weight_peak, choices.weight_repeat, choices.weight_known, choices.weight_place)
    return Plan(
        most=choices.most_asked,
        budget=choices.budget,
        costs=costs_of(choices),
        lowest_grade=choices.lowest_grade,
        limits=parse_limits(choices.limits),
        must=choices.must,
        must_not=choices.must_not,
        weights=Weights(*weights, choices.weight_feeder),
        cautious=choices.caution == "cautious",
    )


def portfolio_of(
    ranking: TargetRanking,
    choices: Choices,
    attributes: Attributes | None = None,
    *,
    all_without_goal: bool = False,
) -> Portfolio:
    """The smallest list for the goal that the plan allows.

    Parameters
    ----------
    all_without_goal : without a goal everybody; else the goal is half of what can be given firmly without a plan.
    """
    goal = choices.goal_kw or None
    if goal is None and not all_without_goal:
        goal = default_goal(ranking, choices.confidence) or None
    plan = plan_of(choices)
    known = facts(ranking, attributes) if plan.needs_facts else {}
    how = {"holdout": choices.holdout, "seed": choices.seed, "plan": plan, "facts": known}
    return portfolio(ranking, goal, choices.confidence, **how)


def analyse(
    profiles: Profiles,
    choices: Choices,
    readings: Readings | None = None,
    system: System | None = None,
    attributes: Attributes | None = None,
) -> Analysis:
    """Run every stage after the profiles."""
    swept = sweep(profiles, choices)
    segments = segments_of(profiles, choices, swept.fits)
    ranking = ranking_of(profiles, segments, choices, attributes)
    return Analysis(
        choices,
        readings,
        system,
        profiles,
        swept,
        segments,
        ranking,
        portfolio_of(ranking, choices, attributes),
    )
