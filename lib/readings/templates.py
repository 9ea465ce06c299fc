"""Tables to start from: small files in docs/templates that are read as they stand."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "templates"
READINGS = ("readings", "readings_wide")


@cache
def template(name: str) -> str:
    """The text of a template, by the name of its section in docs/templates.md."""
    return (FOLDER / f"{name}.csv").read_text(encoding="utf-8")


def beginning(name: str, lines: int = 3) -> str:
    """The header and the first rows."""
    return "\n".join(template(name).splitlines()[:lines])
