"""How a population moved over a frozen codebook: segments that grew or shrank, and shapes nobody had before."""

import numpy as np

from lib.changes.types import Populations
from lib.profiles.period import Period
from lib.profiles.shapes import shapes, winsorise
from lib.segments.types import Segments

FURTHEST = 0.99  # of the earlier customers lie nearer to a segment than what is called new
SMALLEST_SHARE = 1e-3  # an empty segment counts for so much, so that the index stays finite
STABILITY_LIMIT = 0.25


def populations(earlier: Period, later: Period, segments: Segments) -> Populations:
    """Place both periods in the segments as they are, without fitting anything.

    Parameters
    ----------
    earlier, later : two periods; every customer with whole weekdays and weekend days counts.
    segments : whose centroids, scaling and caps are the codebook.

    Notes
    -----
    A period has one mean day of each customer: where shapes are made of several, the centroids of the members' mean
    days stand for the segments.  Population stability index: sum over segments of (b - a) ln(b / a), a and b the shares
    before and after.
    """
    a, b = (
        each.rows(np.isfinite(each.hourly_kw).all(axis=1) & (each.level_kw > 0)) for each in (earlier, later)
    )
    (near_a, far_a), (near_b, far_b) = (_placed(each, segments) for each in (a, b))
    before, after = (np.bincount(near, minlength=len(segments.codebook)) for near in (near_a, near_b))
    limit = np.quantile(far_a, FURTHEST) if len(far_a) else np.inf
    new = np.flatnonzero(far_b > limit)
    new = new[np.argsort(-far_b[new], kind="stable")]
    return Populations(
        labels=tuple(segments.label(number) for number in segments.numbers),
        numbers=tuple(segments.numbers),
        before=before,
        after=after,
        stability=stability(before, after),
        customer_id=b.customer_id,
        new_shapes=new,
        by_chance=_by_chance(len(a), len(b)),
        shape_kw=b.hourly_kw[new],
        usual=(b.hourly_kw / b.level_kw[:, None]).mean(axis=0) if len(b) else np.zeros(24),
    )


def _by_chance(before: int, after: int) -> float:
    """How many of the later lie beyond the quantile of the earlier where both are of one population.

    The quantile of a few is drawn between their furthest two, beyond which more than a hundredth lie.
    """
    return after * (1 - (FURTHEST * (before - 1) + 1) / (before + 1)) if before else 0.0


def stability(before: np.ndarray, after: np.ndarray) -> float:
    """Population stability index of two sets of counts; above .25 the population is another."""
    a, b = (np.maximum(each / max(1, each.sum()), SMALLEST_SHARE) for each in (before, after))
    return float(np.sum((b - a) * np.log(b / a)))


def _by_mean_day(segments: Segments) -> tuple[np.ndarray, np.ndarray]:
    """(k, 24) centroids of shapes of the mean day, and (24,) what these are cut off at."""
    if segments.features == "daily":
        return segments.codebook, segments.caps
    own, caps = winsorise(shapes(segments.hourly_kw, segments.scaling))
    return np.stack([own[segments.number == number].mean(axis=0) for number in segments.numbers]), caps


def _placed(period: Period, segments: Segments) -> tuple[np.ndarray, np.ndarray]:
    """(n,) row of the nearest centroid, and (n,) how far it is."""
    centroids, caps = _by_mean_day(segments)
    own = np.minimum(shapes(period.hourly_kw, segments.scaling), caps)
    distance = np.linalg.norm(own[:, None] - centroids, axis=2)
    return distance.argmin(axis=1), distance.min(axis=1)
