"""From one K to segments: numbered by load, named by their day."""

from dataclasses import replace
from hashlib import blake2b

import numpy as np

from lib.codebook import PARTS, Codebook
from lib.naming import Names, renamed
from lib.profiles import Profiles, window_hours
from lib.profiles.shapes import fill_hours
from lib.segments.frozen import identities
from lib.segments.kmeans import members
from lib.segments.names import name_segments
from lib.segments.types import KFit, Segments

BAND = (0.1, 0.9)


def segment(
    profiles: Profiles,
    fit: KFit,
    caps: np.ndarray,
    scaling: str,
    order_window: tuple[int, int],
    seed: int,
    codebook: Codebook | None = None,
) -> Segments:
    """Number, describe and name the segments of one K.

    Parameters
    ----------
    profiles : Profiles
        Those whose kept customers were fitted.
    fit : KFit
        Labels in the order of the customers kept.
    caps : ndarray of shape (24 x parts,)
        Caps with which the shapes were winsorised; infinite where they were not.
    scaling, seed : how the fit was made.
    order_window : first hour, and hour after the last, whose mean load numbers the segments, highest first.
    codebook : segments of before: each that most of its customers would be in keeps its number and name.

    Returns
    -------
    Segments
        Missing hours in `hourly_kw` are filled from their neighbours, as they were for the shapes.

    Raises
    ------
    ValueError
        If the fit has not one label for each customer kept.
    """
    kept = profiles.kept
    if len(fit.labels) != kept.sum():
        raise ValueError(
            f"The fit has {len(fit.labels):,} customers; {kept.sum():,} of the profiles are kept."
        )
    hourly_kw = fill_hours(
        profiles.hourly_kw if kept.all() else profiles.hourly_kw[kept]
    )  # no copy for nothing
    order = _highest_first(hourly_kw, fit, order_window)
    number_of, kept_names = identities(profiles, fit, order, codebook)
    order = order[np.argsort([number_of[label] for label in order], kind="stable")]
    numbers = tuple(number_of[label] for label in order)
    place = np.argsort(order)[fit.labels]
    counts, sums = members(hourly_kw, place, fit.k)
    mean_kw = sums / counts[:, None]
    low_kw, high_kw = _bands(hourly_kw, place, fit.k)
    window_kw = sums[:, window_hours(order_window)].sum(axis=1)
    compared_kw, parts_kw = hourly_kw, mean_kw[:, None]
    if profiles.parts_kw is not None:
        compared_kw = fill_hours(profiles.parts_kw[kept])
        parts_kw = (members(compared_kw, place, fit.k)[1] / counts[:, None]).reshape(fit.k, -1, 24)
    names, traits = name_segments(mean_kw, order_window, PARTS[profiles.features], parts_kw)
    made_from = repr(
        (profiles.fingerprint, scaling, fit.k, seed, order_window, codebook and codebook.fingerprint)
    )
    return Segments(
        customer_id=profiles.customer_id[kept],
        number=np.array(numbers, np.int32)[place],
        silhouette=fit.silhouette_each,
        hourly_kw=hourly_kw,
        names=_together(names, numbers, kept_names),
        traits=traits,
        sizes=counts,
        mean_kw=mean_kw,
        low_kw=low_kw,
        high_kw=high_kw,
        daily_kwh=mean_kw.sum(axis=1),
        window_share=window_kw / (window_kw.sum() or 1.0),
        codebook=fit.centroids[order],
        caps=caps,
        scaling=scaling,
        order_window=order_window,
        k=fit.k,
        seed=seed,
        fingerprint=blake2b(made_from.encode(), digest_size=16).hexdigest(),
        origin=profiles.origin,
        numbers=numbers,
        features=profiles.features,
        compared_kw=compared_kw,
        parts_kw=parts_kw,
    )


def rename(segments: Segments, names: Names) -> Segments:
    """The segments with the names that an analyst gave them in place of those by rule."""
    if not names:
        return segments
    made_from = repr((segments.fingerprint, names))
    fingerprint = blake2b(made_from.encode(), digest_size=16).hexdigest()
    return replace(segments, names=renamed(segments.names, names), fingerprint=fingerprint)


def _together(by_rule: tuple[str, ...], numbers: tuple[int, ...], kept: dict[int, str]) -> tuple[str, ...]:
    """Names kept from a codebook, else those by rule; where a new one says the same as one kept, its number follows."""
    return tuple(
        kept.get(number) or (f"{name} {number}" if name in kept.values() else name)
        for name, number in zip(by_rule, numbers, strict=True)
    )


def _highest_first(hourly_kw: np.ndarray, fit: KFit, window: tuple[int, int]) -> np.ndarray:
    """Labels by mean load of their members over the window, highest first."""
    counts, sums = members(hourly_kw, fit.labels, fit.k)
    window_kw = sums[:, window_hours(window)].sum(axis=1) / counts
    return np.lexsort([*fit.centroids.T, -window_kw])


def _bands(hourly_kw: np.ndarray, place: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """10 and 90 % quantiles of each hour over the members, (k, 24) each."""
    bands = [np.quantile(hourly_kw[place == number], BAND, axis=0) for number in range(k)]
    return tuple(np.stack(bands, axis=1))
