"""What is known only after an offer is no help before the next one."""

import numpy as np
import pandas as pd
import pytest

from lib.targets import rank, read_attributes
from lib.targets.leakage import guarded, tells
from tests.lib.targets import made

N = 200
OFFERED = np.arange(N) < 120
JOINED = np.arange(N) % 3 == 0


def side(**columns):
    table = {
        "customer_id": made.ids(N),
        "offered": OFFERED.astype(int),
        "enrolled": (OFFERED & JOINED).astype(int),
    }
    return read_attributes(pd.DataFrame(table | columns), origin="demo")


@pytest.mark.parametrize(
    ("column", "values", "why"),
    [
        ("enrolment_date", np.full(N, "x"), "its name says that it is known only after an offer"),
        ("voucher", np.where(OFFERED & JOINED, "V1", None), "it is filled in only for those who took part"),
        ("letter", np.where(OFFERED, "spring", None), "it is filled in only for those who were offered"),
        (
            "status",
            np.where(JOINED, "in", "out"),
            "it alone tells who took part, so it was written down afterwards",
        ),
    ],
)
def test_a_column_that_is_the_answer_is_left_out_and_said(column, values, why):
    cleaned, notes = guarded(side(**{column: values, "years": np.arange(N) % 7}))
    assert list(cleaned.features) == ["years"]
    assert notes == (f"The column {column} is left out of the chance: {why}.",)


def test_what_is_known_before_stays():
    told = side(years=np.arange(N) % 7, own_home=np.arange(N) % 2)
    assert guarded(told) == (told, ())


def test_the_area_of_a_column_by_hand():
    # of 2 x 2 pairs of a yes and a no, three have the higher number at the yes
    many = np.tile([4.0, 2.0, 3.0, 1.0], 30) + np.arange(120) * 1e-6
    yes = np.tile([True, True, False, False], 30)
    assert tells(pd.Series(many), yes) == pytest.approx(0.75, abs=0.01)


def test_equal_numbers_on_both_sides_tell_nothing():
    alike = pd.Series(np.repeat(np.arange(20.0), 6))
    yes = np.tile([True, True, True, False, False, False], 20)
    assert tells(alike, yes) == pytest.approx(0.5, abs=1e-12)


def test_the_ranking_says_what_was_left_out():
    territory = made.territory(2, n=400)
    leaky = territory.offers.assign(answer_date=territory.offers["enrolled_last_year"])
    found = rank(territory.profiles, territory.segment, attributes=read_attributes(leaky, origin="demo"))
    assert (
        "The column answer_date is left out of the chance: its name says that it is known only after an offer."
        in found.notes
    )
    clean = rank(
        territory.profiles, territory.segment, attributes=read_attributes(territory.offers, origin="demo")
    )
    assert found.expected_kw == pytest.approx(clean.expected_kw)


def test_a_level_of_ten_speaks_for_itself_and_one_of_nine_does_not():
    tens = pd.Series([f"level {n // 10}" for n in range(40)])
    assert tells(tens, np.arange(40) < 20) == 1.0
    nines = pd.Series([f"level {n // 9}" for n in range(36)])  # taken together, they tell nothing
    assert tells(nines, np.arange(36) < 18) == 0.5
