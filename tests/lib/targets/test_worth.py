"""Segments by what they are worth."""

import numpy as np
import pytest

from lib.targets import worth_of_segments
from tests.lib.targets import made


def test_segments_are_ranked_by_expected_kw_and_say_what_a_letter_brings():
    ranking = made.ranking([0.5, 0.5, 0.5, 0.5], [4.0, 3.0, 2.0, 1.0])
    object.__setattr__(ranking, "segment", np.array([2, 1, 1, 1]))
    found = worth_of_segments(ranking, np.array([True, True, False, False])).set_index("segment")
    assert found.index.tolist() == [1, 2]  # 3 kW of three against 2 kW of one
    assert found["expected_kw"].tolist() == pytest.approx([3.0, 2.0])
    assert found["kw_per_contact"].tolist() == pytest.approx([1.0, 2.0])
    assert found["asked"].tolist() == [1, 1]
    assert found["asked_kw"].tolist() == pytest.approx([1.5, 2.0])
