"""The mix of a demo territory: a weight for each archetype, from an address and from settings."""

from collections.abc import Mapping
from typing import Any

from lib.findings import Refusal

Mix = tuple[tuple[str, float], ...]

MIX = {
    "evening_peak": 0.30,
    "twin_peak": 0.22,
    "daytime": 0.18,
    "night_charging": 0.12,
    "flat": 0.18,
    "late_cooling": 0.0,
    "solar": 0.0,
}


def tidy_mix(given: Mapping[str, Any]) -> Mix:
    """The mix of an address or of widgets, ``mix_solar=10`` for a weight of 0.10; what is not given is as usual."""
    mix = tuple((name, _percent(given.get(f"mix_{name}"), share)) for name, share in MIX.items())
    return mix if sum(weight for _, weight in mix) else tuple(MIX.items())


def mix_words(mix: Mix) -> dict[str, str]:
    """A mix as parameters of an address."""
    return {f"mix_{name}": str(round(100 * share)) for name, share in mix}


def read_mix(given: Mapping[str, Any], name: str) -> Mix:
    """The mix of a settings file; the usual one where it has none.

    Raises
    ------
    Refusal
        There is no such archetype, or its share is no share.
    """
    for key, share in given.items():
        if key not in MIX:
            raise Refusal(f"{name}: there is no archetype {key!r}. Known are {', '.join(MIX)}.")
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            raise Refusal(f"{name}: the share {key} = {share!r} is not allowed. It lies between 0 and 1.")
    return tuple((key, float(given.get(key, 0.0))) for key in MIX) if given else tuple(MIX.items())


def _percent(value: Any, usual: float) -> float:
    try:
        return round(min(max(float(value), 0), 100)) / 100
    except (TypeError, ValueError):
        return usual
