"""Would other customers of the same kind give the same segments?  Measured after the curves, on a sample."""

from dataclasses import replace

import numpy as np

from lib.segments.kmeans import best_start, content_order, lloyd, nearest, sample_of
from lib.segments.starts import distinct
from lib.segments.types import KFit

SAMPLE = 10_000
SPLITS = 2
REFITS = 10
RUNS = 2


def measure_stability(shapes: np.ndarray, fit: KFit, seed: int) -> KFit:
    """The fit with its prediction strength and its stability under bootstrap refits.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, 24)
        The same that were fitted.  At most 10,000 are drawn.
    fit : KFit
    seed : int

    Returns
    -------
    KFit
    """
    return replace(
        fit,
        prediction_strength=prediction_strength(shapes, fit.k, seed),
        stability_ari=bootstrap_ari(shapes, fit.centroids, seed),
    )


def prediction_strength(shapes: np.ndarray, k: int, seed: int) -> float:
    """How far the segments of one half of the customers say who is alike in the other half, 0 to 1.

    Notes
    -----
    Both halves are clustered; in each segment of one, the share of pairs that the other's centroids also put
    together; the minimum over segments, the mean over two splits, each used both ways.  A segment of one customer has
    no pairs and counts as 0.  Reproducible is not the same as real: a continuum is cut reproducibly too.

    References
    ----------
    Tibshirani and Walther (2005), Cluster validation by prediction strength, doi:10.1198/106186005X59243.
    """
    rows = _sample(shapes, seed)
    if len(rows) < 2 * k:
        return 0.0
    rng = np.random.default_rng(seed)
    strengths = []
    for _ in range(SPLITS):
        first = rng.permutation(len(rows)) % 2 == 0
        halves = rows[first], rows[~first]
        one, other = (_centroids(half, k, rng) for half in halves)
        strengths += [_strength(halves[0], one, other), _strength(halves[1], other, one)]
    return float(np.mean(strengths))


def bootstrap_ari(shapes: np.ndarray, centroids: np.ndarray, seed: int) -> float:
    """Mean adjusted Rand index of the labels with those given by the centroids of 10 bootstrap refits, at most 1.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, 24)
    centroids : ndarray of shape (k, 24), in the space of the shapes
    seed : int

    References
    ----------
    Hubert and Arabie (1985), Comparing partitions, doi:10.1007/BF01908075.
    """
    from sklearn.metrics import adjusted_rand_score

    rows = _sample(shapes, seed)
    labels = nearest(rows, centroids)
    rng = np.random.default_rng(seed)
    agreement = []
    for _ in range(REFITS):
        drawn = np.sort(rng.integers(len(rows), size=len(rows)))
        refit = _centroids(rows[drawn], len(centroids), rng)
        agreement.append(adjusted_rand_score(labels, nearest(rows, refit)))
    return float(np.mean(agreement))


def _sample(shapes: np.ndarray, seed: int) -> np.ndarray:
    return sample_of(shapes[content_order(shapes)], SAMPLE, seed)


def _centroids(rows: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    k = min(k, int(distinct(rows).sum()))
    return lloyd(rows, best_start(rows, k, int(rng.integers(2**31)), RUNS))


def _strength(rows: np.ndarray, own: np.ndarray, others: np.ndarray) -> float:
    """The weakest of the segments around `own`: share of its pairs that are together around `others`."""
    together = np.zeros((len(own), len(others)))
    np.add.at(together, (nearest(rows, own), nearest(rows, others)), 1)
    size = together.sum(axis=1)
    pairs = size * (size - 1)
    kept = (together * (together - 1)).sum(axis=1)
    return float(np.where(pairs > 0, kept / np.maximum(pairs, 1), 0.0).min())
