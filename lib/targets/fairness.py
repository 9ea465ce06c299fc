"""Is the list fair by an attribute? Who is asked, who benefits, who gives, and what more of it costs in kW."""

from dataclasses import dataclass

import numpy as np

from lib.targets.types import TargetRanking

FOUR_FIFTHS = 0.80
MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Group:
    """Customers of one level of an attribute.

    Attributes
    ----------
    level : "" where it is not known. customers, asked : eligible, and asked of them.
    rate : share asked. ratio : that over the highest rate of any level; under .80 is flagged.
    benefit : share of all expected participants, who are paid; burden : share of all expected kW, which they give.
    """

    level: str
    customers: int
    asked: int
    rate: float
    ratio: float
    benefit: float
    burden: float

    @property
    def flagged(self) -> bool:
        return self.ratio < FOUR_FIFTHS


def fairness(ranking: TargetRanking, asked: np.ndarray, values: np.ndarray) -> tuple[Group, ...]:
    """Every level of an attribute, the least often asked first.

    Parameters
    ----------
    asked : (n_eligible,) bool. values : (n_eligible,) of str, in rank order.

    Notes
    -----
    Selection-rate ratio by the four-fifths rule of the US Uniform Guidelines, 29 CFR 1607.4 D (from memory, not read).
    """
    levels, at = np.unique(values, return_inverse=True)
    there = np.bincount(at, minlength=len(levels))
    chosen, paid, given = (
        np.bincount(at[asked], weights=weights[asked], minlength=len(levels))
        for weights in (np.ones(len(at)), ranking.participation, ranking.expected_kw)
    )
    rate = chosen / there
    ratio = rate / rate.max() if rate.max() > 0 else np.ones(len(levels))
    benefit, burden = (part / part.sum() if part.sum() > 0 else part for part in (paid, given))
    rows = zip(levels.tolist(), there, chosen, rate, ratio, benefit, burden, strict=True)
    groups = [Group(row[0], int(row[1]), int(row[2]), *map(float, row[3:])) for row in rows]
    return tuple(sorted(groups, key=lambda group: group.ratio))


def price_of_fairness(
    ranking: TargetRanking, asked: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """What a floor under the selection-rate ratio costs in kW with as many customers asked.

    Returns
    -------
    (n_steps,) lowest ratio, ascending, and (n_steps,) expected kW of the list that has it, the list as it is first.

    Notes
    -----
    Step by step the least of the level asked most often makes room for the best of the level asked least often, at most
    so many as meet in the middle: (r_high - r_low) / (1 / n_high + 1 / n_low).  Where that is under one half the rates
    are as even as whole customers allow.  Of the steps, those that raise the lowest ratio are given, but none that a
    later one betters in kW as well: by way of a third level the path can fall further than where it comes to.
    """
    levels, at = np.unique(values, return_inverse=True)
    rows = [np.flatnonzero(at == number) for number in range(len(levels))]
    rows = [np.concatenate([those[asked[those]], those[~asked[those]]]) for those in rows]
    count = np.array([int(asked[those].sum()) for those in rows])
    size = np.array([len(those) for those in rows])
    kw = [np.concatenate([[0.0], ranking.expected_kw[those].cumsum()]) for those in rows]
    step = max(1, int(asked.sum()) // MOST_STEPS)
    path = [(_lowest(count, size), _total(kw, count))]
    while many := min(step, _uneven(count, size)):
        low, high = (count / size).argmin(), (count / size).argmax()
        count[low], count[high] = count[low] + many, count[high] - many
        if _lowest(count, size) > path[-1][0]:
            path.append((_lowest(count, size), _total(kw, count)))
    ratio, total = np.array(path).T
    kept = _not_bettered(total)
    return ratio[kept], total[kept]


def _not_bettered(total: np.ndarray) -> np.ndarray:
    """The first, and each that no later one has more kW than."""
    best_to_come = np.maximum.accumulate(total[::-1])[::-1]
    return (total >= best_to_come) | (np.arange(len(total)) == 0)


def _uneven(count: np.ndarray, size: np.ndarray) -> int:
    """How many of the level asked most often may make room for the one asked least, until both are asked alike."""
    rate = count / size
    low, high = rate.argmin(), rate.argmax()
    return round((rate[high] - rate[low]) / (1 / size[high] + 1 / size[low]))


def _lowest(count: np.ndarray, size: np.ndarray) -> float:
    rate = count / size
    return float(rate.min() / rate.max()) if rate.max() > 0 else 1.0


def _total(kw: list[np.ndarray], count: np.ndarray) -> float:
    return float(sum(sums[m] for sums, m in zip(kw, count, strict=True)))
