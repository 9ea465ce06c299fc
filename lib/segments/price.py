"""What it costs to take another K than the one that is suggested."""

from lib.segments.types import Segments


def agreement(one: Segments, other: Segments) -> float:
    """Adjusted Rand index of two ways of parting the same customers: 1 is the same, about 0 is chance.

    References
    ----------
    Hubert & Arabie (1985), Comparing partitions, doi:10.1007/BF01908075.
    """
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one.number, other.number))
