"""Blocks of load at night: a car that charges shows as a step up, a level stretch and a step down."""

from dataclasses import dataclass

import numpy as np

# A block of the night begins from 19:00 to 03:00, when cars are plugged in and night prices begin, and ends by 10:00.
NIGHT = (19, 27, 34)
DAY = (8, 15, 16)  # until those who come home early plug in
STEP_KW, CLEARNESS_KW, SINGLE_KW = 1.8, 1.3, 2.5
LONGEST_HOURS = 10  # 20 kWh through a socket
HALF = 0.5  # of the middling block


@dataclass(frozen=True, slots=True)
class Blocks:
    """The clearest block of load of each night (or day), of every customer; arrays of shape (n_customers, n_nights).

    Attributes
    ----------
    kw : how far the block stands above the hours beside it. there : whether it is one.
    first : hour it begins, counted from midnight before the night (25 is 01:00). hours : its length, h.
    """

    kw: np.ndarray
    there: np.ndarray
    first: np.ndarray
    hours: np.ndarray

    @property
    def share(self) -> np.ndarray:
        """(n_customers,) share of the nights with a block."""
        return self.there.mean(axis=1)

    @property
    def nearly(self) -> np.ndarray:
        """(n_customers,) share of the nights whose clearest stretch is half the middling block or more."""
        return (self.kw >= HALF * self.size_kw[:, None]).mean(axis=1)

    @property
    def size_kw(self) -> np.ndarray:
        """(n_customers,) the middling block, kW; NaN where there is none."""
        return middling(np.where(self.there, self.kw, np.nan))

    @property
    def length(self) -> np.ndarray:
        """(n_customers,) hours of the middling block; NaN where there is none."""
        return middling(np.where(self.there, self.hours, np.nan))

    @property
    def unlike(self) -> np.ndarray:
        """(n_customers,) how unlike the blocks are: median distance from the middling one, as a share of it."""
        size = self.size_kw
        return middling(np.where(self.there, np.abs(self.kw - size[:, None]), np.nan)) / size


def night_blocks(kw: np.ndarray) -> Blocks:
    """The clearest block of every night, from (n_customers, n_days, 24) kW; the first and last night are left out."""
    return _blocks(kw, *NIGHT)


def day_blocks(kw: np.ndarray) -> Blocks:
    """The same by day, 08:00 to 16:00: what a customer's other appliances do."""
    return _blocks(kw, *DAY)


def _blocks(kw: np.ndarray, begin: int, latest: int, end: int) -> Blocks:
    """Every stretch of 1 to 10 hours that begins from `begin` to `latest` and is over by `end` is tried.

    Notes
    -----
    A block's height is its lowest hour less the mean of the hours two before and two after it, so that hours it fills
    in part do not count.  Clearness is the height less how far the block's own hours differ; one hour alone
    must clear 2.5 kW more, for many appliances fill a single hour.
    """
    n, days, _ = kw.shape
    span = np.arange(begin - 2, end + 2)
    x = kw.reshape(n, days * 24)[:, (np.arange(1, max(1, days - 1)) * 24)[:, None] + span]
    shape = (n, x.shape[1])
    best, height = np.full(shape, -np.inf), np.full(shape, -np.inf)
    first, hours = np.zeros(shape, int), np.zeros(shape, int)
    for length in range(1, LONGEST_HOURS + 1):
        for at in range(2, min(latest - begin + 2, len(span) - 2 - length) + 1):
            inside = x[:, :, at : at + length]
            low = inside.min(axis=2)
            up = low - (x[:, :, at - 2] + x[:, :, at + length + 1]) / 2
            clear = up - (inside.max(axis=2) - low) - (SINGLE_KW if length == 1 else 0.0)
            better = clear > best  # never where an hour is missing
            best[better], height[better] = clear[better], up[better]
            first[better], hours[better] = span[at], length
    return Blocks(height, (best >= CLEARNESS_KW) & (height >= STEP_KW), first, hours)


def middling(values: np.ndarray) -> np.ndarray:
    """Median of each row over what is known; NaN where nothing is."""
    known = np.isfinite(values).any(axis=1)
    middle = np.full(len(values), np.nan)
    middle[known] = np.nanmedian(values[known], axis=1)
    return middle
