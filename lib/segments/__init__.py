"""Profiles -> segments. scikit-learn, SciPy and kneed are imported by the functions that use them, not here."""

from lib.segments.stability import bootstrap_ari, measure_stability, prediction_strength
from lib.segments.structure import find_structure
from lib.segments.sweep import agreement_word, conclude, fit, fit_all
from lib.segments.types import KFit, KSweep, Segments, Structure

__all__ = [
    "KFit",
    "KSweep",
    "Segments",
    "Structure",
    "agreement_word",
    "bootstrap_ari",
    "conclude",
    "find_structure",
    "fit",
    "fit_all",
    "measure_stability",
    "prediction_strength",
]
