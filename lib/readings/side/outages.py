"""Times without supply."""

from typing import Any

from lib.answers import SideReading
from lib.findings import Refusal
from lib.readings.side import customers
from lib.readings.side.cells import Cells
from lib.readings.side.events import spans
from lib.readings.side.types import Outage, Outages, Recognised


def read(cells: Cells, found: Recognised, answers: SideReading, about: dict[str, Any]) -> Outages:
    """Every outage with its beginning, its end and whom it struck: a customer, a feeder, or everybody."""
    starts, ends, lost = spans(cells, answers)
    roles = customers.likely(cells.table.columns)
    who, feeder = (
        cells.table[roles[role]] if role in roles else [""] * len(starts)
        for role in ("customer_id", "feeder")
    )
    made = [
        Outage(start.to_pydatetime(), end.to_pydatetime(), customer, line)
        for start, end, customer, line in zip(starts, ends, who, feeder, strict=True)
        if start == start and end == end  # NaT is not itself
    ]
    if not made:
        raise Refusal(
            f"{cells.name}: no row has an outage that could be read. Write start and end as 2026-07-18 17:00."
        )
    return Outages(
        **about, outages=tuple(sorted(made, key=lambda one: one.start)), findings=(*cells.findings, *lost)
    )
