"""What the chance model knows of a customer."""

import numpy as np
import pandas as pd
import pytest

from lib.targets import features

ALL = np.ones(40, dtype=bool)


def test_without_offers_there_is_only_an_intercept():
    columns, spread = features.intercept(3)
    assert columns.tolist() == [[1], [1], [1]]
    assert spread.tolist() == [0.6]


def test_columns_and_their_prior_spread():
    table = pd.DataFrame({"age": np.arange(40), "own_home": ["yes", "no"] * 20})
    columns, spread = features.build(table, np.arange(40) % 2, 2, np.exp(np.arange(40) / 10), ALL)
    assert spread.tolist() == [0.6, 0.3, 0.2, 0.2, 0.3, 0.3, 0.3]  # 1, size, two segments, age, no, yes
    assert columns[:, 0].tolist() == [1.0] * 40
    assert columns[:, 2].tolist() == [1.0, 0.0] * 20
    assert columns[:, 1] == pytest.approx(columns[:, 4])  # log size and age are the same ramp


def test_numbers_are_standardised_on_the_customers_that_were_offered():
    fitted = np.array([True, True, False, False])
    # mean 2, spread 1 of the fitted; a missing value counts as the mean; far out is held at 3
    found = features.standardised(np.array([1.0, 3.0, np.nan, 100.0]), fitted)
    assert found.tolist() == [-1.0, 1.0, 0.0, 3.0]


def test_rare_levels_are_pooled():
    column = pd.Series(["gas"] * 20 + ["electric"] * 14 + ["oil", "wood", "coal", "peat", "none", "sun"])
    columns = features.levels(column, ALL)
    assert columns.sum(axis=0).tolist() == [14, 20, 6]  # electric, gas, the rest


def test_a_column_that_tells_nobody_apart_is_left_out():
    assert features.encoded(pd.Series(["same"] * 40), ALL).shape == (40, 0)
    assert features.encoded(pd.Series([7.0] * 40), ALL).shape == (40, 0)
    assert features.encoded(pd.Series([f"address {i}" for i in range(40)]), ALL).shape == (40, 0)
    assert features.encoded(pd.Series([None] * 40, dtype=object), ALL).shape == (40, 0)
