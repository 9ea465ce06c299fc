"""Which columns hold the registers of a meter, or say of a row which register, unit and factor it has."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lib.answers import Reading
from lib.findings import Finding
from lib.readings.columns import Roles, is_number, rank, shortest
from lib.readings.meanings import TAKEN, UNSAID, adds_up, meaning
from lib.readings.names import UNRANKED

FEW_KINDS = 40  # different texts in a column that names registers
NUMBERS = 0.5  # share of the cells


def with_registers(roles: Roles, columns: Mapping[str, Sequence[str]], answers: Reading) -> Roles:
    """The same roles, with the columns that tell the registers apart.

    Parameters
    ----------
    roles : customer, stamp and value. columns : with a sample of their cells as text.
    answers : a value column that the user has named is read alone.
    """
    free = [c for c in columns if c not in (roles.customer, roles.start, roles.clock, roles.zone_column)]
    unit = _unit_column(roles.value, free)
    labels = tuple(c for c in free if c not in (roles.value, unit) and _is_label(c, columns[c]))
    factor = next((c for c in free if rank(c, "factor") < UNRANKED and _numeric(columns[c])), None)
    beside = () if answers.value else _beside(roles.value, free, columns)
    return replace(
        roles, values=(roles.value, *beside) if beside else (), labels=labels, unit_column=unit, factor=factor
    )


def views(roles: Roles, columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Columns with the value's own name that hold the same energy in longer intervals."""
    stem = roles.value.split(" (")[0]
    same = [c for c in columns if c != roles.value and c.split(" (")[0] == stem]
    return tuple(same) if same and shortest(columns, [roles.value, *same]) == roles.value else ()


def unread(roles: Roles, columns: Mapping[str, Sequence[str]]) -> tuple[Finding, ...]:
    """Columns that are called as energy is and are not read."""
    read = {roles.value, *roles.values, *views(roles, columns)}
    others = [c for c in columns if c not in read and rank(c, "value") < UNRANKED and _numeric(columns[c])]
    others = [c for c in others if c not in (roles.customer, roles.start, roles.clock)]
    if not others:
        return ()
    message = f"{', '.join(others[:8])} could be energy too and are not read; {roles.value} is."
    return (Finding("info", "unread_columns", message, len(others), others[0]),)


def _beside(value: str, free: Sequence[str], columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Registers to add, where the value is one of several; and what is fed in, or is another commodity."""
    numeric = [c for c in free if c != value and _numeric(columns[c])]
    added = [c for c in numeric if adds_up([value, c]) and _same_kind(value, c)]
    others = [c for c in numeric if meaning(c) not in (*TAKEN, *UNSAID)]
    return (*added, *others)


def _same_kind(value: str, column: str) -> bool:
    """Both have a name for a value, or neither: a register and its price are not of one kind."""
    return (rank(value, "value") < UNRANKED) == (rank(column, "value") < UNRANKED)


def _unit_column(value: str, free: Sequence[str]) -> str | None:
    """The column of units; of several the one that is numbered as the value is."""
    named = [c for c in free if rank(c, "unit") < UNRANKED]
    number = value.rpartition(" (")[2] if value.endswith(")") else ""
    same = [c for c in named if (c.rpartition(" (")[2] if c.endswith(")") else "") == number]
    return next(iter(same or named), None)


def _is_label(column: str, cells: Sequence[str]) -> bool:
    """Whether a column says which register a row is: by its name, or because its cells all do."""
    kinds = {cell for cell in cells if cell}
    if not kinds or len(kinds) > FEW_KINDS:
        return False
    if rank(column, "label") < UNRANKED and not all(map(is_number, kinds)):
        return True
    return rank(column, "label") == UNRANKED and all(map(meaning, kinds))


def _numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(is_number, filled)) >= NUMBERS * len(filled)
