"""Silhouettes: is a customer closer to its own segment than to the next one?

For a customer, a is the mean distance to the others of its own segment, b the smallest mean distance to another
segment, and its silhouette (b - a) / max(a, b): 1 well placed, 0 on the border, negative misplaced.

References
----------
Rousseeuw (1987), Silhouettes, doi:10.1016/0377-0427(87)90125-7.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from lib.segments.passes import THREADS, one_thread

EXACT_UP_TO = 20_000
QUERIES, REFERENCES = 4_000, 30_000
FEWEST_QUERIES, FEWEST_REFERENCES = 50, 300
TILE = 128, 1_024  # queries and references whose distances are held at once: they fit a core's own cache


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """Rows drawn, ascending, and the chance that each had under each partition; 0 where it was drawn for others alone.

    Attributes
    ----------
    rows : (n_drawn,)
    chance : (n_partitions, n_drawn); (n_drawn,) where it is of one partition.
    """

    rows: np.ndarray
    chance: np.ndarray

    @property
    def weight(self) -> np.ndarray:
        """How many rows each stands for, like `chance`: the inverse of its chance."""
        return np.divide(1.0, self.chance, out=np.zeros_like(self.chance), where=self.chance > 0)


@one_thread
def euclidean_silhouettes(
    rows: np.ndarray, centre: np.ndarray, labellings: np.ndarray, counts: list[np.ndarray], seed: int
) -> list[Silhouette]:
    """Euclidean silhouettes of several partitions of the same rows, with one pass over the distances for all.

    Parameters
    ----------
    rows : ndarray of shape (n_rows, n_columns)
    centre : ndarray of shape (n_columns,), near the middle of the rows
    labellings : ndarray of int, shape (n_partitions, n_rows), 0 to k-1
    counts : of each partition, (k,) rows of its clusters, none of them empty
    seed : int
        Of the sample, where there are more than 20,000 rows.

    Returns
    -------
    list of Silhouette, one a partition

    Notes
    -----
    Exact up to 20,000 rows.  Above, about 4,000 rows are measured against about 30,000.  Each row has the same chance
    of being drawn, but a higher one where a small cluster would get less than 50 and 300; it counts by the inverse
    of its chance.  The lot is cast once, and what it gives one partition does not depend on the others.  (A
    silhouette within one small sample, as scikit-learn's ``sample_size`` has it, is biased low.)
    """
    rng = np.random.default_rng((seed, QUERIES))  # a stream of its own
    if len(rows) <= EXACT_UP_TO:
        asked = known = Drawn(np.arange(len(rows)), np.ones(labellings.shape))
    else:
        asked = _draw(labellings, counts, QUERIES, FEWEST_QUERIES, rng)
        known = _draw(labellings, counts, REFERENCES, FEWEST_REFERENCES, rng)
    sizes = [len(each) for each in counts]
    sums = _distance_sums(
        rows[asked.rows] - centre, rows[known.rows] - centre, _weights(known, labellings, sizes)
    )
    of_partitions = np.split(sums, np.cumsum(sizes)[:-1], axis=1)
    return [
        _silhouette(distances, labels, each, *_of_partition(number, asked, known))
        for number, (distances, labels, each) in enumerate(
            zip(of_partitions, labellings, counts, strict=True)
        )
    ]


def _draw(
    labellings: np.ndarray, counts: list[np.ndarray], size: int, fewest: int, rng: np.random.Generator
) -> Drawn:
    """About `size` rows for each partition, more where a small cluster would get less than `fewest`."""
    n = labellings.shape[1]
    luck, usual = rng.random(n, np.float32), np.float32(min(1.0, size / n))
    chances = [np.maximum(usual, np.minimum(1.0, fewest / each)).astype(np.float32) for each in counts]
    drawn = luck < usual
    for labels, chance in zip(labellings, chances, strict=True):
        if (chance > usual).any():
            drawn |= luck < chance[labels]
    rows = np.flatnonzero(drawn)
    chance = np.stack([each[labels[rows]] for labels, each in zip(labellings, chances, strict=True)])
    return Drawn(rows, np.where(luck[rows] < chance, chance, 0).astype(np.float64))


def _weights(known: Drawn, labellings: np.ndarray, sizes: list[int]) -> np.ndarray:
    """(n_known, clusters of all partitions) what each row counts for in each cluster: nothing where it is no member."""
    clusters = [
        (labels[known.rows, None] == np.arange(k)) * weight[:, None]
        for labels, k, weight in zip(labellings, sizes, known.weight, strict=True)
    ]
    return np.concatenate(clusters, axis=1).astype(np.float32)


def _distance_sums(queries: np.ndarray, references: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted sum of the distances from each query to the references of each cluster, (n_queries, clusters)."""
    left, right = _products(queries, references)
    work = partial(_tile_sums, left, right, weights)
    with ThreadPoolExecutor(THREADS) as threads:
        return np.concatenate(list(threads.map(work, range(0, len(left), TILE[0]))))


def _products(queries: np.ndarray, references: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows whose products are squared distances: (-2x, |x|^2, 1) and (y, 1, |y|^2)."""
    of_queries, of_references = ((rows**2).sum(axis=1) for rows in (queries, references))
    left = np.column_stack([-2 * queries, of_queries, np.ones_like(of_queries)])
    return left, np.column_stack([references, np.ones_like(of_references), of_references])


def _tile_sums(left: np.ndarray, right: np.ndarray, weights: np.ndarray, first: int) -> np.ndarray:
    mine = left[first : first + TILE[0]]
    sums = np.zeros((len(mine), weights.shape[1]))
    for start in range(0, len(right), TILE[1]):
        squares = mine @ right[start : start + TILE[1]].T
        distances = np.maximum(squares, 0, out=squares).astype(np.float32, copy=False)
        sums += np.sqrt(distances, out=distances) @ weights[start : start + TILE[1]]
    return sums


def _of_partition(number: int, asked: Drawn, known: Drawn) -> tuple[np.ndarray, Drawn, Drawn]:
    """Which of the rows asked are asked for one partition, and those that are asked and known for it."""
    those = asked.chance[number] > 0
    mine = known.chance[number] > 0
    return (
        those,
        Drawn(asked.rows[those], asked.chance[number, those]),
        Drawn(known.rows[mine], known.chance[number, mine]),
    )


def _silhouette(
    distances: np.ndarray,
    labels: np.ndarray,
    counts: np.ndarray,
    those: np.ndarray,
    asked: Drawn,
    known: Drawn,
) -> Silhouette:
    """Silhouette of a partition from the distances of those asked to each of its clusters."""
    own = labels[asked.rows]
    weight = np.bincount(labels[known.rows], known.weight, len(counts))
    found = _each(distances[those], weight, own, weight[own] - _own_weight(asked.rows, known))
    each = np.full(len(labels), np.nan, np.float64 if len(labels) <= EXACT_UP_TO else np.float32)
    each[asked.rows] = found
    return Silhouette(each, *_estimate(found, own, asked.chance, counts, len(known.rows)))


def _own_weight(rows: np.ndarray, known: Drawn) -> np.ndarray:
    """What each row counts for among those known; 0 where it is not one of them."""
    place = np.minimum(np.searchsorted(known.rows, rows), len(known.rows) - 1)
    return np.where(known.rows[place] == rows, known.weight[place], 0.0)


def _each(distances: np.ndarray, weight: np.ndarray, own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Silhouettes from sums of distances (n_rows, k) to clusters of a weight (k,), the own one's without the row."""
    if len(weight) < 2:
        return np.full(len(own), np.nan)
    at = np.arange(len(own))
    alone = others < 0.5
    inside = distances[at, own] / np.where(alone, 1.0, others)
    mean = distances / weight
    mean[at, own] = np.inf
    next_one = mean.min(axis=1)
    larger = np.maximum(inside, next_one)
    placed = ~alone & (larger > 0)  # alone in its segment, or on the spot of everybody: 0 by definition
    return np.where(placed, (next_one - inside) / np.where(placed, larger, 1.0), 0.0)


def _estimate(
    found: np.ndarray, own: np.ndarray, chance: np.ndarray, counts: np.ndarray, references: int
) -> tuple[float, float, float]:
    """Mean over all rows with its 95 % interval: clusters by their true sizes, rows by the inverse of their chance."""
    k, share = len(counts), counts / counts.sum()
    drawn = np.bincount(own, 1 / chance, k)
    mean = np.bincount(own, found / chance, k) / drawn
    variance = np.bincount(own, ((found - mean[own]) / chance) ** 2 * (1 - chance), k) / drawn**2
    # The references are a sample as well: they add as many times less as there are more of them.
    error = np.sqrt((share**2 * variance).sum() * (1 + len(found) / references))
    middle = float(share @ mean)
    return middle, float(middle - 1.96 * error), float(middle + 1.96 * error)
