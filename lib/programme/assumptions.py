"""What a business case assumes: a low, a usual and a high value of each, where it comes from, and how it is edited."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.findings import Refusal

ASSUMED = "assumed"
FORM = re.compile(r"(?P<name>\w+)=(?P<low>-?[\d.]+)/(?P<base>-?[\d.]+)/(?P<high>-?[\d.]+)")
MOST = 1e9


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption.

    Attributes
    ----------
    name, label, unit : for settings and for people. low, base, high : as it would be if things went badly, as usual,
        and well: for a cost `low` is the larger number. source : where it comes from; "assumed" where from nowhere.
    """

    name: str
    label: str
    unit: str
    low: float
    base: float
    high: float
    source: str = ASSUMED

    @property
    def values(self) -> tuple[float, float, float]:
        return (self.low, self.base, self.high)


COSTS_OF_TARGETS = ("contact", "enrolment", "incentive")
USUAL = (
    Assumption(
        "derate", "Of firm kW that count", "share", 0.7, 0.8, 0.9, "assumed: availability, notice, trigger"
    ),
    Assumption("losses", "Losses on the way", "share", 0.06, 0.08, 0.10),
    Assumption(
        "capacity", "Avoided capacity", "$/kW-year", 50, 100, 120, "assumed; high is near PJM 2026/27"
    ),
    Assumption(
        "deferral", "Deferred lines and transformers", "$/kW-year", 0, 0, 0, "give yours; none assumed"
    ),
    Assumption("events", "Events a year", "events", 8, 12, 15),
    Assumption("hours", "Hours of an event", "h", 3, 3, 4),
    Assumption("energy", "Energy saved in an event", "$/kWh", 0.05, 0.10, 0.30),
    Assumption("snap_back", "Of it comes back after", "share", 0.5, 0.3, 0.2),
    Assumption("back_price", "Energy that comes back", "$/kWh", 0.10, 0.06, 0.04),
    Assumption("contact", "Asking a customer, once", "$", 6, 4, 2),
    Assumption("enrolment", "Device and enrolment, once", "$", 120, 60, 30),
    Assumption("incentive", "Incentive to a participant", "$/year", 35, 25, 15),
    Assumption("platform", "Platform for a participant", "$/year", 12, 6, 3),
    Assumption("fixed", "Staff and other fixed costs", "$/year", 0, 0, 0, "give yours; none assumed"),
    Assumption("life", "Years that it lasts", "years", 3, 5, 7),
    Assumption("discount", "Discount rate", "share", 0.08, 0.06, 0.04),
)
SHARES = ("derate", "losses", "snap_back", "discount")


def usual(contact: float, enrolment: float, incentive: float) -> tuple[Assumption, ...]:
    """The usual assumptions with the costs that the list of targets is made with; half and one and a half of them."""
    given = dict(zip(COSTS_OF_TARGETS, (contact, enrolment, incentive), strict=True))
    standard = {each.name: each.base for each in USUAL}
    return tuple(
        replace(each, low=1.5 * given[each.name], base=given[each.name], high=0.5 * given[each.name])
        if each.name in given and given[each.name] != standard[each.name]
        else each
        for each in USUAL
    )


def edited(text: str, standing: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """Assumptions with those that a text changes, ``capacity=40/90/120; fixed=0/0/0``; what is not known is ignored."""
    found = {each["name"]: each for part in text.split(";") if (each := FORM.fullmatch(part.strip()))}
    return tuple(_changed(each, found[each.name]) if each.name in found else each for each in standing)


def _changed(each: Assumption, match: re.Match) -> Assumption:
    try:
        values = [float(match[name]) for name in ("low", "base", "high")]
        return check(replace(each, low=values[0], base=values[1], high=values[2], source="yours"))
    except (ValueError, Refusal):
        return each


def check(each: Assumption) -> Assumption:
    """The assumption, if its numbers can be meant.

    Raises
    ------
    Refusal
        A number is negative, no number, or beyond what it can be.
    """
    most = 1.0 if each.name in SHARES else MOST
    least = 1.0 if each.name == "life" else 0.0
    for value in each.values:
        if not least <= value <= most:
            raise Refusal(f"{each.label}: {value:g} lies outside {least:g} to {most:,.0f} {each.unit}.")
    return each


def changes(made: Iterable[Assumption], standing: Iterable[Assumption]) -> str:
    """What differs, as `edited` reads it."""
    pairs = zip(made, standing, strict=True)
    changed = [new for new, old in pairs if new.values != old.values]
    return "; ".join(f"{each.name}={'/'.join(f'{value:g}' for value in each.values)}" for each in changed)
