"""How good clusterings are, by the textbook: from counts, sums and squares of clusters, and one pass over the rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from lib.segments.kmeans import Partitions
from lib.segments.passes import BLOCK, over_blocks


@dataclass(frozen=True, slots=True)
class Sums:
    """What the criteria need of each cluster.

    Attributes
    ----------
    counts : (k,) rows N; means : (k, n_columns) of the rows, c; squares : (k,) sum of their squares |x|^2.
    """

    counts: np.ndarray
    means: np.ndarray
    squares: np.ndarray

    @property
    def within(self) -> np.ndarray:
        """(k,) sum of squared distances of the rows to the own mean, W = sum |x|^2 - N |c|^2."""
        return np.maximum(self.squares - self.counts * (self.means**2).sum(axis=1), 0.0)

    @property
    def inertia(self) -> float:
        """Sum of squared distances to the mean of the own cluster."""
        return float(self.within.sum())

    @property
    def total(self) -> float:
        """The same with all rows taken as one cluster."""
        overall = self.counts @ self.means / self.counts.sum()
        return float(max(self.squares.sum() - self.counts.sum() * (overall @ overall), 0.0))


def variance_explained(sums: Sums) -> float:
    """1 - W_K / W_1, from 0 (one cluster) to 1; 0 where all rows are alike."""
    return 1.0 - sums.inertia / sums.total if sums.total and len(sums.counts) > 1 else 0.0


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
    return float((sums.total - within) / (k - 1) / (within / (n - k)))


def davies_bouldin(means: np.ndarray, spread: np.ndarray) -> float:
    """Mean over clusters of the worst (S_i + S_j) / |c_i - c_j|, S the mean distance to the own centroid, (k,).

    Smaller is better; NaN with one cluster.

    References
    ----------
    Davies and Bouldin (1979), A cluster separation measure, doi:10.1109/TPAMI.1979.4766909.
    """
    if len(means) < 2:
        return float("nan")
    apart = np.linalg.norm(means[:, None] - means, axis=2)
    np.fill_diagonal(apart, np.inf)
    return float(((spread[:, None] + spread) / apart).max(axis=1).mean())


def smallest_share(sums: Sums) -> float:
    """Size of the smallest cluster as a share of all rows, 0 to 1."""
    return float(sums.counts.min() / sums.counts.sum())


@dataclass(frozen=True, slots=True)
class Placement:
    """How the rows lie about the means of one clustering.

    Attributes
    ----------
    sums : Sums
    spread : (k,) mean distance of the rows to the own mean.
    silhouette_squared : mean silhouette on squared distances, exact; NaN with one cluster.
    at_nearest : share of the rows whose own mean is their nearest, 0 to 1.
    """

    sums: Sums
    spread: np.ndarray
    silhouette_squared: float
    at_nearest: float


def place(found: Partitions) -> Iterator[int]:
    """Look at every row from the means of all clusterings; yields rows done, returns a list of Placement.

    Notes
    -----
    The mean squared distance of x to the rows of a cluster is |x - c|^2 + W / N, to the other rows of its own one
    N / (N - 1) times that.  So the silhouette on squared distances is exact, in O(n k d), as in Spark's
    ClusteringEvaluator.  A row alone in its cluster has silhouette 0.
    """
    parts = found.stack.parts
    every = [Sums(found.counts[part], found.stack.centres[part], found.squares[part]) for part in parts]
    spread, figures = np.zeros(len(found.counts)), np.zeros((2, len(every)))
    work = partial(_place_block, found, _Centres.of(found, every))
    for blocks in over_blocks(work, len(found.rows)):
        for block_spread, block_figures in blocks:
            spread += block_spread
            figures += block_figures
        yield len(blocks) * BLOCK
    spread /= found.counts
    silhouette, near = figures / len(found.rows)
    silhouette[np.array(found.stack.sizes) == 1] = np.nan
    return [
        Placement(sums, spread[part], float(silhouette[i]), float(near[i]))
        for i, (sums, part) in enumerate(zip(every, parts, strict=True))
    ]


@dataclass(frozen=True, slots=True)
class _Centres:
    """What a block needs of the centres of all clusterings, in the precision of its products.

    Attributes
    ----------
    scorer : see Stack. first : (n_clusterings, 1) number of the first centre of each.
    variance : (n_centres,) W / N. others : (n_centres,) N / (N - 1). alone : which centres have one row only.
    """

    scorer: np.ndarray
    first: np.ndarray
    variance: np.ndarray
    others: np.ndarray
    alone: np.ndarray

    @classmethod
    def of(cls, found: Partitions, every: list[Sums]) -> "_Centres":
        precision, counts = found.rows.precision, found.counts
        return cls(
            found.stack.scorer.astype(precision),
            np.array([[part.start] for part in found.stack.parts]),
            np.concatenate([sums.within / sums.counts for sums in every]).astype(precision),
            (counts / np.maximum(counts - 1, 1)).astype(precision),
            counts == 1,
        )


def _place_block(found: Partitions, centres: _Centres, first: int) -> tuple[np.ndarray, np.ndarray]:
    """Sums over the rows of a block: distances to the own mean, by centre; silhouettes, and rows at their nearest."""
    block, parts = found.rows.block(first), found.stack.parts
    squares = np.einsum("ij,ij->i", block[:, :-1], block[:, :-1])
    scores = centres.scorer @ block.T
    own = found.labels[:, first : first + len(block)] + centres.first
    mine = scores[own, np.arange(len(block))]
    near = [np.count_nonzero(scores[part].max(axis=0) == row) for part, row in zip(parts, mine, strict=True)]
    away = np.maximum(squares - 2 * mine, 0)
    spread = np.bincount(own.ravel(), np.sqrt(away).ravel(), len(scores))
    silhouettes = _silhouettes(away, squares, scores, own, parts, centres)
    return spread, np.array([silhouettes.sum(axis=1, dtype=np.float64), near])


def _silhouettes(
    away: np.ndarray,
    squares: np.ndarray,
    scores: np.ndarray,
    own: np.ndarray,
    parts: list[slice],
    centres: _Centres,
) -> np.ndarray:
    """Silhouettes on squared distances, like `away`, the squared distance to the own mean. Spends `scores`."""
    inside = (away + centres.variance[own]) * centres.others[own]
    scores -= centres.variance[:, None] / 2
    scores[own, np.arange(len(squares))] = -np.inf
    best = np.stack([scores[part].max(axis=0) for part in parts])
    next_one = np.where(np.isfinite(best), np.maximum(squares - 2 * best, 0), 0)
    larger = np.maximum(inside, next_one)
    larger[larger == 0] = 1  # on the spot of everybody: 0
    result = (next_one - inside) / larger
    if centres.alone.any():
        result[centres.alone[own]] = 0
    return result
