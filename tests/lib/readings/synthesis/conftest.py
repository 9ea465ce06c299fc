"""Territories made once, and the mean day of their customers."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from lib.readings.synthesis import Territory, synthesize


@pytest.fixture(scope="session")
def read_all() -> Callable[[Territory], pd.DataFrame]:
    """All readings of a territory in one table."""
    return lambda territory: pa.Table.from_batches(territory.batches()).to_pandas()


@pytest.fixture(scope="session")
def mean_days(read_all) -> Callable[[Territory], np.ndarray]:
    """(n_customers, 24) mean kW of each hour, in the order of the truth."""

    def averaged(territory: Territory) -> np.ndarray:
        table = read_all(territory)
        hour = table["start"].dt.hour
        means = table.groupby([table["customer_id"], hour])["kwh"].mean().unstack()
        return means.loc[territory.truth["customer_id"]].to_numpy()

    return averaged


@pytest.fixture(scope="session")
def season() -> Territory:
    """The default demo: 1,000 customers and 56 days."""
    return synthesize()


@pytest.fixture(scope="session")
def season_readings(season, read_all) -> pd.DataFrame:
    return read_all(season)


@pytest.fixture(scope="session")
def season_days(season, mean_days) -> np.ndarray:
    return mean_days(season)
