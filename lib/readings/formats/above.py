"""What the lines above a table say: how many they are, and sometimes the meter and the unit of what stands below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lib.findings import Finding
from lib.readings.columns import rank
from lib.readings.names import UNRANKED, plain
from lib.readings.units import written

# Of the names of customers those that mean one meter: an account may have several.
METERS = (
    "nmi eancode ean codeean mpan mprn esiid cups cpe prm identifiantprm pod pdl pointofdelivery meterid meternumber "
    "meternummer servicepointid usagepoint usagepointid zaehlpunkt zahlpunkt zahlpunktbezeichnung"
)


@dataclass(frozen=True, slots=True)
class Above:
    """The rows of cells above a header, or the `finding` that there is none.

    `customer` and `unit` are "" where the rows do not tell; `behind`: the unit behind each number of the table.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    finding: Finding | None = None
    behind: str = ""

    @property
    def customer(self) -> str:
        """The meter that is named above the table."""
        told = (
            text
            for _, text in _told(self.rows, lambda cell: plain(cell) in METERS.split())
            if _is_identifier(text)
        )
        return next(told, "").removeprefix('="').strip("'\"")

    @property
    def unit(self) -> tuple[str, str]:
        """The unit that is named above the table, and in which cell; or the one behind each number."""
        if self.behind:
            return self.behind, "it stands behind each number"
        told = _told(self.rows, lambda cell: rank(cell, "unit") < UNRANKED)
        found = ((written(text), f"“{name}” above the table says so") for name, text in told)
        return next((unit for unit in found if unit[0]), ("", ""))

    def findings(self) -> tuple[Finding, ...]:
        """How many lines there are that are no part of the table."""
        lines = [" ".join(filter(None, row)) for row in self.rows if any(cell.strip("=-_ ") for cell in row)]
        if not lines:
            return (self.finding,) if self.finding else ()
        first = lines[0][:60].strip()
        message = f"{len(lines)} lines above the header are not part of the table; the first is “{first}”."
        return (Finding("info", "preamble", message, len(lines), first),)


def _told(rows: Sequence[Sequence[str]], is_name: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Cells that name something, each with the cell right of it, and with the one below it."""
    for row, below in pairwise((*rows, ())):
        for i, cell in enumerate(row):
            if cell and is_name(cell):
                yield from ((cell, near) for near in (*row[i + 1 : i + 2], *below[i : i + 1]) if near)


def _is_identifier(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= 4 and " " not in text
