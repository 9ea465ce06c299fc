"""The figures of segments that another way than K-means has found: the same ones, from the same functions."""

import numpy as np

from lib.segments.criteria import place
from lib.segments.kmeans import EXACT_UP_TO, Partitions, members
from lib.segments.passes import Rows, Stack, finished, one_thread
from lib.segments.silhouettes import euclidean_silhouettes
from lib.segments.sweep import told
from lib.segments.types import KFit


@one_thread
def judged(shapes: np.ndarray, labels: np.ndarray, seed: int, centroids: np.ndarray | None = None) -> KFit:
    """A way of parting customers with the figures by which K-means is judged.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, n_columns)
    labels : ndarray of int, shape (n_customers,), 0 to k-1, none of them empty
    centroids : ndarray of shape (k, n_columns), what stands for each segment where it is not the mean of its shapes.

    Returns
    -------
    KFit
        Inertia and all criteria are about the means, so that ways of parting can be compared; `seconds` is 0.
    """
    k = int(labels.max()) + 1
    labels = labels.astype(np.int8)
    counts, sums = members(shapes, labels, k)
    means, centre = sums / counts[:, None], shapes.mean(axis=0, dtype=np.float64).astype(shapes.dtype)
    exact = np.float64 if len(shapes) <= EXACT_UP_TO else np.float32
    squares = np.bincount(labels, ((shapes - centre) ** 2).sum(axis=1), k)
    parts = Partitions(
        Rows(shapes, centre, exact), labels[None], Stack(means - centre, (k,)), counts, squares
    )
    placement = finished(place(parts))[0]
    silhouette = euclidean_silhouettes(shapes, centre, labels[None], [counts], seed)[0]
    return told(means if centroids is None else centroids, labels, placement, silhouette, k, None, 0.0)
