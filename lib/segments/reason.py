"""Why this K: one or two sentences for a manager, with the figures that decided."""

import numpy as np

from lib.segments.types import KFit, Structure
from lib.spelling import spelled, told_apart

OF_SIZE = 0.50
FEW_CUSTOMERS = 100  # under it, that no groups were found does not say that there are none


def reason(fits: tuple[KFit, ...], structure: Structure) -> str:
    """Why the suggested K is suggested, and where silhouette alone would differ.

    Parameters
    ----------
    fits : KFits, ascending in K
    structure : Structure

    Returns
    -------
    str
        Two sentences at most.
    """
    if _finer_split(fits, structure):
        return by_gaps(fits, structure)
    return f"{by_gaps(fits, structure)} {silhouette_alone(fits, structure.natural_k)}".strip()


def by_gaps(fits: tuple[KFit, ...], structure: Structure) -> str:
    """The same without what silhouette would say, for a place that says so already."""
    said = {"distinct": _distinct, "overlapping": _overlapping, "continuum": _continuum, "none": _none}
    few = structure.natural_k == 1 and structure.n_customers < FEW_CUSTOMERS and structure.gap_measured
    first = _unseen(structure) if few else said[structure.verdict](structure)
    return f"{first} {_finer_split(fits, structure)}".strip()


def _figures(structure: Structure) -> str:
    widest, needed = told_apart(structure.widest_gap, structure.gap_bar, 1)
    return f"the widest gap is {widest} where {needed} is needed"


def _distinct(structure: Structure) -> str:
    return f"{spelled(structure.natural_k).capitalize()} groups are apart: {_figures(structure)}."


def _overlapping(structure: Structure) -> str:
    k = structure.natural_k
    return (
        f"{spelled(k).capitalize()} groups, but some of them overlap: {_figures(structure)}, "
        f"and {beside(k)} can be defended as well."
    )


def beside(k: int) -> str:
    """The K on either side of one that can be defended as well, in words; one group is no grouping."""
    return f"{spelled(k - 1)} or {spelled(k + 1)}" if k > 2 else spelled(k + 1)


def _unseen(structure: Structure) -> str:
    few = f"with {structure.n_customers} customers that does not say there are none"
    return f"No natural groups are seen: {_figures(structure)}; {few}."


def _continuum(structure: Structure) -> str:
    if structure.size_share >= OF_SIZE:
        return (
            f"No natural groups but a continuum of size: {_figures(structure)}, "
            f"and size alone explains {100 * structure.size_share:.0f}\N{NO-BREAK SPACE}% of how shapes differ."
        )
    return f"No natural groups: {_figures(structure)}, so customers shade into one another."


def _none(structure: Structure) -> str:
    if not structure.gap_measured:
        note = structure.note or "No gap between two groups could be measured."
        return f"No natural groups: {note[0].lower() + note[1:]}"
    return f"No natural groups: {_figures(structure)}, and customers are one cloud around the typical day."


def _finer_split(fits: tuple[KFit, ...], structure: Structure) -> str:
    """Groups less than 3.3 standard deviations apart look like a filled line and are merged: then say "at least"."""
    if structure.natural_k < 2:
        return ""
    finer = [fit for fit in fits if fit.k > structure.natural_k and fit.found_again]
    if not finer:
        return ""
    return (
        f"Read it as at least {spelled(structure.natural_k)}: a split into {spelled(finer[-1].k)} is reproducible too "
        f"(prediction strength {finer[-1].prediction_strength:.2f})."
    )


def silhouette_alone(fits: tuple[KFit, ...], k: int) -> str:
    """What silhouette says beside K, one sentence; "" where it had no choice."""
    if sum(not np.isnan(fit.silhouette) for fit in fits) < 2:
        return ""
    best = best_by_silhouette(fits)
    return f"Silhouette alone would say {'the same' if best == k else spelled(best)}."


def best_by_silhouette(fits: tuple[KFit, ...]) -> int | None:
    """The K with the highest Euclidean silhouette; None where it is known of none."""
    known = [fit for fit in fits if not np.isnan(fit.silhouette)]
    return max(known, key=lambda fit: fit.silhouette).k if known else None
