"""From readings to segments, each K on its own."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import numpy as np

from lib.choices import Choices
from lib.codebook import Codebook
from lib.profiles import Profiles
from lib.profiles.average import SeasonAverages
from lib.profiles.system import System
from lib.readings import Readings
from lib.segments.between import Between
from lib.segments.types import KFit, KSweep, Segments, Structure
from lib.stages.cache import stage
from lib.stages.fits import clustered, fit
from lib.stages.sources import demo
from lib.window import Window


@stage(8, "Adding up all customers")
def system(readings: Readings) -> System:
    from lib.profiles.system import observe

    return observe(readings)


@stage(16, "Averaging each customer’s days", copied=False)
def _profiles(readings: Readings, window: tuple[int, int], day_type: str, season: str) -> Profiles:
    from lib.profiles import file
    from lib.profiles.average import of_kind, refuse_no_day

    if not readings.single_days:
        return file.of_days(file.read(Path(readings.address), window), day_type, season)
    refuse_no_day(system(readings), day_type, season)
    return of_kind(_season(readings, window, season), day_type)


@stage(2, "Averaging each customer’s days", copied=False)
def _season(readings: Readings, window: tuple[int, int], season: str) -> SeasonAverages:
    from lib.profiles.average import average_season

    return average_season(readings, system(readings), window, season)


def profiles(readings: Readings, choices: Choices) -> Profiles:
    """The mean day of every customer, over the days that the choices name; outliers set aside unless they are kept."""
    from lib.segments import set_aside

    found = _compared(readings, choices)
    return found if choices.outliers == "kept" else set_aside(found, outliers(readings, choices))


def outliers(readings: Readings, choices: Choices) -> np.ndarray:
    """Rows of the customers who would make a K of their own, whether they are set aside or not."""
    return _outliers(_compared(readings, choices), choices.scaling, choices.seed)


def _compared(readings: Readings, choices: Choices) -> Profiles:
    """The mean day of every customer, and where a shape is made of several mean days, those beside it."""
    from lib.profiles.parts import parts_of

    whole = profiles_of(readings, choices, choices.day_type)
    days = system(readings) if readings.single_days else None
    asked = parts_of(choices.features, choices.day_type, choices.season, days)
    parts = tuple(profiles_of(readings, choices, *each) for each in asked)
    return _side_by_side(whole, parts, choices.features) if parts else whole


@stage(8, copied=False)
def _side_by_side(whole: Profiles, parts: tuple[Profiles, ...], features: str) -> Profiles:
    from lib.profiles.parts import side_by_side

    return side_by_side(whole, parts, features)


@stage(16)
def _outliers(profiles: Profiles, scaling: str, seed: int) -> np.ndarray:
    from lib.segments import find_outliers

    return find_outliers(profiles, scaling, seed)


def profiles_of(readings: Readings, choices: Choices, day_type: str, season: str = "") -> Profiles:
    """The same over days of one type, and of one season where given, whatever the choices name."""
    return _profiles(readings, choices.window, day_type, season or choices.season)


@stage(16, "Looking for gaps between groups")
def structure(profiles: Profiles, seed: int) -> Structure:
    from lib.segments import find_structure

    return find_structure(profiles.compared_kw[profiles.kept], seed)


def shapes(profiles: Profiles, choices: Choices) -> np.ndarray:
    """(n_kept, 24) load shapes of the customers kept, as they are clustered."""
    return clustered(profiles, choices).shapes


@stage(16)
def _most_k(profiles: Profiles, scaling: str, _choices: Choices) -> int:
    from lib.segments import most_segments

    return most_segments(shapes(profiles, _choices))


def most_k(profiles: Profiles, choices: Choices) -> int:
    """The largest K that can be had: as many as there are distinct shapes."""
    return _most_k(profiles, choices.scaling, choices)


def take_k(profiles: Profiles, choices: Choices) -> int:
    """The K in use: chosen, or suggested, and no more than there are distinct shapes."""
    from lib.segments import shapes_of, take_k

    if choices.method == "codebook":
        return len(choices.codebook.numbers)
    if profiles.kept.sum() < 2:
        shapes_of(profiles, choices.scaling)  # says why not
    wanted = choices.k or take_k(structure(profiles, choices.seed), 0, profiles)
    return wanted if wanted > profiles.kept.sum() else min(wanted, most_k(profiles, choices))


@stage(8)
def _recovery(profiles: Profiles, truth: tuple[str, ...], seed: int) -> dict[str, float]:
    from lib.segments.recovery import recovery

    return recovery(profiles, truth, seed)


def recovery(profiles: Profiles, choices: Choices) -> dict[str, float] | None:
    """How well each scaling finds the groups of the demo territory; None where the truth is not known."""
    if choices.source != "demo":
        return None
    truth = demo(choices).territory.truth.set_index("customer_id")["archetype"]
    if truth.nunique() < 2:
        return None
    return _recovery(profiles, tuple(truth.reindex(profiles.customer_id)), choices.seed)


def conclude(profiles: Profiles, fits: list[KFit], choices: Choices) -> KSweep:
    """What all the K that were tried say together."""
    from lib.segments import conclude

    measured = [(each.k, each.prediction_strength, each.stability_ari) for each in fits]
    made_from = repr((profiles.fingerprint, choices.scaling, choices.seed, measured))
    return replace(
        conclude(fits, structure(profiles, choices.seed)),
        fingerprint=blake2b(made_from.encode(), digest_size=16).hexdigest(),
        origin=profiles.origin,
    )


@stage(32, "Parting customers another way")
def _parted(profiles: Profiles, scaling: str, k: int, seed: int, method: str) -> KFit:
    from lib.segments import part, shapes_of

    return part(shapes_of(profiles, scaling)[0], k, seed, method)


@stage(8)
def _tree(profiles: Profiles, scaling: str, seed: int) -> np.ndarray:
    from lib.segments import shapes_of, tree_of

    return tree_of(shapes_of(profiles, scaling)[0], seed)


def tree(profiles: Profiles, choices: Choices) -> np.ndarray:
    """Merges of Ward's method, as SciPy has them."""
    return _tree(profiles, choices.scaling, choices.seed)


