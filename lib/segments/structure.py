"""Are there groups at all? Cut finely, join what has no gap, count what is left.

A continuum cut into pieces chains back into one; real groups do not.  Method and measurements: docs/method.md,
"Choosing K".  The figures in this module come from there.
"""

from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from lib.profiles.shapes import fill_hours, shapes
from lib.segments.kmeans import best_start, content_order, lloyd, nearest, one_hot, sample_of
from lib.segments.types import Structure

SAMPLE = 5_000
FEWEST, SMALL_SAMPLE = 40, 200
COMPONENTS = 6
PIECES = (6, 7, 8, 10, 12)
MANY, FINER_PIECES = 7, (12, 14, 16, 20)  # from so many groups on they are counted again in finer cuts
STARTS = 3
HALVINGS = 4
JOINED = 1.75
NOTHING = 1.75
SMALL_SIDE = 3
APART = 1e6


@dataclass(frozen=True, slots=True)
class Chain:
    """One fine cut: sizes of its pieces, (m,), and the order in which they join, as scipy's linkage matrix."""

    sizes: np.ndarray
    joins: np.ndarray

    def pieces(self, gap: float) -> int:
        """What remains after joining all pairs with a gap up to this one: pieces of 5 customers and 3 %, or more."""
        from scipy.cluster.hierarchy import fcluster

        joined = fcluster(self.joins, gap, "distance")
        least = max(5.0, 0.03 * self.sizes.sum())
        return int((np.bincount(joined, weights=self.sizes) >= least).sum())

    @property
    def widest_gap(self) -> float:
        """The largest gap that still leaves two pieces; 0 where none does."""
        heights = self.joins[::-1, 2]
        return next((float(h) for h in heights if self.pieces(np.nextafter(h, 0.0)) >= 2), 0.0)


def find_structure(hourly_kw: np.ndarray, seed: int) -> Structure:
    """Say whether customers fall into groups, and into how many.

    Parameters
    ----------
    hourly_kw : ndarray of shape (n_customers, 24 x parts)
        Mean days of the customers kept, kW, as they are compared.  At most 5,000 of them are drawn.
    seed : int

    Returns
    -------
    Structure

    Notes
    -----
    Always on root shares, whatever scaling the segments use; but on shares of the day where any customer exports,
    since the root is steep at zero and leaves a hole there that is no gap between customers.  The widest gap must
    exceed 2.10 + 4.5 / sqrt(n); one bell has a gap of 1.32, an evenly filled line 1.73, two bells 4 standard
    deviations apart 2.09.
    """
    compared = compared_by(hourly_kw)
    chosen = sample_of(content_order(compared), SAMPLE, seed)
    n = len(chosen)
    bar = float(2.10 + 4.5 / np.sqrt(max(n, 1)))
    if n < FEWEST:
        return Structure("none", 1, 0.0, 0.0, bar, n, _caution(n, 1))
    rows = principal_components(compared[chosen])
    if not rows.any():
        return Structure("none", 1, 1.0, 0.0, bar, n, "All customers have the same shape.")
    found = _verdict(_cuts(rows, PIECES, seed), bar, n)
    if found.natural_k >= MANY:
        found = _verdict(_cuts(rows, FINER_PIECES, seed), bar, n)
    size = np.abs(fill_hours(hourly_kw[chosen])).sum(axis=1)
    return replace(found, size_share=_share_of_size(rows, size))


def compared_by(hourly_kw: np.ndarray) -> np.ndarray:
    """Root shares of the customers, or shares of the day where any of them exports, as wide as what is given."""
    return shapes(hourly_kw, "share" if (hourly_kw < 0).any() else "root_share")


def principal_components(rows: np.ndarray) -> np.ndarray:
    """Scores on the first six principal components, (n_rows, 6)."""
    centred = rows - rows.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    # Customers alike but for rounding are to count as alike.
    return np.round(centred @ axes[:, : -COMPONENTS - 1 : -1], 9)


@threadpool_limits.wrap(limits=1)
def gaps(train: np.ndarray, test: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Gap between each pair of pieces, with centroids from one half and the gap from the other.

    Parameters
    ----------
    train, test : ndarrays of shape (n_rows, n_columns)
    centroids : ndarray of shape (m, n_columns), where K-means starts on the first half

    Returns
    -------
    ndarray of shape (m, m), symmetric
        NaN where a side has three customers or fewer.

    Notes
    -----
    ``t = (x - (c_i + c_j) / 2)'w`` with ``w = W^-1 (c_i - c_j) / ((c_i - c_j)' W^-1 (c_i - c_j))`` for the rows
    nearest i or j; gap = (mean of t >= 0 - mean of t < 0) / (sd right + sd left).  In the space where W is the unit
    matrix t is, but for its length, the score of i less that of j, where the score of c is ``x.c - |c|^2 / 2``.
    """
    centroids = lloyd(train, centroids, passes=20)
    sphere = _whiten(train - centroids[nearest(train, centroids)])
    labels = nearest(test, centroids)
    centres = centroids @ sphere
    scores = test @ sphere @ centres.T - (centres**2).sum(axis=1) / 2
    t = scores[np.arange(len(test)), labels][:, None] - scores
    return _gap(*_own_sides(t, one_hot(labels, len(centroids))))


def _whiten(residuals: np.ndarray) -> np.ndarray:
    """Matrix that makes the pooled covariance, taken 5 % toward a sphere, the unit matrix."""
    covariance = residuals.T @ residuals / len(residuals)
    width = covariance.shape[0]
    radius = max(np.trace(covariance) / width, 1e-18)
    return np.linalg.cholesky(np.linalg.inv(0.95 * covariance + 0.05 * radius * np.eye(width)))


def _own_sides(t: np.ndarray, membership: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count, sum and sum of squares of t on the side of i, from the pieces i and j: (m, m) each.

    Row r of `t` (n_rows, m) points from each other piece to the row's own: rows of i with t >= 0 are on the side of
    i, and so are rows of j with t < 0, whose t changes its sign when seen from i.
    """
    home, over = np.where(t >= 0, t, 0.0), np.where(t < 0, t, 0.0)
    counts = membership @ (t >= 0) + (membership @ (t < 0)).T
    sums = membership @ home - (membership @ over).T
    squares = membership @ home**2 + (membership @ over**2).T
    return counts, sums, squares


