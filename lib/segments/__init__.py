"""Profiles -> segments. scikit-learn, SciPy and kneed are imported by the functions that use them, not here."""

from lib.segments.matching import Moves, carry_colours, colour_names, match, moves
from lib.segments.population import check_k, segment_numbers, shapes_of, take_k
from lib.segments.segments import segment
from lib.segments.stability import bootstrap_ari, measure_stability, prediction_strength
from lib.segments.structure import find_structure
from lib.segments.sweep import agreement_word, conclude, fit, fit_all
from lib.segments.types import KFit, KSweep, Segments, Structure

__all__ = [
    "KFit",
    "KSweep",
    "Moves",
    "Segments",
    "Structure",
    "agreement_word",
    "bootstrap_ari",
    "carry_colours",
    "check_k",
    "colour_names",
    "conclude",
    "find_structure",
    "fit",
    "fit_all",
    "match",
    "measure_stability",
    "moves",
    "prediction_strength",
    "segment",
    "segment_numbers",
    "shapes_of",
    "take_k",
]