def parted(profiles: Profiles, choices: Choices, k: int, method: str) -> KFit:
    """One K by a method, "kmeans" among them."""
    if method == "kmeans":
        return fit(profiles, choices, k)
    return _parted(profiles, choices.scaling, k, choices.seed, method)


@stage(64, copied=False)
def _segments(
    profiles: Profiles,
    fitted_by: tuple[str, int],
    k: int,
    window: Window,
    method: str,
    codebook: Codebook | None,
    _choices: Choices,
) -> Segments:
    from lib.segments import segment

    known, (scaling, seed) = clustered(profiles, _choices), fitted_by
    made = parted(profiles, _choices, k, method)
    return segment(known.profiles, made, known.caps, scaling, window, seed, codebook)


@stage(16)
def _frozen(profiles: Profiles, codebook: Codebook, window: Window, seed: int) -> Segments:
    from lib.segments import frozen_fit, segment

    made, book = frozen_fit(profiles, codebook, seed)
    return segment(profiles, made, np.array(book.caps), book.scaling, window, seed, book)


def segments(profiles: Profiles, choices: Choices, k: int | None = None) -> Segments:
    """Customers by the shape of their day, with the K in use or another, under the names in use."""
    from lib.segments import check_k, rename

    window, seed, book = choices.order_window, choices.seed, choices.codebook
    if choices.method == "codebook" and k is None:
        return rename(_frozen(profiles, book, window, seed), choices.names)
    k = k or take_k(profiles, choices)
    check_k(profiles, k)
    method = "kmeans" if choices.method == "codebook" else choices.method
    fitted_by = choices.scaling, seed
    return rename(_segments(profiles, fitted_by, k, window, method, book, choices), choices.names)


@stage(64)
def agreement(one: Segments, other: Segments) -> float:
    """How far two ways of parting the same customers agree (ARI)."""
    from lib.segments.price import agreement

    return agreement(one, other)


@stage(32)
def _colours(nearest: Segments, every: tuple[Segments, ...]) -> dict[int, dict[int, int]]:
    from lib.segments import carry_colours

    return carry_colours({each.k: each.number for each in every}, nearest.k)


def colours(found: dict[int, Segments], k: int) -> dict[int, dict[int, int]]:
    """Colour of each segment at each K, carried outward from the K that is nearest to the one in use."""
    nearest = min(found, key=lambda each: (abs(each - k), each))
    return _colours(found[nearest], tuple(found.values()))


@stage(32, copied=False)
def closest_pair(segments: Segments) -> Between:
    """The two segments with the narrowest gap, and who stands between them."""
    from lib.segments.between import closest_pair

    return closest_pair(segments)
