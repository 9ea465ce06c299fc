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
MOVED, CALM = 100, 20  # rows at most of the search by moved centres, and rounds in vain that end it


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
    if len(few) > MOVED:
        return _best(tried, inertia, len(ks), 1)
    return (yield from _moved(few, _best(tried, inertia, len(ks), KEPT), len(ks), runs // KEPT, rng))


def _moved(rows: Rows, best: Stack, groups: int, each: int, rng: np.random.Generator) -> Iterator[int]:
    """The best of each group after rounds in which the best few are tried again with centres moved.

    Notes
    -----
    On few rows many partitions are nearly as good, and which of them the starts hit would depend on the seed.

    References
    ----------
    After Fränti (2018), Efficiency of random swap clustering, doi:10.1186/s40537-018-0122-y.
    """
    least, calm = np.inf, 0
    while calm < CALM:
        tried = [
            again
            for centres in best.clusterings
            for again in (centres, *(_move(centres, rows.values, rng) for _ in range(each)))
        ]
        settled, inertia = yield from settle(rows, Stack.of(tried), tolerance=1e-6, passes=20)
        best = _best(settled, inertia, groups, KEPT)
        lowest = inertia.reshape(groups, -1).min(axis=1)
        calm = calm + 1 if np.all(lowest >= (1 - SAME / 10) * least) else 0
        least = np.minimum(lowest, least)
    return Stack.of(best.clusterings[::KEPT])


def _move(centres: np.ndarray, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One centre, or each, some way toward a row drawn at random."""
    moved = centres.copy()
    some = rng.integers(len(centres), size=1) if rng.random() < 0.5 else np.arange(len(centres))
    moved[some] += rng.random((len(some), 1)) * (rows[rng.integers(len(rows), size=len(some))] - moved[some])
    return moved


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
