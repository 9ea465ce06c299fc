"""What a programme delivered, what it is worth, and what to change: nothing here knows how it is shown."""

from lib.programme.baselines import DEFAULT, METHODS
from lib.programme.events import Clock, Event, EventTable, events_of, read_events, table_of
from lib.programme.settle import RECOMMENDED, settle
from lib.programme.types import LABELS, Course, Result, Settlement

__all__ = [
    "DEFAULT",
    "LABELS",
    "METHODS",
    "RECOMMENDED",
    "Clock",
    "Course",
    "Event",
    "EventTable",
    "Result",
    "Settlement",
    "events_of",
    "read_events",
    "settle",
    "table_of",
]
