"""What the pages of the programme answer, in one sentence, plain text with its numbers in **bold**."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.charts.words import day, kw
from lib.programme.baselines import DEFAULT, METHODS
from lib.programme.flags import BEYOND, RARE, Flags
from lib.programme.learning import Learned
from lib.programme.placebo import FEWEST, ROUGH
from lib.programme.tables import row
from lib.programme.types import Result, Settlement
from lib.spelling import counted

NOTHING = "Nothing has been called yet: **give a table of events**, or make one here."


def events(found: Settlement | None) -> str:
    """What the events delivered of what was planned, with the band, and the bias of the baseline."""
    if found is None:
        return NOTHING
    if not found.groups:
        return "**None of the events** lies on a day with complete readings."
    one, many = found.groups[0], len(found.results)
    what = (
        _when(found)
        if many == 1
        else f"{one.events:,} of {many:,} events"
        if one.events < many
        else f"{many:,} events"
    )
    if one.label == "indicative":
        return f"{what} can only be checked before and after: **{_kw(one)}** less than expected then; no settlement."
    return f"{what} delivered **{_kw(one)}**{_expected(one)}{_band(one)}; {_trusted(found)}."


def _when(found: Settlement) -> str:
    return day(found.events[0].day.isoformat())


def _kw(one: Result) -> str:
    return kw(one.delivered_kw) if one.events == 1 else f"{kw(one.delivered_kw)} on average"


def _expected(one: Result) -> str:
    return f" of {kw(one.expected_kw)} planned" if np.isfinite(one.expected_kw) else ""


def _band(one: Result) -> str:
    if not np.isfinite(one.low_kw):
        return ", without a band: under nine days to try the baseline on"
    if not one.proven:
        return f" ({one.low_kw:.1f} to {kw(one.high_kw)}): not distinguishable from zero"
    return f" ({one.low_kw:.1f} to {kw(one.high_kw)})"


def _trusted(found: Settlement) -> str:
    used = next((each for each in found.trust if each.method == found.method), None)
    name = "the baseline" if found.method == DEFAULT else METHODS[found.method].label.lower()
    if used is None or not np.isfinite(used.bias):
        return f"how far {name} can be trusted is not known"
    return f"on {used.days:,} days without events {name} is off by {100 * used.bias:+.1f}\N{NO-BREAK SPACE}%"


COLUMNS = {
    "customer_id": "Customer",
    "event": "Event",
    "group": "Group",
    "date": "Date",
    "events": "Events",
    "baseline_kw": "Baseline, kW",
    "metered_kw": "Metered, kW",
    "delivered_kw": "Delivered, kW",
    "low_kw": "Low, kW",
    "high_kw": "High, kW",
    "expected_kw": "Planned, kW",
    "performance_pct": "Of the plan, %",
    "reduction_pct": "Of the baseline, %",
    "label": "Label",
}


def listed(rows: pd.DataFrame, decimals: int = 1) -> pd.DataFrame:
    """Rows of a settlement as people read them; a column that holds nothing is left out."""
    named = rows[[name for name in COLUMNS if name in rows]].rename(columns=COLUMNS)
    filled = named.loc[:, [(named[name].notna() & (named[name] != "")).any() for name in named]]
    return filled.round(decimals)


def listed_groups(results: Sequence[Result]) -> pd.DataFrame:
    """Sums over events, a row for each segment."""
    rows = pd.DataFrame([{**row(one), "events": one.events} for one in results])
    return listed(rows, 2).rename(columns={"Group": "Segment"})


def by_customer(rows: pd.DataFrame) -> str:
    """Of how many customers it is sure that they gave something."""
    sure = int(((rows["low_kw"] > 0) & (rows["label"] != "indicative")).sum())
    return f"Of {sure:,} of {len(rows):,} customers alone it is sure that they gave something"


ALONE = (
    "Mean over the customer's events, with its band (9 of 10). A customer varies more from day to day than it gives: "
    "a single figure without its band says nothing."
)


def allowed(found: Settlement) -> str:
    """How many days the baseline was tried on, and what that many allow to say."""
    used = next((each for each in found.trust if each.method == found.method), None)
    if used is None or used.days < FEWEST:
        return f"{used.days if used else 0} placebo days: too few for a band, so kW here are an estimate only"
    off = f"bias is known to ±{100 * 1.96 * used.cv_rmse / np.sqrt(used.days):.1f} points"
    if used.days < ROUGH:
        return f"{used.days} placebo days: bands are rough, {off}, and no other rule may be chosen"
    return f"{used.days} placebo days: bands hold, {off}, and another rule may be weighed"


def signs(found: Flags) -> list[str]:
    """What asks for a look, a sentence each."""
    said = []
    if found.raised:
        said.append(
            f"{_named(found.raised)}: the morning was above that of 19 of 20 days without events; of "
            f"{found.looked_at:,} events {_about(BEYOND * found.looked_at)} would be so by chance. Pre-cooling, or a "
            "hotter day; ten percent more in the morning add ten points of baseline."
        )
    if found.gaming:
        said.append(
            f"{len(found.gaming):,} of {found.tried:,} customers used a tenth more, or beyond, on the mornings of "
            f"events than on like days, after allowing for what others did; chance alone would name "
            f"{_about(RARE * found.tried)}. Gaming, or another habit."
        )
    if found.tired:
        said.append(
            f"{counted(len(found.tired), 'customer')} gave in the first half of the events, and half or less in the "
            "second: the table for the next ranking spares them."
        )
    return [*said, *([found.eroded] if found.eroded else [])]


NAMED = 6  # events by name, before the others are only counted


def _named(names: Sequence[str]) -> str:
    """Names with commas; a few, and how many more."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _about(count: float) -> str:
    """An expected number: a tenth under ten, whole above."""
    return "under 0.1" if count < 0.05 else f"{count:.1f}" if count < 10 else f"{count:,.0f}"


def lesson(found: Learned | None) -> str:
    """What the season says of the level of response and of one evening."""
    if found is None:
        return "Two events with planned kW and a band are needed to learn how far a plan comes true."
    return (
        f"{found.events} events delivered {np.mean(found.ratios):.2f} of what was planned. Multiply the next plan by "
        f"{found.level:.2f} ({found.low:.2f} to {found.high:.2f}); one evening moves everybody by "
        f"{100 * found.common:.0f}\N{NO-BREAK SPACE}%. Both are drawn toward what was assumed."
    )
