"""A table beside the readings with pseudonyms in the place of identifiers, so that it still joins with them."""

from dataclasses import replace
from typing import TypeVar

from lib.pseudonyms import Pseudonyms
from lib.readings.side.types import Bills, CustomerTable, Event, Events, Outages, SideTable

Side = TypeVar("Side", bound=SideTable)


def nameless(side: Side, pseudonyms: Pseudonyms | None) -> Side:
    """The table with the pseudonym of each customer; as it is where none are asked for. Other columns stay."""
    if pseudonyms is None:
        return side
    return replace(side, fingerprint=pseudonyms.mark(side.fingerprint), **_content(side, pseudonyms))


def _content(side: SideTable, pseudonyms: Pseudonyms) -> dict[str, object]:
    """The fields of a table in which customers stand, with pseudonyms."""
    if isinstance(side, CustomerTable):
        who = dict(side.columns)["customer_id"]
        return {"table": side.table.assign(**{who: side.table[who].map(pseudonyms.of)})}
    if isinstance(side, Bills):
        return {"rows": side.rows.assign(customer_id=side.rows["customer_id"].map(pseudonyms.of))}
    if isinstance(side, Events):
        return {"events": tuple(_event(each, pseudonyms) for each in side.events)}
    if isinstance(side, Outages):
        named = (replace(each, customer_id=pseudonyms.of(each.customer_id)) for each in side.outages)
        return {"outages": tuple(named)}
    return {}


def _event(event: Event, pseudonyms: Pseudonyms) -> Event:
    asked, out = pseudonyms.each(event.customers), pseudonyms.each(event.opted_out)
    return replace(event, customers=asked, opted_out=out)
