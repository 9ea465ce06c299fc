"""From a file to the kind of table that it is."""

from collections.abc import Callable, Mapping
from hashlib import blake2b
from pathlib import Path

import pandas as pd

from lib.answers import SideReading
from lib.pseudonyms import Pseudonyms
from lib.readings.readings import Origin
from lib.readings.side import bills, customers, events, outages, prices, system_load, temperature
from lib.readings.side.cells import Cells, from_table, open_cells
from lib.readings.side.nameless import nameless
from lib.readings.side.recognise import recognise
from lib.readings.side.types import CustomerTable, Recognised, SideTable

READERS: dict[str, Callable[..., SideTable]] = {
    "temperature": temperature.read,
    "system load": system_load.read,
    "hourly prices": prices.read,
    "past events": events.read,
    "outages": outages.read,
    "bills": bills.read,
    "attributes": customers.read,
}


def read_side(
    source: Path | pd.DataFrame,
    name: str,
    answers: SideReading | None = None,
    *,
    origin: Origin = "upload",
    pseudonyms: Pseudonyms | None = None,
) -> SideTable:
    """Read a table that stands beside the readings, as the kind by which its columns are known.

    Parameters
    ----------
    source : a CSV, gz, Parquet or xlsx file, or a table. name : what people call it.
    answers : what the user has said about it. pseudonyms : take the place of identifiers.

    Raises
    ------
    Refusal
        It is not known, or a cell that must be understood is not; `ask` names the answer that would mend it.
    """
    answers = answers or SideReading()
    cells = from_table(source, name) if isinstance(source, pd.DataFrame) else open_cells(source, name)
    found = Recognised(answers.kind, "as you said") if answers.kind else recognise(cells)
    about = {
        "name": name,
        "why": found.why,
        "origin": origin,
        "fingerprint": _fingerprint(cells, answers, found),
    }
    return nameless(READERS[found.kind](cells, found, answers, about), pseudonyms)


def read_customers(
    source: Path | pd.DataFrame,
    name: str,
    roles: Mapping[str, str] | None = None,
    *,
    origin: Origin = "upload",
    pseudonyms: Pseudonyms | None = None,
) -> CustomerTable:
    """Read a table that is said to have a row for each customer.

    Parameters
    ----------
    source, name, pseudonyms : as in `read_side`.
    roles : column for a role, where the name does not tell, e.g. ``{"offered": "mailed_2025"}``.

    Raises
    ------
    Refusal
        No customer column, a customer twice, a kW that is no number, a flag that is neither yes nor no.
    """
    cells = from_table(source, name) if isinstance(source, pd.DataFrame) else open_cells(source, name)
    said = repr((cells.digest, sorted((roles or {}).items())))
    about = {
        "name": name,
        "why": "as you said",
        "origin": origin,
        "fingerprint": blake2b(said.encode(), digest_size=16).hexdigest(),
    }
    return nameless(customers.table_of(cells, roles or {}, about), pseudonyms)


def _fingerprint(cells: Cells, answers: SideReading, found: Recognised) -> str:
    """Equal for equal content that was understood alike."""
    said = repr((cells.digest, answers, found.kind, found.value))
    return blake2b(said.encode(), digest_size=16).hexdigest()
