"""Mean days side by side: the shape of a week, or of the seasons, is made of two mean days of each customer."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np

from lib.allowed import DAY_TYPES, SEASONS
from lib.codebook import PARTS
from lib.findings import Refusal
from lib.profiles.average import counted
from lib.profiles.profiles import Profiles
from lib.profiles.system import System, has_days

KINDS = {"weekly": "day_type", "seasonal": "season"}
OF = {"daily": "a day", "weekly": "a week", "seasonal": "the seasons"}
LABELS = DAY_TYPES | SEASONS


def parts_of(features: str, day_type: str, season: str, system: System | None) -> tuple[tuple[str, str], ...]:
    """Day type and season of each mean day that stands beside the one over all; none for the shape of a day.

    Parameters
    ----------
    features : a key of `PARTS`. day_type, season : which days are chosen.
    system : whose days there are; None for a source of mean days alone.

    Raises
    ------
    Refusal
        Days of one kind alone are chosen, or there are none of a kind.
    """
    if features == "daily":
        return ()
    chosen = {"day_type": day_type, "season": season}
    kind, names = KINDS[features], PARTS[features]
    one, other = (LABELS[name].lower() for name in names)
    made_of = f"The shape of {OF[features]} is made of {one} and {other}"
    cure = "compare by the shape of a day"
    if system is None:
        raise Refusal(f"{made_of}, and this source holds one mean day of each customer: {cure}.")
    if chosen[kind] != "all":
        raise Refusal(
            f"{made_of}, and {LABELS[chosen[kind]].lower()} alone are chosen: choose all, or {cure}."
        )
    parts = tuple(tuple((chosen | {kind: name}).values()) for name in names)
    for name, (of_type, of_season) in zip(names, parts, strict=True):
        if not has_days(system, of_type, of_season):
            period = f"from {system.dates[0]} to {system.dates[-1]}"
            raise Refusal(f"{made_of}, and {period} there is none of {LABELS[name].lower()}: {cure}.")
    return parts


def side_by_side(whole: Profiles, parts: Sequence[Profiles], features: str) -> Profiles:
    """Profiles whose customers are compared by several mean days.

    Parameters
    ----------
    whole : the mean day over all that are chosen: what is named and ranked. parts : the days of `parts_of`, of the
        same readings and so with the same customers.

    Notes
    -----
    Who lacks one of the days is set aside for the reason that holds for it.
    """
    reason = whole.reason
    for part in parts:
        reason = np.where(reason == "", part.reason, reason)
    made_from = repr((whole.fingerprint, features, [part.fingerprint for part in parts]))
    return replace(
        whole,
        reason=reason,
        findings=counted(reason),
        features=features,
        parts_kw=np.hstack([part.hourly_kw for part in parts]),
        fingerprint=blake2b(made_from.encode(), digest_size=16).hexdigest(),
    )


def split_by_part(shapes: np.ndarray, features: str) -> list[tuple[str, np.ndarray]]:
    """Shapes of each mean day alone, (n_customers, 24), with its name; without a name where there is one day."""
    parts = PARTS[features]
    names = [LABELS[part] if len(parts) > 1 else "" for part in parts]
    return list(zip(names, np.split(shapes, len(parts), axis=1), strict=True))
