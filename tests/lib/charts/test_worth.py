"""What the pictures of a business case may say."""

import numpy as np
import pytest

from lib.charts import load_duration, tornado, waterfall
from lib.charts.words import money
from lib.programme.assumptions import USUAL, edited
from lib.programme.business import Size, business_case
from lib.programme.duration import Duration


def case(text="", firm=(80.0, 100.0, 130.0)):
    return business_case(Size(1000, 120.0, firm, firm[2]), edited(text, USUAL))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("enrolment=0/0/0; contact=0/0/0; incentive=0/0/0", "It pays even if everything goes badly: "),
        ("", "It pays as usual, 2,580\xa0$ a year, and not if everything goes badly"),
        ("fixed=3000/3000/3000", "It pays only if all goes well; as usual it loses 420\xa0$ a year"),
        ("fixed=90000/90000/90000", "It does not pay, even if all goes well; "),
    ],
)
def test_the_title_says_in_which_cases_it_pays(text, title):
    assert waterfall(case(text)).title.startswith(title)


def test_the_waterfall_ends_with_what_is_left():
    table = waterfall(case()).table
    assert table["usual_usd"].iloc[-1] == pytest.approx(table["usual_usd"].iloc[:-1].sum(), abs=2)
    assert table["name"].iloc[-1] == "Left over"


def test_the_tornado_counts_what_alone_can_turn_the_answer():
    assert tornado(case("fixed=90000/90000/90000")).title.endswith("no single assumption turns the answer")
    assert "alone can turn the answer" in tornado(case()).title


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ([9.0, 8.0], "The peak is 1.0\xa0kW lower, 10\xa0%"),
        ([11.0, 8.0], "What comes back after events makes a new peak, 1.0\xa0kW higher"),
        ([10.0, 8.0], "The peak stays: its hour lies outside the events"),
    ],
)
def test_what_became_of_the_peak(after, title):
    assert load_duration(Duration(np.array([10.0, 9.0]), np.array(after), ("2026-07-01",))).title == title


def test_money_has_cents_only_where_it_is_little():
    assert [money(value) for value in (1234.5, -1234.5, 2.5, 0, -0.001)] == [
        "1,234\xa0$",
        "-1,234\xa0$",
        "2.50\xa0$",
        "0\xa0$",
        "0\xa0$",
    ]
