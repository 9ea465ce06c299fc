"""From the units of one day to the result of one event, and from events to their sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lib.programme.events import Clock, Event
from lib.programme.indicative import Check, before_and_after, check, spread_between
from lib.programme.placebo import FEWEST, ROUGH, Placebo, half_width_of_many
from lib.programme.types import Result
from lib.programme.units import Measured, Units, measure

ALL = "all"
FIRM, WEAK = ("settled", "rough", "extrapolated", "estimate only"), ("indicative",)


@dataclass(frozen=True, slots=True)
class Settled:
    """The result of one event, with what its band is made of.

    Attributes
    ----------
    unit : row of its customers in `units`. placebo : placebo days of its kind of day; None without a baseline.
    spread : of a check of before and after; NaN elsewhere.
    """

    event: Event
    result: Result
    unit: int
    placebo: Placebo | None
    spread: float = np.nan


def settle_all(units: Mapping[Clock, Units], events: Iterable[Event], method: str) -> list[Settled]:
    """Settle events of any clocks; what is the same for all events of a day is made once."""
    known = {clock: check(made) for clock, made in units.items()}
    days: dict[tuple[Clock, int], Measured] = {}
    settled = []
    for event in events:
        made = units[event.clock]
        day = made.day(event)
        if day is not None and (event.clock, day) not in days:
            days[event.clock, day] = measure(made, day, method)
        seen = days.get((event.clock, day))
        settled.append(settle_unit(made, known[event.clock], event, method, seen))
    return settled


def settle_unit(units: Units, known: Check, event: Event, method: str, seen: Measured | None) -> Settled:
    """Settle one event of one set of customers, from what was measured on its day."""
    unit, day = units.place[event.customers], units.day(event)
    if seen is None:
        return _unknown(event, unit)
    if np.isfinite(seen.baseline_kw[unit] + seen.metered_kw[unit]):
        half = seen.half_kw[unit]
        label = _label(int(seen.days[unit]), bool(seen.hotter[unit]))
        numbers = (
            seen.baseline_kw[unit],
            seen.metered_kw[unit],
            half,
            int(seen.days[unit]),
            seen.factor[unit],
        )
        return Settled(event, _result(event, label, *numbers), unit, units.placebo(method, day))
    base, metered = before_and_after(units, known, day)[unit], seen.metered_kw[unit]
    if not np.isfinite(base + metered):
        return _unknown(event, unit)
    result = _result(
        event, "indicative", base, metered, known.spread * abs(base), int(known.days[unit]), np.nan
    )
    return Settled(event, result, unit, None, known.spread)


def _label(days: int, hotter: bool) -> str:
    if days < FEWEST:
        return "estimate only"
    return "extrapolated" if hotter else "rough" if days < ROUGH else "settled"


def _result(
    event: Event, label: str, base: float, metered: float, half: float, days: int, factor: float
) -> Result:
    low, high = (float(base - metered + sign * half) for sign in (-1, 1))
    return Result(
        event.name,
        event.group,
        1,
        float(base),
        float(metered),
        low,
        high,
        event.expected_kw,
        days,
        label,
        float(factor),
    )


def _unknown(event: Event, unit: int) -> Settled:
    nothing = (np.nan,) * 4
    return Settled(
        event, Result(event.name, event.group, 1, *nothing, event.expected_kw, 0, "not settled"), unit, None
    )


def add_up(settled: Iterable[Settled]) -> list[Result]:
    """Every group, and all events together: first those with a baseline, then those that are only indicative."""
    settled = list(settled)
    sums = []
    for labels, make in ((FIRM, _sum), (WEAK, _weak_sum)):
        some = [one for one in settled if one.result.label in labels]
        groups = sorted({one.event.group for one in some if one.event.group})
        if some:
            sums.append(make(some, ALL))
        sums += [make([one for one in some if one.event.group == group], group) for group in groups]
    return sums


def _sum(some: Sequence[Settled], group: str) -> Result:
    if len(some) == 1:
        return replace(some[0].result, name="", group=group, median_pct=_median(some))
    share, days = half_width_of_many([(one.placebo, one.unit, one.result.baseline_kw) for one in some])
    worst = max((one.result.label for one in some), key=FIRM.index)
    label = "settled" if worst == "extrapolated" and days >= ROUGH else worst
    return _mean(some, group, share, days, label)


def _weak_sum(some: Sequence[Settled], group: str) -> Result:
    base, metered = (
        np.array([getattr(one.result, name) for one in some]) for name in ("baseline_kw", "metered_kw")
    )
    share = spread_between(base, metered, np.array([one.unit for one in some]), some[0].spread)
    return _mean(some, group, share, min(one.result.days for one in some), "indicative")


def _mean(some: Sequence[Settled], group: str, share: float, days: int, label: str) -> Result:
    """Mean kW of the events, with half the band as a share of the mean baseline."""
    base, metered = (
        float(np.mean([getattr(one.result, name) for one in some])) for name in ("baseline_kw", "metered_kw")
    )
    half = share * abs(base)
    planned = [one.result.expected_kw for one in some]
    expected = float(np.mean(planned)) if np.isfinite(planned).all() else np.nan
    low, high = base - metered - half, base - metered + half
    return Result(
        "", group, len(some), base, metered, low, high, expected, days, label, np.nan, _median(some)
    )


def _median(some: Sequence[Settled]) -> float:
    return float(np.median([one.result.percent(one.result.delivered_kw) for one in some]))
