"""What each customer's later period should have looked like, after what similar customers did."""

from dataclasses import dataclass

import numpy as np

PEERS, POOL = 40, 10_000  # customers matched, and among how many they are looked for at most
WORST = 0.15  # left out of the second fit: those who may have changed
RIDGE = 0.01  # of the number of customers, on standardised columns
MOST = 4.0  # spreads at which a column is cut
FLOOR, LEVELS = 0.05, (0.3, 3.0)


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Expected change, and who it was learned from.

    change : (n, 8) expected later less earlier share. peers : (n, n_peers) rows of the customers matched.
    """

    change: np.ndarray
    peers: np.ndarray


def expected_change(before: np.ndarray, after: np.ndarray, traits: np.ndarray, noise: np.ndarray) -> Expected:
    """The change that customers like each one made.

    Parameters
    ----------
    before, after : (n_customers, 8) shares of the own mean load in the two periods.
    traits : (n_customers, n_traits) what else customers may be alike in; the first also matches peers.
    noise : (n_customers, 8) variance of `after - before` from the own days.

    Notes
    -----
    Ridge regression of the change on shares and traits, fitted again without the worst 15 %, plus the median of what is
    left over at the 40 customers most alike (a third of all where there are few).  Nobody is its own peer.
    """
    x = _standardised(np.column_stack([before, traits]))
    change, weight = after - before, np.ones(len(before))
    for _ in range(2):
        fitted = x @ _ridge(x, change, weight)
        left = change - fitted
        badness = (left**2 / (noise + np.median(noise, axis=0))).sum(axis=1)
        weight = (badness <= np.quantile(badness, 1 - WORST)).astype(float)
    peers = _peers(x[:, : before.shape[1] + 1])
    return Expected(fitted + np.median(left[peers], axis=1), peers)


def common_level(after: np.ndarray, expected: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """(n, 1) by what factor a customer's whole later day lies above the expected one.

    Notes
    -----
    The weighted median over the blocks of later over expected share: a load that came in a few hours leaves it alone,
    where the mean would spread it over the day as a fall of all other hours.
    """
    below = np.maximum(np.abs(expected), FLOOR)
    ratio = after / np.where(np.abs(expected) < FLOOR, FLOOR, expected)
    weight = below / np.sqrt(noise + np.median(noise, axis=0))
    order = np.argsort(ratio, axis=1)
    heap = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    middle = (heap >= heap[:, -1:] / 2).argmax(axis=1)[:, None]
    return np.clip(np.take_along_axis(np.take_along_axis(ratio, order, axis=1), middle, axis=1), *LEVELS)


def _standardised(columns: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and spread 1, cut at 4 spreads, with a column of ones last."""
    spread = columns.std(axis=0)
    x = (columns - columns.mean(axis=0)) / np.where(spread > 1e-12, spread, 1.0)
    return np.column_stack([np.clip(x, -MOST, MOST), np.ones(len(x))])


def _ridge(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    penalty = RIDGE * weight.sum() * np.eye(x.shape[1])
    penalty[-1, -1] = 0.0  # the ones
    weighted = x * weight[:, None]
    return np.linalg.solve(weighted.T @ x + penalty, weighted.T @ y)


def _peers(x: np.ndarray) -> np.ndarray:
    """(n, n_peers) rows of the nearest others, looked for among 10,000 evenly spaced ones where there are more."""
    from scipy.spatial import cKDTree

    pool = np.unique(np.linspace(0, len(x) - 1, min(POOL, len(x))).astype(int))
    count = max(1, min(PEERS, len(pool) // 3))
    near = pool[cKDTree(x[pool]).query(x, k=count + 1)[1]]
    own = near == np.arange(len(x))[:, None]
    own[~own.any(axis=1), -1] = True  # not in the pool, or an equal stood before it
    return near[~own].reshape(len(x), count)
