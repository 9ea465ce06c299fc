"""What was given beside the readings in this session: tables by customer and by time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from lib.answers import SideReading
from lib.findings import Refusal
from lib.pseudonyms import Pseudonyms
from lib.readings.side import CustomerTable, SideTable, read_side
from lib.readings.spool import Spool, room
from lib.targets.attributes import Attributes, attributes_of

Kind = TypeVar("Kind", bound=SideTable)


@dataclass(frozen=True, slots=True)
class Asked:
    """A table that waits for an answer, with the sentence that says which; its file stays until then."""

    name: str
    path: Path
    spool: Spool
    why: Refusal
    answers: SideReading


@dataclass(frozen=True, slots=True)
class Besides:
    """The tables in use, in the order in which they came, and those that could not be read.

    `pseudonyms` take the place of identifiers in each.
    """

    tables: tuple[SideTable, ...] = ()
    attributes: Attributes | None = None
    asked: tuple[Asked, ...] = ()
    pseudonyms: Pseudonyms | None = None

    @classmethod
    def of(cls, tables: Iterable[SideTable]) -> "Besides":
        """These tables, with what those by customer say together."""
        return cls(**_tables(tuple(tables)))

    def last(self, kind: type[Kind]) -> Kind | None:
        """The table of a kind that was given last; None where none was."""
        return next((table for table in reversed(self.tables) if isinstance(table, kind)), None)

    def taken(self, table: SideTable) -> "Besides":
        """With one more table; one of the same name and kind is replaced."""
        kept = [t for t in self.tables if (t.name, t.KIND) != (table.name, table.KIND)]
        return replace(self.without_question(table.name), **_tables((*kept, table)))

    def without(self, table: SideTable) -> "Besides":
        """Without one of the tables."""
        return replace(self, **_tables(tuple(t for t in self.tables if t is not table)))

    def without_question(self, name: str) -> "Besides":
        """Without the question about a file."""
        return replace(self, asked=tuple(asked for asked in self.asked if asked.name != name))

    def give(self, name: str, content: bytes, answers: SideReading | None = None) -> "Besides":
        """With a file that somebody gave: read, or waiting with the reason why not."""
        spool = Spool()
        return self._try(name, keep(spool, content), spool, answers or SideReading())

    def answer(self, asked: Asked, **answers: str) -> "Besides":
        """With the answer to a question about a file."""
        return self._try(asked.name, asked.path, asked.spool, replace(asked.answers, **answers))

    def _try(self, name: str, path: Path, spool: Spool, answers: SideReading) -> "Besides":
        try:
            taken = self.taken(read_side(path, name, answers, pseudonyms=self.pseudonyms))
        except Refusal as why:
            rest = self.without_question(name)
            return replace(rest, asked=(*rest.asked, Asked(name, path, spool, why.alone(), answers)))
        spool.close()
        return taken


def keep(spool: Spool, content: bytes) -> Path:
    """Content in a private spool, under a name of ours, which says whether it is packed.

    Raises
    ------
    Refusal
        The disk takes no more.
    """
    path = spool.path / ("given.gz" if content.startswith(b"\x1f\x8b") else "given")
    with room():
        path.touch(mode=0o600)
        path.write_bytes(content)
    return path


def stands_beside(name: str, content: bytes) -> bool:
    """Whether the beginning of a file shows that it is no meter file, but a table to stand beside one."""
    from lib.readings.side.recognise import surely_beside

    spool = Spool()
    try:
        return surely_beside(keep(spool, content), name)
    finally:
        spool.close()


def _tables(tables: tuple[SideTable, ...]) -> dict[str, object]:
    by_customer = [table for table in tables if isinstance(table, CustomerTable)]
    return {"tables": tables, "attributes": attributes_of(*by_customer) if by_customer else None}
