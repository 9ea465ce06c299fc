"""The nouns of settlement: what an event delivered, what a group did, and what all of it rests on."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.findings import Finding
from lib.programme.events import Event
from lib.programme.placebo import Trust
from lib.readings import Origin

# Label: whether a result may be called a settlement.
LABELS = {
    "settled": "20 placebo days or more: the band may be relied on",
    "rough": "9 to 19 placebo days: the band is rough",
    "estimate only": "under 9 placebo days: no band",
    "extrapolated": "hotter than every placebo day: the band is carried over",
    "indicative": "no baseline days: a check of before and after, not a settlement",
    "not settled": "the readings of the day are not complete",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What was delivered, with its band; kW are means over the event's hours.

    Attributes
    ----------
    name, group : of the event; in a sum over events the name is "".
    events : how many events. baseline_kw, metered_kw, delivered_kw : baseline, load, and baseline - load.
    low_kw, high_kw : band of delivered_kw, 90 %; NaN where there are too few placebo days.
    expected_kw : what was planned; NaN where it is not known. days : placebo days behind the band.
    label : one of LABELS. factor : same-day factor; NaN where there is none. median_pct : in a sum, the median of
        the events' reductions in percent.
    """

    name: str
    group: str
    events: int
    baseline_kw: float
    metered_kw: float
    low_kw: float
    high_kw: float
    expected_kw: float
    days: int
    label: str
    factor: float = np.nan
    median_pct: float = np.nan

    @property
    def delivered_kw(self) -> float:
        return self.baseline_kw - self.metered_kw

    @property
    def proven(self) -> bool:
        """Whether the band lies on one side of zero."""
        return bool(self.low_kw > 0 or self.high_kw < 0)

    @property
    def performance(self) -> float:
        """Delivered over expected kW; NaN where nothing was planned."""
        return self.delivered_kw / self.expected_kw if self.expected_kw else np.nan

    def percent(self, kw: float) -> float:
        """kW as a percentage of the size of the baseline."""
        return 100 * kw / abs(self.baseline_kw) if self.baseline_kw else np.nan


@dataclass(frozen=True, slots=True)
class Course:
    """The day of one event, step by step.

    Attributes
    ----------
    minute : (n_steps,) beginning of each step, minutes from the beginning of the event.
    baseline_kw, metered_kw : (n_steps,). event : (n_steps,) bool.
    half_width_kw : of the band round the baseline's mean over the event; NaN where there is none.
    hour_before_kw : mean load above the baseline in the hour before the event, of which no factor is made.
    snap_back_kw : mean load above the baseline in the two hours after the event.
    usual_factor : (low, high) same-day factor of nine tenths of the placebo days; NaN where there are none.
    """

    minute: np.ndarray
    baseline_kw: np.ndarray
    metered_kw: np.ndarray
    event: np.ndarray
    half_width_kw: float
    hour_before_kw: float
    snap_back_kw: float
    usual_factor: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Settlement:
    """All events of a programme, settled by one rule.

    Attributes
    ----------
    events : the events, in order. results, courses : of each of them; a course is None where nothing can be drawn.
    groups : the events of each group, and of all; those with a baseline apart from those that are only indicative.
    customers : a row for each event and customer, see `tables.COLUMNS`.
    by_customer : a row for each customer over all their events, see `tables.each_customer` and `mornings.mornings`.
    method, reason : the rule that was used, and why; recommended : the one that the placebo days allow.
    rule : the rule in one sentence.
    trust : what the placebo days say of every method. raw : the groups by the ten latest days as they are, with
        holidays in the pool: what a plain baseline would have said.
    findings : what was left out or looks odd.
    """

    events: tuple[Event, ...]
    results: tuple[Result, ...]
    courses: tuple[Course | None, ...]
    groups: tuple[Result, ...]
    customers: pd.DataFrame
    by_customer: pd.DataFrame
    method: str
    reason: str
    recommended: str
    rule: str
    trust: tuple[Trust, ...]
    raw: tuple[Result, ...]
    findings: tuple[Finding, ...]
    fingerprint: str
    origin: Origin
