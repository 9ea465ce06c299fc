"""Every K that is tried, and what follows from all of them together."""

import time
import warnings
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from lib.segments.criteria import (
    Placement,
    calinski_harabasz,
    davies_bouldin,
    place,
    smallest_share,
    variance_explained,
)
from lib.segments.kmeans import SAMPLE, content_order, partitions, sample_of
from lib.segments.reason import reason
from lib.segments.silhouettes import Silhouette, euclidean_silhouettes
from lib.segments.starts import distinct
from lib.segments.types import KFit, KSweep, Structure

SORTED_UP_TO = 100_000
MOST_K = 127
PASSES = 12  # what a sweep usually takes, in passes over all customers: for the share done alone


def fit(shapes: np.ndarray, k: int, seed: int) -> KFit:
    """K-means with one K, and the figures by which it is judged.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, 24)
        Load shapes, winsorised where their scaling is one of `lib.profiles.shapes.ROW_WISE`.
    k : int
        1 to 127.
    seed : int

    Returns
    -------
    KFit
        Up to 100,000 customers each gets the same segment and figures in whatever order they come.

    Raises
    ------
    ValueError
        If k is out of range, if there are no customers, or if one of them has hours that are not known.
    """
    return fit_all(shapes, (k,), seed)[0]


def fit_all(shapes: np.ndarray, ks: Sequence[int], seed: int) -> tuple[KFit, ...]:
    """As `fit` for each of several K, with passes over the customers that serve all of them."""
    for _, fits in sweep_steps(shapes, ks, seed):  # noqa: B007, the last one counts
        pass
    return fits


def most_segments(shapes: np.ndarray) -> int:
    """How many segments can be made at most: as many as there are distinct shapes, of 20,000 where there are more."""
    some = sample_of(shapes, SAMPLE, seed=0)
    return int(distinct(some[content_order(some)]).sum())


def company(k: int, n_customers: int) -> tuple[int, ...]:
    """The K with which one is fitted, so that it gets the same answer to the last digit whoever asks, and for what.

    Up to 100,000 customers each is fitted alone; above, passes over all of them serve K = 2 to 10, 11 to 20, ...
    """
    if n_customers <= SORTED_UP_TO:
        return (k,)
    last = 10 * -(-k // 10)
    return tuple(range(max(2, last - 9), last + 1))


def fits_of(shapes: np.ndarray, ks: Iterable[int], seed: int) -> list[KFit]:
    """Each of these K, fitted in its company."""
    made: dict[int, KFit] = {}
    for k in ks:
        if k not in made:
            together = company(k, len(shapes))
            made |= zip(together, fit_all(shapes, together, seed), strict=True)
    return [made[k] for k in ks]


def sweep_steps(
    shapes: np.ndarray, ks: Sequence[int], seed: int
) -> Iterator[tuple[float, tuple[KFit, ...] | None]]:
    """As `fit_all`, a chunk at a time, so that it can show how far it is, and be stopped.

    Yields
    ------
    share_done : float, 0 to 1, never falling (how many passes are needed is not known before)
    fits : None until the last step, which has one KFit for each K, in the order of `ks`
    """
    _check(shapes, ks)
    began, done = time.perf_counter(), 0
    with threadpool_limits(limits=1):
        order = content_order(shapes) if len(shapes) <= SORTED_UP_TO else None
        rows = shapes if order is None else shapes[order]
        steps = _judged(rows, ks, seed)
        while True:
            try:
                done += next(steps)
            except StopIteration as end:
                found = end.value
                break
            yield min(done / (PASSES * len(rows)), 0.99), None
    seconds = (time.perf_counter() - began) / len(ks)
    yield 1.0, tuple(told(*each, k, order, seconds) for k, each in zip(ks, found, strict=True))


def _judged(rows: np.ndarray, ks: Sequence[int], seed: int) -> Iterator[int]:
    """Yields rows done, returns centroids, labels, placement and silhouette for each K."""
    found = yield from partitions(rows, ks, seed)
    placements = yield from place(found)
    centre = found.rows.centre
    counts = [each.sums.counts for each in placements]
    silhouettes = euclidean_silhouettes(rows, centre, found.labels, counts, seed)
    centroids = [centres + centre for centres in found.stack.clusterings]
    return list(zip(centroids, found.labels, placements, silhouettes, strict=True))


def told(
    centroids: np.ndarray,
    labels: np.ndarray,
    placement: Placement,
    silhouette: Silhouette,
    asked: int,
    order: np.ndarray | None,
    seconds: float,
) -> KFit:
    """One way of parting the rows as a KFit; `order` says where each row stood before they were sorted."""
    sums, k = placement.sums, len(centroids)
    return KFit(
        k=k,
        labels=_as_given(labels, order),
        centroids=centroids,
        inertia=sums.inertia,
        variance_explained=variance_explained(sums),
        silhouette=silhouette.mean,
        silhouette_low=silhouette.low,
        silhouette_high=silhouette.high,
        silhouette_squared=placement.silhouette_squared,
        silhouette_each=_as_given(silhouette.each, order),
        calinski_harabasz=calinski_harabasz(sums),
        davies_bouldin=davies_bouldin(sums.means, placement.spread),
        smallest_share=smallest_share(sums),
        seconds=seconds,
        at_nearest=placement.at_nearest,
        note="" if k == asked else f"K = {asked} was asked for; there are {k} distinct shapes.",
    )


def conclude(fits: Iterable[KFit], structure: Structure) -> KSweep:
    """What each way of choosing K says, and the K to take.

    Parameters
    ----------
    fits : KFits, in any order; of several with one K the last one counts.
    structure : Structure

    Returns
    -------
    KSweep
        `suggested_k` is the natural K of the structure; it may lie outside the range of the fits.
    """
    by_k = {one.k: one for one in fits}
    ascending = tuple(by_k[k] for k in sorted(by_k))
    return KSweep(ascending, structure, _knee(ascending), structure.natural_k, reason(ascending, structure))


def agreement_word(share: float) -> str:
    """How far the runs agree, in a word: "high" from .8, "medium" from .5, else "low"."""
    return "high" if share >= 0.8 else "medium" if share >= 0.5 else "low"


def _check(shapes: np.ndarray, ks: Sequence[int]) -> None:
    if not len(shapes):
        raise ValueError("There are no customers to segment.")
    unknown = int(np.isnan(shapes).any(axis=1).sum())
    if unknown:
        raise ValueError(
            f"{unknown:,} of {len(shapes):,} customers have hours that are not known; set them aside."
        )
    for k in ks:
        if not 1 <= k <= MOST_K:
            raise ValueError(f"K is {k}; it must be from 1 to {MOST_K}.")


def _as_given(values: np.ndarray, order: np.ndarray | None) -> np.ndarray:
    """Values of the sorted rows, in the order in which the caller gave them."""
    if order is None:
        return values
    given = np.empty_like(values)
    given[order] = values
    return given


def _knee(fits: tuple[KFit, ...]) -> int | None:
    """K at the knee of the inertia curve (Satopaa et al. 2011, doi:10.1109/ICDCSW.2011.20)."""
    from kneed import KneeLocator

    if len(fits) < 3:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # kneed warns where there is no knee; None says so
        found = KneeLocator(
            [one.k for one in fits], [one.inertia for one in fits], curve="convex", direction="decreasing"
        )
    return None if found.knee is None else int(found.knee)
