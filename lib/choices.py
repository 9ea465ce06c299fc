"""Every setting of an analysis as one frozen object: defaults, limits, to and from an address and TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from lib.findings import Refusal

Window = tuple[int, int]

SCALINGS = {
    "root_share": "Share of the day, square root",
    "share": "Share of the day",
    "peak": "Share of the peak hour",
    "range": "0 to 1",
    "zscore": "Own mean and spread",
    "per_hour": "Per hour, across customers (keeps size)",
    "kw": "kW as it is (size)",
}
DAY_TYPES = ("all", "weekday", "weekend")
SEASONS = ("all", "winter", "spring", "summer", "autumn")
PROGRAMMES = ("unnamed", "rebate", "price", "automated")
SOURCES = ("demo", "chapter", "upload")
MIX = {
    "evening_peak": 0.30,
    "twin_peak": 0.22,
    "daytime": 0.18,
    "night_charging": 0.12,
    "flat": 0.18,
    "late_cooling": 0.0,
    "solar": 0.0,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers about a file's format; None means: decide from the evidence.

    `customer`, `start`, `value` and `zone_column` name columns; `unit` is Wh, kWh or kW; `dates` is day-first,
    month-first or year-first; `stamps` is start or end; `zone` is a time zone such as Europe/Amsterdam.
    """

    customer: str | None = None
    start: str | None = None
    value: str | None = None
    unit: str | None = None
    dates: str | None = None
    stamps: str | None = None
    zone: str | None = None
    zone_column: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """All that an analysis depends on besides the readings themselves.

    Attributes
    ----------
    source : "demo", "chapter" or "upload" (a file is named on the command line or given in the browser).
    customers, days, interval_minutes, noise, mix : the demo territory; mix is a share for each archetype.
    seed : of every random draw.
    day_type, season, scaling : which days make the profile, and how a profile becomes a shape.
    k : number of segments; 0 takes the suggestion. k_low, k_high : range of the sweep, both included.
    window : event window, (17, 21) is the hours 17, 18, 19, 20; order_window numbers the segments.
    goal_kw : kW that must come; 0 lets the page choose half of what can be given firmly.
    confidence : certainty asked for, 0.5 to 0.99.
    programme : which prior for the level of response. holdout : share of the list kept back at random.
    reading : answers about the file's format.
    """

    source: str = "demo"
    customers: int = 1000
    days: int = 56
    interval_minutes: int = 60
    noise: float = 0.3
    mix: tuple[tuple[str, float], ...] = tuple(MIX.items())
    seed: int = 42
    day_type: str = "all"
    season: str = "all"
    scaling: str = "root_share"
    k: int = 0
    k_low: int = 2
    k_high: int = 10
    window: Window = (17, 21)
    order_window: Window = (17, 21)
    goal_kw: float = 0.0
    confidence: float = 0.9
    programme: str = "unnamed"
    holdout: float = 0.0
    reading: Reading = field(default_factory=Reading)
