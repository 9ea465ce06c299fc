"""K by K: each finished K is filed under its population, whoever asked for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

import numpy as np

from lib.choices import Choices
from lib.profiles import Profiles
from lib.profiles.shapes import fill_hours
from lib.segments.types import KFit
from lib.stages.cache import stage


@dataclass(frozen=True, slots=True)
class Clustered:
    """What K-means sees of profiles: the customers kept alone, hours filled, their shapes, and the caps of these."""

    profiles: Profiles
    shapes: np.ndarray
    caps: np.ndarray


@dataclass(frozen=True, slots=True)
class Filed:
    """Every K that is finished for one population."""

    fits: dict[int, KFit] = field(default_factory=dict)


@stage(6, "Comparing shapes", copied=False)
def _clustered(profiles: Profiles, scaling: str) -> Clustered:
    from lib.segments import shapes_of

    shapes, caps = shapes_of(profiles, scaling)
    kept = {
        each.name: getattr(profiles, each.name)[profiles.kept]
        for each in fields(profiles)
        if each.init and isinstance(getattr(profiles, each.name), np.ndarray)
    }
    alone = replace(profiles, **kept | {"hourly_kw": fill_hours(kept["hourly_kw"])})
    return Clustered(alone, shapes, caps)


@stage(12, copied=False)
def _filed(profiles: Profiles, scaling: str, seed: int) -> Filed:
    return Filed()


def clustered(profiles: Profiles, choices: Choices) -> Clustered:
    """The customers who are clustered, and their shapes; arrays that can only be read."""
    return _clustered(profiles, choices.scaling)


def finished(profiles: Profiles, choices: Choices) -> dict[int, KFit]:
    """The K that are finished, with the scaling and the seed in use."""
    return _filed(profiles, choices.scaling, choices.seed).fits


def fitting(profiles: Profiles, choices: Choices, ks: Iterable[int]) -> Iterator[float]:
    """Fit what is missing of these K, and file each as soon as it is finished.

    Yields
    ------
    float
        Share done, 0 to 1, after every chunk of the work: there it can be shown, and stopped.
    """
    from lib.segments import company, sweep_steps

    filed, shapes = finished(profiles, choices), clustered(profiles, choices).shapes
    missing = list(dict.fromkeys(company(k, len(shapes)) for k in ks if k not in filed))
    for number, together in enumerate(missing):
        for share, fits in sweep_steps(shapes, together, choices.seed):
            filed.update(zip(together, fits or (), strict=fits is not None))
            yield (number + share) / len(missing)


def fit(profiles: Profiles, choices: Choices, k: int) -> KFit:
    """K-means with one K."""
    from lib.segments import check_k

    check_k(profiles, k)
    for _ in fitting(profiles, choices, [k]):
        pass
    return finished(profiles, choices)[k]


@stage(64)
def _stability(profiles: Profiles, fitted_by: str, k: int, _choices: Choices) -> tuple[float, float]:
    from lib.segments import measure_stability

    shapes = clustered(profiles, _choices).shapes
    measured = measure_stability(shapes, fit(profiles, _choices, k), _choices.seed)
    return measured.prediction_strength, measured.stability_ari


def measured(profiles: Profiles, choices: Choices, k: int) -> KFit:
    """The same with what takes longest: prediction strength, and agreement with bootstrap refits."""
    strength, ari = _stability(profiles, f"{choices.scaling}-{choices.seed}", k, choices)
    return replace(fit(profiles, choices, k), prediction_strength=strength, stability_ari=ari)
