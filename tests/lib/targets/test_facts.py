"""What a table by customer says, as words to limit, weigh and compare by."""

import numpy as np
import pandas as pd
import pytest

from lib.targets import facts, read_attributes
from tests.lib.targets import made

LIST = made.ranking([0.2] * 60, np.linspace(6, 1, 60))


@pytest.fixture
def told():
    table = pd.DataFrame(
        {
            "customer_id": made.ids(60)[::-1],
            "circuit": ["F1"] * 30 + ["F2"] * 30,
            "age": np.arange(60.0),
            "street": [f"{n} Long Lane" for n in range(60)],
            "rooms": [3] * 59 + [None],
        }
    )
    return facts(LIST, read_attributes(table))


def test_levels_stand_in_the_order_of_the_list(told):
    assert told["circuit"].tolist() == ["F2"] * 30 + ["F1"] * 30


def test_a_feeder_is_known_by_that_name_whatever_the_table_calls_it(told):
    assert told["feeder"].tolist() == told["circuit"].tolist()


def test_numbers_of_many_values_become_quarters(told):
    names, counts = np.unique(told["age"], return_counts=True)
    assert counts.tolist() == [15] * 4
    assert "44.2 to 59" in names


def test_what_would_name_a_customer_is_left_out(told):
    assert "street" not in told


def test_what_is_not_known_is_blank(told):
    assert sorted(set(told["rooms"])) == ["", "3"]


def test_without_a_table_nothing_is_known():
    assert facts(LIST, None) == {}


def test_a_dozen_numbers_are_told_as_they_are_and_thirteen_as_quarters():
    table = pd.DataFrame(
        {
            "customer_id": made.ids(60),
            "dozen": np.arange(60) % 12,
            "thirteen": np.arange(60) % 13,
            "months": [f"M{n % 12}" for n in range(60)],
        }
    )
    told = facts(LIST, read_attributes(table))
    assert sorted(set(told["dozen"]), key=int) == [str(n) for n in range(12)]
    assert len(set(told["months"])) == 12
    assert len(set(told["thirteen"])) == 4
