"""What every part of a settlement needs: the readings, the events, and the units that they are settled for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lib.programme.baselines import METHODS
from lib.programme.events import Clock, Event
from lib.programme.sums import Settled, settle_all
from lib.programme.units import Units, units_of
from lib.readings import Readings

PANEL = 200  # single customers, at most, on whom every method is tried


@dataclass(frozen=True, slots=True)
class Work:
    """Readings, events that are known by customer, and whose holidays."""

    readings: Readings
    events: Sequence[Event]
    holidays: str

    def units(
        self, sets: set[tuple[str, ...]], methods: Sequence[str] = tuple(METHODS), *, full: bool
    ) -> dict[Clock, Units]:
        """Units at every clock of the events."""
        made = {}
        for clock in dict.fromkeys(event.clock for event in self.events):
            same = [event for event in self.events if event.clock == clock]
            used = sets & {e.customers for e in same} if full else sets
            made[clock] = units_of(
                self.readings, same, self.events, clock, used, self.holidays, methods, full=full
            )
        return made

    def customers(
        self, units: dict[Clock, Units], method: str
    ) -> tuple[list[Settled], Units, dict[Clock, Units]]:
        """Every event customer by customer, some customers on whom every method was tried, and all at every clock."""
        each = [replace(e, customers=(c,), expected_kw=np.nan) for e in self.events for c in e.customers]
        singles = sorted({event.customers for event in each})
        if all(len(event.customers) == 1 for event in self.events):
            return settle_all(units, each, method), next(iter(units.values())), units
        some = set(singles[:: max(1, len(singles) // PANEL)][:PANEL])
        panel = next(iter(self.units(some, full=False).values()))
        alone = self.units(set(singles), (method,), full=False)
        return settle_all(alone, each, method), panel, alone
