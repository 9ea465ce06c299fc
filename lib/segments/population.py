"""Who is clustered, by which shapes, and which K is taken."""

import numpy as np

from lib.findings import Refusal
from lib.profiles import Profiles
from lib.profiles.shapes import ROW_WISE, shapes, winsorise
from lib.segments.types import Segments, Structure

CONVENIENT_K = 4  # where there are no natural groups: the middle of the business range, 3 to 5


def shapes_of(profiles: Profiles, scaling: str) -> tuple[np.ndarray, np.ndarray]:
    """Shapes of the customers kept, and the caps they were winsorised with.

    Returns
    -------
    shapes : ndarray of shape (n_kept, 24)
    caps : ndarray of shape (24,); infinite under the scalings that keep size

    Raises
    ------
    Refusal
        Fewer than two customers are left.
    """
    kept = profiles.kept
    if not kept.any():
        why = "; ".join(f.message.rstrip(".") for f in profiles.findings) or "the file holds no customer"
        raise Refusal(f"No customer can be compared: {why}. Load a longer or fuller file.")
    if kept.sum() == 1:
        raise Refusal(
            "Only one customer can be compared, and groups need at least two. "
            "Readings and profiles are shown; load more customers to find segments."
        )
    made = shapes(profiles.hourly_kw[kept], scaling)
    return winsorise(made) if scaling in ROW_WISE else (made, np.full(24, np.inf))


def check_k(profiles: Profiles, k: int) -> None:
    """Raise a Refusal where there are fewer customers than segments asked for."""
    n = int(profiles.kept.sum())
    if k > n:
        raise Refusal(
            f"K = {k} needs at least {k} customers, and there are {n}. Choose K = {n} or less, or load more."
        )


def take_k(structure: Structure, chosen: int, profiles: Profiles) -> int:
    """The K to use: what was chosen, else the natural one, else a convenient one where there are no natural groups."""
    natural = structure.natural_k if structure.natural_k > 1 else CONVENIENT_K
    return chosen or min(natural, int(profiles.kept.sum()))


def segment_numbers(profiles: Profiles, segments: Segments) -> np.ndarray:
    """(n_customers,) number of each profile's segment; 0 for those set aside."""
    numbers = np.zeros(len(profiles), dtype=np.int32)
    numbers[np.isin(profiles.customer_id, segments.customer_id)] = segments.number  # both ascend
    return numbers
