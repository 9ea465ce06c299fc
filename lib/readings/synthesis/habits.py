"""Who lives in the territory: what electricity is used for, when, and how much of it by whom.

The figures are assumptions, set by hand so that each archetype has the day of real customers of its kind
(base, humps and daily kWh), and no customer is told by one appliance alone.
"""

from typing import NamedTuple

import numpy as np

MORNING, DAY, EVENING = range(3)  # the three clocks of a household: each has its own lateness


class Use(NamedTuple):
    """One use of electricity: a bump in the day.

    hour, width : centre and standard deviation of the bump, h (an infinite width is a constant load).
    clock : which lateness of the household moves it.
    day_spread : how it varies from day to day, as a multiple of the noise.
    weekend_hours, weekend_factor : how much later, and how much more, at the weekend.
    movable : share of it that could leave an event window.
    """

    hour: float
    width: float
    clock: int
    day_spread: float
    weekend_hours: float
    weekend_factor: float
    movable: float


USES = {
    "always_on": Use(12.0, np.inf, DAY, 0.1, 0.0, 1.0, 0.02),
    "fridge": Use(15.0, 9.0, DAY, 0.2, 0.0, 1.0, 0.05),
    "breakfast": Use(7.4, 1.2, MORNING, 1.2, 1.2, 1.0, 0.15),
    "morning_hot_water": Use(7.2, 1.4, MORNING, 1.0, 1.0, 1.0, 0.8),
    "home_by_day": Use(13.5, 3.3, DAY, 1.0, 0.0, 1.4, 0.2),
    "commerce": Use(13.0, 3.4, DAY, 0.6, 0.0, 0.7, 0.12),
    "laundry": Use(18.5, 2.3, EVENING, 2.5, -1.5, 1.3, 0.9),
    "dinner": Use(18.7, 1.5, EVENING, 1.0, 0.2, 1.1, 0.15),
    "electronics": Use(20.2, 2.4, EVENING, 0.8, 0.3, 1.1, 0.15),
    "lighting": Use(21.0, 1.8, EVENING, 0.6, 0.3, 1.0, 0.15),
    "evening_hot_water": Use(19.6, 1.7, EVENING, 1.2, 0.2, 1.0, 0.8),
}
COOLING_MOVABLE = 0.75


class Archetype(NamedTuple):
    """A kind of customer, at its middling size.

    kwh : energy of each use on a weekday, kWh.
    cooling_kw : what full cooling takes while the rooms are in use. rooms : when they are, as (level all day,
    hour and width in h of the bump that comes on top). charging : whether a car charges at night.
    panels_kwp : solar panels.
    """

    kwh: dict[str, float]
    cooling_kw: float
    rooms: tuple[float, float, float]
    charging: bool = False
    panels_kwp: float = 0.0


ARCHETYPES = {
    "evening_peak": Archetype(
        {
            "always_on": 7.4,
            "fridge": 1.7,
            "breakfast": 0.7,
            "morning_hot_water": 0.5,
            "home_by_day": 0.6,
            "laundry": 1.1,
            "dinner": 1.4,
            "electronics": 1.4,
            "lighting": 0.8,
            "evening_hot_water": 0.9,
        },
        1.25,
        (0.08, 19.2, 2.4),
    ),
    "twin_peak": Archetype(
        {
            "always_on": 7.4,
            "fridge": 1.7,
            "breakfast": 1.7,
            "morning_hot_water": 2.5,
            "home_by_day": 0.4,
            "laundry": 0.7,
            "dinner": 1.1,
            "electronics": 0.9,
            "lighting": 0.6,
            "evening_hot_water": 1.1,
        },
        0.7,
        (0.08, 19.2, 2.4),
    ),
    "daytime": Archetype(
        {
            "always_on": 7.0,
            "fridge": 1.8,
            "breakfast": 0.1,
            "home_by_day": 2.4,
            "commerce": 6.4,
            "laundry": 0.3,
            "dinner": 0.4,
            "electronics": 0.4,
            "lighting": 0.3,
        },
        0.8,
        (0.05, 13.8, 3.3),
    ),
    "night_charging": Archetype(
        {
            "always_on": 6.2,
            "fridge": 1.6,
            "breakfast": 0.4,
            "morning_hot_water": 0.3,
            "home_by_day": 0.5,
            "laundry": 0.3,
            "dinner": 0.5,
            "electronics": 0.7,
            "lighting": 0.4,
            "evening_hot_water": 0.3,
        },
        0.6,
        (0.05, 19.8, 2.6),
        charging=True,
    ),
    "flat": Archetype(
        {
            "always_on": 17.0,
            "fridge": 3.0,
            "breakfast": 0.2,
            "home_by_day": 0.7,
            "laundry": 0.2,
            "dinner": 0.2,
            "electronics": 0.3,
            "lighting": 0.2,
        },
        0.2,
        (0.5, 17.0, 4.0),
    ),
    "late_cooling": Archetype(
        {
            "always_on": 7.0,
            "fridge": 1.8,
            "breakfast": 0.4,
            "morning_hot_water": 0.3,
            "home_by_day": 0.5,
            "laundry": 0.4,
            "dinner": 0.7,
            "electronics": 1.2,
            "lighting": 0.9,
            "evening_hot_water": 0.3,
        },
        3.2,
        (0.03, 23.5, 2.2),
    ),
    "solar": Archetype(
        {
            "always_on": 8.0,
            "fridge": 1.8,
            "breakfast": 0.9,
            "morning_hot_water": 0.9,
            "home_by_day": 1.5,
            "laundry": 0.9,
            "dinner": 1.4,
            "electronics": 1.3,
            "lighting": 0.8,
            "evening_hot_water": 0.9,
        },
        1.0,
        (0.1, 18.5, 2.6),
        panels_kwp=3.2,
    ),
}
