import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.profiles.shapes import shapes, winsorise
from lib.readings.synthesis import synthesize
from lib.segments import isolation as module
from lib.segments.isolation import outliers
from tests.lib.segments.territories import chapter, five_kinds, noise

# On a line 1 apart the fifth nearest is 3 away, at an end 5: an outlier is more than 18 from its fifth neighbour.
LINE = np.arange(40.0)


def on_a_line(*more):
    return np.append(LINE, more)[:, None]


@pytest.mark.parametrize(("place", "odd"), [(39 + 13, False), (39 + 14.5, True)])
def test_one_far_from_its_fifth_neighbour_is_odd(place, odd):
    # The fifth neighbour of the last one stands at 35.
    assert outliers(on_a_line(place)).tolist() == [False] * 40 + [odd]


@pytest.mark.parametrize(("alike", "odd"), [(2, True), (6, False)])
def test_a_few_of_a_kind_are_odd_and_six_are_a_group(alike, odd):
    found = outliers(on_a_line(*(100 + np.arange(alike) / 10)))
    assert not found[:40].any()
    assert (found[40:] == odd).all()


def test_no_more_than_three_are_set_aside_in_a_small_file_the_farthest_first():
    found = outliers(on_a_line(100, 200, 300, 400, 500))
    assert np.flatnonzero(found).tolist() == [42, 43, 44]


def test_fewer_than_twenty_customers_have_no_outliers():
    assert not outliers(np.append(np.arange(18.0), 1000)[:, None]).any()
    assert outliers(np.append(np.arange(19.0), 1000)[:, None]).sum() == 1


def test_where_most_are_alike_nobody_is_odd():
    assert not outliers(np.append(np.zeros(39), 7)[:, None]).any()


@pytest.mark.parametrize(
    "made", [lambda s: five_kinds(500, s)[0], lambda s: noise(400, s), lambda s: chapter(200, s)]
)
@pytest.mark.parametrize("seed", range(3))
def test_clean_territories_have_none(made, seed):
    assert not outliers(winsorise(shapes(made(seed)))[0]).any()


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.floats(0.01, 100))
def test_neither_order_nor_scale_matters(seed, factor):
    rows = np.random.default_rng(seed).normal(size=(60, 24))
    rows[:2] *= 20
    order = np.random.default_rng(seed).permutation(60)
    found = outliers(rows)
    assert found.sum() == 2
    assert np.array_equal(outliers(factor * rows[order]), found[order])


def test_of_many_customers_a_sample_and_the_farthest_are_looked_at(monkeypatch):
    monkeypatch.setattr(module, "SAMPLE", 200)
    rows = winsorise(shapes(five_kinds(3000, 4)[0]))[0]
    rows[1234] = np.roll(np.eye(24)[0], 5)
    assert np.flatnonzero(outliers(rows)).tolist() == [1234]


def test_the_demo_has_none():
    territory = synthesize(150, 14, seed=42, gaps=False)
    kwh = np.concatenate([batch["kwh"].to_numpy() for batch in territory.batches()])
    assert not outliers(winsorise(shapes(kwh.reshape(150, 14, 24).mean(axis=1)))[0]).any()
