"""What terms mean, for the pages: read from docs/nomenclature.md, the one place where they are explained."""

from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "docs" / "nomenclature.md"


@cache
def _table() -> dict[str, tuple[str, str]]:
    rows = [
        line.strip("| \n").split("|")
        for line in SOURCE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    return {term.strip().lower(): (unit.strip(), meaning.strip()) for term, unit, meaning in rows[1:]}


def term(name: str) -> str:
    """The meaning of a term in one or two sentences.

    Raises
    ------
    KeyError
        The term is not explained in docs/nomenclature.md.
    """
    return _table()[name.lower()][1]


def all_terms() -> dict[str, tuple[str, str]]:
    """Every term with its unit ("" where it has none) and its meaning."""
    return dict(_table())
