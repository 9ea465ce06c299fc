"""Profiles -> segments. scikit-learn, SciPy and kneed are imported by the functions that use them, not here."""

from lib.segments.frozen import freeze, frozen_fit
from lib.segments.hour_apart import hour_apart, hour_apart_in_words
from lib.segments.matching import Moves, carry_colours, colour_names, match, moves
from lib.segments.methods import part, tree_of
from lib.segments.opinions import BUSINESS_RANGE, opinions, rule_of_thumb, verdict_on, why_k, why_this_k
from lib.segments.population import (
    check_k,
    find_outliers,
    nearest_segment,
    segment_numbers,
    set_aside,
    shapes_of,
    take_k,
)
from lib.segments.price import price_in_words
from lib.segments.segments import rename, segment
from lib.segments.stability import bootstrap_ari, measure_stability, prediction_strength
from lib.segments.structure import SMALL_SAMPLE, find_structure
from lib.segments.sweep import (
    agreement_word,
    company,
    conclude,
    fit,
    fit_all,
    fits_of,
    most_segments,
    sweep_steps,
)
from lib.segments.types import KFit, KSweep, Segments, Structure

__all__ = [
    "BUSINESS_RANGE",
    "SMALL_SAMPLE",
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
    "company",
    "conclude",
    "find_outliers",
    "find_structure",
    "fit",
    "fit_all",
    "fits_of",
    "freeze",
    "frozen_fit",
    "hour_apart",
    "hour_apart_in_words",
    "match",
    "measure_stability",
    "most_segments",
    "moves",
    "nearest_segment",
    "opinions",
    "part",
    "prediction_strength",
    "price_in_words",
    "rename",
    "rule_of_thumb",
    "segment",
    "segment_numbers",
    "set_aside",
    "shapes_of",
    "sweep_steps",
    "take_k",
    "tree_of",
    "verdict_on",
    "why_k",
    "why_this_k",
]
