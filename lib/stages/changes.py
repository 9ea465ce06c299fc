"""What the days of a customer hint at, and what changed between two periods."""

from datetime import date, timedelta

from lib.changes import Changes, Hint, Populations
from lib.profiles.period import Period
from lib.readings import Readings
from lib.segments.types import Segments
from lib.stages.cache import stage
from lib.stages.groups import system
from lib.stages.sources import intake

MOST_HINTED = 5_000  # customers whose days are looked at for hints


@stage(8, "Averaging two periods")
def _periods(readings: Readings, split: date) -> tuple[Period, Period]:
    from lib.changes import two_periods

    return two_periods(readings, system(readings), split)


@stage(8, "Looking for customers who changed")
def changes(readings: Readings, split: date) -> Changes:
    """Who is no longer like before the split, allowing for similar customers."""
    from lib.changes import changes

    return changes(*_periods(readings, split))


@stage(8)
def populations(readings: Readings, segments: Segments, split: date) -> Populations:
    """How both periods lie in the segments as they are."""
    from lib.changes import populations

    return populations(*_periods(readings, split), segments)


@stage(8, "Looking for what may have come")
def began(readings: Readings, split: date, listed: tuple[str, ...]) -> dict[str, tuple[Hint, ...]]:
    """Possible technologies by customer: of everybody where there are not too many, else of those listed."""
    from lib.changes import hints
    from lib.profiles.days import days_of

    days = days_of(readings, None if readings.customers <= MOST_HINTED else list(listed))
    found = hints(days, days.from_day(split))
    return {who: told for who, told in zip(days.customer_id, found, strict=True) if told}


def splits(readings: Readings) -> tuple[date, date, date]:
    """Where the later period begins unless another day is named, and the first and last day on which it may.

    The usual day is the first after the files that were there when another was added, else the middle.
    """
    from lib.changes import first_and_last, middle

    first, last = first_and_last(readings)
    upload = intake().upload if readings.origin == "upload" else None
    added = upload.later_from if upload else ""
    usual = date.fromisoformat(added) if first.isoformat() < added <= last.isoformat() else middle(readings)
    return usual, min(last, first + timedelta(1)), last


@stage(32)
def hints(readings: Readings, customer_id: str, split: date | None = None) -> tuple[Hint, ...]:
    """Possible technologies of one customer; new ones are those that began with `split`."""
    from lib.changes import hints
    from lib.profiles.days import days_of

    if not readings.single_days:
        return ()
    days = days_of(readings, [customer_id])
    found = hints(days, days.from_day(split) if split else None)
    return found[0] if found else ()
