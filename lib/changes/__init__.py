"""Profiles and segments of two periods -> who changed, and what their days hint at."""

from lib.changes.changes import changes
from lib.changes.hints import Hint, hints
from lib.changes.periods import first_and_last, middle, two_periods
from lib.changes.population import populations, stability
from lib.changes.types import Changes, Populations

__all__ = [
    "Changes",
    "Hint",
    "Populations",
    "changes",
    "first_and_last",
    "hints",
    "middle",
    "populations",
    "stability",
    "two_periods",
]
