"""What a customer's days hint at: possible technologies, each with the hours that are the evidence.

A hint is a possibility, never a finding: it stands beside the list of changes and not under its error rate.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from lib.changes import signs
from lib.changes.signs import Signs
from lib.changes.temperature import COOLING, HEATING, began
from lib.profiles.days import CustomerDays
from lib.segments.kinds import NBSP, clock

FORMER = 0.25  # new: before, not even a quarter as strong

Period = tuple[np.ndarray, np.ndarray]  # (n_customers, n_days, 24) kW, (n_days,) degC


class Technology(NamedTuple):
    """How a technology is looked for and told: its rule, whether it is new, and words for the evidence."""

    rule: Callable[[np.ndarray, np.ndarray], Signs]
    new: Callable[[Period, Period], np.ndarray]
    why: str


def _began(rule: Callable[[np.ndarray, np.ndarray], Signs]) -> Callable[[Period, Period], np.ndarray]:
    """Whether signs began: the earlier days could have shown them, did not, and were not a quarter as strong."""

    def new(earlier: Period, later: Period) -> np.ndarray:
        before, now = rule(*earlier), rule(*later)
        return before.could & ~before.show & (before.strength < FORMER * now.strength)

    return new


TECHNOLOGIES = {
    "electric vehicle": Technology(
        signs.of_charging,
        _began(signs.of_charging),
        "{kw} more in a block at night on {share} of nights, about {hours}",
    ),
    "battery with solar panels": Technology(
        signs.of_battery,
        _began(signs.of_panels),  # with old panels a battery cannot be told from the first sunny evenings
        "next to nothing drawn on {share} of evenings, {hours}, and panels by day",
    ),
    "solar panels": Technology(
        signs.of_panels,
        _began(signs.of_panels),
        "midday below the night, or fed in, on {share} of days, {hours}",
    ),
    "electric heating": Technology(
        signs.of_heating,
        partial(began, season=HEATING),
        "{slope} more for each degree colder; {kw} on cold days, {hours}",
    ),
    "air conditioning": Technology(
        signs.of_cooling,
        partial(began, season=COOLING),
        "{slope} more for each degree hotter; {kw} on hot days, {hours}",
    ),
}
FOLLOW_WEATHER = ("electric heating", "air conditioning")


@dataclass(frozen=True, slots=True, eq=False)
class Hint:
    """One possible technology at one customer.

    Attributes
    ----------
    technology : a key of `TECHNOLOGIES`.
    new : whether it shows in the later days and did not in the earlier ones.
    hours : the hours of the day that are the evidence, ascending.
    kw : how large: the block at night, the dip at midday, what a cold or hot day adds in those hours, kW.
    strength : share of the nights or days on which it shows, 0 to 1; of heating and cooling kW/degC.
    with_kw, without_kw : (24,) mean of the days that show it and of the others, kW; NaN where there are no such days.
    why : the evidence in words.
    """

    technology: str
    new: bool
    hours: tuple[int, ...]
    kw: float
    strength: float
    with_kw: np.ndarray
    without_kw: np.ndarray
    why: str

    @property
    def label(self) -> str:
        """As it is said on screen: "possible new electric vehicle"."""
        return f"possible {'new ' if self.new else ''}{self.technology}"


def hints(days: CustomerDays, later: np.ndarray | None = None) -> list[tuple[Hint, ...]]:
    """What the days of each customer hint at.

    Parameters
    ----------
    days : their days. later : (n_days,) bool, the days of the later period; by default all days are one period.

    Returns
    -------
    list of tuple of Hint
        One tuple a customer, in the order of `days`; without `later` no hint is called new.

    Notes
    -----
    Of two periods the later one is told.  A hint is new where the earlier days could have shown it, did not, and were
    not even a quarter as strong.  Fewer than 14 days of a period hint at nothing; without temperatures nothing is said
    of heating and cooling.  docs/method.md, "What changed", has the rules and how often they are right.
    """
    found: list[list[Hint]] = [[] for _ in range(len(days))]
    last = np.ones(len(days.dates), bool) if later is None else later
    earlier, now = _period(days, ~last), _period(days, last)
    for name, technology in TECHNOLOGIES.items():
        seen = technology.rule(*now)
        new = np.zeros(len(days), bool) if later is None else technology.new(earlier, now)
        for row in np.flatnonzero(seen.show & seen.could):
            found[row].append(_hint(name, seen, bool(new[row]), row))
    return [_each_once(each) for each in found]


def _period(days: CustomerDays, chosen: np.ndarray) -> Period:
    return days.kw[:, chosen], days.temperature_c[chosen]


def _hint(name: str, seen: Signs, new: bool, row: int) -> Hint:
    hours = tuple(int(hour) for hour in np.flatnonzero(seen.hours[row]))
    size, strength = float(seen.kw[row]), float(seen.strength[row])
    why = TECHNOLOGIES[name].why.format(
        kw=f"{size:.1f}{NBSP}kW",
        share=f"{strength:.0%}".replace("%", f"{NBSP}%"),
        slope=f"{strength:.2f}{NBSP}kW",
        hours=span_of(hours),
    )
    return Hint(name, new, hours, size, strength, seen.with_kw[row], seen.without_kw[row], why)


def span_of(hours: tuple[int, ...]) -> str:
    """Hours as from the first to the end of the last; they may run past midnight."""
    if not hours:
        return "no hour in particular"
    first = next((hour for hour in hours if (hour - 1) % 24 not in hours), 0)
    last = max(hours, key=lambda hour: (hour - first) % 24)
    return f"{clock(first)} to {clock(last + 1)}"


def _each_once(found: list[Hint]) -> tuple[Hint, ...]:
    """Without panels beside a battery, which says so, and without weather in the very hours in which a car charges."""
    own = {hint.technology: set(hint.hours) for hint in found}
    battery, charging = "battery with solar panels" in own, own.get("electric vehicle", set())
    return tuple(
        hint
        for hint in found
        if not (battery and hint.technology == "solar panels")
        and not (charging and hint.technology in FOLLOW_WEATHER and set(hint.hours) <= charging)
    )
