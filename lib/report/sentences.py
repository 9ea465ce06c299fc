"""The one sentence that answers a page: computed, in plain text, its numbers in **bold**.

Every function says only what holds of the objects it is given, and has a rule for each case that can occur.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.charts.words import NBSP, at_most, clock, kw, percent, sentence
from lib.profiles import Profiles, window_hours
from lib.profiles.shapes import fill_hours
from lib.readings import Readings
from lib.report.plan import answer, levels, nothing_given, power
from lib.segments import KSweep, Segments, moves
from lib.segments.reason import FEW_CUSTOMERS, OF_SIZE, beside, silhouette_alone
from lib.spelling import spelled
from lib.targets import InCommon, LevelRange, Portfolio, TargetRanking, alike, lift

__all__ = [
    "answer",
    "choose_k",
    "compare_k",
    "first_on_list",
    "gives",
    "profiles",
    "readings",
    "report",
    "segments",
    "targets",
    "verdict",
]

INTERVALS = {60: "hourly", 30: "every half hour", 15: "every quarter of an hour"}
FLAT = 0.10  # (max - min) / mean, as for a flat customer
STANDS_OUT = 0.02  # of load over customers: less is no difference
FIRST = 10


def count(number: int, noun: str = "customer") -> str:
    """A number of things: "1 customer", "1,000 customers"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def readings(found: Readings, made: Profiles | None = None) -> str:
    """Customers, days, interval, completeness, and who is set aside where the profiles are there."""
    if not found.single_days:
        return f"**{count(found.customers)}, a mean day of each**; single readings are not in this source."
    first, last = (np.datetime64(when[:10]) for when in (found.start, found.end))
    days = int((last - first).astype(int)) + 1
    often = INTERVALS.get(found.interval_minutes, f"every {found.interval_minutes} minutes")
    said = f"**{count(found.customers)}, {count(days, 'day')}, {often}**; {complete(found)}"
    if made is None:
        return f"{said}."
    aside = int((~made.kept).sum())
    return f"{said}, {f'{count(aside)} set aside' if aside else 'nobody set aside'}."


def complete(found: Readings) -> str:
    """Completeness with one decimal, cut and not rounded, so that 100 % means that nothing is missing."""
    if not found.single_days:
        return "not known"
    if not found.missing:
        return f"100{NBSP}% complete"
    return f"{np.floor(1000 * found.completeness) / 10:.1f}{NBSP}% complete"


def profiles(made: Profiles) -> str:
    """Hour and height of the median day's peak, and what half of all customers stay under."""
    if not made.kept.any():
        return "**No customer** has enough days for a typical day."
    hourly_kw = fill_hours(made.hourly_kw[made.kept])
    typical = np.median(hourly_kw, axis=0)
    peak = int(typical.argmax())
    season = "" if made.season == "all" else f"{made.season} "
    kind = "day" if made.day_type == "all" else made.day_type
    half = f"half of all customers stay under {kw(at_most(np.median(hourly_kw.max(axis=1))))}"
    if np.ptp(typical) < FLAT * abs(typical.mean()) or not np.ptp(typical):
        return f"The typical {season}{kind} is flat, at **{kw(typical.mean())}**; {half}."
    return f"The typical {season}{kind} peaks at **{clock(peak)}** at **{kw(typical[peak])}**; {half}."


def choose_k(sweep: KSweep) -> str:
    """How many groups there are and whether they are real; then what silhouette alone would say."""
    return f"{verdict(sweep)} {silhouette_alone(sweep.fits, sweep.structure.natural_k)}".strip()


def verdict(sweep: KSweep) -> str:
    """How many groups there are, and whether they are real."""
    said = {"distinct": _distinct, "overlapping": _overlapping, "continuum": _no_groups, "none": _no_groups}
    return said[sweep.structure.verdict](sweep)


def _distinct(sweep: KSweep) -> str:
    return f"{_how_many(sweep)}, and they are distinct."


def _overlapping(sweep: KSweep) -> str:
    others = beside(sweep.structure.natural_k)
    return f"{_how_many(sweep)}, but some overlap; {others} can be defended as well."


def _how_many(sweep: KSweep) -> str:
    """The number of groups; "at least", where a finer split is reproducible too (method.md, "Choosing K")."""
    k = sweep.structure.natural_k
    finer = any(fit.k > k and fit.found_again for fit in sweep.fits)
    return f"**At least {spelled(k)}**" if finer else f"**{sentence(spelled(k))}**"


def _no_groups(sweep: KSweep) -> str:
    structure = sweep.structure
    if structure.n_customers < FEW_CUSTOMERS:
        few = count(structure.n_customers)
        return f"**No natural groups** are seen, but with {few} that does not say there are none."
    if structure.verdict == "none":
        return "**No natural groups**: customers are one cloud around the typical day."
    if structure.size_share >= OF_SIZE:
        return "**No natural groups**: a continuum of size."
    return "**No natural groups**: customers shade into one another."


