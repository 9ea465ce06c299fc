"""Which kind of table stands beside the readings: by the names of its columns, else by what is in them."""

import re
from pathlib import Path

from lib.answers import SIDE_ANSWERS
from lib.findings import Refusal
from lib.readings.columns import is_number
from lib.readings.side import customers
from lib.readings.side.cells import Cells, beginning
from lib.readings.side.times import Layout, layout_of, share
from lib.readings.side.types import Recognised
from lib.readings.units import unit_in_name

NAMES = {
    "temperature": r"temps?|temp[cf]|temperatu\w+|tair|t2m|tdb|oat|dry ?bulb|outdoor|degc|degf|weather|"
    r"fahrenheit|celsius",
    "prices": r"prices?|prijs|preis|prix|precio|prezzo|lmp|spot|day ?ahead|dayahead|rtp",
    "load": r"system|load|demand|[mg]w|[mg]wh|belastung|vraag|carga|territory|net ?load|netload",
    "event": r"event|eventid|event id|event name|dispatch|dispatch id",
    "amount": r"amount|bill|billed|charges?|cost|costs|invoice|betrag|montant|bedrag|importe",
    "start": r"start|from|begin|began|starts?|start time|starttime|van|von|debut|inizio",
    "end": r"end|to|until|ends?|end time|endtime|stop|restored|tot|bis|fine",
    "duration": r"duration|hours|minutes|length",
    "outage": r"outages?|interruptions?|blackouts?|storing|stromausfall|power ?cut|unplanned|planned",
    "group": r"group|strategy|segment|programme?|cohort|zone",
    "expected": r"expected ?kw|planned ?kw|plan ?kw",
    "opted out": r"opted ?out|opt ?outs?",
    "kwh": r"kwh|usage|consumption|energy",
}
FEW_LABELS = 12  # names of prices or of kinds of event
MOST_LABELS = 0.2  # of the rows


def named(text: str, what: str) -> bool:
    """Whether a name has a word for something: "Temp_C" has one for temperature."""
    parts = re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower()
    parts = re.sub(r"[^a-z0-9]+", " ", parts)
    return bool(re.search(rf"(?<![a-z0-9])({NAMES[what]})(?![a-z0-9])", parts))


def column(cells: Cells, what: str, but: set[str] | None = None) -> str:
    """The first column whose name has a word for something; "" where none has."""
    return next((c for c in cells.table.columns if c not in (but or ()) and named(c, what)), "")


def customer_column(cells: Cells) -> str:
    """The column of customers; "" where there is none."""
    return customers.likely(cells.table.columns).get("customer_id", "")


def recognise(cells: Cells) -> Recognised:
    """The kind of a table.

    Raises
    ------
    Refusal
        It is none that we know, or the columns do not tell; `ask` is "kind".
    """
    layout, who = layout_of(cells), customer_column(cells)
    found = _told(cells, layout, who) or (_of_customers(cells, who) if who else None)
    found = found or (_of_times(cells, layout) if layout else None)
    if found:
        return found
    if who and layout:
        raise Refusal(
            f"{cells.name}: this looks like meter readings, by customer and time. Give it as a meter file, or say what "
            f"else it is, for example --side bills={cells.name}.",
            ask="meter",
        )
    raise unclear(cells)


SURE = ("temperature", "hourly prices", "past events", "outages", "bills")


def surely_beside(path: Path, name: str) -> bool:
    """Whether the beginning of a file shows that it is no meter file.

    A table in which each customer stands once is taken for attributes only where it holds neither time nor energy,
    since the beginning of a meter file may have each customer once too;
    a load only where it is called that of the system; a temperature not where energy stands beside it.
    """
    try:
        cells = beginning(path, name)
        found = recognise(cells)
    except Refusal:
        return False
    if found.kind == "attributes":
        return layout_of(cells) is None and not any(map(unit_in_name, cells.table.columns))
    if found.kind == "temperature":
        return not any(map(unit_in_name, cells.table.columns))
    return found.kind in SURE or "system" in f"{found.value} {name}".lower()


