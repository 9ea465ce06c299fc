"""Silhouettes: is a customer closer to its own segment than to the next one?

For a customer, a is the mean distance to the others of its own segment, b the smallest mean distance to another
segment, and its silhouette (b - a) / max(a, b): 1 well placed, 0 on the border, negative misplaced.

References
----------
Rousseeuw (1987), Silhouettes, doi:10.1016/0377-0427(87)90125-7.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from lib.segments.criteria import Sums
from lib.segments.kmeans import blocks, one_hot

EXACT_UP_TO = 20_000
QUERIES, REFERENCES = 4_000, 30_000
FEWEST_QUERIES, FEWEST_REFERENCES = 50, 300
DISTANCES_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True)
class Silhouette:
    """Euclidean silhouettes of a partition.

    Attributes
    ----------
    each : (n_rows,) of each row; NaN where it was not measured.
    mean, low, high : of all rows, with its 95 % interval; the three are equal where every row was measured.
    """

    each: np.ndarray
    mean: float
    low: float
    high: float


def squared_silhouette(rows: np.ndarray, labels: np.ndarray, sums: Sums) -> np.ndarray:
    """Silhouette of each row on squared distances, exact.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_columns), centred
    labels : ndarray of int, shape (n_rows,), 0 to k-1
    sums : Sums of these rows and labels

    Returns
    -------
    ndarray of shape (n_rows,)
        -1 to 1; NaN with one cluster.  Reads higher than the Euclidean one: never compare the two.

    Notes
    -----
    With xi = |x|^2 and a cluster's N, Y = sum x, Psi = sum xi, its squared distances from x add up to
    ``N xi + Psi - 2 x.Y``: O(n k d), as Spark's ClusteringEvaluator has it.
    """
    result = [
        _silhouettes(_squared_distances(block, sums), sums.counts, own, np.ones(len(own)))
        for block, own in zip(blocks(rows), blocks(labels), strict=True)
    ]
    return np.concatenate(result)


def _squared_distances(rows: np.ndarray, sums: Sums) -> np.ndarray:
    xi = np.einsum("ij,ij->i", rows, rows)[:, None]
    return np.maximum(sums.counts * xi + sums.squares - 2.0 * rows @ sums.totals.T, 0.0)


@threadpool_limits.wrap(limits=1)
def euclidean_silhouettes(rows: np.ndarray, labellings: Sequence[np.ndarray], seed: int) -> list[Silhouette]:
    """Euclidean silhouettes of several partitions of the same rows.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_columns), centred
    labellings : ndarrays of int, shape (n_rows,) each, 0 to k-1
    seed : int
        Of the samples, where there are more than 20,000 rows.

    Returns
    -------
    list of Silhouette, one a partition

    Notes
    -----
    Exact up to 20,000 rows, all partitions in one pass over the distances.  Above, about 4,000 rows drawn in
    proportion from each cluster are measured against 30,000 drawn likewise.  (A silhouette within one small sample,
    as scikit-learn's ``sample_size`` has it, is biased low.)
    """
    if len(rows) > EXACT_UP_TO:
        return [_sampled(rows, labels, seed) for labels in labellings]
    return _exact(rows, labellings)


def _exact(rows: np.ndarray, labellings: Sequence[np.ndarray]) -> list[Silhouette]:
    counts = [np.bincount(labels) for labels in labellings]
    stacked = np.concatenate([one_hot(labels, len(n)) for labels, n in zip(labellings, counts, strict=True)])
    distances = np.concatenate(list(_distance_sums(rows, rows, stacked)))
    ends = np.cumsum([len(n) for n in counts])[:-1]
    results = []
    for of_clusters, n, labels in zip(np.split(distances, ends, axis=1), counts, labellings, strict=True):
        each = _silhouettes(of_clusters, n, labels, np.ones(len(labels)))
        mean = float(each.mean())
        results.append(Silhouette(each, mean, mean, mean))
    return results


def _sampled(rows: np.ndarray, labels: np.ndarray, seed: int) -> Silhouette:
    rng = np.random.default_rng(seed)
    sizes = np.bincount(labels)
    asked = _stratified(labels, sizes, QUERIES, FEWEST_QUERIES, rng)
    known = _stratified(labels, sizes, REFERENCES, FEWEST_REFERENCES, rng)
    membership = one_hot(labels[known], len(sizes))
    distances = np.concatenate(list(_distance_sums(rows[asked], rows[known], membership)))
    among_known = np.isin(asked, known, assume_unique=True)
    found = _silhouettes(distances, np.bincount(labels[known]), labels[asked], among_known)
    each = np.full(len(labels), np.nan)
    each[asked] = found
    return Silhouette(each, *_estimate(found, labels[asked], sizes, len(known)))


def _stratified(
    labels: np.ndarray, sizes: np.ndarray, size: int, fewest: int, rng: np.random.Generator
) -> np.ndarray:
    """Row numbers drawn from each cluster in proportion, at least `fewest` or all of it; ascending."""
    wanted = np.minimum(sizes, np.maximum(fewest, np.round(size * sizes / sizes.sum()).astype(int)))
    by_cluster = np.split(np.argsort(labels, kind="stable"), np.cumsum(sizes)[:-1])
    drawn = [rng.choice(rows, n, replace=False) for rows, n in zip(by_cluster, wanted, strict=True)]
    return np.sort(np.concatenate(drawn))


def _estimate(
    found: np.ndarray, labels: np.ndarray, sizes: np.ndarray, references: int
) -> tuple[float, float, float]:
    """Stratified mean with its 95 % interval."""
    n = np.bincount(labels)
    share = sizes / sizes.sum()
    mean = np.bincount(labels, weights=found) / n
    variance = np.bincount(labels, weights=(found - mean[labels]) ** 2) / np.maximum(n - 1, 1)
    # The references are a sample as well: they add as many times less as there are more of them.
    error = np.sqrt((share**2 * variance / n * (1 - n / sizes)).sum() * (1 + len(found) / references))
    middle = float((share * mean).sum())
    return middle, float(middle - 1.96 * error), float(middle + 1.96 * error)


def _distance_sums(rows: np.ndarray, references: np.ndarray, membership: np.ndarray) -> Iterator[np.ndarray]:
    """Sum of the distances from each row to the references of each cluster, block by block."""
    squares = np.einsum("ij,ij->i", references, references)
    for block in blocks(rows, max(1, DISTANCES_AT_ONCE // len(references))):
        distances = squares - 2.0 * block @ references.T
        distances += np.einsum("ij,ij->i", block, block)[:, None]
        np.sqrt(np.maximum(distances, 0.0, out=distances), out=distances)
        yield distances @ membership.T


def _silhouettes(
    distances: np.ndarray, counts: np.ndarray, labels: np.ndarray, itself: np.ndarray
) -> np.ndarray:
    """Silhouettes from sums of distances (n_rows, k); `itself` is 1 where the row is among those summed over."""
    if distances.shape[1] < 2:
        return np.full(len(distances), np.nan)
    row = np.arange(len(distances))
    others = counts[labels] - itself
    own = distances[row, labels] / np.maximum(others, 1)
    mean = distances / counts
    mean[row, labels] = np.inf
    next_one = mean.min(axis=1)
    larger = np.maximum(own, next_one)
    placed = (others > 0) & (larger > 0)  # alone in its segment, or on the spot of everybody: 0 by definition
    return np.where(placed, (next_one - own) / np.where(placed, larger, 1.0), 0.0)
