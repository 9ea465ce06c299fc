"""Territories of blocks of load that begin on the hour, and are moved from customer to customer or from day to day."""

from collections.abc import Iterator

import numpy as np
from planted import LIKENESS, Planted

CUSTOMERS, DAYS = 500, 28
HOURS = np.arange(24)
MOVES, CHANCES = (-1, 0, 1), (0.25, 0.5, 0.25)


def moving_sets(count: int, seed: int) -> Iterator[Planted]:
    """Sets of 3 to 6 kinds of two blocks each, moved in each of four ways; then as many a way of one kind alone."""
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        k, moved = 3 + number % 4, MOVED[number // 4 % len(MOVED)]
        yield Planted(_days(np.arange(CUSTOMERS) % k, _kinds(k, rng), moved, rng), k, f"blocks, {moved}")
    for number in range(count // 4):
        rng = np.random.default_rng((seed, count + number))
        moved = MOVED[number % len(MOVED)]
        yield Planted(
            _days(np.zeros(CUSTOMERS, int), _kinds(1, rng), moved, rng), 1, f"one kind of blocks, {moved}"
        )


MOVED = ("still", "a whole hour for good", "any part of an hour for good", "a whole hour each day")


def _kinds(k: int, rng: np.random.Generator) -> np.ndarray:
    """(k, 2, 3) beginning, hours and kW of two blocks of each kind; the first of two kinds begin 3 h apart or more."""
    first = 3 * rng.permutation(8)[:k] + rng.integers(0, 3)
    second = first + rng.integers(6, 18, k)
    begins = np.stack([first, second], axis=1) % 24
    return np.stack([begins, rng.integers(2, 5, (k, 2)), rng.uniform(1.0, 3.0, (k, 2))], axis=2)


def _days(kind: np.ndarray, kinds: np.ndarray, moved: str, rng: np.random.Generator) -> np.ndarray:
    """Mean kW of each hour; what customers move is the beginning of their blocks, both by the same time."""
    begins, lasts, high_kw = (each[..., None] for each in np.moveaxis(kinds[kind], 2, 0))
    high_kw = high_kw * rng.lognormal(0, LIKENESS, high_kw.shape)
    base_kw = 0.4 * rng.lognormal(0, LIKENESS, (len(kind), 1))
    total = np.zeros((len(kind), 24))
    own = _move(moved, len(kind), rng)
    for _ in range(DAYS):
        move = rng.choice(MOVES, own.shape, p=CHANCES) if moved == "a whole hour each day" else own
        total += (high_kw * _inside(begins + move, lasts)).sum(axis=1) * rng.lognormal(0, 0.3, (len(kind), 1))
    return rng.lognormal(0, 0.4, (len(kind), 1)) * (total / DAYS + base_kw)


def _move(moved: str, customers: int, rng: np.random.Generator) -> np.ndarray:
    """(n, 1, 1) hours by which each customer is later for good."""
    shape = customers, 1, 1
    if moved == "a whole hour for good":
        return rng.choice(MOVES, shape, p=CHANCES)
    return rng.uniform(-1, 1, shape) if moved == "any part of an hour for good" else np.zeros(shape)


def _inside(begins: np.ndarray, lasts: np.ndarray) -> np.ndarray:
    """Share of each hour that lies inside a block, (n, 2, 24); blocks go on over midnight."""
    since = (HOURS - begins) % 24  # from the beginning of the block to that of the hour
    return np.clip(lasts - since, 0, 1) + np.clip(since - 23, 0, 1)
