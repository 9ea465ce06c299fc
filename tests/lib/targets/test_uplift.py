"""What asking did, from those who were held back."""

import numpy as np
import pandas as pd
import pytest

from lib.targets import read_attributes, uplift


def season(asked_kw, held_kw):
    n, m = len(asked_kw), len(held_kw)
    table = {
        "customer_id": [f"C{i}" for i in range(n + m)],
        "offered": [1] * n + [0] * m,
        "holdout": [0] * n + [1] * m,
        "reduction_kw": [*asked_kw, *held_kw],
    }
    return read_attributes(pd.DataFrame(table))


def test_the_difference_of_means_with_the_interval_of_welch():
    # both variances 1 x 12/11 over 12, so se = sqrt(2/11); 22 degrees of freedom, t = 2.0739
    pattern = np.array([1.0, -1.0] * 6)
    found = uplift(season(0.7 + pattern, 0.2 + pattern))
    assert found.kw == pytest.approx(0.5)
    assert found.high_kw - found.kw == pytest.approx(2.0739 * np.sqrt(2 / 11), abs=1e-4)
    assert not found.proven


def test_a_difference_far_beyond_the_spread_is_proven():
    pattern = np.array([0.1, -0.1] * 6)
    found = uplift(season(0.7 + pattern, 0.2 + pattern))
    assert found.proven
    assert (found.asked, found.held) == (12, 12)


def test_nothing_is_said_of_fewer_than_ten():
    assert uplift(season([0.5] * 30, [0.1] * 9)) is None


def test_who_was_held_back_did_not_take_part():
    side = season([0.5] * 12, [0.4] * 12)
    assert side.enrolled.tolist() == [True] * 12 + [False] * 12


@pytest.mark.parametrize(
    ("asked", "held", "proven"), [(0.7, 0.2, True), (0.2, 0.7, True), (0.3, 0.29, False)]
)
def test_proven_is_whatever_leaves_out_zero_above_or_below(asked, held, proven):
    pattern = np.array([0.1, -0.1] * 6)
    found = uplift(season(asked + pattern, held + pattern))
    assert found.proven is proven
    assert abs(found.kw) < 1
