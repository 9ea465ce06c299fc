"""What the pictures about a list say, in each case that can occur."""

from dataclasses import replace

import numpy as np
import pytest

from lib.charts import calibration, chance_of_goal, doubts, price_of_floor, rivals, selection
from lib.charts.doubts import chances
from lib.targets.types import DeliveryCurve


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("bills", "title"),
    [
        (9.0, "As many letters, 56 % more firm kW than by highest bill"),
        (15.0, "As many letters, 7 % less firm kW than by highest bill"),
        (14.0, "As many letters by highest bill give the same firm kW"),
        (0.0, "As many letters give 14 kW firmly; by highest bill 0.00 kW"),
    ],
)
def test_the_list_is_held_against_highest_bills(make, bills, title):
    assert plain(rivals(make.rivals(bills)).title) == title


def test_a_firm_kw_has_its_cost(make):
    table = rivals(make.rivals()).table.set_index("name")
    assert table["cost_of_firm_kw"].to_dict() == {
        "This list": "165",  # 2,310 / 14
        "Highest window kW": "231",
        "Highest bills": "257",
        "At random": "578",
    }


def test_the_largest_doubt_is_named(make):
    picture = doubts(make.portfolio(doubts=make.doubts))
    assert plain(picture.title) == "One evening moves everyone: 40 % of the doubt"
    assert picture.table["share"].sum() == pytest.approx(1)


def test_the_chance_of_a_goal_is_that_of_its_lognormal():
    # ln P50 = ln T makes it one half; P90 = T makes it nine tenths
    p50, p90 = np.array([0, 10, 14.4]), np.array([0, 7, 10])
    curve = DeliveryCurve(np.arange(3), p50, p50, p50, p90)
    assert chances(curve, 10.0).tolist() == pytest.approx([0.0, 0.5, 0.9], abs=1e-4)


@pytest.mark.parametrize(
    ("feasible", "end"), [(True, "is reached at 231 customers"), (False, "is out of reach")]
)
def test_the_chance_says_where_the_certainty_is_reached(make, feasible, end):
    picture = chance_of_goal(replace(make.portfolio(), selected=231, feasible=feasible))
    assert plain(picture.title) == f"90 % certainty of 120 kW {end}"


def test_a_group_that_is_asked_less_often_is_named(make):
    assert selection(make.groups(), "tariff").title == "Tariff flat is asked 0.50 times as often as the rest"
    fair = [replace(each, ratio=0.9) for each in make.groups()]
    assert selection(fair, "tariff").title == "Every group of tariff is asked about as often"
    nobody = [replace(each, asked=0) for each in make.groups()]
    assert selection(nobody, "tariff").title == "Nobody is asked"


@pytest.mark.parametrize(
    ("ratio", "title"),
    [
        ([0.5, 0.7, 0.9], "A floor of 0.80 costs 2.0 kW of 17 kW expected"),
        ([0.85, 0.9, 0.95], "A floor of 0.80 costs nothing: the ratio is 0.85"),
        ([0.3, 0.4, 0.6], "0.60 at most, as customers are whole: it costs 2.0 kW of 17 kW expected"),
    ],
)
def test_a_floor_has_its_price(ratio, title):
    assert plain(price_of_floor(np.array(ratio), np.array([17.0, 16.5, 15.0]), "tariff").title) == title


def test_calibration_says_how_far_off_the_chance_was(make):
    title = "The chance was off by 1.0 points on average, of 13 % who took part"
    assert plain(calibration(make.judgement()).title) == title
