"""What a demo territory is made from: checked once, and all that its readings depend on."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from hashlib import blake2b
from numbers import Integral

from lib.findings import Refusal
from lib.mix import MIX

VERSION = "territory-3"  # raise it with every change of the numbers, so that no cache serves the old ones
RECIPES = {"archetypes": (1000, 56), "chapter": (200, 14)}  # customers and days where none are given
INTERVALS = (15, 30, 60)
SEASON, EVENT_DAYS = 42, 9  # days of the shortest season with events, and for one event
MOST_CUSTOMERS, MOST_DAYS, MOST_NOISE, MOST_NEW_CARS = 100_000, 730, 1.5, 0.5


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything the readings of a territory depend on; equal parameters mean equal readings."""

    customers: int
    days: int
    interval_minutes: int
    seed: int
    noise: float
    mix: tuple[tuple[str, float], ...]
    recipe: str
    gaps: bool
    events: int
    new_cars: float = 0.0


def fingerprint(parameters: Parameters) -> str:
    """Name of the readings: blake2b of the parameters and the version of the recipe, 32 hex digits."""
    return blake2b(repr((VERSION, astuple(parameters))).encode(), digest_size=16).hexdigest()


def check(
    customers: int | None,
    days: int | None,
    interval_minutes: int,
    seed: int,
    noise: float,
    mix: Mapping[str, float] | Iterable[tuple[str, float]],
    recipe: str,
    gaps: bool,
    events: int | None = None,
    new_cars: float = 0.0,
) -> Parameters:
    """The arguments of `synthesize` as parameters, or a Refusal that says which one cannot be used."""
    if recipe not in RECIPES:
        raise Refusal(f'Recipe "{recipe}" is not known. Take one of: {", ".join(RECIPES)}.')
    usual_customers, usual_days = RECIPES[recipe]
    customers = _whole("customers", usual_customers if customers is None else customers, 1, MOST_CUSTOMERS)
    days = _whole("days", usual_days if days is None else days, 1, MOST_DAYS)
    seed = _whole("seed", seed, 0, 2**32 - 1)
    if interval_minutes not in INTERVALS:
        raise Refusal(f"interval_minutes is {interval_minutes}. Take 15, 30 or 60.")
    if recipe == "chapter":
        if interval_minutes != 60:
            raise Refusal(f'The recipe "chapter" is hourly; interval_minutes is {interval_minutes}. Take 60.')
        return Parameters(customers, days, 60, seed, 0.0, (), recipe, False, 0)
    if not 0 <= noise <= MOST_NOISE:
        raise Refusal(f"noise is {noise:g}. Take a value from 0 (none) to {MOST_NOISE:g}; 0.3 is moderate.")
    usual_events = days // EVENT_DAYS if days >= SEASON else 0
    events = _whole("events", usual_events if events is None else events, 0, days)
    if not 0 <= new_cars <= MOST_NEW_CARS:
        raise Refusal(f"new_cars is {new_cars:g}. Take a share of the customers from 0 to {MOST_NEW_CARS:g}.")
    return Parameters(
        customers=customers,
        days=days,
        interval_minutes=int(interval_minutes),
        seed=seed,
        noise=float(noise),
        mix=_shares(mix),
        recipe=recipe,
        gaps=bool(gaps),
        events=events,
        new_cars=float(new_cars),
    )


def _whole(name: str, value: int, least: int, most: int) -> int:
    if not isinstance(value, Integral) or not least <= value <= most:
        raise Refusal(f"{name} is {value}. Take a whole number from {least:,} to {most:,}.")
    return int(value)


def _shares(mix: Mapping[str, float] | Iterable[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The mix in the order of choices.MIX, adding up to 1; archetypes not named get nothing."""
    given = {name: float(share) for name, share in dict(mix).items()}
    unknown = [name for name in given if name not in MIX]
    if unknown:
        raise Refusal(f'The mix names "{unknown[0]}", which is no archetype. Known are: {", ".join(MIX)}.')
    for name, share in given.items():
        if not 0 <= share <= 1:
            raise Refusal(f"The mix gives {name} a share of {share:g}. Take a share from 0 to 1.")
    total = sum(given.values())
    if abs(total - 1) > 0.005:
        raise Refusal(f"The shares of the mix add up to {total:.2f}. They must add up to 1.")
    return tuple((name, given.get(name, 0.0) / total) for name in MIX)
