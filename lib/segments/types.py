"""The nouns of clustering: one K tried, a sweep over K, the verdict on structure, the segments."""

from dataclasses import dataclass

import numpy as np

from lib.readings import Origin

FOUND_AGAIN = 0.80  # prediction strength; Tibshirani & Walther (2005) say 0.8 to 0.9


@dataclass(frozen=True, slots=True)
class KFit:
    """K-means with one K, and the figures by which it is judged.

    Attributes
    ----------
    k : number of segments: as many as were asked for, but no more than there are distinct shapes.
    labels : ndarray of int8, shape (n_customers,), 0 to k-1, in the order of the shapes given.
    centroids : ndarray, shape (k, 24 x parts), in the space of the (winsorised) shapes.
    silhouette_each : (n_customers,) Euclidean silhouette; NaN where only a sample was measured.
    silhouette, silhouette_low, silhouette_high : mean with its 95 % interval (equal to it where exact).
    silhouette_squared : mean silhouette on squared distances, exact; reads higher, never compared with the other.
    prediction_strength, stability_ari : None until they are measured (they take longest).
    smallest_share : size of the smallest segment as a share of all, 0 to 1.
    seconds : what the fit took; its share of a sweep over several K.
    at_nearest : share of the customers whose own centroid is the nearest one, 0 to 1: 1 when K-means has settled.
    note : in words, where K is not what was asked for; else "".
    """

    k: int
    labels: np.ndarray
    centroids: np.ndarray
    inertia: float
    variance_explained: float
    silhouette: float
    silhouette_low: float
    silhouette_high: float
    silhouette_squared: float
    silhouette_each: np.ndarray
    calinski_harabasz: float
    davies_bouldin: float
    smallest_share: float
    seconds: float
    prediction_strength: float | None = None
    stability_ari: float | None = None
    at_nearest: float = 1.0
    note: str = ""

    @property
    def found_again(self) -> bool:
        """Whether other customers give the same segments: decided on the two decimals that are shown."""
        return round(self.prediction_strength or 0.0, 2) >= FOUND_AGAIN


@dataclass(frozen=True, slots=True)
class Structure:
    """Is there anything to find? The answer of the gap method (docs/method.md, "Choosing K").

    Attributes
    ----------
    verdict : "distinct", "overlapping", "continuum" or "none".
    natural_k : how many groups; 1 where the verdict is "continuum" or "none".
    agreement : share of the runs that name this K, 0 to 1.
    widest_gap, gap_bar : the gap found, 0 where none could be measured, and what it must exceed to count.
    n_customers : size of the sample it was measured on.
    note : a caution in words for small samples, else "".
    size_share : share of the variance of shapes that goes with size (log energy), 0 to 1: near 1 the continuum is
        one of size.
    """

    verdict: str
    natural_k: int
    agreement: float
    widest_gap: float
    gap_bar: float
    n_customers: int
    note: str = ""
    size_share: float = 0.0

    @property
    def gap_measured(self) -> bool:
        """Whether a gap was found that could be measured: none is looked for among few customers."""
        return self.widest_gap > 0


@dataclass(frozen=True, slots=True)
class KSweep:
    """Every K that was tried, and what each way of choosing says on its own.

    Attributes
    ----------
    fits : one KFit a K, ascending.
    structure : the verdict on structure.
    knee : K at the knee of the inertia curve; None where there is none.
    suggested_k : K to take; 1 where there are no natural groups.
    reason : why, one or two sentences for a manager.
    fingerprint, origin : of the customers, how they were clustered and which K were tried and measured.
    """

    fits: tuple[KFit, ...]
    structure: Structure
    knee: int | None
    suggested_k: int
    reason: str
    fingerprint: str = ""
    origin: Origin = "upload"


@dataclass(frozen=True, slots=True)
class Segments:
    """Customers grouped by the shape of their day.

    Segments are numbered from 1, highest `order_window` load first; beside a codebook they have the numbers and names
    that it gives them, which may leave gaps. What is told of each segment stands in the order of `numbers`.

    Attributes
    ----------
    customer_id : ndarray of str, shape (n_customers,): those clustered, ascending.
    number : ndarray of int32, shape (n_customers,), the segment of each, one of `numbers`.
    silhouette : (n_customers,) Euclidean silhouette of each customer.
    hourly_kw : (n_customers, 24) their mean day, kW.
    names : (k,) of str, by rule: "Evening peak", "Flat", ...; traits : (k,) why, in words with numbers.
    sizes : (k,) customers.
    mean_kw, low_kw, high_kw : (k, 24) mean day of the members, and its 10 and 90 % quantiles, kW.
    daily_kwh : (k,) energy of the mean day of a member, kWh.
    window_share : (k,) share of all load in the order window, 0 to 1.
    features : what a shape is made of. compared_kw : (n_customers, 24 x parts) the mean days of it, one after the
        other, and parts_kw : (k, parts, 24) those of the members, kW; of a daily shape `hourly_kw` and `mean_kw`.
    codebook : (k, 24 x parts) centroids in the space of the shapes, in the order of `number`.
    caps : (24 x parts,) winsorising caps, in the same space: with them a new customer can be scored alone.
    scaling, order_window, k, seed : how they were made.
    numbers : (k,) of int, ascending; 1 to k where no codebook says otherwise.
    rule_names : (k,) names before the analyst gave others: what settings know the segments by.
    """

    customer_id: np.ndarray
    number: np.ndarray
    silhouette: np.ndarray
    hourly_kw: np.ndarray
    names: tuple[str, ...]
    traits: tuple[str, ...]
    sizes: np.ndarray
    mean_kw: np.ndarray
    low_kw: np.ndarray
    high_kw: np.ndarray
    daily_kwh: np.ndarray
    window_share: np.ndarray
    codebook: np.ndarray
    caps: np.ndarray
    scaling: str
    order_window: tuple[int, int]
    k: int
    seed: int
    fingerprint: str
    origin: Origin
    numbers: tuple[int, ...] = ()
    rule_names: tuple[str, ...] = ()
    features: str = "daily"
    compared_kw: np.ndarray | None = None
    parts_kw: np.ndarray | None = None

    def __post_init__(self) -> None:
        if len(self.numbers or ()) != self.k:
            object.__setattr__(self, "numbers", tuple(range(1, self.k + 1)))
        if len(self.rule_names or ()) != self.k:
            object.__setattr__(self, "rule_names", self.names)
        if self.parts_kw is None:
            object.__setattr__(self, "compared_kw", self.hourly_kw)
            object.__setattr__(self, "parts_kw", self.mean_kw[:, None])

    @property
    def named(self) -> dict[int, str]:
        """Number to name, ascending."""
        return dict(zip(self.numbers, self.names, strict=True))

    @property
    def rows(self) -> np.ndarray:
        """(n_customers,) where each customer's segment stands in the arrays that have a row a segment."""
        return np.searchsorted(self.numbers, self.number)

    def row(self, number: int) -> int:
        """Where a segment stands in the arrays that have a row a segment."""
        return self.numbers.index(number)

    def label(self, number: int) -> str:
        """Number before name, as it stands on every page: "1 Evening peak"."""
        return f"{number} {self.named[number]}"