def unclear(cells: Cells) -> Refusal:
    """What to say of a table that may be several things, or none."""
    shown = ", ".join(list(cells.table.columns)[:6])
    return Refusal(
        f"{cells.name}: the columns do not say what is in this table; found {shown}. Say it, for example "
        f"--side temperature={cells.name}; known are {', '.join(SIDE_ANSWERS['kind'])}.",
        ask="kind",
    )


def _told(cells: Cells, layout: Layout | None, who: str) -> Recognised | None:
    """Kinds that several columns tell together."""
    table = cells.table
    times = layout.columns if layout else set()
    event, end = column(cells, "event"), column(cells, "end")
    start = column(cells, "start") or (layout.date if layout else "")
    until = end or column(cells, "duration")
    outage = column(cells, "outage") or (named(cells.name, "outage") and start)
    if outage and layout and until:
        return Recognised(
            "outages", f"a beginning and an end ({start}, {until}), and the name {_by(cells, 'outage')}"
        )
    known = [name for name in (event, start, until) if name]
    if layout and until and start and (event or not _numeric(cells, times | {start, until, who})):
        return Recognised("past events", f"columns {', '.join(known)} say what began and ended when")
    no_amounts = {name for name in table.columns if share(cells, name, is_number) < 0.5}
    amount = column(cells, "amount", times | no_amounts)
    if who and layout and amount and table[who].duplicated().any():
        return Recognised("bills", f"column {amount} is an amount of each customer and period", amount)
    return None


def _of_customers(cells: Cells, who: str) -> Recognised | None:
    """One row a customer; or flags that only a table of customers has."""
    roles = customers.likely(cells.table.columns)
    flags = [column for role, column in roles.items() if role in customers.FLAGS]
    ids = cells.table[who]
    if flags:
        return Recognised(
            "attributes", f"column {who} names customers, and {', '.join(flags)} are known of them"
        )
    if not ids.duplicated().any():
        return Recognised("attributes", f"column {who} names each customer once")
    return None


def _of_times(cells: Cells, layout: Layout) -> Recognised | None:
    if layout.across:
        kind = _by_name(cells.name)
        return (
            Recognised(kind, f"a row a day with {len(layout.across)} times across, and the file’s name")
            if kind
            else None
        )
    values = _numeric(cells, layout.columns)
    for kind, what in (("temperature", "temperature"), ("hourly prices", "prices"), ("system load", "load")):
        if kind == "system load" and customer_column(cells):
            continue
        told = next((c for c in values if named(c, what)), "")
        if told:
            return Recognised(kind, f"column {told} beside the time {layout.date}", told)
    if customer_column(cells):
        return None
    kind = _by_name(cells.name)
    if len(values) == 1 and kind:
        return Recognised(
            kind, f"one column of numbers beside the time {layout.date}, and the file’s name", values[0]
        )
    label = "" if values else _label(cells, layout)
    if label:
        return Recognised(
            "past events", f"column {label} names few kinds of time, as a calendar of prices does", label
        )
    return None


def _by_name(name: str) -> str:
    """The kind that a file's own name tells."""
    whats = (("temperature", "temperature"), ("hourly prices", "prices"), ("system load", "load"))
    return next((kind for kind, what in whats if named(name, what)), "")


def _by(cells: Cells, what: str) -> str:
    return column(cells, what) or cells.name


def _numeric(cells: Cells, but: set[str]) -> list[str]:
    return [c for c in cells.table.columns if c not in but and share(cells, c, is_number) >= 0.5]


def _label(cells: Cells, layout: Layout) -> str:
    """A column of text with few kinds of cell."""
    for name in cells.table.columns:
        kinds = set(cells.table[name]) - {""}
        if name not in layout.columns and 1 < len(kinds) <= min(FEW_LABELS, MOST_LABELS * len(cells.table)):
            return name
    return ""
