"""What stands beside the readings in use: the tables of their source, and those that were given in this session."""

from typing import TypeVar

import streamlit as st

from lib.answers import SideReading
from lib.choices import Choices
from lib.readings import Readings
from lib.readings.side import CustomerTable, SideTable
from lib.stages.besides import Besides
from lib.stages.cache import KEYS
from lib.stages.configured import held, offered
from lib.stages.nameless import pseudonyms
from lib.stages.sources import demo, intake
from lib.targets.attributes import Attributes

Kind = TypeVar("Kind", bound=SideTable)
BY_CONTENT = {CustomerTable: lambda table: table.fingerprint}


def given(choices: Choices) -> Besides:
    """The tables that were given in this session beside this source."""
    return intake().besides.get(choices.source, Besides(pseudonyms=pseudonyms(choices.source)))


def lay(choices: Choices, besides: Besides) -> None:
    """Keep tables beside this source, for this session."""
    intake().besides[choices.source] = besides


def belonging(choices: Choices) -> Besides:
    """The tables that belong to the source itself: the demo's, or those that the operator has named."""
    if source := offered().get(choices.source):
        return held(source).beside
    return _of_demo(demo(choices).readings, choices) if choices.source == "demo" else Besides()


def last(choices: Choices, kind: type[Kind]) -> Kind | None:
    """The table of a kind that counts: the session's before the source's own; None where there is none."""
    return given(choices).last(kind) or belonging(choices).last(kind)


def attributes(choices: Choices) -> Attributes | None:
    """Last season's offers and what else is known of customers: what this session has given counts."""
    own, ours = belonging(choices), given(choices)
    if own.attributes is None or ours.attributes is None:
        return ours.attributes or own.attributes
    return _together(*(t for t in (*own.tables, *ours.tables) if isinstance(t, CustomerTable)))


@st.cache_resource(scope="session", max_entries=2, hash_funcs=BY_CONTENT, show_spinner=False)
def _together(*tables: CustomerTable) -> Attributes:
    return Besides.of(tables).attributes


@st.cache_resource(max_entries=8, hash_funcs=KEYS, show_spinner=False)
def _of_demo(readings: Readings, _choices: Choices) -> Besides:
    from lib.readings.side import read_side

    territory = demo(_choices).territory
    known = (
        ("temperature", "Weather of the demo", territory.temperature[["date", "temperature_c"]]),
        ("attributes", "Last season of the demo", territory.offers),
        ("past events", "Events of the demo", territory.events),
    )
    return Besides.of(
        read_side(table, name, SideReading(kind), origin="demo") for kind, name, table in known if len(table)
    )