def compare_k(before: Segments, after: Segments, kept: InCommon | None = None) -> str:
    """What becomes of the segments from one K to another, and how much of the target kW stays on the list."""
    moved = moves(before, after)
    gone = [number for number in before.numbers if number not in moved.match]
    if after.k < before.k and gone:
        what = f"{_joined([before.named[number] for number in gone])} {_s(gone, 'dissolve')}"
    elif moved.splits:
        what = f"{_joined([before.named[n] for n in moved.splits[:2]])} {_s(moved.splits[:2], 'split')}"
    else:
        what = "no segment splits"
    stays = (
        f"{percent(kept.share)} of the target kW stays"
        if kept
        else f"{percent(moved.stayed)} of customers stay"
    )
    return f"From {before.k} to {after.k}, **{what}**; {stays}."


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _s(those: list[int] | tuple[int, ...], verb: str) -> str:
    """The verb as it goes with one or with several."""
    return verb if len(those) > 1 else f"{verb}s"


def segments(found: Segments, window: tuple[int, int]) -> str:
    """The segment whose share of the window load is furthest above its share of customers."""
    of_customers = found.sizes / found.sizes.sum()
    load = found.sizes * found.mean_kw[:, window_hours(window)].mean(axis=1)
    if found.k == 1:
        return f"**One segment**: {found.names[0]}."
    if load.min() < 0 or not load.sum():
        row = int(found.sizes.argmax())
        return f"**{found.names[row]}** is the largest segment: {percent(of_customers[row])} of customers."
    of_load = load / load.sum()
    row = int((of_load - of_customers).argmax())
    if of_load[row] - of_customers[row] < STANDS_OUT:
        return f"**No segment stands out** in the event window: {spelled(found.k)} segments, each with about its share."
    return (
        f"**{found.names[row]}**: {percent(of_customers[row])} of customers, "
        f"{percent(of_load[row])} of the load in the event window."
    )


def targets(
    ranking: TargetRanking,
    chosen: Portfolio,
    names: Mapping[int, str],
    range_of_levels: LevelRange | None = None,
) -> str:
    """What those asked give and who they are; without a measured participant the range of customers before it.

    Parameters
    ----------
    names : number to name of the segments.
    range_of_levels : from `level_range`, to spare its computation; made where it is needed and not given.
    """
    if ranking.n_enrolled or nothing_given(chosen) or alike(ranking):
        return gives(ranking, chosen, names)
    return f"{levels(ranking, chosen, range_of_levels)} {gives(ranking, chosen, names)}"


def gives(ranking: TargetRanking, chosen: Portfolio, names: Mapping[int, str]) -> str:
    """What those asked give, expected and firm, and which segment most of them are of."""
    if nothing_given(chosen):
        return answer(ranking, chosen)
    verb = "gives" if chosen.selected == 1 else "give"
    firm = f"{power(chosen.expected_kw)} expected, **{power(chosen.p90_kw)} firm**"
    those = f"The **{count(chosen.selected)}** {verb} {firm}"
    if not chosen.feasible:
        those += f", short of the {power(chosen.goal_kw)} asked for"
    if not alike(ranking):
        return f"{those}; {_most_are(ranking, chosen, names)}."
    more = lift(ranking).real - 1
    better = f"only {percent(more)} more" if more >= 0.005 else "no more"
    return (
        f"**Nobody is a better target than anybody**: the best tenth gives {better} than any tenth. {those}."
    )


def first_on_list(listed: pd.DataFrame) -> str:
    """What the first of the rows shown carry of the kW of all of them (a finding over a table, without bold).

    Parameters
    ----------
    listed : a row a customer in rank order with the column "Expected kW".
    """
    expected_kw = listed["Expected kW"].to_numpy(float)
    if not len(expected_kw) or expected_kw.sum() <= 0:
        return "Nobody shown is expected to give any kW"
    first = min(FIRST, len(expected_kw))
    if first == len(expected_kw):
        return f"{count(first)} shown, {power(expected_kw.sum())} expected of {'them' if first > 1 else 'it'}"
    share = expected_kw[:first].sum() / expected_kw.sum()
    return f"The first {spelled(first)} carry {percent(share)} of the {power(expected_kw.sum())} expected"


def _most_are(ranking: TargetRanking, chosen: Portfolio, names: Mapping[int, str]) -> str:
    numbers, counts = np.unique(ranking.segment[chosen.asked], return_counts=True)
    most = int(counts.argmax())
    name, share = names.get(int(numbers[most]), "in no segment"), counts[most] / counts.sum()
    if len(numbers) == 1:
        return f"{'it is' if chosen.selected == 1 else 'all are'} {name}"
    return f"{percent(share)} are {name}"


def report(sections: int, named: int) -> str:
    """What the report holds, and whether it names customers."""
    if named:
        return f"A report of **{count(sections, 'section')}**; it **names {count(named)}**: keep it inside the house."
    return f"A report of **{count(sections, 'section')}**, **no customer named**."
