"""A made territory to which cars come: the list and the hints are held against its truth."""

import pytest

from lib.changes import changes, hints, middle, two_periods
from lib.profiles.days import days_of
from lib.profiles.system import observe
from lib.readings.demo import spool_territory
from lib.readings.synthesis import synthesize


@pytest.fixture(scope="module")
def territory():
    return synthesize(500, 56, seed=7, new_cars=0.06)


@pytest.fixture(scope="module")
def readings(territory, tmp_path_factory):
    return spool_territory(territory, tmp_path_factory.mktemp("cars"))


def test_who_is_listed_has_a_new_car_and_few_cars_are_missed(territory, readings):
    split = middle(readings)
    found = changes(*two_periods(readings, observe(readings), split))
    came = set(territory.truth["customer_id"][territory.truth["new_car"]])
    listed = set(found.listed)
    assert len(came) == 30
    assert len(listed & came) >= 27
    assert len(listed - came) <= 2
    assert found.kw[found.order].min() > 0  # all of it was added
    days = days_of(readings, list(found.listed))
    told = hints(days, days.from_day(split))
    new = {who for who, own in zip(days.customer_id, told, strict=True) if any(hint.new for hint in own)}
    assert len(new & came) >= 20 and not new - came


def test_homes_without_a_car_are_what_they_were():
    with_cars, without = (synthesize(60, 14, seed=7, new_cars=share) for share in (0.1, 0.0))
    assert "new_car" not in without.truth
    none = ~with_cars.truth["new_car"] & (with_cars.truth["archetype"] != "night_charging")
    ids = set(with_cars.truth["customer_id"][none])
    one, other = (each.batches() for each in (with_cars, without))
    for left, right in zip(one, other, strict=True):
        left, right = (
            frame[frame["customer_id"].isin(ids)] for frame in (left.to_pandas(), right.to_pandas())
        )
        assert len(left) and left.equals(right)
    assert with_cars.fingerprint != without.fingerprint
