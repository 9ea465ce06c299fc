"""What kind of day a segment has: a name by rule from its mean day, and the reason in words.

The limits are conventions, set by hand; they name segments and decide nothing else.
"""

from dataclasses import dataclass

import numpy as np

from lib.profiles import window_hours

NIGHT, MORNING, MIDDAY, EVENING = np.arange(5), np.arange(5, 10), np.arange(11, 15), np.arange(16, 22)
LEVEL_SPREAD, FLAT_SPREAD = 0.10, 0.40  # (max - min) / mean
BROAD = 7  # hours above half way from lowest to highest
DIP = 0.75  # midday over the lowest hour of the night
SECOND_PEAK, VALLEY = 0.55, 0.65  # above the lowest hour: the lower of two peaks, and what lies between them
GRADUAL = 0.75  # two hours before the peak, over the peak: appliances rise, a charger jumps
NIGHT_WINDOW, NIGHT_KINDS = (22, 6), ("Night charging", "All night")
NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Day:
    """The mean day of a segment: kw is (24,), mean load of each hour."""

    kw: np.ndarray

    @property
    def level(self) -> float:
        """Mean of |kW|: the mean load, and for exporters a level that is never near zero."""
        return float(np.abs(self.kw).mean()) or 1.0

    @property
    def peak(self) -> int:
        """Hour of the highest load."""
        return int(self.kw.argmax())

    @property
    def sharpness(self) -> float:
        """Highest hour over the level."""
        return float(self.kw.max()) / self.level

    @property
    def spread(self) -> float:
        """Highest less lowest hour, over the level."""
        return float(np.ptp(self.kw)) / self.level

    @property
    def broad(self) -> tuple[int, int]:
        """First and last hour of the time around the peak above half way from lowest to highest.

        The first is negative, or the last above 23, where that time goes over midnight.
        """
        high = self.kw >= (self.kw.min() + self.kw.max()) / 2
        first = last = self.peak
        while high[(first - 1) % 24] and last - first < 23:
            first -= 1
        while high[(last + 1) % 24] and last - first < 23:
            last += 1
        return first, last

    @property
    def twin_peaks(self) -> tuple[int, int] | None:
        """Hours of a morning and an evening peak, where both stand out from what lies between them."""
        above = self.kw - self.kw.min()
        morning = int(MORNING[above[MORNING].argmax()])
        evening = int(EVENING[above[EVENING].argmax()])
        lower, higher = sorted((above[morning], above[evening]))
        valley = above[morning:evening].min()
        twin = higher == above.max() and lower >= SECOND_PEAK * higher and valley <= VALLEY * lower
        return (morning, evening) if twin else None


def kind_of(day: Day) -> str:
    """The name of a day by rule, such as "Evening peak".

    Notes
    -----
    In this order: export at midday; flat; peak at night (22-4); midday under the night; a morning and an evening
    peak; seven hours and more above half way from lowest to highest, by day; else by the hour of the peak: morning 5-9,
    daytime 10-15, evening 16-21.
    """
    if day.kw[MIDDAY].mean() < 0:
        return "Midday export"
    if day.spread < FLAT_SPREAD:
        return "Flat"
    if day.peak >= 22 or day.peak <= 4:
        return _night(day)
    if day.kw[MIDDAY].mean() < DIP * day.kw[NIGHT].min():
        return "Midday dip"
    if day.twin_peaks:
        return "Twin peak"
    return _by_day(day)


def traits_of(day: Day, window: tuple[int, int]) -> str:
    """Why a day has its name, in words with numbers.

    Parameters
    ----------
    day : Day
    window : first hour, and hour after the last, whose share of the day is told; of a night load it is 22-6.

    Returns
    -------
    str
        Such as "peaks at 19:00, 2.1 times its mean; 31 % of the day in 17-21".
    """
    if day.kw[MIDDAY].mean() < 0:
        lowest = int(day.kw.argmin())
        return f"exports {-day.kw.min():.1f}{NBSP}kW at {clock(lowest)}, peaks at {clock(day.peak)} with {_kw(day)}"
    first, after = NIGHT_WINDOW if kind_of(day) in NIGHT_KINDS else window
    share = day.kw[window_hours((first, after))].sum() / (day.kw.sum() or 1.0)
    return f"{_course(day)}; {100 * share:.0f}{NBSP}% of the day in {first}-{after}"


def clock(hour: int) -> str:
    """An hour as on a clock: 7 is 07:00."""
    return f"{hour % 24:02d}:00"


def _night(day: Day) -> str:
    first, last = day.broad
    if last - first + 1 >= BROAD:
        return "All night"
    late = day.peak in (22, 23, 0) and day.kw[day.peak - 2] >= GRADUAL * day.kw.max()
    return "Late evening peak" if late else "Night charging"


def _by_day(day: Day) -> str:
    first, last = day.broad
    if last - first + 1 >= BROAD and 9 <= (first + last) / 2 < 18:
        return "Day and evening" if day.peak >= 18 or last >= 20 else "Daytime"
    return "Morning peak" if day.peak < 10 else "Daytime" if day.peak < 16 else "Evening peak"


def _course(day: Day) -> str:
    if day.spread < LEVEL_SPREAD:
        return f"the same all day, within {100 * day.spread:.0f}{NBSP}%"
    if day.spread < FLAT_SPREAD:
        lowest = day.kw.min() / day.level
        return f"between {lowest:.1f} and {day.sharpness:.1f} times its mean, highest at {clock(day.peak)}"
    if day.twin_peaks:
        morning, evening = day.twin_peaks
        times = f"{day.kw[morning] / day.level:.1f} and {day.kw[evening] / day.level:.1f}"
        return f"peaks at {clock(morning)} and {clock(evening)}, {times} times its mean"
    return f"peaks at {clock(day.peak)}, {day.sharpness:.1f} times its mean"


def _kw(day: Day) -> str:
    return f"{day.kw.max():.1f}{NBSP}kW"
