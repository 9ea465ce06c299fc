"""What a setting may be: limits of numbers, and words with the labels that people read."""

from typing import Any

from lib.codebook import METHODS

LIMITS = {
    "customers": (10, 100_000),
    "days": (1, 730),
    "seed": (0, 2**31 - 1),
    "noise": (0.0, 1.5),
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
SOURCES = {"demo": "Demo territory", "chapter": "Chapter’s data", "upload": "Your file"}
LONGEST_NAME = 60  # characters, of a source
GRADES = {"C": "Any, from 14 days", "B": "B, from 28 days", "A": "A, also complete"}
LESSON = {"used": "Used", "aside": "Left out"}
CAUTION = {"usual": "As learned", "cautious": "Cautious"}
OUTLIERS = {"aside": "Set aside", "kept": "Kept"}
SUGGESTED = "Suggested"
LABELS: dict[str, dict[Any, str]] = {
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
    "scaling": tuple(SCALINGS),
    "outliers": tuple(OUTLIERS),
    "method": tuple(METHODS),
    "programme": PROGRAMMES,
    "lowest_grade": tuple(GRADES),
    "caution": tuple(CAUTION),
    "season_lesson": tuple(LESSON),
}
