"""Other ways than K-means to part the same shapes: Ward's, k-medoids, and k-medoids under time warping."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lib.segments.judged import judged
from lib.segments.kmeans import best_start, blocks, content_order, nearest, sample_of
from lib.segments.passes import BLOCK, one_thread
from lib.segments.starts import distinct
from lib.segments.types import KFit
from lib.segments.ward import cut, ward_tree
from lib.segments.warping import warped

DIRECT_UP_TO = 2_000  # customers; above, ways that need all pairs work on micro-clusters
MICRO, DRAWN = 300, 6_000
Distance = Callable[[np.ndarray, np.ndarray], np.ndarray]


@one_thread
def part(shapes: np.ndarray, k: int, seed: int, method: str) -> KFit:
    """Customers parted by another method than K-means, with the same figures.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, n_columns), as K-means takes them.
    method : "ward", "kmedoids" or "dtw".

    Returns
    -------
    KFit
        `centroids` are mean shapes for Ward, and for the other two shapes of real customers.

    Notes
    -----
    Above 2,000 customers 300 micro-clusters are made by K-means on a sample, and customers go with the nearest.  Ward
    merges micro-clusters by how many customers are in them; the medoids are sought among the customers nearest to
    their centres.  The order of the customers changes nothing.

    References
    ----------
    Schubert and Rousseeuw (2021), Fast and eager k-medoids clustering, doi:10.1016/j.is.2021.101804.
    """
    began = time.perf_counter()
    order = content_order(shapes)
    rows = shapes[order]
    k = min(k, int(distinct(sample_of(rows, DRAWN, seed)).sum()))
    labels, centroids = WAYS[method](rows, k, seed)
    given = np.empty(len(rows), np.int64)
    given[order] = labels
    return replace(judged(shapes, given, seed, centroids), seconds=time.perf_counter() - began)


def micro_clusters(rows: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Centres of 300 micro-clusters, and the number of each row's; up to 2,000 rows each is one of its own."""
    if len(rows) <= DIRECT_UP_TO:
        return rows, np.arange(len(rows))
    drawn = sample_of(rows, DRAWN, seed)
    centres = best_start(drawn, min(MICRO, int(distinct(drawn).sum())), seed, runs=1)
    used, number = np.unique(nearest(rows, centres), return_inverse=True)
    return centres[used], number


def tree_of(shapes: np.ndarray, seed: int) -> np.ndarray:
    """Merges of Ward's method for these customers, as SciPy has them; their order changes nothing."""
    centres, number = micro_clusters(shapes[content_order(shapes)], seed)
    return ward_tree(centres, np.bincount(number))


def _ward(rows: np.ndarray, k: int, seed: int) -> tuple[np.ndarray, None]:
    centres, number = micro_clusters(rows, seed)
    return cut(ward_tree(centres, np.bincount(number)), k)[number], None


def _by_medoids(distance: Distance) -> Callable[[np.ndarray, int, int], tuple[np.ndarray, np.ndarray]]:
    def way(rows: np.ndarray, k: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Labels, and the shapes of the k customers from whom the others are least away."""
        import kmedoids

        faces = rows[_nearest_to(micro_clusters(rows, seed)[0], rows)]
        apart = distance(faces, faces)
        chosen = kmedoids.fasterpam(apart, k, init="build", random_state=seed, n_cpu=1).medoids
        medoids = faces[np.sort(chosen)]
        labels = np.concatenate([distance(block, medoids).argmin(axis=1) for block in blocks(rows)])
        used, labels = np.unique(labels, return_inverse=True)
        return labels, medoids[used]

    return way


def _nearest_to(centres: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The row nearest to each centre, each once, ascending."""
    if centres is rows:
        return np.arange(len(rows))
    best, found = np.full(len(centres), np.inf), np.zeros(len(centres), np.int64)
    for number, block in enumerate(blocks(rows)):
        apart = _apart(centres, block)
        at = apart.argmin(axis=1)
        nearer = apart[np.arange(len(centres)), at]
        closer = nearer < best
        best[closer], found[closer] = nearer[closer], number * BLOCK + at[closer]
    return np.unique(found)


def _apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(n, m) Euclidean distances, float32."""
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    return np.sqrt(np.maximum(squares, 0)).astype(np.float32)


WAYS = {"ward": _ward, "kmedoids": _by_medoids(_apart), "dtw": _by_medoids(warped)}
