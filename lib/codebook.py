"""A frozen codebook: the segments of an analysis, so that other customers can be told theirs without a new fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import isfinite
from typing import Any

from lib.findings import Refusal
from lib.naming import ALLOWED, tidy_name

HOURS = 24
# How customers are parted; by a codebook they are taken to segments that were found before.
METHODS = {
    "kmeans": "K-means",
    "ward": "Ward",
    "kmedoids": "K-medoids",
    "dtw": "DTW, one hour",
    "codebook": "Frozen codebook",
}
# The mean days that a shape is made of, one after the other.
PARTS = {"daily": ("all",), "weekly": ("weekday", "weekend"), "seasonal": ("winter", "summer")}
SCALINGS = (
    "root_share",
    "share",
    "peak",
    "range",
    "zscore",
    "kw",
)  # of a customer's own hours, fitted on nobody else
MOST_SEGMENTS, HIGHEST_NUMBER = 40, 999
CURE = "Export the codebook again from Loadlens."


@dataclass(frozen=True, slots=True)
class Codebook:
    """Segments without their customers.

    Attributes
    ----------
    numbers : (k,) ascending; names : (k,), as they stood when it was frozen.
    centroids : (k, 24 x parts) in the space of the shapes; caps : (24 x parts,) that shapes are cut off at.
    scaling : how a profile becomes a shape, one that needs no other customer.
    features : what a shape is made of, a key of `PARTS`.
    """

    numbers: tuple[int, ...]
    names: tuple[str, ...]
    centroids: tuple[tuple[float, ...], ...]
    caps: tuple[float, ...]
    scaling: str
    features: str = "daily"

    @property
    def fingerprint(self) -> str:
        """A short code of all that it holds."""
        return blake2b(repr(self).encode(), digest_size=16).hexdigest()

    def settings(self) -> dict[str, Any]:
        """What stands in its table of the settings, name to value."""
        return {name: getattr(self, name) for name in self.__slots__}


def read_codebook(given: Mapping[str, Any], file: str) -> Codebook | None:
    """The codebook of a settings file; None where there is none.

    Raises
    ------
    Refusal
        A part is missing or cannot be meant.
    """
    if not given:
        return None
    missing = [name for name in Codebook.__slots__ if name not in given and name != "features"]
    strange = [name for name in given if name not in Codebook.__slots__]
    if missing or strange:
        fault = "missing" if missing else "not known"
        raise Refusal(f"{file}: in the codebook {(missing + strange)[0]!r} is {fault}. {CURE}")
    _check_words(given, file)
    width = HOURS * len(PARTS[given.get("features", "daily")])
    centroids = given["centroids"]
    if not isinstance(centroids, list) or len(centroids) != len(given["numbers"]):
        raise Refusal(f"{file}: the codebook needs one centroid for each of its segments. {CURE}")
    rows = tuple(_numbers(row, width, "a centroid", file) for row in centroids)
    if not all(isfinite(value) for row in rows for value in row):
        raise Refusal(f"{file}: a centroid of the codebook holds a value that is no finite number. {CURE}")
    return Codebook(
        numbers=tuple(given["numbers"]),
        names=tuple(given["names"]),
        centroids=rows,
        caps=_numbers(given["caps"], width, "caps", file),
        scaling=given["scaling"],
        features=given.get("features", "daily"),
    )


def _check_words(given: Mapping[str, Any], file: str) -> None:
    numbers, names = given["numbers"], given["names"]
    if not isinstance(numbers, list) or not all(type(n) is int and 1 <= n <= HIGHEST_NUMBER for n in numbers):
        raise Refusal(
            f"{file}: numbers of segments lie between 1 and {HIGHEST_NUMBER}, and {numbers!r} do not. {CURE}"
        )
    if numbers != sorted(set(numbers)) or not 1 <= len(numbers) <= MOST_SEGMENTS:
        raise Refusal(
            f"{file}: a codebook has 1 to {MOST_SEGMENTS} segments, each number once and ascending. {CURE}"
        )
    if not isinstance(names, list) or len(names) != len(numbers) or len(set(map(str, names))) != len(names):
        raise Refusal(
            f"{file}: the codebook needs one name of its own for each of its {len(numbers)} segments. {CURE}"
        )
    for name in names:
        if not isinstance(name, str) or not name or name != tidy_name(name):
            raise Refusal(f"{file}: the name {name!r} is not allowed. {ALLOWED}")
    for what, known in (("scaling", SCALINGS), ("features", tuple(PARTS))):
        if given.get(what, "daily") not in known:
            raise Refusal(
                f"{file}: {what} = {given[what]!r} cannot be frozen. It is one of {', '.join(known)}."
            )


def _numbers(row: Any, width: int, what: str, file: str) -> tuple[float, ...]:
    if (
        not isinstance(row, list)
        or len(row) != width
        or not all(type(v) in (int, float) and v == v for v in row)
    ):
        raise Refusal(f"{file}: {what} of the codebook must be {width} numbers. {CURE}")
    return tuple(float(value) for value in row)
