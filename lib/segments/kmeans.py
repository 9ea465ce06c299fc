"""K-means for all K at once: starts on a sample, passes over a part of the rows, passes over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from lib.segments.passes import BLOCK, Rows, Stack, finished, members_of, one_thread, over_blocks, settle
from lib.segments.starts import best_starts, distinct, plus_plus

SAMPLE = 20_000
EXACT_UP_TO = 20_000
PART = 9  # of very many rows every ninth first
MOST_SETTLED = 500_000
TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class Partitions:
    """Several clusterings of the same rows; none has an empty cluster.

    Attributes
    ----------
    rows : Rows
    labels : ndarray of int8, shape (n_clusterings, n_rows), 0 to k-1
    stack : centres at the means of their rows, in the space of the centred rows
    counts, squares : (n_centres,) rows of each, and the sum of their squares.
    """

    rows: Rows
    labels: np.ndarray
    stack: Stack
    counts: np.ndarray
    squares: np.ndarray


def partitions(values: np.ndarray, ks: Sequence[int], seed: int) -> Iterator[int]:
    """The best of many K-means runs for each K.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_columns)
        In content order (`content_order`), where the order of the customers is to change nothing.
    ks : each at least 1; no more clusters are made than the sample has distinct rows.
    seed : int
        Of the sample and the random starts.

    Yields
    ------
    int
        Rows done since the last time.  Returns Partitions, one clustering for each K in `ks`.

    Notes
    -----
    Starts are found and settled on at most 20,000 rows.  Passes over all rows follow until one lowers the inertia by
    less than 1e-5 of it; above 180,000 rows every ninth row comes first, and above 500,000 all rows are then
    passed over twice: once for the means and once for the labels.
    """
    sample = sample_of(values, SAMPLE, seed)
    centre = sample.mean(axis=0, dtype=np.float64).astype(values.dtype)
    near = Rows(sample, centre)
    most = int(distinct(sample).sum())
    stack = yield from best_starts(near, tuple(min(k, most) for k in ks), seed)
    for rows, tolerance, passes in _ever_more(values, near):
        stack, _ = yield from settle(rows, stack, tolerance, passes)
    exact = np.float64 if len(values) <= EXACT_UP_TO else np.float32
    return (yield from label(Rows(values, centre, exact), stack))


def _ever_more(values: np.ndarray, sample: Rows) -> Iterator[tuple[Rows, float, int]]:
    """Rows to settle on, to what tolerance, and in how many passes at most."""
    yield sample, TOLERANCE / 10, 100
    if len(values) > PART * SAMPLE:
        yield Rows(values[::PART], sample.centre), TOLERANCE, 10
    if len(values) > SAMPLE:
        yield Rows(values, sample.centre), TOLERANCE, 20 if len(values) <= MOST_SETTLED else 1


def label(rows: Rows, stack: Stack) -> Iterator[int]:
    """Take every row to its nearest centre and each centre to the mean of its rows; empty ones are left out.

    Yields rows done; returns Partitions.
    """
    numbers = np.concatenate([np.arange(k) for k in stack.sizes])
    at = np.zeros((len(stack.sizes), len(numbers)))
    for row, part in zip(at, stack.parts, strict=True):
        row[part] = numbers[part]
    work = partial(
        _label_block, rows, stack.parts, stack.scorer.astype(rows.precision), at.astype(rows.precision)
    )
    labels = np.empty((len(stack.sizes), len(rows)), np.int8)
    sums, first = np.zeros((len(numbers), rows.values.shape[1] + 2)), 0
    for found in over_blocks(work, len(rows)):
        for block_labels, block_sums in found:
            labels[:, first : first + block_labels.shape[1]] = block_labels
            sums += block_sums
            first += block_labels.shape[1]
        yield len(found) * BLOCK
    return _without_empty(rows, labels, stack.parts, sums)


def _label_block(
    rows: Rows, parts: list[slice], scorer: np.ndarray, numbers: np.ndarray, first: int
) -> tuple[np.ndarray, np.ndarray]:
    """Labels of each clustering, (n_clusterings, n_block), and sums of the row, of 1 and of its square by centre."""
    block = rows.block(first)
    membership = members_of(scorer @ block.T, parts)
    squares = np.einsum("ij,ij->i", block[:, :-1], block[:, :-1])
    sums = np.column_stack([membership @ block, membership @ squares])
    return (numbers @ membership).astype(np.int8), sums


def _without_empty(rows: Rows, labels: np.ndarray, parts: list[slice], sums: np.ndarray) -> Partitions:
    used = sums[:, -2] > 0
    for row, part in zip(labels, parts, strict=True):
        if not used[part].all():
            row[:] = (np.cumsum(used[part]) - 1)[row]
    counts, squares = sums[used, -2], sums[used, -1]
    stack = Stack(sums[used, :-2] / counts[:, None], tuple(int(used[part].sum()) for part in parts))
    return Partitions(rows, labels, stack, counts, squares)


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


@one_thread
def best_start(rows: np.ndarray, k: int, seed: int, runs: int) -> np.ndarray:
    """Centres of the best of a few K-means runs from k-means++ starts, shape (k, n_columns)."""
    centre = rows.mean(axis=0)
    around = Rows(rows, centre, np.float64)
    starts = plus_plus(rows - centre, k, runs, np.random.default_rng(seed))
    found, inertia = finished(settle(around, Stack.of(list(starts)), TOLERANCE, passes=50))
    return found.clusterings[inertia.argmin()] + centre


@one_thread
def lloyd(
    rows: np.ndarray, centroids: np.ndarray, passes: int = 50, tolerance: float = TOLERANCE
) -> np.ndarray:
    """Centroids after Lloyd passes, until one lowers the inertia by less than `tolerance` of it.

    An empty cluster keeps its centroid.
    """
    around = Rows(rows, np.zeros(rows.shape[1]), np.float64)
    return finished(settle(around, Stack.of([centroids]), tolerance, passes))[0].centres


@one_thread
def nearest(rows: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Number of the nearest centroid of each row, int32 of shape (n_rows,)."""
    weight = 0.5 * (centroids**2).sum(axis=1)
    labels = [(part @ centroids.T - weight).argmax(axis=1) for part in blocks(rows)]
    return np.concatenate(labels).astype(np.int32)


def members(rows: np.ndarray, labels: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """How many rows each cluster has, (k,), and their sum, (k, n_columns)."""
    sums = np.zeros((k, rows.shape[1]))
    for block, label in zip(blocks(rows), blocks(labels), strict=True):
        sums += one_hot(label, k) @ block
    return np.bincount(labels, minlength=k), sums


def one_hot(labels: np.ndarray, k: int) -> np.ndarray:
    """Membership as numbers, (k, n_rows): times the rows it gives the sum of each cluster."""
    return (labels == np.arange(k)[:, None]).astype(np.float64)


def blocks(rows: np.ndarray) -> Iterator[np.ndarray]:
    """The rows in pieces, so that no step needs memory in proportion to rows x clusters."""
    return (rows[first : first + BLOCK] for first in range(0, len(rows), BLOCK))
