"""The list as a power plant: what it gives hour by hour, what it holds, and what can be offered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.profiles import window_hours
from lib.targets import Portfolio, TargetRanking
from lib.window import Window

BLOCK_KW = 100.0


@dataclass(frozen=True, slots=True)
class Block:
    """kW that can be offered for so many hours on end: the best run of them. blocks : whole ones of the size asked."""

    hours: int
    first: int
    kw: float
    blocks: int


@dataclass(frozen=True, slots=True)
class Plant:
    """Reduction of a list by hour of the window.

    Attributes
    ----------
    hours : (n_hours,) of the clock. p50_kw, p90_kw : reached in 5 and 9 of 10 events. sustained_kw : P90 of the
        weakest hour. coincidence : highest sum of the customers' movable load over the sum of their own highest; 1 is
        all at once. offers : for one hour and more.
    """

    hours: np.ndarray
    p50_kw: np.ndarray
    p90_kw: np.ndarray
    sustained_kw: float
    coincidence: float
    offers: tuple[Block, ...]


def plant(
    ranking: TargetRanking,
    portfolio: Portfolio,
    hourly_kw: np.ndarray,
    window: Window,
    block_kw: float = BLOCK_KW,
) -> Plant:
    """What those who are asked give in every hour.

    Parameters
    ----------
    hourly_kw : (n_eligible, 24) mean day of each customer, in rank order. block_kw : size of one offer block.

    Notes
    -----
    A customer's expected kW, a mean over the window, is spread over its hours as the load above the six lowest hours of
    the mean day is; P50 and P90 of an hour stand to its mean as those of the window do: hours share the doubt.
    """
    hours, asked = window_hours(window), portfolio.asked
    movable = above_base(hourly_kw[asked])
    inside = movable[:, hours]
    mean = inside.mean(axis=1, keepdims=True)
    shape = np.divide(inside, mean, out=np.ones_like(inside), where=mean > 0)
    kw = (ranking.expected_kw[asked, None] * shape).sum(axis=0)
    total = portfolio.expected_kw or 1.0
    p50, p90 = (kw * each / total for each in (portfolio.p50_kw, portfolio.p90_kw))
    own = movable.max(axis=1).sum()
    together = float(movable.sum(axis=0).max() / own) if own > 0 else float("nan")
    return Plant(hours, p50, p90, float(p90.min(initial=np.inf)), together, _offers(hours, p90, block_kw))


def above_base(hourly_kw: np.ndarray) -> np.ndarray:
    """(n_customers, 24) load above the mean of each customer's six lowest hours, never below zero."""
    base = np.sort(hourly_kw, axis=1)[:, :6].mean(axis=1, keepdims=True)
    return np.nan_to_num(np.clip(hourly_kw - base, 0, None))


def _offers(hours: np.ndarray, p90_kw: np.ndarray, block_kw: float) -> tuple[Block, ...]:
    found = []
    for length in range(1, len(hours) + 1):
        runs = [p90_kw[first : first + length].min() for first in range(len(hours) - length + 1)]
        best = int(np.argmax(runs))
        found.append(Block(length, int(hours[best]), float(runs[best]), int(runs[best] // block_kw)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Abundance:
    """Hours into which load should move, and who has load near them.

    Attributes
    ----------
    window : the hours. why : what they were chosen by. rows : of the customers, the most movable first;
    near_kw : (n_customers,) movable load within `REACH` hours on either side, kW, in the order of the profiles.
    """

    window: Window
    why: str
    rows: np.ndarray
    near_kw: np.ndarray


REACH = 3  # hours that a start can be put off or brought forward
LENGTH = 3


def abundance(
    cost: np.ndarray, why: str, hourly_kw: np.ndarray, among: Sequence[int] = range(6, 22)
) -> Abundance:
    """The hours in which power is most abundant, and the customers whose movable load lies near them.

    Parameters
    ----------
    cost : (24,) what is low when power is abundant: price, or load less solar and wind. hourly_kw : (n_customers, 24).
    among : hours that may be chosen; nights are left to those who sleep.
    """
    firsts = [hour for hour in among if hour + LENGTH <= 24]
    first = min(firsts, key=lambda hour: cost[hour : hour + LENGTH].mean())
    near = [h % 24 for h in (*range(first - REACH, first), *range(first + LENGTH, first + LENGTH + REACH))]
    kw = above_base(hourly_kw)[:, near].mean(axis=1)
    return Abundance((first, first + LENGTH), why, np.argsort(-kw, kind="stable"), kw)
