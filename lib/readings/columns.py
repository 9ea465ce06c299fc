"""Which column is the customer, the time stamp and the value: by name, and where names fail by content."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lib.answers import Reading
from lib.findings import Refusal
from lib.readings.meanings import FED_IN, TAKEN, adds_up, meaning, taken
from lib.readings.names import BY_UNIT, RANKS, UNRANKED, plain
from lib.readings.numbers import joined
from lib.readings.stamps import is_clock, is_date, is_epoch, is_hhmm, is_hour, is_stamp
from lib.readings.units import unit_in_name

STARTS = {
    "start",
    "from",
    "begin",
    "beginning",
    "van",
    "vanaf",
    "von",
    "ab",
    "debut",
    "début",
    "inizio",
    "fra",
}
ENDS = {"end", "ending", "ended", "he", "until", "fin", "fine", "fim", "ende", "bis", "einde", "tot"}


@dataclass(frozen=True, slots=True)
class Roles:
    """Names of the columns that play a part; None where there is none.

    `clock` is a second column with the time of day, where `start` holds only the date.  `values` are all columns of
    energy where there are several: registers that add up, and others that are counted and left out.  `labels` say of a
    row which register it is, `unit_column` in which unit, `factor` by what it is to be multiplied.  `period`: a stamp's
    cell holds a beginning and an end.
    """

    customer: str | None
    start: str
    value: str
    clock: str | None = None
    zone_column: str | None = None
    values: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit_column: str | None = None
    factor: str | None = None
    period: bool = False

    @property
    def stamp(self) -> str:
        """The stamp's column or columns, for people."""
        return f"{self.start} and {self.clock}" if self.clock else self.start

    @property
    def named_end(self) -> bool:
        """Whether the stamp's own name says that it holds the end of the interval."""
        return bool(words(self.stamp) & ENDS) or any(
            RANKS["start"].get(plain(name), 0) >= RANKS["start"]["end"] or plain(name) == "hourending"
            for name in (self.start, self.clock or "")
        )

    @property
    def named_start(self) -> bool:
        """Whether the stamp's own name or cells say that it holds the start of the interval."""
        return self.period or bool(words(self.stamp) & STARTS)


def words(name: str) -> set[str]:
    """The words of a column name: "intervalEnd_local" has interval, end, local."""
    return set(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower().replace("_", " ").split())


def roles_of(columns: Mapping[str, Sequence[str]], answers: Reading, name: str) -> Roles:
    """Decide which columns are which.

    Parameters
    ----------
    columns : each column with a sample of its cells as text.
    answers : what the user has said wins over what we think.
    name : of the file, for messages.

    Raises
    ------
    Refusal
        A column named by the user is not there, or no column holds times, or none or several hold energy.
    """
    for role in ("customer", "start", "value", "zone_column"):
        said = getattr(answers, role)
        if said and said not in columns:
            raise Refusal(f"{name}: there is no column {said!r}. The file has {_listed(columns)}.", ask=role)
    start, clock = _start(columns, answers, name)
    zone = answers.zone_column or _zone(columns, {start, clock})
    value = answers.value or _value(columns, {start, clock, zone, answers.customer}, name)
    customer = answers.customer or best(set(columns) - {start, clock, zone, value}, "customer")
    return Roles(customer, start, value, clock, zone)


def best(names: Iterable[str], role: str) -> str | None:
    """The name that stands most strongly for a role; None where none does."""
    ranked = sorted((rank(name, role), name) for name in names)
    return ranked[0][1] if ranked and ranked[0][0] < UNRANKED else None


def rank(column: str, role: str) -> int:
    """How strongly a name stands for a role: 0 is strongest, UNRANKED is not at all."""
    name = re.sub(r" \(\d+\)$", "", column)  # the second column of a name
    if plain(name) in RANKS[role]:
        return RANKS[role][plain(name)]
    if role == "value" and not other(column):  # "Consumer_0_electric (kW)", "KWH/hh (per half hour)"
        return BY_UNIT if unit_in_name(column) else UNRANKED
    return UNRANKED


def other(column: str) -> str:
    """What a column holds that is not energy taken from the grid, by its name; "" where it may be energy."""
    what = meaning(column)
    return FED_IN if what == "export" else "" if what in TAKEN else what


def is_number(cell: str) -> bool:
    """Whether a cell is a number, with decimal point or comma, with or without marks between thousands."""
    plain_number = r"\d+([.,]\d*)?|[.,]\d+|\d{1,3}(,\d{3})+(\.\d*)?|\d{1,3}(\.\d{3})+(,\d*)?"
    return bool(re.match(rf"^\s*[-+]?({plain_number})([eE][-+]?\d+)?\s*$", joined(cell)))


