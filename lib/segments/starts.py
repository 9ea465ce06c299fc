"""Where K-means starts: many k-means++ starts on few rows, the best of them tried again on more."""

from collections.abc import Iterator

import numpy as np

from lib.segments.passes import Rows, Stack, settle

ROWS = 4_000
WORK = 64_000  # rows times runs: the fewer the rows, the more the local optima, and the cheaper a run
FEWEST_RUNS, MOST_RUNS = 16, 100
TRIALS = 4
KEPT = 6
SAME = 1e-4  # of the inertia


def best_starts(sample: Rows, ks: tuple[int, ...], seed: int) -> Iterator[int]:
    """Good centres for each K; yields rows done, returns a Stack of one clustering a K.

    Parameters
    ----------
    sample : Rows in content order, at least as many distinct ones as the largest K
    ks : clusterings wanted
    seed : int
    """
    rng = np.random.default_rng(seed)
    few = _some_distinct(sample, rng)
    runs = int(np.clip(WORK // len(few), FEWEST_RUNS, MOST_RUNS))
    starts = plus_plus(few.values, max(ks), runs, rng)
    drawn = Stack.of([start[:k] for k in ks for start in starts])
    tried, inertia = yield from settle(few, drawn, tolerance=1e-4, passes=20)
    tried, inertia = yield from settle(
        sample, _best(tried, inertia, len(ks), KEPT), tolerance=1e-4, passes=20
    )
    return _best(tried, inertia, len(ks), 1)


def plus_plus(rows: np.ndarray, k: int, runs: int, rng: np.random.Generator) -> np.ndarray:
    """Rows far from one another by greedy k-means++, (runs, k, n_columns); the first j of a run are a start for K = j.

    Notes
    -----
    Each next one is drawn in proportion to its squared distance from those there are; of four draws the one that
    leaves the least distance in all is kept.

    References
    ----------
    Arthur and Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA, 1027-1035.
    """
    run = np.arange(runs)
    squares = (rows**2).sum(axis=1)

    def distances(chosen: np.ndarray) -> np.ndarray:
        return np.maximum(squares[chosen][..., None] + squares - 2.0 * rows[chosen] @ rows.T, 0.0)

    chosen = [rng.integers(len(rows), size=runs)]
    away = distances(chosen[0])
    for _ in range(1, k):
        upto = away.cumsum(axis=1)
        drawn = rng.random((runs, TRIALS, 1)) * upto[:, None, -1:]
        tried = np.minimum((upto[:, None] < drawn).sum(axis=2), len(rows) - 1)
        left = np.minimum(away[:, None], distances(tried))
        best = left.sum(axis=2).argmin(axis=1)
        away = left[run, best]
        chosen.append(tried[run, best])
    return rows[np.stack(chosen, axis=1)]


def distinct(rows: np.ndarray) -> np.ndarray:
    """(n_rows,) whether a row in content order differs from the one before by more than rounding."""
    rounding = 1e-9 * np.abs(rows).max()
    return np.append(True, np.any(np.abs(np.diff(rows, axis=0)) > rounding, axis=1))


def _some_distinct(sample: Rows, rng: np.random.Generator) -> Rows:
    """At most 4,000 of the rows, none twice: two centres on one spot would never part."""
    others = np.flatnonzero(distinct(sample.values))
    if len(others) > ROWS:
        others = np.sort(rng.choice(others, ROWS, replace=False))
    return Rows(sample.values[others] - sample.centre, np.zeros_like(sample.centre))


def _best(tried: Stack, inertia: np.ndarray, groups: int, kept: int) -> Stack:
    """The clusterings with the least inertia, as many of each group; those that are one and the same come last."""
    of_group = inertia.reshape(groups, -1)
    order = of_group.argsort(axis=1, kind="stable")
    ascending = np.take_along_axis(of_group, order, axis=1)
    same = np.diff(ascending, axis=1, prepend=-1.0) <= SAME * ascending
    first = np.take_along_axis(order, same.argsort(axis=1, kind="stable")[:, :kept], axis=1)
    return Stack.of(
        [tried.clusterings[i] for i in (first + np.arange(groups)[:, None] * order.shape[1]).ravel()]
    )
