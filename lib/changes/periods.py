"""Where readings are parted in two, and both periods."""

from datetime import date, timedelta

from lib.findings import Refusal
from lib.profiles.period import Period, period_of
from lib.profiles.system import System
from lib.readings import Readings


def first_and_last(readings: Readings) -> tuple[date, date]:
    """First and last day of the readings."""
    return date.fromisoformat(readings.start[:10]), date.fromisoformat(readings.end[:10])


def middle(readings: Readings) -> date:
    """The day in the middle: where the later period begins unless another is named."""
    first, last = first_and_last(readings)
    return first + timedelta((last - first).days // 2 + (last > first))


def two_periods(readings: Readings, system: System, split: date) -> tuple[Period, Period]:
    """The days before `split`, and those from it on.

    Raises
    ------
    Refusal
        The source has mean days only, or the date leaves no day on one of the sides.
    """
    if not readings.single_days:
        raise Refusal(
            f"{readings.name} holds mean days, and what changed needs single ones. Give the readings themselves."
        )
    first, last = first_and_last(readings)
    if not first < split <= last and first < last:
        raise Refusal(
            f"{readings.name}: {split} does not part its days in two. Name a day after {first}, up to {last}."
        )
    before = period_of(readings, system, first, split - timedelta(1))
    return before, period_of(readings, system, split, last)