def _start(columns: Mapping[str, Sequence[str]], answers: Reading, name: str) -> tuple[str, str | None]:
    """The column of stamps; or one of dates and one of clocks."""
    candidates = [answers.start] if answers.start else list(columns)
    stamps = [
        c for c in candidates if _share(columns[c], is_stamp) >= 0.5 and not _is_number_of_meter(c, columns)
    ]
    dates = [c for c in candidates if _share(columns[c], is_date) >= 0.5]
    clocks = [c for c in columns if _share(columns[c], is_clock) >= 0.5]
    numbers = [c for c in columns if rank(c, "clock") < UNRANKED]
    clocks += [c for c in numbers if _share(columns[c], is_hour) == 1 or _share(columns[c], is_hhmm) == 1]
    stamp = min(stamps, key=lambda c: (rank(c, "start"), is_epoch(_first(columns[c]))), default=None)
    date = min(dates, key=lambda c: rank(c, "start"), default=None)
    if stamp and not (date and clocks and rank(date, "start") < rank(stamp, "start")):
        return stamp, None
    if not date:
        raise Refusal(
            f"{name}: no column holds dates and times. The file has {_listed(columns)}. "
            "Add a column with the start of each interval, for example 2026-07-18 17:00.",
            ask="start",
        )
    if clocks:
        return date, min(clocks, key=lambda c: rank(c, "clock"))
    across = [c for c in columns if re.search(r"\d{1,2}:\d{2}", c)]
    if len(across) > 3:
        raise Refusal(
            f"{name}: found a row for each day with {len(across)} columns for the time of day ({_listed(across)}). "
            "Loadlens reads one row for each customer and interval: customer_id, start, kwh.",
            ask="start",
        )
    raise Refusal(
        f"{name}, column {date}: found dates without a time of day ({_first(columns[date])}). "
        "Loadlens needs readings of an hour or less; ask for the interval export.",
        ask="start",
    )


def _is_number_of_meter(name: str, columns: Mapping[str, Sequence[str]]) -> bool:
    """Whether what may be seconds since 1970 is called as a customer is: 1012345678901 is a British meter."""
    return rank(name, "customer") < UNRANKED and is_epoch(_first(columns[name]))


def _value(columns: Mapping[str, Sequence[str]], taken: set[str | None], name: str) -> str:
    free = [c for c in columns if c not in taken]
    named = sorted((c for c in free if rank(c, "value") < UNRANKED), key=lambda c: rank(c, "value"))
    equals = [c for c in named if rank(c, "value") == rank(named[0], "value")]
    if len(equals) == 1:
        return named[0]
    numeric = [c for c in free if _share(columns[c], is_number) >= 0.5 and rank(c, "customer") == UNRANKED]
    energy = equals or [c for c in numeric if not other(c)]
    if chosen := _chosen(columns, energy, any(meaning(c) == "export" for c in numeric)):
        return chosen
    raise Refusal(_unclear(columns, energy, numeric, bool(equals), name), ask="value")


def _chosen(columns: Mapping[str, Sequence[str]], energy: list[str], fed_in: bool) -> str | None:
    """One of several columns of energy: of registers that add up the first, of two interval lengths the shorter."""
    if len(energy) == 1:
        return energy[0]
    if finer := shortest(columns, energy):
        return finer
    consumption = taken(energy, fed_in)
    return consumption[0] if len(consumption) == 1 or (consumption and adds_up(consumption)) else None


def shortest(columns: Mapping[str, Sequence[str]], names: Sequence[str]) -> str | None:
    """Of columns with one and the same name the one with most cells, where the others have half of that or less.

    They are views of the same energy in two interval lengths: adding them up would double it.
    """
    if len(names) < 2 or len({re.sub(r" \(\d+\)$", "", name) for name in names}) > 1:
        return None
    filled = sorted((sum(map(bool, columns[name])), name) for name in names)
    return filled[-1][1] if 0 < 2 * filled[-2][0] <= filled[-1][0] else None


def _unclear(columns: Iterable[str], energy: list[str], numeric: list[str], named: bool, name: str) -> str:
    if len(energy) > 3 and not named:
        return (
            f"{name}: found {len(energy)} columns of numbers ({_listed(energy)}), as in a table with a column for each "
            "meter. Loadlens reads one row for each customer and interval: customer_id, start, kwh."
        )
    if numeric and not energy:
        what = other(numeric[0])
        return f"{name}: column {numeric[0]} holds {what}. Loadlens reads the electricity that customers take: kwh."
    found = f"{len(energy)} columns could be it ({_listed(energy)})" if energy else "no column holds numbers"
    return (
        f"{name}: the energy column is not clear: {found}. The file has {_listed(columns)}. "
        "Call the column kwh, or choose it under “We read it as”."
    )


def _zone(columns: Mapping[str, Sequence[str]], taken: set[str | None]) -> str | None:
    """A numeric column of hours to add to the stamps: -8, 5.5."""
    named = [c for c in columns if c not in taken and rank(c, "zone_column") < UNRANKED]
    return next((c for c in named if _share(columns[c], _is_offset) == 1), None)


def _is_offset(cell: str) -> bool:
    return bool(re.match(r"^\s*[-+]?\d{1,2}(\.\d+)?\s*$", cell)) and -14 <= float(cell) <= 14


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _first(cells: Sequence[str]) -> str:
    return next((cell for cell in cells if cell), "")


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    shown = ", ".join(names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
