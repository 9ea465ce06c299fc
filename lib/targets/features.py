"""What the chance model knows of a customer before an offer: attributes, segment and size, as columns of numbers."""

import numpy as np
import pandas as pd

from lib.targets import chance

RARE_SHARE, RARE_COUNT = 0.02, 10
WIDEST = 3.0


def intercept(n: int) -> tuple[np.ndarray, np.ndarray]:
    """(n, 1) ones and their prior spread: all that can be said where no offer is on record."""
    return np.ones((n, 1)), np.array([chance.TAKE_UP_SD])


def build(
    table: pd.DataFrame, group: np.ndarray, n_groups: int, daily_kwh: np.ndarray, fitted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Columns of the chance model and the prior spread of their coefficients.

    Parameters
    ----------
    table : attributes known before an offer, a row a customer; missing values count as the mean.
    group : (n,) segment column; daily_kwh : (n,) size.
    fitted : (n,) bool, the customers that were offered: numbers are standardised on them.

    Returns
    -------
    (n, n_features) columns, the first 1, and (n_features,) standard deviations.
    """
    ones, spread = intercept(len(group))
    size = standardised(np.log(np.maximum(daily_kwh, 0.1)), fitted)
    segment = (group[:, None] == np.arange(n_groups)).astype(float)
    attributes = [encoded(table[name], fitted) for name in table.columns]
    columns = np.hstack([ones, size[:, None], segment, *attributes])
    slopes = columns.shape[1] - 2 - n_groups
    spread = [spread, [chance.SIZE_SD], [chance.SEGMENT_SD] * n_groups, [chance.SLOPE_SD] * slopes]
    return columns, np.concatenate(spread)


def sources(table: pd.DataFrame, n_groups: int, fitted: np.ndarray) -> tuple[str, ...]:
    """(n_features,) what each column of `build` comes from: "" for the intercept, size, segment, a table's column."""
    wide = [(name, encoded(table[name], fitted).shape[1]) for name in table.columns]
    return ("", "size", *["segment"] * n_groups, *(name for name, width in wide for _ in range(width)))


def traits(columns: np.ndarray, n_groups: int) -> np.ndarray:
    """(n, n_traits) those of the columns that come from the side table; none where no offer is on record."""
    return columns[:, 2 + n_groups :]


def encoded(column: pd.Series, fitted: np.ndarray) -> np.ndarray:
    """(n, any) one standardised number, or one column a level with rare levels pooled; none where all are alike."""
    numbers = pd.to_numeric(column, errors="coerce")
    if numbers.notna().sum() == column.notna().sum():
        value = standardised(numbers.to_numpy(dtype=float), fitted)
        return value[:, None] if value[fitted].any() else value[:, None][:, :0]
    return levels(column, fitted)


def standardised(values: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """(n,) values less the mean, over the spread, of the fitted customers; within 3 spreads, 0 where missing."""
    known = values[fitted & np.isfinite(values)]
    if len(known) < 2 or known.std() == 0:
        return np.zeros(len(values))
    return np.clip(np.nan_to_num((values - known.mean()) / known.std()), -WIDEST, WIDEST)


def levels(column: pd.Series, fitted: np.ndarray) -> np.ndarray:
    """(n, n_levels) one column a level; those of under 2 % or 10 of the fitted customers are pooled into one."""
    text = column.astype(object).where(column.notna(), "").astype(str).to_numpy()
    names, counts = np.unique(text[fitted], return_counts=True)
    common = names[counts >= max(RARE_COUNT, RARE_SHARE * fitted.sum())]
    one_hot = text[:, None] == common
    columns = np.column_stack([one_hot, ~one_hot.any(axis=1)]).astype(float)
    varies = columns[fitted].std(axis=0) > 0
    return columns[:, varies]
