"""The events of a programme, and what they delivered."""

from lib.choices import Choices
from lib.programme.events import EventTable
from lib.programme.types import Settlement
from lib.readings import Readings
from lib.readings.side import Events
from lib.stages.cache import stage
from lib.stages.sources import demo, intake


@stage(8)
def _demo_events(_readings: Readings, choices: Choices) -> EventTable | None:
    from lib.programme import read_events

    rows = demo(choices).territory.events
    return read_events(rows, "Events of the demo", "demo") if len(rows) else None


def events(readings: Readings, choices: Choices) -> EventTable | None:
    """The events that were called: the demo's, or those of the table that was given; None where there are none."""
    from lib.programme import events_of

    if choices.source == "demo":
        return _demo_events(readings, choices)
    given = intake().beside.last(Events) if choices.source == "upload" else None
    return events_of(given) if given else None


@stage(8, "Settling the events")
def settlement(readings: Readings, table: EventTable, method: str, holidays: str) -> Settlement:
    """What the events of a table delivered."""
    from lib.programme import settle

    return settle(readings, table, method, holidays)
