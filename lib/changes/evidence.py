"""How surprising it is that a customer's day is not what it should be: a largest window, and its chance."""

from dataclasses import dataclass

import numpy as np

from lib.changes.expected import common_level, expected_change
from lib.profiles.period import BLOCKS, Period

LEAST = 1e-12  # of a day that repeats the one before to the last digit, as made data do
PRIOR_DAYS = 6  # days' worth of the usual noise that every customer's own noise is mixed with
MOST_LATER = (
    1.5  # the later noise counts at most so many times the earlier: a new car must not hide in its own noise
)
SEASONAL, MOST_SEASONAL = 0.2, 3.0
LIKE_LOAD, LOAD_LIMITS = 0.5, (0.4, 3.0)  # the common doubt grows with the root of a block's share
FREEDOM = 0.21  # of the days: loads from day to day are not normal, and their variance is known less well
STRETCH = 1.2
LEVEL = 0.03  # so that, with what the null does not know, 5 % of a list is wrong: decision 0014
BULK, TRIM = 0.85, 0.15
PEER_LIMITS = (0.7, 3.0)
DRAWS, SEED, BODY = 200_000, 0, 0.9
WINDOWS = np.array(
    [
        [(block - first) % BLOCKS < length for block in range(BLOCKS)]
        for length in (1, 2, 3, 4)
        for first in range(8)
    ],
    float,
)  # circular, 3 to 12 hours


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Whether each customer's later day is unlike what was expected.

    Attributes
    ----------
    chance : (n,) probability of as large a difference where nothing changed.
    found : (n,) bool, by Benjamini-Hochberg at `LEVEL`.
    expected : (n, 8) expected later share of the earlier mean load, before the customer's own level.
    level : (n,) by what factor the later day as a whole lies above that.
    seasons : median change of all customers, squared, over their noise: above .5 the seasons differ.
    findable : difference over six hours that a middling customer would have to show, as a share of its mean load.
    """

    chance: np.ndarray
    found: np.ndarray
    expected: np.ndarray
    level: np.ndarray
    seasons: float
    findable: float


def weigh(earlier: Period, later: Period) -> Evidence:
    """Test every customer; both periods hold the same customers in the same order.

    References
    ----------
    Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    before, after = (each.block_kw / each.level_kw[:, None] for each in (earlier, later))
    first, second = _noise(earlier), _noise(later)
    noise = np.maximum(first + np.minimum(second, MOST_LATER * first), LEAST)
    shape = (_correlation(earlier) + _correlation(later)) / 2
    slope = earlier.slope / earlier.level_kw[:, None]
    traits = np.column_stack([slope.mean(axis=1), slope])
    mean_level = later.level_kw / earlier.level_kw
    level = common_level(after, before + expected_change(before, after, traits, noise).change, noise)
    expected = expected_change(before, after / level, traits, noise)
    left = after / level - before - expected.change
    own = np.sqrt(noise)[:, :, None] * shape * np.sqrt(noise)[:, None, :]
    seasons = float(np.sum(np.median(after - before, axis=0) ** 2) / np.median(noise, axis=0).sum())
    common, grows = _common(left, own, noise, before)
    common *= 1 + SEASONAL * min(seasons, MOST_SEASONAL)
    spread = own + grows[:, :, None] * common * grows[:, None, :]
    largest = _largest(left, spread)
    freedom = FREEDOM * (earlier.days.sum(axis=1) + later.days.sum(axis=1) + 2 * PRIOR_DAYS - 4)
    null = Null(np.median(noise, axis=0), shape, common)
    steady = _as_normal(largest, freedom)
    steady /= np.clip(np.median(steady[expected.peers], axis=1) / null.median, *PEER_LIMITS)
    chance = null.chance(steady)
    found = benjamini_hochberg(chance)
    needed = null.needed(LEVEL * max(1, int(found.sum())) / len(chance))
    six_hours = np.sqrt(np.median(np.einsum("i,nij,j->n", WINDOWS[8], spread, WINDOWS[8]) * needed)) / 2
    return Evidence(
        chance, found, before + expected.change, (level[:, 0] * mean_level), seasons, float(six_hours)
    )


def benjamini_hochberg(chance: np.ndarray, level: float = LEVEL) -> np.ndarray:
    """(n,) bool: those that can be listed with no more than `level` of the list expected to be wrong."""
    order = np.argsort(chance, kind="stable")
    passes = chance[order] <= level * np.arange(1, len(chance) + 1) / len(chance)
    found = np.zeros(len(chance), bool)
    if passes.any():
        found[order[: np.flatnonzero(passes)[-1] + 1]] = True
    return found


