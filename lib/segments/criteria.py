"""How good a partition is, by the textbook: all from counts, sums and sums of squares of its clusters."""

from dataclasses import dataclass

import numpy as np

from lib.segments.kmeans import blocks, members


@dataclass(frozen=True, slots=True)
class Sums:
    """What the criteria need of each cluster.

    Attributes
    ----------
    counts : (k,) rows N; totals : (k, n_columns) sum Y of the rows; squares : (k,) sum Psi of their squares.
    """

    counts: np.ndarray
    totals: np.ndarray
    squares: np.ndarray

    @property
    def means(self) -> np.ndarray:
        return self.totals / self.counts[:, None]

    @property
    def overall(self) -> "Sums":
        """The same of all rows taken as one cluster."""
        return Sums(*(part.sum(axis=0, keepdims=True) for part in (self.counts, self.totals, self.squares)))

    @property
    def inertia(self) -> float:
        """Sum of squared distances to the mean of the own cluster, W = sum (Psi - |Y|^2 / N)."""
        within = self.squares - (self.totals**2).sum(axis=1) / self.counts
        return float(np.maximum(within, 0.0).sum())


def sums_of(rows: np.ndarray, labels: np.ndarray) -> Sums:
    """Sums of each cluster.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_columns), centred: squares of rows far from zero lose digits.
    labels : ndarray of int, shape (n_rows,), 0 to k-1.

    Returns
    -------
    Sums
    """
    k = int(labels.max()) + 1
    counts, totals = members(rows, labels, k)
    squares = np.bincount(labels, weights=np.einsum("ij,ij->i", rows, rows), minlength=k)
    return Sums(counts, totals, squares)


def variance_explained(sums: Sums) -> float:
    """1 - W_K / W_1, from 0 (one cluster) to 1; 0 where all rows are alike."""
    total = sums.overall.inertia
    return 1.0 - sums.inertia / total if total else 0.0


def calinski_harabasz(sums: Sums) -> float:
    """Variance between over variance within, each by its degrees of freedom; NaN where one of them is nil.

    References
    ----------
    Calinski and Harabasz (1974), A dendrite method for cluster analysis, doi:10.1080/03610927408827101.
    """
    k, n = len(sums.counts), sums.counts.sum()
    within = sums.inertia
    if k < 2 or not within:
        return float("nan")
    return float((sums.overall.inertia - within) / (k - 1) / (within / (n - k)))


def davies_bouldin(rows: np.ndarray, labels: np.ndarray, sums: Sums) -> float:
    """Mean over clusters of the worst (S_i + S_j) / |c_i - c_j|, S the mean distance to the own centroid.

    Smaller is better; NaN with one cluster.

    References
    ----------
    Davies and Bouldin (1979), A cluster separation measure, doi:10.1109/TPAMI.1979.4766909.
    """
    k, means = len(sums.counts), sums.means
    if k < 2:
        return float("nan")
    away = [
        np.linalg.norm(b - means[own], axis=1) for b, own in zip(blocks(rows), blocks(labels), strict=True)
    ]
    spread = np.bincount(labels, weights=np.concatenate(away)) / sums.counts
    apart = np.linalg.norm(means[:, None] - means, axis=2)
    np.fill_diagonal(apart, np.inf)
    return float(((spread[:, None] + spread) / apart).max(axis=1).mean())


def smallest_share(sums: Sums) -> float:
    """Size of the smallest cluster as a share of all rows, 0 to 1."""
    return float(sums.counts.min() / sums.counts.sum())
