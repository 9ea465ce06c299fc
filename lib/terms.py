"""What terms mean, how pages are read and how figures are made: from docs/, the one place where it is written."""

from functools import cache
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


@cache
def all_terms() -> dict[str, tuple[str, str]]:
    """Every term with its unit ("" where it has none) and its meaning, from docs/nomenclature.md."""
    text = (DOCS / "nomenclature.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {term.strip(): (unit.strip(), meaning.strip()) for term, unit, meaning in rows[1:]}


def term(name: str) -> str:
    """The meaning of a term in one or two sentences.

    Raises
    ------
    KeyError
        The term is not explained in docs/nomenclature.md.
    """
    return all_terms()[name][1]


@cache
def sections(document: str) -> dict[str, str]:
    """Title and text (markdown) of each section of a document of docs/, such as "method" or "how_to_read"."""
    _, *parts = (DOCS / f"{document}.md").read_text(encoding="utf-8").split("\n## ")
    return {title.strip(): text.strip() for title, _, text in (part.partition("\n") for part in parts)}


@cache
def consequences() -> dict[str, str]:
    """What each code of a finding means for the result, from docs/findings.md."""
    text = (DOCS / "findings.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {code.strip(): meaning.strip() for code, meaning in rows[1:]}
