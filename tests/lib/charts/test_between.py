from dataclasses import replace
from statistics import NormalDist

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
def test_customers_in_the_middle_or_a_small_gap_are_no_gap_though_fewer_stand_there(segments, gap, inside):
    place = [0.0] * (100 - inside) + [0.5] * inside + [1.0] * 100
    picture = between(stand(place, [1] * 100 + [3] * 100, gap), segments, 2.4)
    assert (
        picture.title == f"Fewer stand between {segments.label(1)} and {segments.label(3)}, but no clear gap"
    )


@pytest.mark.parametrize(
    ("customers", "said"), [(199, "; too few customers to call it a gap"), (200, ", but no clear gap")]
)
def test_an_empty_middle_of_few_customers_is_not_called_filled(segments, customers, said):
    some = replace(segments, customer_id=np.array([f"C{n}" for n in range(customers)]))
    title = between(stand([0.0] * 100 + [1.0] * 99, [1] * 100 + [3] * 99, 1.7), some, 2.4).title
    few = "Few" if customers < 200 else "Fewer"
    assert title == f"{few} stand between {segments.label(1)} and {segments.label(3)}{said}"


def bells(apart):
    """A thousand customers in two bells so many spreads apart, on the way from the one to the other."""
    bell = NormalDist().inv_cdf
    one = np.array([bell((i + 0.5) / 500) for i in range(500)]) / apart
    return np.concatenate([one, one + 1])


@pytest.mark.parametrize(
    ("place", "fills"),
    [
        (np.linspace(-0.5, 1.5, 1000), True),  # an evenly filled line, cut in two
        (bells(2.0), True),
        (bells(3.0), True),  # no dip to speak of: .64 of the heaps beside it
        (bells(3.5), False),
        (bells(5.0), False),
        (np.concatenate([bells(5.0), np.linspace(-0.5, 1.5, 1000)]), False),  # on a filled line
        (
            np.concatenate([np.linspace(-0.5, 0.15, 700), np.linspace(0.4, 1.5, 300)]),
            False,
        ),  # not in the middle
    ],
)
def test_the_way_is_called_filled_where_no_dip_is_drawn_and_nowhere_else(segments, place, fills):
    title = between(stand(place, np.where(place < 0.5, 1, 3), 1.9), segments, 2.4).title
    assert title.startswith("Customers fill the way") == fills
    assert title.startswith("Fewer stand between") == (not fills)


def test_whoever_stands_beyond_the_edge_is_drawn_at_it(segments):
    picture = between(stand([-9.0, 0, 1, 9], [1, 1, 3, 3], 3.0), segments, 2.4)
    assert picture.table["customers"].sum() == 4


def test_few_customers_have_fewer_bins(apart, segments):
    few = stand(apart.place[:100], apart.number[:100], 3.2)
    assert len(between(few, segments, 2.4).table) == 48
    assert len(between(apart, segments, 2.4).table) == 96
