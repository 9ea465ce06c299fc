"""What each kind of customer delivered: the same events, settled for every group of customers apart."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lib.programme.sums import add_up, settle_all
from lib.programme.types import Result, Settlement
from lib.programme.work import Work
from lib.readings import Readings


def by_group(
    readings: Readings, found: Settlement, group: Mapping[str, str], holidays: str
) -> tuple[Result, ...]:
    """All events of each group of customers, e.g. of each segment; those with a baseline before the indicative.

    Parameters
    ----------
    group : name of each customer's group; who has none is in no group.

    Notes
    -----
    Every group has a baseline and placebo days of its own, so that the bands hold for it.  They are wider than the
    whole's: the groups need not add up to the total to the last kW.
    """
    parts = []
    for event in found.events:
        members: dict[str, list[str]] = {}
        for customer in event.customers:
            if name := group.get(customer):
                members.setdefault(name, []).append(customer)
        unplanned = replace(event, expected_kw=np.nan)  # the plan is that of all groups together
        parts += [
            replace(unplanned, group=name, customers=tuple(who)) for name, who in sorted(members.items())
        ]
    if not parts:
        return ()
    work = Work(readings, parts, holidays)
    units = work.units({part.customers for part in parts}, (found.method,), full=False)
    return tuple(one for one in add_up(settle_all(units, parts, found.method)) if one.group != "all")
