"""Distances between days that may run an hour early or late against each other."""

from functools import reduce

import numpy as np

BAND = 1  # hours: in demand response WHEN is the information, and a wider band loses it
HOURS = 24


def warped(one: np.ndarray, other: np.ndarray, band: int = BAND) -> np.ndarray:
    """Dynamic time warping distances between each day of one set and each of another, within a band of one hour.

    Parameters
    ----------
    one : ndarray of shape (n, 24 x parts); other : ndarray of shape (m, 24 x parts)
        Days of several parts are warped part by part.
    band : hours by which two days may be shifted against each other at most.

    Returns
    -------
    ndarray of float32, shape (n, m)
        The root of the smallest sum of squared differences along a way through both days; 0 hours of band is Euclid's.

    References
    ----------
    Sakoe and Chiba (1978), doi:10.1109/TASSP.1978.1163055.
    """
    total = np.zeros((len(one), len(other)), np.float32)
    for first in range(0, one.shape[1], HOURS):
        part = slice(first, first + HOURS)
        total += _squared(one[:, part].astype(np.float32), other[:, part].astype(np.float32), band)
    return np.sqrt(total)


def _squared(one: np.ndarray, other: np.ndarray, band: int) -> np.ndarray:
    """Smallest sum of squared differences of every pair, cell by cell of the warping table for all pairs at once."""
    hours = one.shape[1]
    before: dict[int, np.ndarray] = {}
    for i in range(hours):
        row: dict[int, np.ndarray] = {}
        for j in range(max(0, i - band), min(hours, i + band + 1)):
            ways = [table[at] for table, at in ((before, j - 1), (before, j), (row, j - 1)) if at in table]
            row[j] = np.subtract.outer(one[:, i], other[:, j]) ** 2
            if ways:
                row[j] += reduce(np.minimum, ways)
        before = row
    return before[hours - 1]
