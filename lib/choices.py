"""Every setting of an analysis as one frozen object: defaults, limits, to and from an address and TOML."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from lib.findings import Refusal

Window = tuple[int, int]

LIMITS = {
    "customers": (10, 100_000),
    "days": (1, 730),
    "seed": (0, 2**31 - 1),
    "noise": (0.0, 2.0),
    "k": (0, 40),
    "k_low": (2, 39),
    "k_high": (2, 40),
    "goal_kw": (0.0, 1e9),
    "confidence": (0.5, 0.99),
    "holdout": (0.0, 0.5),
}

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
ALLOWED = {
    "source": SOURCES,
    "interval_minutes": (15, 30, 60),
    "day_type": DAY_TYPES,
    "season": SEASONS,
    "scaling": tuple(SCALINGS),
    "programme": PROGRAMMES,
}
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

    @classmethod
    def clipped(cls, given: Mapping[str, Any]) -> "Choices":
        """Choices from values that a stranger may have written: unknown names are ignored, the rest made valid.

        Numbers are moved into their limits; a word that is not allowed, or a number that is none, gives the default.
        """
        default = cls()
        kept = {}
        for name in (f.name for f in fields(cls) if f.name in given and f.name not in ("reading", "mix")):
            value = _tidy(name, given[name], getattr(default, name))
            if value is not None:
                kept[name] = value
        made = replace(default, **kept)
        return replace(made, k_high=max(made.k_low, made.k_high))

    def query(self) -> dict[str, str]:
        """What differs from the defaults and is not personal, as parameters of an address."""
        default = Choices()
        return {
            f.name: _text(getattr(self, f.name))
            for f in fields(self)
            if f.name not in ("reading", "mix") and getattr(self, f.name) != getattr(default, f.name)
        }

    def toml(self) -> str:
        """All settings as TOML, with the answers about the file's format in a table of their own."""
        lines = [
            f"{name} = {_toml(value)}"
            for name, value in asdict(self).items()
            if name not in ("reading", "mix")
        ]
        lines += ["", "[mix]"] + [f"{name} = {share}" for name, share in self.mix]
        answers = [
            f"{name} = {_toml(value)}" for name, value in asdict(self.reading).items() if value is not None
        ]
        return "\n".join(["# Loadlens settings", *lines, "", "[reading]", *answers]) + "\n"

    @classmethod
    def from_toml(cls, text: str, name: str = "settings") -> "Choices":
        """Settings written by `toml`.

        Raises
        ------
        Refusal
            The text is not TOML, or a value is not allowed.
        """
        try:
            given = tomllib.loads(text)
        except tomllib.TOMLDecodeError as why:
            raise Refusal(
                f"{name}: these are not settings in TOML ({why}). Export them again from Loadlens."
            ) from None
        made = cls.clipped(given)
        for key, value in given.items():
            if key in ("mix", "reading"):
                continue
            if not hasattr(made, key):
                raise Refusal(f"{name}: the setting {key!r} is not known. Remove the line.")
            if _toml(getattr(made, key)) != _toml(value if not isinstance(value, list) else tuple(value)):
                raise Refusal(f"{name}: {key} = {value!r} is not allowed. {_allowed(key)}")
        answers = read_answers(given.get("reading", {}), name)
        mix = tuple({**dict.fromkeys(MIX, 0.0), **given.get("mix", MIX)}.items())
        return replace(made, reading=answers, mix=mix)


def read_answers(given: Mapping[str, str], name: str) -> Reading:
    """Answers about a file's format from a mapping.

    Raises
    ------
    Refusal
        There is no such answer.
    """
    known = {f.name for f in fields(Reading)}
    for key in given:
        if key not in known:
            raise Refusal(f"{name}: {key!r} is no answer about a file. Known are {', '.join(sorted(known))}.")
    return Reading(**{key: str(value) for key, value in given.items()})


def parse_window(text: str) -> Window:
    """A window written as 17-21, which is the hours 17, 18, 19, 20.

    Raises
    ------
    Refusal
        The text is not two different hours of the day.
    """
    first, _, after = text.partition("-")
    if first.strip().isdigit() and after.strip().isdigit():
        window = int(first), int(after)
        if 0 <= window[0] <= 23 and 0 <= window[1] <= 24 and window[0] != window[1] % 24:
            return window
    raise Refusal(f"The event window {text!r} is not understood. Write two hours, for example 17-21.")


def _tidy(name: str, value: Any, default: Any) -> Any:
    try:
        if name in ("window", "order_window"):
            return parse_window(value if isinstance(value, str) else f"{value[0]}-{value[1]}")
        if name in LIMITS:
            low, high = LIMITS[name]
            number = type(default)(float(value))
            return min(max(number, low), high) if number == number else None
        value = type(default)(value)
        return value if value in ALLOWED[name] else None
    except (TypeError, ValueError, OverflowError, IndexError, KeyError, Refusal):
        return None


def _allowed(name: str) -> str:
    if name in LIMITS:
        return "It lies between {:g} and {:g}.".format(*LIMITS[name])
    if name in ALLOWED:
        return f"It is one of {', '.join(map(str, ALLOWED[name]))}."
    return "It is two hours, for example [17, 21]."


def _text(value: Any) -> str:
    return "-".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(float(value)) if isinstance(value, float) else str(value)
