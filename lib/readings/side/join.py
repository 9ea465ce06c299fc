"""Side tables by time that go with the readings wherever these go: temperature, and the load of the system."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from lib.readings.readings import Readings
from lib.readings.side.types import SideTable, SystemLoad, Temperature


def joined(readings: Readings, sides: Sequence[SideTable]) -> Readings:
    """The readings with the temperature and the system load that were given beside them; others change nothing.

    The last of a kind that has a day in common with the readings counts.  The fingerprint is another where anything was
    joined, so that no later stage is stale.  What was uploaded makes all that follows from it as private as an upload.
    """
    if any(side.origin == "upload" for side in sides):
        readings = replace(readings, origin="upload")
    if not readings.single_days:
        return readings
    first, last = (date.fromisoformat(text[:10]) for text in (readings.start, readings.end))
    fitting = [
        side for side in sides if isinstance(side, Temperature | SystemLoad) and _overlaps(side, first, last)
    ]
    temperature = next((side for side in reversed(fitting) if isinstance(side, Temperature)), None)
    load = next((side for side in reversed(fitting) if isinstance(side, SystemLoad)), None)
    if temperature is None and load is None:
        return readings
    said = (readings.fingerprint, *(side.fingerprint for side in (temperature, load) if side))
    made = replace(readings, fingerprint=blake2b(repr(said).encode(), digest_size=16).hexdigest())
    if temperature:
        within = (f"{first}", f"{last}")
        daily = tuple((day, degrees) for day, degrees in temperature.daily_c if within[0] <= day <= within[1])
        made = replace(made, temperature_c=daily)
    if load:
        rows = (
            (day, row) for day, row in zip(load.dates, load.hourly_kw, strict=True) if first <= day <= last
        )
        by_day = tuple((day.isoformat(), tuple(float(kw) for kw in row)) for day, row in rows)
        made = replace(made, system_kw=by_day, system_name=load.name)
    return made


def _overlaps(side: Temperature | SystemLoad, first: date, last: date) -> bool:
    return any(first <= day <= last for day in side.dates)
