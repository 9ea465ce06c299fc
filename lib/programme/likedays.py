"""Which days may stand for an event day: of its kind, without events, holidays and closed or broken days."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from lib.findings import Refusal
from lib.programme.events import Event
from lib.programme.load import Load

USUAL_HOLIDAYS = "US"
SHUT = 0.71  # a day with less than this of its neighbours' energy, and far outside their spread, is not like them
SPREADS = 4.0
NEIGHBOURS = 10  # like days on either side


@dataclass(frozen=True, slots=True)
class LikeDays:
    """Of each unit and day, whether it may stand for others.

    Attributes
    ----------
    usable : (n_units, n_days) bool, no event, holiday, closed day or gap.
    called : (n_units, n_days) bool, some of the unit's customers had an event.
    shut : (n_units, n_days) bool, closed or broken, see `closed`.
    weekend, holiday : (n_days,) bool.
    """

    usable: np.ndarray
    called: np.ndarray
    shut: np.ndarray
    weekend: np.ndarray
    holiday: np.ndarray

    def of_kind(self, day: int) -> np.ndarray:
        """(n_units, n_days) bool: usable days of the kind of a day; a holiday counts as a weekend."""
        kind = self.weekend | self.holiday
        return self.usable & (self.weekend == kind[day])


def like_days(
    load: Load,
    events: Iterable[Event],
    members: dict[str, tuple[str, ...]],
    holidays: Iterable[np.datetime64],
) -> LikeDays:
    """Find the days that may stand for others.

    Parameters
    ----------
    load : units in three parts. events : all events of the programme. members : customers of each unit.
    holidays : dates, see `holiday_dates`.
    """
    called = called_days(load, events, members)
    holiday = np.isin(load.dates, np.array(list(holidays), "datetime64[D]"))
    clean = load.whole & ~called & ~holiday
    shut = closed(load, clean)
    return LikeDays(clean & ~shut, called, shut, load.weekend, holiday)


def called_days(load: Load, events: Iterable[Event], members: dict[str, tuple[str, ...]]) -> np.ndarray:
    """(n_units, n_days) bool: days on which some customer of the unit had an event."""
    called = np.zeros(load.kw.shape[:2], bool)
    place = {day: i for i, day in enumerate(load.dates)}
    units_of: dict[str, list[int]] = {}
    for i, unit in enumerate(load.units):
        for customer in members[unit]:
            units_of.setdefault(customer, []).append(i)
    for event in events:
        day = place.get(np.datetime64(event.day, "D"))
        if day is not None:
            hit = {i for customer in event.customers for i in units_of.get(customer, ())}
            called[sorted(hit) if event.customers else slice(None), day] = True
    return called


def closed(load: Load, clean: np.ndarray) -> np.ndarray:
    """(n_units, n_days) bool: days on which a unit was closed, away or cut off.

    Notes
    -----
    Energy outside the event under 71 % of the median of the ten like days on either side, and four robust standard
    deviations (1.4826 times the median distance, on logs) below it: a same-day factor that stops at .71 could not
    follow.
    """
    kw = np.where(clean, load.mean(~load.event), np.nan)
    shut = np.zeros(clean.shape, bool)
    for kind in (load.weekend, ~load.weekend):
        for unit in range(len(kw)):
            days = np.flatnonzero(kind & (kw[unit] > 0))
            if len(days) > NEIGHBOURS:
                shut[unit, days] = _far_below(kw[unit, days])
    return shut


def _far_below(kw: np.ndarray) -> np.ndarray:
    """(n,) bool of one unit's like days in order of time."""
    padded = np.pad(kw, NEIGHBOURS, constant_values=np.nan)
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEIGHBOURS + 1)
    others = np.delete(around, NEIGHBOURS, axis=1)
    away = np.log(kw / np.nanmedian(others, axis=1))
    return away < min(np.log(SHUT), -SPREADS * 1.4826 * np.median(np.abs(away)))


def holiday_dates(said: str, years: Iterable[int]) -> tuple[np.datetime64, ...]:
    """Holidays of a country, of a part of it, or those that are listed.

    Parameters
    ----------
    said : "US", "US-CA", "GB"; "none"; or dates such as "2026-07-03 2026-12-24", alone or after a country.

    Raises
    ------
    Refusal
        The library `holidays` knows no such country.
    """
    words = [word for word in re.split(r"[\s,;]+", said) if word and word.lower() != "none"]
    listed = [word for word in words if re.fullmatch(r"\d{4}-\d\d-\d\d", word)]
    dates = [_date(word) for word in listed]
    for word in words:
        if word not in listed:
            dates += _of_country(word, sorted(set(years)))
    return tuple(sorted(set(dates)))


def _date(word: str) -> np.datetime64:
    try:
        return np.datetime64(word, "D")
    except ValueError:
        raise Refusal(f"The holiday {word!r} is no date. Write it as 2026-12-24.") from None


def _of_country(word: str, years: list[int]) -> list[np.datetime64]:
    import holidays

    country, _, part = word.upper().partition("-")
    try:
        return [np.datetime64(day, "D") for day in holidays.country_holidays(country, part or None, years)]
    except (NotImplementedError, KeyError):
        raise Refusal(
            f"The holidays of {word!r} are not known. Write a country such as US, US-CA or GB, dates such as "
            "2026-12-24, or none."
        ) from None
