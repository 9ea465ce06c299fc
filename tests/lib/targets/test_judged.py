"""How good the learned chance is."""

import numpy as np
import pytest

from lib.targets import read_attributes
from lib.targets.judged import calibration, carries, judge, score
from tests.lib.targets import made


def test_scores_by_hand():
    p, joined = np.array([0.9, 0.6, 0.4, 0.1]), np.array([True, False, True, False])
    found = score(p, joined, np.array([3.0, 0.0, 1.0, 0.0]))
    # Brier (.01 + .36 + .36 + .01) / 4 = .185 against .25: skill .26
    assert found.brier_skill == pytest.approx(0.26)
    assert found.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.lift == pytest.approx(2.0)
    assert found.half == pytest.approx(0.25)
    assert found.kw_share == pytest.approx(0.75)


def test_the_mean_chance_for_everybody_has_no_skill():
    joined = np.array([True, False, False, False])
    assert score(np.full(4, 0.25), joined, joined * 1.0).brier_skill == pytest.approx(0.0)


def test_calibration_goes_by_fifths():
    p = np.linspace(0.1, 0.5, 10)
    said, happened, counted = calibration(p, np.arange(10) >= 8)
    assert counted.tolist() == [2] * 5
    assert said[0] == pytest.approx((p[0] + p[1]) / 2)
    assert happened.tolist() == [0, 0, 0, 0, 1]


def test_what_carries_the_chance_by_hand():
    z = np.array([[1.0, 0.0, 1.0], [1.0, 2.0, 1.0]])
    # size varies the logit by 3, own_home not at all
    assert carries(z, np.array([0.5, 3.0, 9.0]), ("", "size", "own_home")) == (
        ("size", 1.0),
        ("own_home", 0.0),
    )


def judged(n: int, asked: float = 0.5):
    territory = made.territory(4, n=n, asked=asked)
    side = read_attributes(territory.offers, origin="demo").align(territory.profiles.customer_id)
    return judge(side, territory.segment, territory.profiles.daily_kwh)


def test_what_was_told_of_willingness_is_found_out_of_fold():
    found = judged(4000)
    assert found.basis.startswith("5 folds of last season's ")
    assert found.learned.average_precision > 1.15 * found.base_rate
    assert found.learned.brier_skill > 0
    assert found.learned.brier_skill > found.trees.brier_skill
    assert {name for name, _ in found.carries[:2]} == {"own_home", "online_account"}
    assert np.abs(found.said - found.happened).max() < 0.05


def test_too_few_answers_are_not_judged():
    assert judged(200, asked=0.2) is None
