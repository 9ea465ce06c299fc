"""The events of a programme, and what they delivered."""

from lib.choices import Choices
from lib.programme.events import Event, EventTable
from lib.programme.types import Result, Settlement
from lib.readings import Readings
from lib.readings.side import Events, Prices
from lib.segments.types import Segments
from lib.stages.cache import stage
from lib.stages.laid import last
from lib.stages.sources import intake


def events(readings: Readings, choices: Choices) -> EventTable | None:
    """The events that were called: those of the table that counts, and those made on the page."""
    from lib.programme.events import events_of, joined

    made = intake().called.get(choices.source, ())
    side = last(choices, Events)
    return joined(events_of(side) if side else None, made, readings.origin)


def prices(choices: Choices) -> Prices | None:
    """Prices by the hour, where a table of them stands beside the readings."""
    return last(choices, Prices)


def call_event(choices: Choices, event: Event) -> None:
    """Keep an event that was made on the page, for this source and this session."""
    called = intake().called
    called[choices.source] = (*called.get(choices.source, ()), event)


def forget_event(choices: Choices, event: Event) -> None:
    """Do without an event that was made on the page."""
    called = intake().called
    called[choices.source] = tuple(each for each in called.get(choices.source, ()) if each != event)


@stage(8, "Settling the events")
def settlement(readings: Readings, table: EventTable, method: str, holidays: str) -> Settlement:
    """What the events of a table delivered."""
    from lib.programme import settle

    return settle(readings, table, method, holidays)


@stage(8, "Settling segment by segment")
def settled_apart(
    readings: Readings, found: Settlement, segments: Segments, holidays: str
) -> tuple[Result, ...]:
    """What the customers of each segment delivered."""
    from lib.programme.apart import by_group

    names = segments.named
    group = {
        str(who): segments.label(int(number))
        for who, number in zip(segments.customer_id, segments.number, strict=True)
        if int(number) in names
    }
    return by_group(readings, found, group, holidays)
