"""What the ranking assumes and what it warns of, one sentence each, with the figures in it."""

import numpy as np

from lib.profiles import Profiles
from lib.targets import chance, response
from lib.targets.attributes import Attributes
from lib.targets.components import Components
from lib.targets.model import Model

UNLIKE = 0.25
FEW_ENROLLED = 50


def notes(
    profiles: Profiles,
    components: Components,
    side: Attributes,
    known: np.ndarray,
    eligible: np.ndarray,
    model: Model,
    programme: str,
    window: tuple[int, int],
) -> tuple[str, ...]:
    """Every sentence that holds, assumptions first."""
    said = [
        _days(profiles, window),
        _take_up(side, model),
        _level(model, programme),
        _evenings(side, model),
        _few(model),
        _not_random(components.daily_kwh, side, known),
        _outside(components.daily_kwh, side, known, eligible),
        _still_in(side, eligible),
        _unmatched(side),
        _same_for_all(components, model),
    ]
    return tuple(sentence for sentence in said if sentence)


def _days(profiles: Profiles, window: tuple[int, int]) -> str:
    if profiles.figures is None:
        return (
            "Days are not known, only the mean day: the load in the window is that of an average day, and what of "
            "it is weather is not known."
        )
    if profiles.figures.window != window:
        first, after = profiles.figures.window
        return (
            f"The figures of peak days are for {first}:00-{after}:00, not for {window[0]}:00-{window[1]}:00: the "
            "mean day is used, and what of it is weather is not known."
        )
    return ""


def _take_up(side: Attributes, model: Model) -> str:
    if not model.chance.n:
        return (
            f"No offers on record: {100 * chance.TAKE_UP:.0f} % of those asked are assumed to take part, the same for "
            "everybody (opt-in programmes reach 5-28 %)."
        )
    yes = int((side.answered & side.enrolled).sum())
    return (
        f"The chance was learned from {model.chance.n:,} offers last season, of which {yes:,} were accepted."
    )


def _level(model: Model, programme: str) -> str:
    named = "no programme is named" if programme == "unnamed" else f"the programme is {programme}"
    low, high = (100 * model.level * np.exp(z * response.LEVEL_CV) for z in (-1.2816, 1.2816))
    assumed = f"those who take part give {100 * model.level:.0f} % of their load in the window"
    if not model.response.n:
        return f"No reductions on record: {assumed} ({named}; {low:.0f} to {high:.0f} % is likely)."
    return f"The kW were learned from {model.response.n:,} participants; before, {assumed} was assumed ({named})."


def _evenings(side: Attributes, model: Model) -> str:
    """Nobody said of how many events last season's reductions are the mean."""
    if not model.response.n or (side.events >= 1).any():
        return ""
    return (
        "Of how many events the measured reductions are the mean is not on record (column events): one is taken, so "
        "that the promise is on the careful side."
    )


def _few(model: Model) -> str:
    if not 0 < model.response.n < FEW_ENROLLED:
        return ""
    return f"Participants measured: {model.response.n}, under {FEW_ENROLLED}: look at the range first."


def _not_random(kwh: np.ndarray, side: Attributes, known: np.ndarray) -> str:
    """Those offered were unlike the rest in size, by more than a quarter of the spread."""
    asked, rest = side.answered & known, known & ~side.answered
    if asked.sum() < 2 or rest.sum() < 2:
        return ""
    gap = np.mean(kwh[asked]) - np.mean(kwh[rest])
    if abs(gap) <= UNLIKE * np.std(kwh[known]):
        return ""
    return (
        f"Last season's offers were not random: those asked use {np.mean(kwh[asked]):.1f} kWh a day, the others "
        f"{np.mean(kwh[rest]):.1f}; what was learned may not hold for the others."
    )


def _outside(kwh: np.ndarray, side: Attributes, known: np.ndarray, eligible: np.ndarray) -> str:
    """More than a tenth of the pool lies outside the sizes that were offered."""
    asked = side.answered & known
    if asked.sum() < 2:
        return ""
    low, high = np.quantile(kwh[asked], [0.01, 0.99])
    outside = int(((kwh < low) | (kwh > high))[eligible].sum())
    if outside <= 0.1 * eligible.sum():
        return ""
    return (
        f"{outside:,} of {eligible.sum():,} customers are smaller or larger than those offered last season "
        f"({low:.1f} to {high:.1f} kWh a day): their chance and kW are carried over."
    )


def _still_in(side: Attributes, eligible: np.ndarray) -> str:
    took = int((side.enrolled & eligible).sum())
    if side.has("still_in") or not took:
        return ""
    return (
        f"Those who took part last season ({took:,}) are ranked like anybody else: if they are still enrolled, name "
        "the column that says so as still_in."
    )


def _unmatched(side: Attributes) -> str:
    if not side.unmatched and not (side.name and side.missing):
        return ""
    return (
        f"{side.name}: rows of customers without readings: {side.unmatched:,}; customers with readings and no row: "
        f"{side.missing:,}."
    )


def _same_for_all(components: Components, model: Model) -> str:
    if not components.weather_known.any() or model.response.n:
        return ""
    return (
        "Load that follows the weather is assumed to give three times as much as other load, and load that is "
        "always on a tenth; where every appliance gives alike, the list gains less."
    )
