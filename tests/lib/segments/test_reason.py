from dataclasses import replace

import numpy as np
import pytest

from lib.segments.reason import reason
from lib.segments.types import KFit, Structure


def one_fit(k, silhouette, prediction_strength=None):
    empty = np.empty(0)
    return KFit(
        k,
        empty,
        empty,
        1.0,
        0.5,
        silhouette,
        silhouette,
        silhouette,
        0.6,
        empty,
        9.0,
        1.0,
        0.1,
        0.0,
        prediction_strength,
    )


FITS = (one_fit(2, 0.6), one_fit(5, 0.5), one_fit(6, 0.4))
FIVE = Structure("distinct", 5, 0.9, 2.94, 2.38, 1000)


@pytest.mark.parametrize(
    ("structure", "text"),
    [
        (
            FIVE,
            "Five groups are apart: the widest gap is 2.9 where 2.4 is needed. Silhouette alone would say two.",
        ),
        (
            replace(FIVE, natural_k=2),
            "Two groups are apart: the widest gap is 2.9 where 2.4 is needed. Silhouette alone would say the same.",
        ),
        (
            replace(FIVE, verdict="overlapping"),
            "Five groups, but some of them overlap: the widest gap is 2.9 where 2.4 is needed, and four or six can be "
            "defended as well. Silhouette alone would say two.",
        ),
        (
            replace(FIVE, verdict="overlapping", natural_k=2),
            "Two groups, but some of them overlap: the widest gap is 2.9 where 2.4 is needed, and three can be "
            "defended as well. Silhouette alone would say the same.",
        ),
        (
            replace(FIVE, verdict="overlapping", natural_k=3),
            "Three groups, but some of them overlap: the widest gap is 2.9 where 2.4 is needed, and two or four can be "
            "defended as well. Silhouette alone would say two.",
        ),
        (
            Structure("continuum", 1, 1.0, 0.9, 2.68, 60),
            "No natural groups are seen: the widest gap is 0.9 where 2.7 is needed; with 60 customers that does not "
            "say there are none. "
            "Silhouette alone would say two.",
        ),
        (
            Structure("continuum", 1, 1.0, 1.85, 2.68, 60),
            "No natural groups are seen: the widest gap is 1.9 where 2.7 is needed; with 60 customers that does not "
            "say there are none. "
            "Silhouette alone would say two.",
        ),
        (
            Structure("continuum", 1, 1.0, 1.9, 2.42, 200, size_share=0.91),
            "No natural groups but a continuum of size: the widest gap is 1.9 where 2.4 is needed, and size alone "
            "explains 91\N{NO-BREAK SPACE}% of how shapes differ. Silhouette alone would say two.",
        ),
        (
            Structure("continuum", 1, 1.0, 1.85, 2.68, 100),
            "No natural groups: the widest gap is 1.9 where 2.7 is needed, so customers shade into one another. "
            "Silhouette alone would say two.",
        ),
        (
            Structure("none", 1, 1.0, 1.64, 2.70, 156),
            "No natural groups: the widest gap is 1.6 where 2.7 is needed, and customers are one cloud around the "
            "typical day. Silhouette alone would say two.",
        ),
        (
            Structure("none", 1, 1.0, 0.0, 2.70, 56, "All customers have the same shape."),
            "No natural groups: all customers have the same shape. Silhouette alone would say two.",
        ),
    ],
)
def test_what_a_manager_reads(structure, text):
    assert reason(FITS, structure) == text


def test_a_finer_reproducible_split_makes_it_at_least():
    fits = (*FITS[:2], one_fit(6, 0.4, 0.84), one_fit(7, 0.3, 0.79))
    assert reason(fits, FIVE) == (
        "Five groups are apart: the widest gap is 2.9 where 2.4 is needed. Read it as at least five: a split into six "
        "is reproducible too (prediction strength 0.84)."
    )


def test_silhouette_says_nothing_where_one_k_was_tried():
    assert reason(FITS[:1], FIVE) == "Five groups are apart: the widest gap is 2.9 where 2.4 is needed."


def test_a_continuum_cut_reproducibly_is_no_group():
    fits = (one_fit(2, 0.6, 0.95), one_fit(3, 0.5, 0.9))
    assert "at least" not in reason(fits, Structure("continuum", 1, 1.0, 1.9, 2.4, 200))


def test_a_cloud_without_any_gap_and_without_a_caution_has_a_reason_too():
    said = reason((), Structure("none", 1, 1.0, 0.0, 2.3, 500))
    assert said == "No natural groups: no gap between two groups could be measured."
