"""What is known besides the readings: tables by customer and by time, recognised by their columns.

``read_side(path, name)`` gives one of the kinds in `types`, says why it took the table for that, and counts what it
could not read.  ``beside`` counts which customers or days of the readings a table has something to say about.
"""

from lib.readings.side.beside import Beside, beside
from lib.readings.side.join import joined
from lib.readings.side.named import read_named
from lib.readings.side.read import read_customers, read_side
from lib.readings.side.types import (
    Bills,
    CustomerTable,
    Event,
    Events,
    Outage,
    Outages,
    Prices,
    SideTable,
    SystemLoad,
    Temperature,
)

__all__ = [
    "Beside",
    "Bills",
    "CustomerTable",
    "Event",
    "Events",
    "Outage",
    "Outages",
    "Prices",
    "SideTable",
    "SystemLoad",
    "Temperature",
    "beside",
    "joined",
    "read_customers",
    "read_named",
    "read_side",
]
