"""What the days of a customer hint at, and what changed between two periods."""

from datetime import date

from lib.changes import Hint
from lib.readings import Readings
from lib.stages.cache import stage


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
