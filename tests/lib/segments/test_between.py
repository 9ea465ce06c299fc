from dataclasses import replace

import numpy as np
import pytest
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from lib.segments.between import closest_pair
from lib.segments.price import agreement
from lib.segments.structure import compared_by, principal_components
from tests.lib.segments.territories import five_kinds
from tests.lib.segments.test_segments import profiles_of, segments_of


@pytest.fixture(scope="module")
def five():
    return segments_of(profiles_of(five_kinds(400, 2)[0]), 5)


@pytest.fixture(scope="module")
def cut():
    """One kind of customer, cut in two where nothing parts it."""
    rng = np.random.default_rng(0)
    tilt = rng.uniform(-1, 1, 300)[:, None] * np.linspace(-0.3, 0.3, 24)
    return segments_of(profiles_of(1 + tilt + rng.normal(0, 0.02, (300, 24))), 2)


def test_centroids_stand_at_zero_and_one(five):
    found = closest_pair(five)
    one, other = found.numbers
    assert found.place[found.number == one].mean() == pytest.approx(0, abs=1e-9)
    assert found.place[found.number == other].mean() == pytest.approx(1, abs=1e-9)
    assert len(found.place) == five.sizes[one - 1] + five.sizes[other - 1]


def test_planted_kinds_are_apart_and_a_cut_line_is_not(five, cut):
    assert closest_pair(five).gap > 2.4
    found = closest_pair(cut)
    assert found.gap < 2.0  # an evenly filled way has 1.73
    middle = np.mean((found.place > 0.4) & (found.place < 0.6))
    assert middle > 0.08


def test_solar_households_of_one_kind_have_no_gap_where_use_turns_to_export():
    # Noon runs from a little use to a little export: a root share would leave a hole at zero.
    rng = np.random.default_rng(1)
    hourly_kw = 1 + rng.normal(0, 0.02, (400, 24))
    hourly_kw[:, 11:14] -= rng.uniform(0.8, 1.2, (400, 1))
    found = closest_pair(segments_of(profiles_of(hourly_kw), 2))
    assert found.gap < 2.0  # by root shares 2.55


def test_one_segment_has_no_neighbour(five):
    with pytest.raises(ValueError, match=r"^One segment has no neighbour\.$"):
        closest_pair(replace(five, k=1))


def test_agreement_is_one_under_other_numbers_and_less_when_two_are_joined(five):
    renamed = replace(five, number=np.array([0, 3, 1, 5, 2, 4])[five.number])
    joined = replace(five, number=np.minimum(five.number, 4))
    assert agreement(five, renamed) == 1.0
    assert 0.4 < agreement(five, joined) < 1.0


def test_the_line_is_fishers_as_scikit_learn_finds_it(five):
    found = closest_pair(five)
    rows = principal_components(compared_by(five.compared_kw))
    inside = np.concatenate(
        [rows[five.number == n] - rows[five.number == n].mean(axis=0) for n in five.numbers]
    )
    one, other = (rows[five.number == number].mean(axis=0) for number in found.numbers)
    fisher = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.05 / 1.05)
    fisher.fit(np.concatenate([inside + one, inside + other]), np.repeat([0, 1], len(inside)))
    [way] = fisher.coef_
    pair = rows[np.isin(five.number, found.numbers)]
    assert found.place == pytest.approx((pair - one) @ way / ((other - one) @ way), abs=1e-9)
