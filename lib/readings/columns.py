"""Which column is the customer, the time stamp and the value: by name, and where names fail by content."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.choices import Reading
from lib.findings import Refusal
from lib.readings.stamps import is_clock, is_date, is_stamp

# Names are compared in lower case without blanks and punctuation. Earlier names win over later ones.
ALIASES = {
    "customer": (
        "customerid customer meterid meter lclid nmi ean mpan mprn esiid usagepoint usagepointid servicepointid "
        "servicepoint pointofdelivery pod prm accountid account accountnumber contractid premise premiseid householdid "
        "household house homeid dataid consumerid consumer clientid client klant kunde kundenummer zaehler zaehlernummer "
        "aansluiting userid user siteid site building buildingid deviceid device sensorid anonid serial metercode id"
    ),
    "start": (
        "start startdatetime starttime intervalstart periodstart datetime timestamp localminute localtime readingdatetime "
        "readdateandendtime readdatetime time tstp utc datetimeutc tijdstip datum zeit zeitstempel horodate date stamp ts "
        "dateandtime intervaldatetime usagedatetime end enddatetime endtime intervalend periodend"
    ),
    "value": (
        "kwh kwhhh kwhhhperhalfhour energykwh energykwhhh usagekwh consumptionkwh valuekwh loadkwh readingkwh importkwh "
        "wh energywh valuewh kw powerkw loadkw demandkw avgkw consumption usage energy power load demand value reading "
        "readvalue volume verbruik verbrauch consommation consumo quantity amount use grid"
    ),
    "zone_column": "timezone tz utcoffset offset zone gmtoffset",
    "clock": "time hour hourending starttime clock uur uhrzeit heure hora",
}
NAMES = {role: {alias: rank for rank, alias in enumerate(names.split())} for role, names in ALIASES.items()}


@dataclass(frozen=True, slots=True)
class Roles:
    """Names of the columns that play a part; None where there is none.

    `clock` is a second column with the time of day, where `start` holds only the date.
    """

    customer: str | None
    start: str
    value: str
    clock: str | None = None
    zone_column: str | None = None


def plain(name: str) -> str:
    """A column name as it is compared: "Energy (kWh)" is "energykwh"."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def recognise(columns: Mapping[str, Sequence[str]], answers: Reading, name: str) -> Roles:
    """Decide which columns are which.

    Parameters
    ----------
    columns : each column with a sample of its cells as text.
    answers : what the user has said wins over what we think.
    name : of the file, for messages.

    Raises
    ------
    Refusal
        A column named by the user is not there, or no column holds times, or none holds numbers.
    """
    for role in ("customer", "start", "value", "zone_column"):
        said = getattr(answers, role)
        if said and said not in columns:
            raise Refusal(f"{name}: there is no column {said!r}. The file has {_listed(columns)}.", ask=role)
    start, clock = _start(columns, answers, name)
    zone = answers.zone_column or _zone(columns, {start, clock})
    value = answers.value or _value(columns, {start, clock, zone}, answers.customer, name)
    customer = answers.customer or _customer(columns, {start, clock, zone, value})
    return Roles(customer, start, value, clock, zone)


def _start(columns: Mapping[str, Sequence[str]], answers: Reading, name: str) -> tuple[str, str | None]:
    stamps = [answers.start] if answers.start else [c for c in columns if _share(columns[c], is_stamp) >= 0.5]
    if stamps and _share(columns[stamps[0]], is_stamp) >= 0.5:
        return min(stamps, key=lambda c: _rank(c, "start")), None
    dates = [answers.start] if answers.start else [c for c in columns if _share(columns[c], is_date) >= 0.5]
    clocks = [c for c in columns if _share(columns[c], is_clock) >= 0.5]
    if dates and clocks:
        return min(dates, key=lambda c: _rank(c, "start")), min(clocks, key=lambda c: _rank(c, "clock"))
    if dates:
        raise Refusal(
            f"{name}, column {dates[0]}: found dates without a time of day ({_first(columns[dates[0]])}). "
            "Loadlens needs readings of an hour or less; ask for the interval export.",
            ask="start",
        )
    raise Refusal(
        f"{name}: no column holds dates and times. The file has {_listed(columns)}. "
        "Add a column with the start of each interval, for example 2026-07-18 17:00.",
        ask="start",
    )


def _value(
    columns: Mapping[str, Sequence[str]], taken: set[str | None], customer: str | None, name: str
) -> str:
    free = [c for c in columns if c not in taken and c != customer]
    named = sorted((c for c in free if _rank(c, "value") < 99), key=lambda c: _rank(c, "value"))
    if named:
        return named[0]
    numeric = [c for c in free if _share(columns[c], is_number) >= 0.5 and _rank(c, "customer") == 99]
    if len(numeric) == 1:
        return numeric[0]
    if len(numeric) > 3:
        raise Refusal(
            f"{name}: found {len(numeric)} columns of numbers ({_listed(numeric)}), as in a table with a column for each "
            "meter. Loadlens reads one row for each customer and interval: customer_id, start, kwh.",
            ask="value",
        )
    found = (
        f"{len(numeric)} columns could be it ({_listed(numeric)})" if numeric else "no column holds numbers"
    )
    raise Refusal(
        f"{name}: the energy column is not clear: {found}. The file has {_listed(columns)}. "
        "Call the column kwh, or choose it under “We read it as”.",
        ask="value",
    )


def _customer(columns: Mapping[str, Sequence[str]], taken: set[str | None]) -> str | None:
    free = [c for c in columns if c not in taken]
    named = sorted((c for c in free if _rank(c, "customer") < 99), key=lambda c: _rank(c, "customer"))
    return named[0] if named else None


def _zone(columns: Mapping[str, Sequence[str]], taken: set[str | None]) -> str | None:
    """A numeric column of hours to add to the stamps: -8, 5.5."""
    return next(
        (c for c in columns if c not in taken and plain(c) in NAMES["zone_column"] and _hours(columns[c])),
        None,
    )


def _hours(cells: Sequence[str]) -> bool:
    return _share(cells, lambda cell: is_number(cell) and -14 <= float(cell) <= 14) == 1.0


def _rank(column: str, role: str) -> int:
    """How strongly a name stands for a role: 0 is strongest, 99 is not at all."""
    name = plain(column)
    if name in NAMES[role]:
        return NAMES[role][name]
    if role == "value":  # "Consumer_0_electric (kW)", "KWH/hh (per half hour)"
        return next(
            (90 for unit in ("kwh", "kw") if re.search(rf"(?i)(^|[^a-z]){unit}([^a-z]|$)", column)), 99
        )
    return 99


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with decimal point or comma."""
    return bool(re.match(r"^\s*[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?\s*$", cell))


def _share(cells: Sequence[str], test) -> float:
    filled = [cell for cell in cells if cell]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell), "")


def _listed(names) -> str:
    names = list(names)
    shown = ", ".join(str(n) for n in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
