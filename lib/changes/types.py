"""The nouns of change: who no longer looks like itself, and how the population moved."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lib.findings import Finding
from lib.readings import Origin


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Customers whose later day is unlike the earlier one, after allowing for what similar customers did.

    Arrays have a row for each customer that could be compared, and the list is in `order`.

    Attributes
    ----------
    earlier, later : first and last day of each period.
    customer_id : (n,) ascending. chance : (n,) of as large a difference where nothing changed.
    kw : (n,) mean kW added (or, below zero, removed) in the window that tells most.
    window : (n, 2) that window of 2 to 12 hours: first hour, and hour after the last.
    before_kw, after_kw, expected_kw : (n, 24) mean day before, after, and as it should have been after, kW.
    order : (n_listed,) rows of the list, most kW first.
    findable_kw : what a middling customer would have to change over six hours to be listed.
    seasons : how much all customers changed together, in their own noise; above .5 the seasons differ.
    set_aside : who could not be compared, counted. caveats : what the data cannot tell, most important first.
    """

    earlier: tuple[date, date]
    later: tuple[date, date]
    customer_id: np.ndarray
    chance: np.ndarray
    kw: np.ndarray
    window: np.ndarray
    before_kw: np.ndarray
    after_kw: np.ndarray
    expected_kw: np.ndarray
    order: np.ndarray
    findable_kw: float
    seasons: float
    set_aside: tuple[Finding, ...]
    caveats: tuple[Finding, ...]
    fingerprint: str
    origin: Origin

    def __len__(self) -> int:
        return len(self.customer_id)

    @property
    def listed(self) -> np.ndarray:
        """(n_listed,) identifiers of the list, most kW first."""
        return self.customer_id[self.order]

    def has(self, code: str) -> bool:
        """Whether a caveat of that code is among them."""
        return any(each.code == code for each in self.caveats)


@dataclass(frozen=True, slots=True, eq=False)
class Populations:
    """How many customers of each period lie in each segment of a frozen codebook.

    Attributes
    ----------
    labels : names of the segments. numbers : their numbers.
    before, after : (k,) customers. stability : population stability index; above .25 the population is another.
    new_shapes : rows, among `customer_id`, of later shapes further from every segment than 99 % of the earlier.
    by_chance : how many of them chance alone would leave.
    shape_kw : (n_new, 24) their days, kW, in the same order. usual : (24,) mean later day over its own mean.
    """

    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    before: np.ndarray
    after: np.ndarray
    stability: float
    customer_id: np.ndarray
    new_shapes: np.ndarray
    by_chance: float
    shape_kw: np.ndarray
    usual: np.ndarray

    @property
    def newcomers(self) -> np.ndarray:
        """(n_new,) identifiers of who has a new shape, the furthest first."""
        return self.customer_id[self.new_shapes]

    @property
    def shapes_are_new(self) -> bool:
        """Whether there are clearly more new shapes than chance would leave: by three spreads of both counts."""
        spread = np.sqrt(self.by_chance * (1 + self.after.sum() / max(1, self.before.sum())))
        return len(self.new_shapes) > self.by_chance + 3 * spread
