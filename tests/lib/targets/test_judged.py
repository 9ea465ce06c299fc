"""How good the learned chance is."""

import numpy as np
import pytest

from lib.targets import read_attributes
from lib.targets.judged import calibration, carries, judge, later_season, score
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


def judged(n: int, asked: float = 0.5, table=lambda offers: offers):
    territory = made.territory(4, n=n, asked=asked)
    side = read_attributes(table(territory.offers), origin="demo").align(territory.profiles.customer_id)
    return judge(side, territory.segment, territory.profiles.daily_kwh)


def in_two_seasons(offers):
    """Every third offer was made in May 2026, the others in June and July of the year before."""
    row = np.arange(len(offers))
    days = np.where(row % 3 == 0, "2026-05-02", np.where(row % 2 == 0, "2025-06-03", "2025-07-20"))
    return offers.assign(offer_date=np.where(offers["offered_last_year"] == 1, days, ""))


def answers_turn(offers):
    """The same, and in 2026 those take part who did not, so that what held before holds no more."""
    made = in_two_seasons(offers)
    late = made["offer_date"].str.startswith("2026")
    return made.assign(
        enrolled_last_year=made["enrolled_last_year"].where(~late, 1 - made["enrolled_last_year"])
    )


def test_what_was_told_of_willingness_is_found_out_of_fold():
    found = judged(4000)
    assert found.basis.startswith("5 folds of last season's ")
    assert found.learned.average_precision > 1.15 * found.base_rate
    assert found.learned.brier_skill > 0
    assert found.learned.brier_skill > found.trees.brier_skill
    assert {name for name, _ in found.carries[:2]} == {"own_home", "online_account"}
    assert np.abs(found.said - found.happened).max() < 0.05


def test_offers_of_two_seasons_are_judged_on_the_later_one():
    found = judged(4000, table=in_two_seasons)
    earlier = int(found.basis.split("from the ")[1].split(" ")[0].replace(",", ""))
    assert found.basis == (
        f"the {found.offers:,} offers made from 2026-05-02 on, a later season, by a model that learned from the "
        f"{earlier:,} before"
    )
    assert found.offers < 0.4 * (found.offers + earlier)
    assert found.learned.average_precision > 1.15 * found.base_rate
    assert found.counted.sum() == found.offers


def test_what_the_later_season_answered_is_not_learned_before_it_is_judged():
    # learned from both seasons, the chance would have been right of a part of them
    found = judged(4000, table=answers_turn)
    assert found.learned.brier_skill < -0.5
    assert found.said.max() < 0.25 < 0.8 < found.base_rate


def test_a_season_ends_after_sixty_days_without_an_offer():
    day = np.array(["2025-05-01"] * 50 + ["2025-06-30"] * 50 + ["NaT"] * 50, dtype="datetime64[D]")
    joined, everybody = np.arange(150) % 2 == 0, np.ones(150, dtype=bool)
    assert later_season(day, joined, everybody).sum() == 50
    assert not later_season(day - (day > day[0]) * np.timedelta64(1, "D"), joined, everybody).any()
    assert not later_season(day, joined & (np.arange(150) < 50), everybody).any(), (
        "nobody took part in the later"
    )


def test_too_few_answers_are_not_judged():
    assert judged(200, asked=0.2) is None
