"""Clusterings with labels that are given, as K-means would have left them."""

import numpy as np

from lib.segments.criteria import Placement, place
from lib.segments.kmeans import Partitions
from lib.segments.passes import Rows, Stack, finished


def clustered(rows: np.ndarray, *labellings: np.ndarray, precision: type = np.float64) -> Partitions:
    """Partitions with these labels, 0 to k-1, whatever is nearest to what."""
    members = np.concatenate([labels == np.arange(labels.max() + 1)[:, None] for labels in labellings])
    counts, centre = members.sum(axis=1), rows.mean(axis=0)
    sizes = tuple(int(labels.max()) + 1 for labels in labellings)
    means = members @ (rows - centre) / counts[:, None]
    squares = members @ ((rows - centre) ** 2).sum(axis=1)
    labels = np.array(labellings, np.int8)
    return Partitions(Rows(rows, centre, precision), labels, Stack(means, sizes), counts, squares)


def placed(rows: np.ndarray, labels: np.ndarray, precision: type = np.float64) -> Placement:
    """How the rows lie in one such clustering."""
    return finished(place(clustered(rows, labels, precision=precision)))[0]


def clouds(n: int, k: int, seed: int = 0, far: float = 1.5) -> tuple[np.ndarray, np.ndarray]:
    """k round clouds in 24 dimensions, (n, 24), none of them empty, and the cloud of each row."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(k, size=n)
    labels[:k] = np.arange(k)
    return rng.normal(size=(n, 24)) + far * rng.normal(size=(k, 24))[labels], labels
