"""Who is clustered, by which shapes, and which K is taken."""

from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pandas as pd

from lib.findings import Finding, Refusal
from lib.profiles import Profiles
from lib.profiles.shapes import ROW_WISE, shapes, winsorise
from lib.segments.isolation import outliers
from lib.segments.kmeans import nearest
from lib.segments.types import Segments, Structure
from lib.spelling import counted

OUTLIER = "outlier"
CONVENIENT_K = 4  # where there are no natural groups: the middle of the business range, 3 to 5


def shapes_of(
    profiles: Profiles, scaling: str, caps: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Shapes of the customers kept, and the caps they were winsorised with: their own, or those of a codebook.

    Returns
    -------
    shapes : ndarray of shape (n_kept, 24 x parts)
    caps : ndarray of shape (24 x parts,); infinite under the scalings that keep size

    Raises
    ------
    Refusal
        Fewer than two customers are left.
    """
    kept = profiles.kept
    if not kept.any():
        why = "; ".join(f.message.rstrip(".") for f in profiles.findings) or "the file holds no customer"
        raise Refusal(f"No customer can be compared: {why}. Load a longer or fuller file.")
    if kept.sum() == 1 and caps is None:
        raise Refusal(
            "Only one customer can be compared, and groups need at least two. "
            "Readings and profiles are shown; load more customers to find segments."
        )
    made = shapes(profiles.compared_kw[kept], scaling)
    return winsorise(made, caps) if scaling in ROW_WISE else (made, np.full(made.shape[1], np.inf))


def find_outliers(profiles: Profiles, scaling: str, seed: int) -> np.ndarray:
    """Rows of the profiles whose customers would make a K of their own, ascending; see `isolation.outliers`."""
    kept = np.flatnonzero(profiles.kept)
    return kept[outliers(shapes_of(profiles, scaling)[0], seed)] if len(kept) > 1 else kept[:0]


def set_aside(profiles: Profiles, rows: np.ndarray) -> Profiles:
    """The profiles with the customers of these rows kept out of the segments as outliers, and counted as that."""
    if not len(rows):
        return profiles
    reason = profiles.reason.astype(object)
    reason[rows] = OUTLIER
    who = counted(len(rows), "customer is", "customers are")
    message = f"{who} unlike everybody else: left out of the segments, but still ranked."
    finding = Finding("set aside", OUTLIER, message, len(rows), str(profiles.customer_id[rows[0]]))
    made_from = repr((profiles.fingerprint, OUTLIER, rows.tolist()))
    return replace(
        profiles,
        reason=reason,
        fingerprint=blake2b(made_from.encode(), digest_size=16).hexdigest(),
        findings=(*profiles.findings, finding),
    )


def nearest_segment(profiles: Profiles, segments: Segments, rows: np.ndarray) -> np.ndarray:
    """Number of the segment whose centroid is nearest to each of these customers, int32 of shape (n_rows,).

    Notes
    -----
    Measured as K-means does it, caps included; where size is kept, by kW to the mean day.
    """
    made, centroids = shapes(profiles.compared_kw[rows], "kw"), segments.parts_kw.reshape(segments.k, -1)
    if segments.scaling in ROW_WISE:
        made = np.minimum(shapes(made, segments.scaling), segments.caps)
        centroids = segments.codebook
    return np.array(segments.numbers, np.int32)[nearest(made, centroids)]


def check_k(profiles: Profiles, k: int) -> None:
    """Raise a Refusal where there are fewer customers than segments asked for."""
    n = int(np.count_nonzero(profiles.kept))
    if k > n:
        raise Refusal(
            f"K = {k} needs at least {k} customers, and there are {n}. Choose K = {n} or less, or load more."
        )


def take_k(structure: Structure, chosen: int, profiles: Profiles) -> int:
    """The K to use: what was chosen, else the natural one, else a convenient one where there are no natural groups."""
    natural = structure.natural_k if structure.natural_k > 1 else CONVENIENT_K
    return chosen or min(natural, int(np.count_nonzero(profiles.kept)))


def segment_numbers(profiles: Profiles, segments: Segments) -> np.ndarray:
    """(n_customers,) number of each profile's segment; of outliers the nearest, 0 for those without a typical day."""
    numbers = np.zeros(len(profiles), dtype=np.int32)
    place = pd.Index(segments.customer_id).get_indexer(
        profiles.customer_id
    )  # np.isin compares texts pair by pair
    numbers[place >= 0] = segments.number[place[place >= 0]]
    odd = np.flatnonzero(profiles.reason == OUTLIER)
    if len(odd):
        numbers[odd] = nearest_segment(profiles, segments, odd)
    return numbers
