"""Segments that are one shape an hour apart: what is one kind, as a customer sees it, with another clock."""

import numpy as np

from lib.segments.structure import compared_by
from lib.segments.types import Segments
from lib.spelling import joined

HOURS = 24
LEFT = 1 / 3  # of the distance between two mean shapes: no more may be left once one is moved by an hour


def hour_apart(segments: Segments) -> tuple[tuple[int, ...], ...]:
    """Numbers of the segments that follow from one another by an hour earlier or later, two of them or more at a time.

    Notes
    -----
    Two are an hour apart where ``min |x_i moved by +-1 h - x_j| <= |x_i - x_j| / 3``, x the root shares of their mean
    days, moved round the clock; a chain of such pairs is one group.
    """
    shapes = compared_by(segments.parts_kw.reshape(segments.k, -1))
    days = shapes.reshape(segments.k, -1, HOURS)
    apart = _distances(shapes, shapes)
    moved = [_distances(np.roll(days, by, axis=2).reshape(shapes.shape), shapes) for by in (1, -1)]
    alike = (np.minimum(*moved) <= LEFT * apart) & (apart > 0)
    return tuple(tuple(segments.numbers[row] for row in chain) for chain in _chains(alike) if len(chain) > 1)


def hour_apart_in_words(segments: Segments) -> str:
    """The same in a sentence; "" where no two are."""
    told = [joined([str(number) for number in chain]) for chain in hour_apart(segments)]
    if not told:
        return ""
    first, *others = told
    also = "".join(f"; so are {each}" for each in others)
    kinds = "each of these" if others else "they"
    return f"Segments {first} are one shape about an hour apart{also}: {kinds} may be one kind of customer."


def _distances(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.linalg.norm(one[:, None] - other, axis=2)


def _chains(alike: np.ndarray) -> list[np.ndarray]:
    """Rows that hang together, each chain ascending."""
    from scipy.sparse.csgraph import connected_components

    count, chain = connected_components(alike, directed=False)
    return [np.flatnonzero(chain == number) for number in range(count)]
