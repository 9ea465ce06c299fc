"""Segments that stay: frozen as a codebook, found again among other customers, or at another K."""

from dataclasses import replace
from itertools import count

import numpy as np

from lib.codebook import SCALINGS, Codebook
from lib.findings import Refusal
from lib.naming import tidy_name
from lib.profiles import Profiles
from lib.profiles.parts import OF
from lib.segments.judged import judged
from lib.segments.kmeans import nearest
from lib.segments.matching import match
from lib.segments.population import shapes_of
from lib.segments.types import KFit, Segments


def freeze(segments: Segments) -> Codebook:
    """The segments without their customers, so that they can be found again.

    Raises
    ------
    Refusal
        Their scaling compares customers with one another, so that nobody can be scored alone.
    """
    if segments.scaling not in SCALINGS:
        raise Refusal(
            "Segments made per hour across customers cannot be kept: one customer alone has no such shape. "
            "Compare customers by root share, or another scaling of a customer's own day."
        )
    return Codebook(
        numbers=segments.numbers,
        names=tuple(map(tidy_name, segments.names)),
        centroids=tuple(tuple(map(float, row)) for row in segments.codebook),
        caps=tuple(map(float, segments.caps)),
        scaling=segments.scaling,
        features=segments.features,
    )


def score(profiles: Profiles, codebook: Codebook) -> np.ndarray:
    """Row of the codebook whose centroid is nearest to each customer kept, int32 of shape (n_kept,).

    Raises
    ------
    Refusal
        The codebook is of other days than the profiles.

    Notes
    -----
    Nothing is fitted: shape and caps are the codebook's, and who else is in the file changes nothing.
    """
    if codebook.features != profiles.features:
        raise Refusal(
            f"The segments that were kept are by the shape of {OF[codebook.features]}, and customers are compared by "
            f"the shape of {OF[profiles.features]}. Choose the same, or another way of parting."
        )
    shapes, _ = shapes_of(profiles, codebook.scaling, np.array(codebook.caps))
    return nearest(shapes, np.array(codebook.centroids))


def frozen_fit(profiles: Profiles, codebook: Codebook, seed: int) -> tuple[KFit, Codebook]:
    """Customers taken to the segments of a codebook, with the figures by which a fit is judged.

    Returns
    -------
    fit : its labels are rows of the codebook that is returned.
    codebook : the same without segments that nobody is in.
    """
    rows = score(profiles, codebook)
    used = np.unique(rows)
    shapes, _ = shapes_of(profiles, codebook.scaling, np.array(codebook.caps))
    left = replace(
        codebook,
        **{
            name: tuple(getattr(codebook, name)[row] for row in used)
            for name in ("numbers", "names", "centroids")
        },
    )
    return judged(shapes, np.searchsorted(used, rows), seed, np.array(left.centroids)), left


def identities(
    profiles: Profiles, fit: KFit, order: np.ndarray, codebook: Codebook | None
) -> tuple[dict[int, int], dict[int, str]]:
    """Number of each label of a fit, and the names that come with numbers kept from a codebook.

    Parameters
    ----------
    order : labels, highest load first: without a codebook that is their number.

    Notes
    -----
    Customers are taken to the nearest segment of the codebook; the pairs of a segment then and one now that have most
    customers in common go on (Hungarian method), whatever K is. Others get the lowest numbers the codebook has not.
    """
    if codebook is None or codebook.features != profiles.features:
        return {int(label): place for place, label in enumerate(order, start=1)}, {}
    goes_on = match(fit.labels, score(profiles, codebook))
    number_of = {label: codebook.numbers[row] for label, row in goes_on.items()}
    names = {codebook.numbers[row]: codebook.names[row] for row in goes_on.values()}
    free = (number for number in count(1) if number not in codebook.numbers)
    return number_of | {int(label): next(free) for label in order if label not in number_of}, names
