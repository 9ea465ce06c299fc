"""Customers so far from everybody that K-means would make a segment of each."""

import numpy as np

from lib.segments.kmeans import best_start, blocks, nearest
from lib.segments.passes import one_thread

NEIGHBOUR = 5
TIMES = 6.0
FEWEST = 20
SAMPLE = 2_000
CENTRES, ROWS_AT_ONCE = 16, 128
LEAST_ALLOWED, SHARE_ALLOWED, MOST_ALLOWED = 3, 0.01, 1_000


def outliers(shapes: np.ndarray, seed: int = 0) -> np.ndarray:
    """Which customers stand so far from all others that they would make a K of their own.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, 24)
        Load shapes as they are clustered (`shapes_of`).
    seed : int
        Of the sample, where there are more than 2,000 customers.

    Returns
    -------
    ndarray of bool, shape (n_customers,)
        At most 1 % of the customers (but 3 in a small file, and 1,000 in a large one), the farthest first; nobody
        where there are fewer than 20.

    Notes
    -----
    A customer is an outlier whose fifth nearest neighbour is more than six times as far as it is for the median
    customer: up to five of a kind are odd, six are a group.  On clean territories, of groups or of none, the
    largest ratio was 5.0; one of 60 American meters has 9.5, and was a segment of its own from K = 4 on.
    """
    n = len(shapes)
    odd = np.zeros(n, bool)
    if n < FEWEST:
        return odd
    allowed = max(LEAST_ALLOWED, min(int(SHARE_ALLOWED * n), MOST_ALLOWED))
    sample = np.sort(np.random.default_rng((seed, NEIGHBOUR)).permutation(n)[:SAMPLE])
    looked_at = np.union1d(sample, _farthest_out(shapes, sample, 2 * allowed, seed)) if n > SAMPLE else sample
    away = _to_neighbour(shapes[looked_at])
    usual = np.median(away[np.isin(looked_at, sample, assume_unique=True)])
    farthest = np.argsort(-away, kind="stable")[:allowed]
    odd[looked_at[farthest[away[farthest] > TIMES * usual]]] = (
        usual > 0
    )  # where half are alike nothing is usual
    return odd


@one_thread
def _to_neighbour(rows: np.ndarray) -> np.ndarray:
    """(n,) distance from each row to its fifth nearest neighbour."""
    rows = rows - rows.mean(axis=0, dtype=np.float64)
    squares = (rows**2).sum(axis=1)
    near = np.empty(len(rows))
    for first in range(0, len(rows), ROWS_AT_ONCE):
        some = slice(first, first + ROWS_AT_ONCE)
        apart = squares[some, None] + squares - 2.0 * rows[some] @ rows.T
        near[some] = np.partition(apart, NEIGHBOUR, axis=1)[:, NEIGHBOUR]  # the nearest is the row itself
    return np.sqrt(np.maximum(near, 0.0))


def _farthest_out(shapes: np.ndarray, sample: np.ndarray, count: int, seed: int) -> np.ndarray:
    """The customers farthest from the nearest of a few centres, each of them the centre of more than a handful."""
    rows = shapes[sample].astype(np.float64)
    centres = best_start(rows, CENTRES, seed, runs=1)
    shared = np.bincount(nearest(rows, centres), minlength=CENTRES) > NEIGHBOUR
    centres = centres[shared]
    away = [((block - centres[nearest(block, centres)]) ** 2).sum(axis=1) for block in blocks(shapes)]
    return np.argpartition(-np.concatenate(away), count)[:count]
