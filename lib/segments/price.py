"""What it costs to take another K than the one that is suggested."""

from collections.abc import Iterable, Mapping

from lib.segments.types import Segments
from lib.spelling import spelled


def agreement(one: Segments, other: Segments) -> float:
    """Adjusted Rand index of two ways of parting the same customers: 1 is the same, about 0 is chance.

    References
    ----------
    Hubert & Arabie (1985), Comparing partitions, doi:10.1007/BF01908075.
    """
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(one.number, other.number))


def price_in_words(rows: Iterable[Mapping[str, float]], k: int) -> str:
    """What each other K explains more or less than the one in use, and how much of its target list stays."""
    return " ".join([f"Beside K = {k}, the one in use.", *(_price(row) for row in rows if row["k"] != k)])


def _price(row: Mapping[str, float]) -> str:
    points = 100 * row["gained"]
    more = f"{abs(points):.1f} points {'more' if points > 0 else 'less'} of how shapes differ"
    stays = row["kw_in_common"]
    keeps = f" and keeps {100 * stays:.0f}\N{NO-BREAK SPACE}% of the target kW" if stays == stays else ""
    return f"{spelled(int(row['k'])).capitalize()} explains {more}{keeps}."