def _noise(period: Period) -> np.ndarray:
    """(n, 8) variance of the mean day's shares, from the days' own differences mixed with what is usual."""
    variance = np.einsum("nii->ni", period.covariance) / period.level_kw[:, None] ** 2
    freedom = (period.days.sum(axis=1) - 2)[:, None]
    mixed = (freedom * variance + PRIOR_DAYS * np.median(variance, axis=0)) / (freedom + PRIOR_DAYS)
    return mixed * (25 / 49 / period.days[:, [0]] + 4 / 49 / period.days[:, [1]])


def _correlation(period: Period) -> np.ndarray:
    """(8, 8) correlation of the blocks from day to day, pooled over customers."""
    covariance = period.covariance + LEAST * np.eye(period.covariance.shape[1])
    spread = np.sqrt(np.einsum("nii->ni", covariance))
    return np.median(covariance / spread[:, :, None] / spread[:, None, :], axis=0)


def _common(
    left: np.ndarray, own: np.ndarray, noise: np.ndarray, before: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(8, 8) covariance of what is left over beyond the own noise, and (n, 8) how it grows with the block's load.

    Taken from the 85 % with the least left over, and made up for leaving the others out as if all were normal.
    """
    from scipy.stats import chi2

    badness = (left**2 / (noise + np.median(noise, axis=0))).sum(axis=1)
    bulk = badness <= np.quantile(badness, BULK)
    kept = chi2.cdf(chi2.ppf(BULK, BLOCKS), BLOCKS + 2) / BULK
    values, vectors = np.linalg.eigh(np.cov(left[bulk].T) / kept - own[bulk].mean(axis=0))
    load = np.abs(before)
    grows = np.clip(load / load.mean(axis=0), *LOAD_LIMITS) ** LIKE_LOAD
    grows /= np.sqrt((grows[bulk] ** 2).mean(axis=0))
    return (vectors * values.clip(0)) @ vectors.T, grows


def _largest(left: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """(n,) largest, over the windows, of the squared sum over its variance."""
    variance = np.einsum("wi,nij,wj->nw", WINDOWS, spread, WINDOWS, optimize=True)
    return ((left @ WINDOWS.T) ** 2 / variance).max(axis=1)


def _as_normal(largest: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    """Squares with as many degrees of freedom as there are days, as squares of a normal of the same chance."""
    from scipy.stats import chi2, t

    chance = 2 * t.sf(np.sqrt(largest), freedom)
    return chi2.isf(np.maximum(chance, 1e-300), 1)


class Null:
    """Largest windows where nothing changed, drawn for a middling customer; beyond the draws the tail of a square."""

    def __init__(self, noise: np.ndarray, shape: np.ndarray, common: np.ndarray) -> None:
        root = np.sqrt(noise)
        spread = root[:, None] * shape * root + common
        draws = np.random.default_rng(SEED).multivariate_normal(np.zeros(BLOCKS), spread, DRAWS)
        variance = np.einsum("wi,ij,wj->w", WINDOWS, spread, WINDOWS)
        self.sorted = np.sort(((draws @ WINDOWS.T) ** 2 / variance).max(axis=1))
        self.median, self.body, self.end = np.quantile(self.sorted, (0.5, BODY, 0.999))
        self.stretch = 1 + STRETCH * np.trace(common) / noise.sum()

    def chance(self, largest: np.ndarray) -> np.ndarray:
        """Chance of at least so much; the tail is stretched by how much of the doubt is common to all."""
        from scipy.stats import chi2

        beyond = largest - self.body
        drawn = np.where(beyond > 0, self.body + beyond / self.stretch, largest)
        inside = 1 - np.searchsorted(self.sorted, drawn) / DRAWS
        outside = 0.001 / chi2.sf(self.end, 1) * chi2.sf(drawn, 1)
        return np.where(drawn < self.end, inside, outside)

    def needed(self, chance: float) -> float:
        """The square that has so small a chance."""
        from scipy.stats import chi2

        if chance >= 0.001:
            drawn = np.quantile(self.sorted, 1 - chance)
        else:
            drawn = chi2.isf(chance * chi2.sf(self.end, 1) / 0.001, 1)
        return float(self.body + max(0.0, drawn - self.body) * self.stretch)
