"""Which segment of one way of cutting is which of another: by the customers they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.segments.types import Segments

SPLIT = 0.2  # share of a segment that must leave together for it to count as split


@dataclass(frozen=True, slots=True)
class Moves:
    """Where the customers of one segmentation are in another.

    Attributes
    ----------
    counts : (k_from, k_to) customers, only those who are in both.
    match : number before to number after, where one continues the other.
    splits : numbers before that split (a fifth of their customers or more go together elsewhere), largest loss first.
    stayed : share of the customers in the continuation of their segment, 0 to 1.
    """

    counts: np.ndarray
    match: dict[int, int]
    splits: tuple[int, ...]
    stayed: float


def match(labels_a: np.ndarray, labels_b: np.ndarray) -> dict[int, int]:
    """Label of A to label of B for the one-to-one pairs that have most customers in common.

    Parameters
    ----------
    labels_a, labels_b : ndarrays of int, shape (n_customers,)
        Two labellings of the same customers, 0 or more.

    Returns
    -------
    dict of int to int
        Labels with nobody in common with a free partner are left out.

    References
    ----------
    Kuhn (1955), The Hungarian method for the assignment problem, doi:10.1002/nav.3800020109.
    """
    return _match(_count_common(np.asarray(labels_a), np.asarray(labels_b)))


def carry_colours(labels_by_k: Mapping[int, np.ndarray], chosen: int) -> dict[int, dict[int, int]]:
    """Colour of each label at each K, kept from one K to the next outward from the chosen one.

    Parameters
    ----------
    labels_by_k : K to its labels, ndarray of int, shape (n_customers,), of the same customers.
    chosen : int
        A K among them; there label and colour are one number.

    Returns
    -------
    dict of K to dict of label to colour
        A label without a forerunner takes the lowest colour that is free.
    """
    colours = {chosen: {int(label): int(label) for label in np.unique(labels_by_k[chosen])}}
    lowest = min(colours[chosen])
    below = sorted((k for k in labels_by_k if k < chosen), reverse=True)
    above = sorted(k for k in labels_by_k if k > chosen)
    for ks in (below, above):
        for before, k in zip([chosen, *ks], ks, strict=False):
            colours[k] = _inherit(labels_by_k[before], colours[before], labels_by_k[k], lowest)
    return colours


def colour_names(segments: Segments, colours: Mapping[int, int]) -> dict[int, str]:
    """Colour to the name of the segment that has it, for colours from `carry_colours` on segment numbers."""
    return {colours[number]: segments.named[number] for number in colours}


def moves(before: Segments, after: Segments) -> Moves:
    """Who of one segmentation is where in the other, by customers in both.

    Parameters
    ----------
    before, after : Segments

    Returns
    -------
    Moves
    """
    there = pd.Index(after.customer_id).get_indexer(before.customer_id)
    here, there = np.flatnonzero(there >= 0), there[there >= 0]
    rows = (
        np.searchsorted(before.numbers, before.number[here]),
        np.searchsorted(after.numbers, after.number[there]),
    )
    counts = _count_common(*rows, (before.k, after.k))
    matched = _match(counts)
    stayed = sum(int(counts[a, b]) for a, b in matched.items()) / max(1, len(here))
    numbers = {before.numbers[a]: after.numbers[b] for a, b in matched.items()}
    splits = tuple(before.numbers[row] for row in _splits(counts))
    return Moves(counts, numbers, splits, stayed)


def _count_common(a: np.ndarray, b: np.ndarray, shape: tuple[int, int] | None = None) -> np.ndarray:
    counts = np.zeros(shape or (a.max(initial=-1) + 1, b.max(initial=-1) + 1), dtype=np.int64)
    np.add.at(counts, (a, b), 1)
    return counts


def _match(counts: np.ndarray) -> dict[int, int]:
    from scipy.optimize import linear_sum_assignment

    pairs = zip(*linear_sum_assignment(counts, maximize=True), strict=True)
    return {int(a): int(b) for a, b in pairs if counts[a, b]}


def _inherit(
    labels_before: np.ndarray, colours: Mapping[int, int], labels: np.ndarray, lowest: int
) -> dict[int, int]:
    inherited = {new: colours[old] for old, new in match(labels_before, labels).items()}
    taken = set(inherited.values())
    free = (colour for colour in range(lowest, lowest + len(labels)) if colour not in taken)
    return {int(label): inherited[label] if label in inherited else next(free) for label in np.unique(labels)}


def _splits(counts: np.ndarray) -> tuple[int, ...]:
    """Rows that split, largest loss first."""
    size = np.maximum(counts.sum(axis=1), 1)
    second = np.sort(counts, axis=1)[:, -2] if counts.shape[1] > 1 else np.zeros(len(counts))
    ordered = np.argsort(-second, kind="stable")
    return tuple(int(a) for a in ordered if second[a] >= SPLIT * size[a])
