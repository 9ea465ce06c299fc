"""Sources that the operator has configured: which there are, what they hold, how old that is, and reading them anew."""

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

import streamlit as st

from lib.findings import Refusal
from lib.pseudonyms import refuse_plain
from lib.readings import Readings
from lib.readings.configured import Configured, configured
from lib.readings.side import joined
from lib.readings.spool import Spool
from lib.stages.besides import Besides
from lib.stages.nameless import pseudonyms
from lib.stages.under_way import shown


@dataclass(slots=True)
class Held:
    """What a source held when it was last read, for all who may use it.

    `as_of` is in seconds since 1970; `refusal` says why it could not be read anew, if it could not.
    """

    source: Configured
    readings: Readings | None = None
    beside: Besides = field(default_factory=Besides)
    spool: Spool | None = None
    as_of: float = 0.0
    refusal: Refusal | None = None
    lock: Lock = field(default_factory=Lock)

    def read(self) -> None:
        """Read the source; what was read before stays until that has worked."""
        began, spool = time.time(), Spool()
        beside = _beside(self.source)
        readings = joined(_read(self.source, spool), beside.tables)
        self.readings, self.beside, self.spool = readings, beside, spool
        self.as_of, self.refusal = began, None


def offered() -> dict[str, Configured]:
    """Every source that this session may use, by name."""
    if not st.secrets.load_if_toml_exists():
        return {}
    return {source.name: source for source in configured(st.secrets.get("connections", {}))}


def held(source: Configured) -> Held:
    """What a source holds; it is read once for all sessions, and again when somebody asks for it.

    Raises
    ------
    Refusal
        It cannot be read.
    """
    kept = _held(source)
    with kept.lock:
        if kept.readings is None:
            kept.read()
    return kept


def refresh(source: Configured) -> None:
    """Read a source anew; where that fails, what there was stays, and the reason is kept beside it."""
    kept = _held(source)
    with kept.lock:
        try:
            kept.read()
        except Refusal as why:
            kept.refusal = why.alone()


@st.cache_resource(
    max_entries=16, show_spinner=False, hash_funcs={Configured: lambda source: (source.name, source.said)}
)
def _held(source: Configured) -> Held:
    return Held(source)


def _read(source: Configured, spool: Spool) -> Readings:
    """What a source says; messages call it by its name, since its path is nobody's business."""
    from lib.profiles import file
    from lib.readings.source import read_source

    place, named = source.place, pseudonyms(source.name)
    try:
        if "://" not in place and Path(place).is_file() and file.is_profiles(Path(place)):
            refuse_plain(named, file.read(Path(place)).customer_id if named else (), source.name)
            return file.described(Path(place), source.name)
        found = shown(
            lambda watch: read_source([place], source.answers, spool.path, source.name, watch, named)
        )
        return replace(found, name=source.name)
    except Refusal as why:
        raise Refusal(str(why).replace(place, source.name), why.ask) from None
    except OSError as why:
        raise Refusal(f"{source.name}: the file cannot be read ({why.strerror}). Try again later.") from None


def _beside(source: Configured) -> Besides:
    """The tables that belong to a source."""
    from lib.readings.side import read_customers, read_named

    tables, named = [], pseudonyms(source.name)
    if source.attributes is not None:
        name = f"Table by customer of {source.name}"
        tables.append(read_customers(source.attributes, name, origin="configured", pseudonyms=named))
    dates = source.answers.dates
    tables += [read_named(given, source.degrees, dates, pseudonyms=named) for given in source.sides]
    return Besides.of(tables)
