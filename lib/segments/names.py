"""Names of segments: by the kind of their day, and where two are of one kind, by what tells them apart."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lib.segments.kinds import MIDDAY, NBSP, Day, clock, kind_of, traits_of


class Difference(NamedTuple):
    """A way in which two days of one kind differ.

    measure : the value that differs; telling : how much of a difference a reader would notice.
    low, high : what the day with the lower and with the higher value is called.
    """

    measure: Callable[[Day], float]
    telling: float
    low: str
    high: str


def name_segments(
    mean_kw: np.ndarray,
    window: tuple[int, int],
    parts: tuple[str, ...] = ("all",),
    parts_kw: np.ndarray | None = None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and traits of segments.

    Parameters
    ----------
    mean_kw : ndarray of shape (k, 24)
        Mean day of the members of each segment, kW.
    window : first hour, and hour after the last, whose share of the day the traits tell.
    parts, parts_kw : names of the mean days that shapes are made of, where they are several, and (k, parts, 24) kW.

    Returns
    -------
    names : tuple of str
        No two are equal, unless two days are.
    traits : tuple of str
    """
    days = [Day(kw) for kw in mean_kw]
    if parts_kw is None or len(parts) == 1:
        parts_kw = mean_kw[:, None]
    beside = [[Day(kw) for kw in several] for several in parts_kw]
    kinds = [_kinds(day, several, parts) for day, several in zip(days, beside, strict=True)]
    names = list(kinds)
    for kind in dict.fromkeys(kinds):
        alike = [number for number, its_kind in enumerate(kinds) if its_kind == kind]
        for number, rest in zip(alike, _tell_apart(kind[0], [days[number] for number in alike]), strict=True):
            names[number] = kind[0] + rest + kind[1]
    return tuple(names), tuple(_traits(several, parts, window) for several in beside)


def _kinds(day: Day, several: list[Day], parts: tuple[str, ...]) -> tuple[str, str]:
    """The kind of a mean day; where it is made of days of two kinds, that of the first, and how the other differs."""
    first, *others = map(kind_of, several)
    for other, part in zip(others, parts[1:], strict=True):
        if other != first:
            return first, f", {THEN[part]} {other.lower()}"
    return kind_of(day), ""


def _traits(several: list[Day], parts: tuple[str, ...], window: tuple[int, int]) -> str:
    """Why a segment has its name; of several days each in turn."""
    told = [traits_of(day, window) for day in several]
    if len(told) == 1:
        return told[0]
    return "; ".join(f"{WHEN[part]} {each}" for part, each in zip(parts, told, strict=True))


def _tell_apart(kind: str, days: list[Day]) -> list[str]:
    """What follows the kind in the name of each of several days: how they differ, or where that gets long, a figure."""
    if len(days) > 2 and kind in PEAKED and len({day.peak for day in days}) == len(days):
        return [f" at {clock(day.peak)}" for day in days]
    words = _split(days, _differences(kind))
    if words and max(len(own) for own in words) <= MOST_WORDS:
        return ["".join(f", {word}" for word in own) for own in words]
    return [f", {energy}" for energy in _energies(days)]


def _split(days: list[Day], differences: list[Difference]) -> list[list[str]] | None:
    """Words by which days differ: the most telling difference cuts them in two, each part is told apart in turn.

    None where days differ in none of the ways.
    """
    if len(days) == 1:
        return [[]]
    steps = [_widest_step([one.measure(day) for day in days]) for one in differences]
    telling = [step / one.telling for (step, _), one in zip(steps, differences, strict=True)]
    if not any(telling):
        return None
    best = int(np.argmax(telling))
    chosen, (_, below) = differences[best], steps[best]
    rest = differences[:best] + differences[best + 1 :]
    words: list[list[str]] = [[] for _ in days]
    for word, above in ((chosen.low, False), (chosen.high, True)):
        part = [i for i, day in enumerate(days) if (chosen.measure(day) > below) == above]
        more = _split([days[i] for i in part], rest)
        if more is None:
            return None
        for i, own in zip(part, more, strict=True):
            words[i] = [word, *own]
    return words


def _energies(days: list[Day]) -> list[str]:
    """Energy of each day, kWh, with as many decimals as it takes to tell them apart."""
    for decimals in range(4):
        energies = [f"{day.kw.sum():,.{decimals}f}{NBSP}kWh a day" for day in days]
        if len(set(energies)) == len(days):
            break
    return energies


def _widest_step(values: list[float]) -> tuple[float, float]:
    """The widest step between neighbouring values, and the value below it."""
    ascending = np.sort(values)
    steps = np.diff(ascending)
    at = int(steps.argmax())
    return float(steps[at]), float(ascending[at])


def _log_kwh(day: Day) -> float:
    return float(np.log(np.abs(day.kw).sum() or 1.0))


def _log_sharpness(day: Day) -> float:
    return float(np.log(max(day.sharpness, 1e-9)))


def _hours_after_noon(day: Day) -> float:
    return float((day.peak - 12) % 24)


def _hours_after_midnight(day: Day) -> float:
    return float(day.peak)


def _morning_over_evening(day: Day) -> float:
    morning, evening = day.twin_peaks or (0, 12)
    return float(day.kw[morning] - day.kw[evening]) / day.level


def _midday(day: Day) -> float:
    return float(day.kw[MIDDAY].mean()) / day.level


SIZE = Difference(_log_kwh, np.log(1.5), "smaller", "larger")
SHARPNESS = Difference(_log_sharpness, np.log(1.15), "flatter", "sharper")
TIME_OF_DAY = Difference(_hours_after_midnight, 1.0, "earlier", "later")
TIME_OF_NIGHT = Difference(_hours_after_noon, 1.0, "earlier", "later")
BALANCE = Difference(_morning_over_evening, 0.2, "higher in the evening", "higher in the morning")
DEPTH = Difference(_midday, 0.2, "deeper", "shallower")

STEADINESS = Difference(_log_sharpness, np.log(1.05), "steadier", "less steady")

MOST_WORDS = 2
THEN = {"weekend": "weekends", "summer": "summer"}
WHEN = {"weekday": "on weekdays", "weekend": "at weekends", "winter": "in winter", "summer": "in summer"}
PEAKED = ("Morning peak", "Evening peak", "Late evening peak", "Night charging")


def _differences(kind: str) -> list[Difference]:
    if kind in ("Midday dip", "Midday export"):
        return [DEPTH, TIME_OF_DAY, SHARPNESS, SIZE]
    if kind == "Flat":
        return [STEADINESS, SIZE]
    if kind == "Twin peak":
        return [BALANCE, SHARPNESS, SIZE]
    if kind in ("Night charging", "All night", "Late evening peak"):
        return [TIME_OF_NIGHT, SHARPNESS, SIZE]
    return [TIME_OF_DAY, SHARPNESS, SIZE]
