"""K-means that gives the same answer whatever the order of the customers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

SAMPLE = 20_000
BLOCK = 16_384


@dataclass(frozen=True, slots=True)
class Partition:
    """K-means with one K; no cluster is empty.

    Attributes
    ----------
    labels : ndarray of int32, shape (n_rows,), 0 to k-1.
    centroids : ndarray of shape (k, n_columns), the means of the members.
    """

    labels: np.ndarray
    centroids: np.ndarray


def kmeans(rows: np.ndarray, k: int, seed: int) -> Partition:
    """The best of many K-means runs.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_columns)
        In content order (`content_order`), so that the order of the customers changes nothing.
    k : int
        Clusters; at most the number of distinct rows is used.
    seed : int
        Of the random starts.

    Returns
    -------
    Partition

    Notes
    -----
    scikit-learn finds the start (k-means++, 10 runs, 20 above K = 6: with one run the best solution was missed in
    11 of 12 trials at K = 8) on at most 20,000 rows; Lloyd passes over all rows finish.
    """
    sample = sample_of(rows, SAMPLE, seed)
    k = min(k, count_distinct(sample))
    start = best_start(sample, k, seed, runs=10 if k <= 6 else 20)
    return partition(rows, lloyd(rows, start))


def content_order(rows: np.ndarray) -> np.ndarray:
    """An order of the rows that depends on what they hold, not on where they stand; shape (n_rows,).

    Notes
    -----
    The key is a fixed random combination of the columns, added up column by column so that equal rows get equal
    keys to the last bit.
    """
    weights = np.random.default_rng(0).standard_normal(rows.shape[1])
    key = np.zeros(len(rows))
    for column, weight in zip(rows.T, weights, strict=True):
        key += weight * column
    return np.argsort(key, kind="stable")


def sample_of(rows: np.ndarray, size: int, seed: int) -> np.ndarray:
    """At most `size` of the rows, drawn at random, in their order."""
    if len(rows) <= size:
        return rows
    chosen = np.random.default_rng(seed).choice(len(rows), size, replace=False)
    return rows[np.sort(chosen)]


def count_distinct(rows: np.ndarray) -> int:
    """Rows that differ by more than rounding, among rows in content order, where equals are neighbours."""
    rounding = 1e-9 * np.abs(rows).max()
    return 1 + int(np.any(np.abs(np.diff(rows, axis=0)) > rounding, axis=1).sum())


def best_start(rows: np.ndarray, k: int, seed: int, runs: int) -> np.ndarray:
    """Centroids of scikit-learn's best of some K-means runs, shape (k, n_columns)."""
    from sklearn.cluster import KMeans

    with threadpool_limits(
        limits=1
    ):  # several threads are slower here, and add up in another order each time
        return KMeans(k, n_init=runs, random_state=seed).fit(rows).cluster_centers_


@threadpool_limits.wrap(limits=1)
def lloyd(rows: np.ndarray, centroids: np.ndarray, passes: int = 50, tolerance: float = 1e-5) -> np.ndarray:
    """Centroids after Lloyd passes, until one lowers the inertia by less than `tolerance` of it.

    An empty cluster keeps its centroid.
    """
    before = np.inf
    squares = np.einsum("ij,ij->", rows, rows)
    for _ in range(passes):
        counts, sums, excess = _pass(rows, centroids)
        inertia = squares + excess
        centroids = np.where(counts > 0, sums / np.maximum(counts, 1), centroids)
        if before - inertia <= tolerance * inertia:
            break
        before = inertia
    return centroids


def nearest(rows: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Number of the nearest centroid of each row, int32 of shape (n_rows,)."""
    labels = [_excess(block, centroids).argmin(axis=1) for block in blocks(rows)]
    return np.concatenate(labels).astype(np.int32)


def partition(rows: np.ndarray, centroids: np.ndarray) -> Partition:
    """Rows at their nearest centroid, empty clusters left out, centroids at the means of their members."""
    found = nearest(rows, centroids)
    used = np.bincount(found, minlength=len(centroids)) > 0
    labels = (np.cumsum(used) - 1)[found].astype(np.int32)
    counts, sums = members(rows, labels, used.sum())
    return Partition(labels, sums / counts[:, None])


def members(rows: np.ndarray, labels: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """How many rows each cluster has, (k,), and their sum, (k, n_columns)."""
    sums = np.zeros((k, rows.shape[1]))
    for block, label in zip(blocks(rows), blocks(labels), strict=True):
        sums += one_hot(label, k) @ block
    return np.bincount(labels, minlength=k), sums


def one_hot(labels: np.ndarray, k: int) -> np.ndarray:
    """Membership as numbers, (k, n_rows): times the rows it gives the sum of each cluster."""
    return (labels == np.arange(k)[:, None]).astype(np.float64)


def blocks(rows: np.ndarray, size: int = BLOCK) -> Iterator[np.ndarray]:
    """The rows in pieces, so that no step needs memory in proportion to rows x clusters."""
    return (rows[first : first + size] for first in range(0, len(rows), size))


def _pass(rows: np.ndarray, centroids: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Counts (k, 1) and sums (k, n_columns) of the rows nearest each centroid, and their excess in all."""
    k = len(centroids)
    counts, sums, total = np.zeros((k, 1)), np.zeros_like(centroids), 0.0
    for block in blocks(rows):
        excess = _excess(block, centroids)
        labels = excess.argmin(axis=1)
        membership = one_hot(labels, k)
        counts += membership.sum(axis=1, keepdims=True)
        sums += membership @ block
        total += excess[np.arange(len(block)), labels].sum()
    return counts, sums, total


def _excess(rows: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Squared distance to each centroid, less the row's own square: (n_rows, k)."""
    return (centroids**2).sum(axis=1) - 2.0 * (rows @ centroids.T)
