"""The customers who show what a segment is, and those who fit it least."""

import numpy as np
import pandas as pd

from lib.profiles import Profiles
from lib.segments.population import shapes_of
from lib.segments.types import Segments

SHOWN = 5


def distances(profiles: Profiles, segments: Segments) -> np.ndarray:
    """(n_customers,) distance of each customer's shape to the centroid of the segment it is in."""
    shapes, _ = shapes_of(profiles, segments.scaling, segments.caps)
    away = np.empty(len(shapes))
    for number, centroid in zip(segments.numbers, segments.codebook, strict=True):
        members = segments.number == number
        away[members] = np.linalg.norm(shapes[members] - centroid, axis=1)
    return away


def faces(profiles: Profiles, segments: Segments, count: int = SHOWN) -> pd.DataFrame:
    """The customers nearest to each centroid and those farthest from it.

    Returns
    -------
    DataFrame
        segment, customer_id, kind ("typical" or "odd"), times_as_far : distance over that of the median customer of the
        segment.  In a small segment nobody is both.
    """
    away = distances(profiles, segments)
    rows = []
    for number in segments.numbers:
        members = np.flatnonzero(segments.number == number)
        order = members[np.lexsort([segments.customer_id[members], away[members]])]
        few = min(count, (len(order) + 1) // 2)
        for kind, some in (("typical", order[:few]), ("odd", order[few:][-few:][::-1])):
            usual = np.median(away[members]) or 1.0
            rows += [(number, segments.customer_id[row], kind, away[row] / usual) for row in some]
    return pd.DataFrame(rows, columns=["segment", "customer_id", "kind", "times_as_far"])


def shown(found: pd.DataFrame, segments: Segments) -> pd.DataFrame:
    """The same for the screen, with the mean day of each customer."""
    at = np.searchsorted(segments.customer_id.astype(str), found["customer_id"].astype(str))
    return pd.DataFrame(
        {
            "Segment": [segments.label(number) for number in found["segment"]],
            "Customer": found["customer_id"],
            "How it fits": found["kind"],
            "Times as far": found["times_as_far"],
            "Mean day": list(segments.hourly_kw[at].round(3)),
        }
    )
