"""The ways of parting customers beside each other, and when each helps."""

from collections.abc import Mapping

import pandas as pd

from lib.codebook import METHODS
from lib.segments.types import KFit, Segments

PARTING = ("kmeans", "ward", "kmedoids", "dtw")
HELPS = {
    "kmeans": "The usual: quick at any size, and a new customer is told by one distance.",
    "ward": "Shows at which heights groups merge; finds small groups that K-means divides among others.",
    "kmedoids": "Each segment has a real customer as its face; single odd shapes pull less.",
    "dtw": "The same habit an hour early or late counts as the same; where the hour matters, leave it.",
}


def side_by_side(ways: Mapping[str, KFit], segments: Segments) -> pd.DataFrame:
    """A row a way: agreement (ARI) with the segments in use, silhouette, smallest segment, seconds, when it helps."""
    from sklearn.metrics import adjusted_rand_score

    return pd.DataFrame(
        [
            {
                "Way": METHODS[way],
                "Agreement": adjusted_rand_score(segments.number, fit.labels),
                "Silhouette": fit.silhouette,
                "Smallest, %": 100 * fit.smallest_share,
                "Seconds": fit.seconds,
                "When it helps": HELPS[way],
            }
            for way, fit in ways.items()
        ]
    )
