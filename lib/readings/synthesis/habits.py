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
    """What else tells a kind of customer, at its middling size.

    cooling_kw : what full cooling takes while the rooms are in use.
    rooms : when they are: level all day, and hour and width (h) of the bump that comes on top.
    charging : whether a car charges at night. panels_kwp : solar panels.
    """

    cooling_kw: float
    rooms: tuple[float, float, float]
    charging: bool = False
    panels_kwp: float = 0.0


ARCHETYPES = {  # in the order of choices.MIX
    "evening_peak": Archetype(1.8, (0.08, 19.2, 2.4)),
    "twin_peak": Archetype(1.0, (0.08, 19.2, 2.4)),
    "daytime": Archetype(1.1, (0.05, 13.8, 3.3)),
    "night_charging": Archetype(0.7, (0.05, 19.8, 2.6), charging=True),
    "flat": Archetype(0.3, (0.5, 17.0, 4.0)),
    "late_cooling": Archetype(4.2, (0.03, 23.5, 2.2)),
    "solar": Archetype(1.3, (0.1, 18.5, 2.6), panels_kwp=3.2),
}

# fmt: off
WEEKDAY_KWH = {  # energy of each use, one column an archetype
    #                    evening, twin,  day, night, flat,  late, solar
    "always_on":         ( 7.4,  7.4,  7.0,  6.2, 17.0,  7.0,  8.0),
    "fridge":            ( 1.7,  1.7,  1.8,  1.6,  3.0,  1.8,  1.8),
    "breakfast":         ( 0.7,  1.7,  0.1,  0.4,  0.2,  0.4,  0.9),
    "morning_hot_water": ( 0.5,  2.5,  0.0,  0.3,  0.0,  0.3,  0.9),
    "home_by_day":       ( 0.6,  0.4,  2.4,  0.5,  0.7,  0.5,  1.5),
    "commerce":          ( 0.0,  0.0,  6.4,  0.0,  0.0,  0.0,  0.0),
    "laundry":           ( 1.1,  0.7,  0.3,  0.3,  0.2,  0.4,  0.9),
    "dinner":            ( 1.4,  1.1,  0.4,  0.5,  0.2,  0.7,  1.4),
    "electronics":       ( 1.4,  0.9,  0.4,  0.7,  0.3,  1.2,  1.3),
    "lighting":          ( 0.8,  0.6,  0.3,  0.4,  0.2,  0.9,  0.8),
    "evening_hot_water": ( 0.9,  1.1,  0.0,  0.3,  0.0,  0.3,  0.9),
}
# fmt: on
