"""What a command gives: whole files or none, one JSON object or lines for people."""

import json
import math
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

WIDTH = 79  # characters


@contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A file that is put in place when it is complete; nothing is left of a broken one."""
    path = Path(path)
    part = path.with_name(path.name + ".part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_csv(table: pd.DataFrame, path: str | Path) -> None:
    """A table as CSV in which no cell runs as a formula when a spreadsheet opens it."""
    from lib.targets.files import safe

    with whole(path) as part:
        safe(table).to_csv(part, index=False)


def say(options: Namespace, answer: dict[str, Any]) -> None:
    """One JSON object, or lines for people: names with their values, findings as sentences."""
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False))
        return
    for name, value in answer.items():
        label = name.replace("_", " ")
        if not isinstance(value, list):
            print(f"{label}: {_told(value)}")
            continue
        if value and isinstance(value[0], dict) and name != "findings":
            print(f"{label}: {' · '.join(key.replace('_', ' ') for key in value[0])}")
        for row in value:
            cells = [row] if isinstance(row, str) else [_told(each) for each in row.values() if each != ""]
            print(f"  {' · '.join(cells)}")


def _told(value: Any) -> str:
    """A value in a line for people: six digits are more than anybody reads; --json has them all."""
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def tell(share: float, doing: str) -> None:
    """How far long work is, in one line of a terminal that the next one takes the place of."""
    if sys.stderr.isatty():
        line = f"{doing}: {100 * share:.0f} %"
        sys.stderr.write(f"\r{line[:WIDTH]:{WIDTH}}\r")
        sys.stderr.flush()


def plain_number(value: Any) -> Any:
    """A plain number for JSON; None where it is not known."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return float(value) if math.isfinite(value) else None
