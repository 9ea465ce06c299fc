"""Signs of a technology in a period: whether they show, how strongly, in which hours, on which days."""

from dataclasses import dataclass

import numpy as np

from lib.changes.charging import Blocks, day_blocks, night_blocks
from lib.changes.temperature import COOLING, FEWEST_DAYS, HEATING, Season, at_home, response

NIGHTS, TIMES_BY_DAY = 0.25, 2.0
# Fewer nights will do where the blocks are very much alike, and fewer still where they are long: no other use is.
LEVEL, LEVEL_NIGHTS, LONG_HOURS, LONG_NIGHTS = 0.10, 0.22, 2.5, 0.12
# A strong charger is done within an hour or two, of which it fills one in part: its blocks are less alike.
ALIKE, STRONG_KW, ALIKE_STRONG = 0.16, 4.5, 0.35
EVERY_NIGHT = (
    0.95  # a block of half the size so often is a water heater's, whose weaker nights are no clear blocks
)
MIDDAY, NIGHT, EVENING = slice(11, 15), slice(0, 5), slice(19, 22)
DAYLIGHT = (np.arange(24) >= 7) & (np.arange(24) < 20)
EMPTY_KW, EXPORT_KW = 0.06, -0.02
SUNNY_DAYS, EXPORT_DAYS, BATTERY_EVENINGS = 0.25, 0.05, 0.15
HALF, STRONGEST = 0.5, 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """Signs of one technology at every customer; arrays of n_customers rows.

    Attributes
    ----------
    show : bool, whether they are there. could : bool, whether the days could have shown them.
    strength : share of nights or days, or kW/degC: what must have grown for a sign to be new.
    kw : how large it is. hours : (n, 24) bool, the hours that are the evidence.
    with_kw, without_kw : (n, 24) mean of the days that show it and of the others, kW.
    """

    show: np.ndarray
    could: np.ndarray
    strength: np.ndarray
    kw: np.ndarray
    hours: np.ndarray
    with_kw: np.ndarray
    without_kw: np.ndarray


def of_charging(kw: np.ndarray, temperature_c: np.ndarray) -> Signs:
    """Level blocks of load, alike in size, on a quarter of the nights or so, and none half as large every night."""
    night, by_day = night_blocks(kw), day_blocks(kw)
    often = night.share
    alike = night.unlike <= np.where(
        night.size_kw >= STRONG_KW, ALIKE_STRONG, ALIKE
    )  # False where there is none
    by_night = (often >= _nights(night)) & (night.nearly < EVERY_NIGHT)
    by_night &= often >= TIMES_BY_DAY * by_day.share
    # A night belongs to two days: its evening to the one, its morning to the next. Hours are turned to start at noon.
    nights = np.concatenate([kw[:, 1:-1, 12:], kw[:, 2:, :12]], axis=2)[:, : night.there.shape[1]]
    shown = _mean_of(nights, night.there), _mean_of(nights, ~night.there)
    with_kw, without_kw = (np.roll(each, 12, axis=1) for each in shown)
    hours = _most_of(with_kw - without_kw)
    return Signs(by_night & alike, _enough(kw), often, night.size_kw, hours, with_kw, without_kw)


def _nights(night: Blocks) -> np.ndarray:
    """(n,) share of the nights on which blocks of that kind must show."""
    level = np.where(night.unlike <= LEVEL, LEVEL_NIGHTS, NIGHTS)
    return np.where(night.length >= LONG_HOURS, LONG_NIGHTS, level)


def of_panels(kw: np.ndarray, temperature_c: np.ndarray) -> Signs:
    """What is fed in, or a midday below the night and next to nothing."""
    midday = kw[:, :, MIDDAY].mean(axis=2)
    floor = _quantile(kw[:, :, NIGHT].min(axis=2), 0.5)[:, None]
    sunny = (midday < floor) & (midday < EMPTY_KW)
    fed_in = (kw < EXPORT_KW).any(axis=2)
    days = np.isfinite(midday).sum(axis=1).clip(1)
    often, export = sunny.sum(axis=1) / days, fed_in.sum(axis=1) / days
    days_of = sunny | fed_in
    with_kw, without_kw = _two(kw, days_of)
    hours = (with_kw < floor) & DAYLIGHT
    size = floor[:, 0] - _quantile(np.where(days_of, midday, np.nan), 0.5)
    show = (often > SUNNY_DAYS) | (export > EXPORT_DAYS)
    return Signs(show, _enough(kw), np.maximum(often, export), size, hours, with_kw, without_kw)


def of_battery(kw: np.ndarray, temperature_c: np.ndarray) -> Signs:
    """Panels, and evenings on which next to nothing is drawn though the sun has gone."""
    panels = of_panels(kw, temperature_c)
    evening = np.abs(kw[:, :, EVENING]).mean(axis=2)
    empty = evening < EMPTY_KW
    often = empty.sum(axis=1) / np.isfinite(evening).sum(axis=1).clip(1)
    hours = np.zeros((len(kw), 24), bool)
    hours[:, EVENING] = True
    size = _quantile(np.where(empty, np.nan, evening), 0.5)
    show = panels.show & (often > BATTERY_EVENINGS)
    return Signs(show, _enough(kw), often, size, hours, *_two(kw, empty))


def of_heating(kw: np.ndarray, temperature_c: np.ndarray) -> Signs:
    """Load that rises with the cold."""
    return _of_weather(kw, temperature_c, HEATING)


def of_cooling(kw: np.ndarray, temperature_c: np.ndarray) -> Signs:
    """Load that rises with the heat."""
    return _of_weather(kw, temperature_c, COOLING)


def _of_weather(kw: np.ndarray, temperature_c: np.ndarray, season: Season) -> Signs:
    found = response(kw, temperature_c, season)
    home = np.isfinite(at_home(kw))
    degrees = np.where(home, season.degrees(temperature_c, found.balance_c[:, None]), np.nan)
    strong = degrees >= _quantile(degrees, STRONGEST)[:, None]  # False where there is no balance point
    with_kw, without_kw = _mean_of(kw, strong), _mean_of(kw, ~strong & home)
    rise = with_kw - without_kw
    hours = _most_of(rise)
    size = np.where(hours, rise, 0).sum(axis=1) / hours.sum(axis=1).clip(1)
    return Signs(found.shows, found.line.could, found.line.slope, size, hours, with_kw, without_kw)


def _most_of(rise: np.ndarray) -> np.ndarray:
    """(n, 24) bool: hours that rise at least half as much as the highest one."""
    known = np.nan_to_num(rise)
    return known >= HALF * known.max(axis=1, keepdims=True).clip(0.01)


def _two(kw: np.ndarray, shown: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _mean_of(kw, shown), _mean_of(kw, ~shown)


def _mean_of(kw: np.ndarray, days: np.ndarray) -> np.ndarray:
    """(n, 24) mean over chosen days of each customer; NaN where there is none."""
    there = days[:, :, None] & np.isfinite(kw)
    count = there.sum(axis=1)
    total = np.where(there, kw, 0).sum(axis=1, dtype=float)
    return np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)


def _quantile(values: np.ndarray, level: float) -> np.ndarray:
    """A quantile of each row over what is known; NaN where nothing is."""
    known = np.isfinite(values).any(axis=1)
    found = np.full(len(values), np.nan)
    found[known] = np.nanquantile(values[known], level, axis=1)
    return found


def _enough(kw: np.ndarray) -> np.ndarray:
    """(n,) bool: days enough for anything to be seen."""
    return np.isfinite(kw).all(axis=2).sum(axis=1) >= FEWEST_DAYS
