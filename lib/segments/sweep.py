"""Every K that is tried, and what follows from all of them together."""

import time
import warnings
from collections.abc import Iterable, Sequence

import numpy as np

from lib.segments.criteria import (
    calinski_harabasz,
    davies_bouldin,
    smallest_share,
    sums_of,
    variance_explained,
)
from lib.segments.kmeans import Partition, content_order, kmeans
from lib.segments.reason import reason
from lib.segments.silhouettes import Silhouette, euclidean_silhouettes, squared_silhouette
from lib.segments.types import KFit, KSweep, Structure


def fit(shapes: np.ndarray, k: int, seed: int) -> KFit:
    """K-means with one K, and the figures by which it is judged.

    Parameters
    ----------
    shapes : ndarray of shape (n_customers, 24)
        Load shapes, winsorised where their scaling is one of `lib.profiles.shapes.ROW_WISE`.
    k : int
        At least 1.
    seed : int

    Returns
    -------
    KFit
        Each customer gets the same segment and figures in whatever order they come.

    Raises
    ------
    ValueError
        If k is under 1, if there are no customers, or if one of them has hours that are not known.
    """
    return fit_all(shapes, (k,), seed)[0]


def fit_all(shapes: np.ndarray, ks: Sequence[int], seed: int) -> tuple[KFit, ...]:
    """As `fit` for each of several K, with one pass over the distances between customers for all of them."""
    _check(shapes, ks)
    order = content_order(shapes)
    rows = shapes[order].astype(np.float64)
    centre = rows.mean(axis=0)
    rows -= centre  # squares of rows far from zero would lose digits
    partitions, seconds = zip(*(_timed(kmeans, rows, k, seed) for k in ks), strict=True)
    silhouettes, shared = _timed(euclidean_silhouettes, rows, [found.labels for found in partitions], seed)
    return tuple(
        _judge(rows, found, silhouette, order, centre, own + shared / len(ks))
        for found, silhouette, own in zip(partitions, silhouettes, seconds, strict=True)
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
    if min(ks) < 1:
        raise ValueError(f"K is {min(ks)}; it must be at least 1.")


def _timed(step, *arguments):
    began = time.perf_counter()
    result = step(*arguments)
    return result, time.perf_counter() - began


def _judge(
    rows: np.ndarray,
    found: Partition,
    silhouette: Silhouette,
    order: np.ndarray,
    centre: np.ndarray,
    seconds: float,
) -> KFit:
    sums = sums_of(rows, found.labels)
    return KFit(
        k=len(found.centroids),
        labels=_as_given(found.labels, order),
        centroids=found.centroids + centre,
        inertia=sums.inertia,
        variance_explained=variance_explained(sums),
        silhouette=silhouette.mean,
        silhouette_low=silhouette.low,
        silhouette_high=silhouette.high,
        silhouette_squared=float(squared_silhouette(rows, found.labels, sums).mean()),
        silhouette_each=_as_given(silhouette.each, order),
        calinski_harabasz=calinski_harabasz(sums),
        davies_bouldin=davies_bouldin(rows, found.labels, sums),
        smallest_share=smallest_share(sums),
        seconds=seconds,
    )


def _as_given(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    """Values of the sorted rows, in the order in which the caller gave them."""
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
