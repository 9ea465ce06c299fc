"""Passes over the rows that serve every K at once.

The centres of all K stand above one another in one stack, so that a block of rows meets all of them in one matrix
product.  Blocks are fixed and what they give is added up in their order: the same bits on one thread or on two.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

import numpy as np
from threadpoolctl import threadpool_limits

one_thread = threadpool_limits.wrap(
    limits=1
)  # of BLAS: several make such narrow products slower, and order sums anew

BLOCK = 4_096
BLOCKS_BETWEEN_REPORTS = 64
THREADS = 2


@dataclass(frozen=True)
class Stack:
    """Centres of several clusterings, one above the other.

    Attributes
    ----------
    centres : ndarray of shape (sum of sizes, n_columns)
    sizes : how many of them each clustering has.
    """

    centres: np.ndarray
    sizes: tuple[int, ...]

    @classmethod
    def of(cls, clusterings: list[np.ndarray]) -> "Stack":
        return cls(np.concatenate(clusterings), tuple(map(len, clusterings)))

    @cached_property
    def parts(self) -> list[slice]:
        """Where each clustering stands."""
        ends = np.cumsum((0, *self.sizes)).tolist()
        return [slice(*pair) for pair in pairwise(ends)]

    @property
    def clusterings(self) -> list[np.ndarray]:
        return [self.centres[part] for part in self.parts]

    @property
    def scorer(self) -> np.ndarray:
        """What gives, times a row (x, 1), the score x.c - |c|^2 / 2 of each centre: highest at the nearest."""
        return np.column_stack([self.centres, -0.5 * (self.centres**2).sum(axis=1)])


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they lie in memory; a block of them is centred, and given the precision, when its turn comes.

    Attributes
    ----------
    values : ndarray of shape (n_rows, n_columns)
    centre : ndarray of shape (n_columns,): squares of rows far from zero would lose digits.
    precision : float32 or float64, in which products are taken; sums of blocks are always float64.
    """

    values: np.ndarray
    centre: np.ndarray
    precision: type = np.float32

    def __len__(self) -> int:
        return len(self.values)

    def block(self, first: int) -> np.ndarray:
        """The rows from `first` on, (n_block, n_columns + 1): the last column is 1, and counts."""
        part = self.values[first : first + BLOCK]
        block = np.ones((len(part), part.shape[1] + 1), self.precision)
        np.subtract(part, self.centre, out=block[:, :-1], casting="same_kind")
        return block


@dataclass(frozen=True, slots=True)
class Tally:
    """What a pass over the rows counts for each centre of a stack.

    Attributes
    ----------
    sums : (n_centres, n_columns + 1) sum of the rows nearest to each; the last column is their number.
    squares : sum of the squares of all rows.
    """

    sums: np.ndarray
    squares: float

    def means(self, stack: Stack) -> Stack:
        """The stack with each centre at the mean of its rows; one without rows stays where it is."""
        counts = self.sums[:, -1:]
        return Stack(np.where(counts > 0, self._means(), stack.centres), stack.sizes)

    def inertia(self, stack: Stack) -> np.ndarray:
        """Sum of squared distances to the means, one figure a clustering: sum |x|^2 - sum N |mean|^2."""
        between = (self.sums[:, :-1] * self._means()).sum(axis=1)
        return np.maximum(self.squares - np.array([between[part].sum() for part in stack.parts]), 0.0)

    def _means(self) -> np.ndarray:
        return self.sums[:, :-1] / np.maximum(self.sums[:, -1:], 1.0)


def over_blocks(work: Callable[[int], tuple], n_rows: int) -> Iterator[list[tuple]]:
    """What the work gives for the block at each first row, in order, a list of blocks at a time."""
    firsts = range(0, n_rows, BLOCK)
    if len(firsts) == 1:
        yield [work(0)]
        return
    with ThreadPoolExecutor(THREADS) as threads:
        for number in range(0, len(firsts), BLOCKS_BETWEEN_REPORTS):
            yield list(threads.map(work, firsts[number : number + BLOCKS_BETWEEN_REPORTS]))


def tally(rows: Rows, stack: Stack) -> Iterator[int]:
    """Take every row to the nearest centre of each clustering; yields rows done, returns the Tally."""
    sums, squares = np.zeros((len(stack.centres), rows.values.shape[1] + 1)), 0.0
    work = partial(_tally_block, rows, stack.parts, stack.scorer.astype(rows.precision))
    for found in over_blocks(work, len(rows)):
        for block_sums, block_squares in found:
            sums += block_sums
            squares += float(block_squares)
        yield len(found) * BLOCK
    return Tally(sums, squares)


def _tally_block(rows: Rows, parts: list[slice], scorer: np.ndarray, first: int) -> tuple[np.ndarray, float]:
    block = rows.block(first)
    sums = members_of(scorer @ block.T, parts) @ block
    return sums, np.vdot(block, block) - len(block)


def members_of(scores: np.ndarray, parts: list[slice]) -> np.ndarray:
    """1 where a centre has the highest score of its clustering, the first of equal ones, else 0; like `scores`."""
    member = np.empty(scores.shape, bool)
    for part in parts:
        np.equal(scores[part], scores[part].max(axis=0), out=member[part])
    if np.count_nonzero(member) != len(parts) * scores.shape[1]:
        for part in parts:
            member[part] = scores[part].argmax(axis=0) == np.arange(part.stop - part.start)[:, None]
    return member.astype(scores.dtype)


def settle(rows: Rows, stack: Stack, tolerance: float, passes: int) -> Iterator[int]:
    """Lloyd passes until one lowers the inertia of a clustering by less than `tolerance` of it, each on its own.

    Yields rows done; returns the Stack, and the inertia of each clustering before its last centres.
    """
    clusterings, inertia = stack.clusterings, np.full(len(stack.sizes), np.inf)
    moving = np.arange(len(stack.sizes))
    for _ in range(passes):
        part = Stack.of([clusterings[i] for i in moving])
        found = yield from tally(rows, part)
        for i, centres in zip(moving, found.means(part).clusterings, strict=True):
            clusterings[i] = centres
        before, inertia[moving] = inertia[moving], found.inertia(part)
        moving = moving[before - inertia[moving] > tolerance * inertia[moving]]
        if not len(moving):
            break
    return Stack.of(clusterings), inertia


def finished(steps: Iterator) -> object:
    """What a pass returns, without a look at how far it is."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
