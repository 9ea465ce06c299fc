"""Settings as TOML: how a value is written, and how a table is taken out of what was read."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lib.findings import Refusal


def toml_value(value: Any) -> str:
    """A value as TOML; tuples are lists."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    return repr(value)


def toml_table(title: str, values: Iterable[tuple[str, Any]]) -> list[str]:
    """Lines of a table; keys that are not plain words are quoted."""
    return ["", f"[{title}]", *(f"{toml_key(name)} = {toml_value(value)}" for name, value in values)]


def toml_key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else toml_value(name)


def section(given: dict[str, Any], key: str, name: str) -> Mapping[str, Any]:
    """Take a table out of the settings; empty where there is none.

    Raises
    ------
    Refusal
        What stands there is no table.
    """
    found = given.pop(key, {})
    if not isinstance(found, Mapping):
        raise Refusal(f"{name}: {key} = {found!r} is not a table. Write [{key}] and its lines below.")
    return found


def same(taken: Any, given: Any) -> bool:
    """Whether a setting was taken as it was written: nothing clipped, replaced or of another kind."""
    if isinstance(taken, tuple):
        return list(taken) == given
    alike = type(given) in (float, int) if isinstance(taken, float) else type(given) is type(taken)
    return alike and taken == given
