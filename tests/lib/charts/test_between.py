import numpy as np
import pytest

from lib.charts import between
from lib.segments.between import Between


def stand(place, number, gap):
    return Between((1, 3), np.asarray(place, float), np.asarray(number), gap)


@pytest.fixture
def apart():
    return stand([0.0] * 90 + [1.0] * 110, [1] * 90 + [3] * 110, 3.2)


def test_a_gap_that_is_seen_and_measured_is_said(apart, segments):
    picture = between(apart, segments, 2.4)
    one, other = segments.label(1), segments.label(3)
    assert picture.title == f"Few stand between {one} and {other}, the closest two"
    assert "0\N{NO-BREAK SPACE}% in the middle fifth" in picture.note
    assert "Gap 3.20 spreads" in picture.alt
    assert picture.table["customers"].sum() == 200


@pytest.mark.parametrize(("gap", "inside"), [(3.2, 20), (1.7, 0)])
def test_customers_in_the_middle_or_a_small_gap_are_no_gap(segments, gap, inside):
    place = [0.0] * (100 - inside) + [0.5] * inside + [1.0] * 100
    picture = between(stand(place, [1] * 100 + [3] * 100, gap), segments, 2.4)
    assert picture.title == f"Customers fill the way from {segments.label(1)} to {segments.label(3)}"


def test_whoever_stands_beyond_the_edge_is_drawn_at_it(segments):
    picture = between(stand([-9.0, 0, 1, 9], [1, 1, 3, 3], 3.0), segments, 2.4)
    assert picture.table["customers"].sum() == 4


def test_few_customers_have_fewer_bins(apart, segments):
    few = stand(apart.place[:100], apart.number[:100], 3.2)
    assert len(between(few, segments, 2.4).table) == 48
    assert len(between(apart, segments, 2.4).table) == 96
