"""The way from one segment to its neighbour: who stands between them?"""

from dataclasses import dataclass

import numpy as np

from lib.segments.structure import compared_by, gaps, principal_components
from lib.segments.types import Segments


@dataclass(frozen=True, slots=True)
class Between:
    """Customers of two neighbouring segments along the line between their centroids.

    Attributes
    ----------
    numbers : the two segments with the narrowest gap between them.
    place : (n_customers,) where each of their customers stands: 0 at the first centroid, 1 at the second.
    number : (n_customers,) the segment of each.
    gap : gap between the two, in spreads: 1.3 is one group alone, 1.7 an evenly filled way.
    """

    numbers: tuple[int, int]
    place: np.ndarray
    number: np.ndarray
    gap: float


def closest_pair(segments: Segments) -> Between:
    """The two segments with the narrowest gap, and their customers on the line between the centroids.

    Raises
    ------
    ValueError
        There is one segment alone.

    Notes
    -----
    By what the gap method compares, whatever scaling made the segments; the line is Fisher's, along which the spread
    inside segments is smallest beside the distance of their centroids.  Unlike the verdict, nothing is held out.
    """
    if segments.k < 2:
        raise ValueError("One segment has no neighbour.")
    rows = principal_components(compared_by(segments.compared_kw))
    labels = np.searchsorted(segments.numbers, segments.number)
    centroids = np.stack([rows[labels == label].mean(axis=0) for label in range(segments.k)])
    between = np.nan_to_num(gaps(rows, rows, centroids), nan=np.inf)
    np.fill_diagonal(between, np.inf)
    one, other = divmod(int(np.argmin(between)), segments.k)
    chosen = np.isin(labels, (one, other))
    way = _fisher(rows - centroids[labels], centroids[other] - centroids[one])
    place = (rows[chosen] - centroids[one]) @ way
    pair = segments.numbers[one], segments.numbers[other]
    return Between(pair, place, segments.number[chosen], float(between[one, other]))


def _fisher(residuals: np.ndarray, apart: np.ndarray) -> np.ndarray:
    """Direction along which two centroids are furthest apart in spreads; their distance along it is 1."""
    covariance = np.cov(residuals, rowvar=False)
    covariance += 0.05 * max(np.trace(covariance) / len(covariance), 1e-18) * np.eye(len(covariance))
    way = np.linalg.solve(covariance, apart)
    return way / (way @ apart)
