"""What the homes of a simulated territory own, and how each appliance gives way to an event."""

from typing import NamedTuple

import numpy as np


class Appliance(NamedTuple):
    """One appliance of a home.

    kwh : energy a day at the median, or a degree and day where `weather`; spread : its log standard deviation.
    hour, width : when it runs, h; infinite: all day. varies : log standard deviation from day to day.
    gives : "set back", "put off" or "stays on"; how : range of the share, or chance of putting off.
    """

    kwh: float
    spread: float
    hour: float
    width: float
    varies: float
    weather: bool
    gives: str
    how: tuple[float, float] | float


APPLIANCES = {
    "standby": Appliance(5.5, 0.9, 12, np.inf, 0.1, False, "stays on", 0.0),
    "cooking": Appliance(1.6, 0.6, 18.6, 1.3, 0.4, False, "put off", 0.10),
    "light and screens": Appliance(2.4, 0.5, 20.5, 2.4, 0.3, False, "put off", 0.08),
    "washing": Appliance(1.0, 0.7, 17.5, 3.0, 0.9, False, "put off", 0.45),
    "by day": Appliance(2.5, 1.0, 12.5, 3.2, 0.5, False, "put off", 0.10),
    "hot water": Appliance(3.6, 0.4, 19.2, 2.2, 0.4, False, "put off", 0.35),
    "pool": Appliance(7.0, 0.4, 14.5, 3.0, 0.2, False, "put off", 0.50),
    "car": Appliance(6.5, 0.5, 19.5, 1.9, 1.0, False, "put off", 0.55),
    "car at night": Appliance(9.0, 0.5, 2.0, 1.8, 0.8, False, "stays on", 0.0),
    "office": Appliance(20.0, 0.7, 12.0, 3.0, 0.2, False, "put off", 0.05),
    "cooling": Appliance(0.9, 0.6, 17.8, 3.6, 0.3, True, "set back", (0.35, 0.75)),
    "heating": Appliance(0.8, 0.6, 18.8, 4.6, 0.3, True, "set back", (0.25, 0.65)),
}


class Recipe(NamedTuple):
    """A kind of territory.

    owned : share of homes that have an appliance; 1 where it is not named among the first five.
    degrees : mean and spread of a day's degrees beyond comfort. level : multiplies all that is given.
    take_up : logit of the middling home. told : how much the utility's table tells of willingness.
    keen : how much the willing give more. alike : everything gives way alike, whatever it is.
    """

    owned: dict[str, float]
    degrees: tuple[float, float]
    level: float = 1.0
    take_up: float = -2.4
    told: float = 1.0
    keen: float = 0.0
    alike: bool = False


TUNED_ON = {
    "south": Recipe(
        {"cooling": 0.6, "pool": 0.1, "hot water": 0.3, "car at night": 0.08, "office": 0.12}, (5, 3)
    ),
    "mixed": Recipe(
        {"cooling": 0.45, "hot water": 0.35, "car": 0.06, "car at night": 0.08, "office": 0.1}, (4, 3)
    ),
    "cold": Recipe({"heating": 0.4, "hot water": 0.4, "car": 0.05, "office": 0.1}, (8, 4), level=0.9),
}
REPORTED_ON = {
    "desert": Recipe({"cooling": 0.7, "pool": 0.2, "car": 0.05, "office": 0.12}, (7, 3), level=1.1),
    "coast": Recipe({"cooling": 0.25, "hot water": 0.4, "car": 0.1, "office": 0.12}, (3, 2.5), told=1.3),
    "highland": Recipe(
        {"heating": 0.55, "hot water": 0.3, "car": 0.08, "car at night": 0.06}, (9, 5), level=0.8, keen=0.3
    ),
    "city": Recipe(
        {"cooling": 0.55, "hot water": 0.15, "car at night": 0.1, "office": 0.2},
        (5, 3),
        level=0.85,
        take_up=-2.8,
        told=0.7,
    ),
}
HARD = {  # where every appliance gives way alike, and where the table tells little of who is willing
    "alike": Recipe({"cooling": 0.5, "hot water": 0.3, "car": 0.05, "office": 0.1}, (4, 3), alike=True),
    "untold": Recipe({"cooling": 0.5, "hot water": 0.25, "car": 0.05}, (4, 3), told=0.35, keen=0.3),
}
