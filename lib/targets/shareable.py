"""A table of groups that may leave the house: 15/15, with complementary suppression."""

import numpy as np
import pandas as pd

from lib.targets.types import TargetRanking

FEWEST, LARGEST_SHARE = 15, 0.15
HIDDEN = "suppressed"


def shareable(ranking: TargetRanking, asked: np.ndarray, values: np.ndarray) -> pd.DataFrame:
    """Customers asked by group, with those groups suppressed that would tell of somebody.

    Parameters
    ----------
    asked : (n_eligible,) bool. values : (n_eligible,) of str, the group of each, in rank order.

    Returns
    -------
    DataFrame
        group, customers, daily_kwh, expected_kw, shown; the last row is all groups together, blank where even that
        would tell of somebody.  Suppressed rows have no numbers.

    Notes
    -----
    A group is shown with 15 customers at least, none of whom uses over 15 % of its energy.  What is suppressed must
    not follow from the total: the groups left out together must keep the rule as well, and more are left out, the
    smallest first, until they do.
    """
    levels, at = np.unique(values[asked], return_inverse=True)
    kwh, kw = ranking.daily_kwh[asked], ranking.expected_kw[asked]
    members = [np.flatnonzero(at == number) for number in range(len(levels))]
    hidden = {number for number, those in enumerate(members) if not keeps_rule(kwh[those])}
    by_size = sorted(range(len(levels)), key=lambda number: len(members[number]))
    while hidden and not keeps_rule(kwh[np.concatenate([members[n] for n in hidden])]):
        more = next((number for number in by_size if number not in hidden), None)
        if more is None:
            break
        hidden.add(more)
    rows = [_row(str(levels[n]), kwh[those], kw[those], n not in hidden) for n, those in enumerate(members)]
    rows.append(_row("all", kwh, kw, keeps_rule(kwh)))
    return pd.DataFrame(rows, columns=["group", "customers", "daily_kwh", "expected_kw", "shown"])


def keeps_rule(kwh: np.ndarray) -> bool:
    """15 customers at least, none of them with over 15 % of the energy of all."""
    size = np.abs(kwh)
    return len(size) >= FEWEST and bool(size.max() <= LARGEST_SHARE * size.sum())


def _row(group: str, kwh: np.ndarray, kw: np.ndarray, shown: bool) -> tuple:
    if not shown:
        return (group, None, None, None, HIDDEN)
    return (group, len(kwh), round(float(kwh.sum()), 1), round(float(kw.sum()), 2), "shown")