def _gap(counts: np.ndarray, sums: np.ndarray, squares: np.ndarray) -> np.ndarray:
    enough = counts > SMALL_SIDE
    count = np.where(enough, counts, 2.0)
    mean = sums / count
    sd = np.sqrt(np.maximum(squares - count * mean**2, 0.0) / (count - 1))
    spread = np.maximum(sd + sd.T, (mean + mean.T) / APART)
    measured = enough & enough.T & (spread > 0)
    return np.where(measured, (mean + mean.T) / np.where(measured, spread, 1.0), np.nan)


def _cuts(rows: np.ndarray, pieces: tuple[int, ...], seed: int) -> list[Chain]:
    """Several cuts into each number of pieces, of which no more are made than a tenth of the rows, but six."""
    most = max(6, len(rows) / 10)
    return [_chain(rows, m, seed, start) for m in pieces if m <= most for start in range(STARTS)]


def _chain(rows: np.ndarray, m: int, seed: int, start: int) -> Chain:
    """Cut into m pieces, and join them by their gaps (single linkage)."""
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    rng = np.random.default_rng((seed, m, start))
    m = min(m, len(np.unique(rows, axis=0)))
    centroids = best_start(rows, m, int(rng.integers(2**31)), runs=1)
    sizes = np.bincount(nearest(rows, centroids), minlength=m)
    between = _mean_gaps(rows, centroids, rng)
    return Chain(sizes, linkage(squareform(between, checks=False), "single"))


def _mean_gaps(rows: np.ndarray, centroids: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Gaps averaged over random halvings, each used both ways.

    Where a side is too small the halving says nothing, and a pair that no halving could measure is apart.
    """
    total, measured = np.zeros((2, len(centroids), len(centroids)))
    for _ in range(HALVINGS):
        shuffled = rng.permutation(len(rows))
        one, other = rows[shuffled[::2]], rows[shuffled[1::2]]
        for found in (gaps(one, other, centroids), gaps(other, one, centroids)):
            total += np.nan_to_num(found)
            measured += ~np.isnan(found)
    between = np.where(measured > 0, total / np.maximum(measured, 1), APART)
    return _with_neighbours(between, measured > 0, centroids)


def _with_neighbours(between: np.ndarray, measured: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Gaps with each piece that could be measured against none at no gap from the nearest that could.

    It is no group of its own then, and no bridge between others either.
    """
    known = measured.any(axis=1)
    if not known.any():
        return np.zeros_like(between)
    apart = np.linalg.norm(centroids[:, None] - centroids[known], axis=2)
    for piece in np.flatnonzero(~known):
        neighbour = np.flatnonzero(known)[apart[piece].argmin()]
        between[piece, neighbour] = between[neighbour, piece] = 0.0
    return between


def _verdict(chains: list[Chain], bar: float, n: int) -> Structure:
    gaps_found = np.array([chain.widest_gap for chain in chains])
    widest = float(np.median(gaps_found))
    if widest < bar:
        verdict = "none" if widest < NOTHING else "continuum"
        return Structure(verdict, 1, float(np.mean(gaps_found < bar)), widest, bar, n, _caution(n, 1))
    pieces = [chain.pieces(JOINED) for chain in chains]
    k = max(2, _commonest(pieces))
    verdict = "distinct" if _commonest([chain.pieces(bar) for chain in chains]) == k else "overlapping"
    return Structure(verdict, k, float(np.mean(np.array(pieces) == k)), widest, bar, n, _caution(n, k))


def _share_of_size(rows: np.ndarray, size: np.ndarray) -> float:
    """Share of the variance of the rows that goes with the logarithm of size (straight line), 0 to 1."""
    log_size = np.log(np.maximum(size, 1e-9))
    log_size -= log_size.mean()
    if not log_size.any():
        return 0.0
    slope = log_size @ rows / (log_size @ log_size)
    return float((slope**2).sum() * (log_size @ log_size) / (rows**2).sum())


def _commonest(numbers: list[int]) -> int:
    """The commonest number; of several, the one nearest the median."""
    values, times = np.unique(numbers, return_counts=True)
    most = values[times == times.max()]
    return int(most[np.abs(most - np.median(numbers)).argmin()])


def _caution(n: int, k: int) -> str:
    if n < FEWEST:
        return f"Only {n} customers: too few to look for groups, so their absence is not shown."
    if n < 100:
        return f"Small sample ({n} customers): absence of groups is not shown."
    if n < SMALL_SAMPLE:
        return f"Small sample ({n} customers)."
    return "Twelve groups and more may be counted too low." if k >= 12 else ""
