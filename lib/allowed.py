"""What a setting may be: limits of numbers, and words with the labels that people read."""

from typing import Any

from lib.codebook import METHODS, PARTS
from lib.findings import Refusal
from lib.limits import limits_text, parse_limits
from lib.window import parse_window

LIMITS = {
    "customers": (10, 100_000),
    "days": (1, 730),
    "seed": (0, 2**31 - 1),
    "noise": (0.0, 1.5),
    "new_cars": (0.0, 0.5),
    "k": (0, 40),
    "k_low": (2, 39),
    "k_high": (2, 40),
    "goal_kw": (0.0, 1e9),
    "confidence": (0.5, 0.99),
    "holdout": (0.0, 0.5),
    "budget": (0.0, 1e12),
    "most_asked": (0, 100_000_000),
    "cost_contact": (0.0, 1e6),
    "cost_enrolment": (0.0, 1e6),
    "cost_incentive": (0.0, 1e6),
    "weight_peak": (0.0, 1.0),
    "weight_repeat": (0.0, 1.0),
    "weight_known": (0.0, 1.0),
    "weight_place": (0.0, 1.0),
    "season_level": (0.1, 3.0),
    "season_common": (0.0, 1.0),
}
LENGTHS = {"limits": 2000, "worth": 2000, "weight_feeder": 60}  # characters, of a text that is free

# Identifier: label. Settings and code use the identifier; widgets show the label and write it into the address.
SCALINGS = {
    "root_share": "Root share",
    "share": "Share of day",
    "peak": "Share of peak",
    "range": "0 to 1",
    "zscore": "Own mean and spread",
    "per_hour": "Per hour (size)",
    "kw": "kW as it is",
}
DAY_TYPES = {"all": "All days", "weekday": "Weekdays", "weekend": "Weekends"}
SEASONS = {"all": "All year", "winter": "Winter", "spring": "Spring", "summer": "Summer", "autumn": "Autumn"}
FEATURES = {"daily": "Day", "weekly": "Week", "seasonal": "Seasons"}
SOURCES = {"demo": "Demo territory", "chapter": "Chapter’s data", "upload": "Your file"}
LONGEST_NAME = 60  # characters, of a source
GRADES = {"C": "Any, from 14 days", "B": "B, from 28 days", "A": "A, also complete"}
LESSON = {"used": "Used", "aside": "Left out"}
CAUTION = {"usual": "As learned", "cautious": "Cautious"}
OUTLIERS = {"aside": "Set aside", "kept": "Kept"}
SUGGESTED = "Suggested"
LABELS: dict[str, dict[Any, str]] = {
    "features": FEATURES,
    "scaling": SCALINGS,
    "day_type": DAY_TYPES,
    "season": SEASONS,
    "source": SOURCES,
    "outliers": OUTLIERS,
    "method": METHODS,
    "k": {0: SUGGESTED},
    "lowest_grade": GRADES,
    "caution": CAUTION,
    "season_lesson": LESSON,
}
PROGRAMMES = ("unnamed", "rebate", "price", "automated")
ALLOWED = {
    "interval_minutes": (15, 30, 60),
    "day_type": tuple(DAY_TYPES),
    "season": tuple(SEASONS),
    "features": tuple(PARTS),
    "scaling": tuple(SCALINGS),
    "outliers": tuple(OUTLIERS),
    "method": tuple(METHODS),
    "programme": PROGRAMMES,
    "lowest_grade": tuple(GRADES),
    "caution": tuple(CAUTION),
    "season_lesson": tuple(LESSON),
}


def label(name: str, value: Any) -> str:
    """A setting as people read it in a widget and in an address: ``label("scaling", "share")`` is "Share of day"."""
    if isinstance(value, tuple):
        return "-".join(map(str, value))
    return LABELS.get(name, {}).get(value, str(value))


def tidy(name: str, value: Any, default: Any) -> Any:
    """A valid value for a setting, or None."""
    value = next((known for known, words in LABELS.get(name, {}).items() if words == value), value)
    try:
        if name in ("window", "order_window"):
            return parse_window(value if isinstance(value, str) else f"{value[0]}-{value[1]}")
        if name in LIMITS:
            low, high = LIMITS[name]
            return type(default)(min(max(float(value), low), high)) if float(value) == float(value) else None
        if name == "source":
            return value if value in SOURCES or _is_text(value) else None
        if name == "limits":
            return limits_text(parse_limits(value[: LENGTHS[name]]))
        if name in LENGTHS:
            return value if value == "" or _is_text(value, LENGTHS[name]) else None
        value = type(default)(value)
        return value if value in ALLOWED[name] else None
    except (TypeError, ValueError, OverflowError, IndexError, KeyError, Refusal):
        return None


def _is_text(value: Any, longest: int = LONGEST_NAME) -> bool:
    """Whether a word may be a name: not empty, not long, on one line."""
    return isinstance(value, str) and 0 < len(value) <= longest and value.isprintable()


def told(name: str) -> str:
    """What a setting may be, in a sentence."""
    if name in LIMITS:
        low, high = LIMITS[name]
        return f"It lies between {low:,} and {high:,}."
    if name in ALLOWED:
        return f"It is one of {', '.join(map(str, ALLOWED[name]))}."
    if name == "source" or name in LENGTHS:
        return f"It is a text of at most {LENGTHS.get(name, LONGEST_NAME)} characters on one line."
    return "It is two hours, for example [17, 21]."
