"""Sources that the operator has named in .streamlit/secrets.toml, so that nobody types a path or a password."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lib.answers import Reading, read_answers
from lib.findings import Refusal

KEYS = ("path", "url", "table", "attributes", "side", "degrees", "reading")


@dataclass(frozen=True, slots=True)
class Configured:
    """A source by the name that people choose it by.

    Attributes
    ----------
    name : of its section, ``[connections.NAME]``.
    said : what the section says, as pairs; it may hold a password, and is not shown when the object is.
    """

    name: str
    said: tuple[tuple[str, Any], ...] = field(repr=False)

    @property
    def place(self) -> str:
        """A path, or an Ibis address with the table after a hash.

        Raises
        ------
        Refusal
            The section names neither, or both, or something that is not known.
        """
        said = dict(self.said)
        unknown = [key for key in said if key not in KEYS]
        if unknown:
            raise self._wrong(f"{unknown[0]!r} is not known; known are {', '.join(KEYS)}")
        if "path" in said and "url" not in said:
            return str(Path(str(said["path"])).expanduser())
        if "url" in said and "path" not in said and said.get("table"):
            return f"{said['url']}#{said['table']}"
        raise self._wrong("it needs a path, or a url and a table")

    @property
    def answers(self) -> Reading:
        """What the operator has said about its format, in a table ``reading``."""
        return read_answers(dict(dict(self.said).get("reading", ())), f"Source {self.name}")

    @property
    def attributes(self) -> Path | None:
        """A table by customer that belongs to it."""
        path = dict(self.said).get("attributes")
        return Path(str(path)).expanduser() if path else None

    @property
    def sides(self) -> tuple[str, ...]:
        """Tables that stand beside it, each FILE or KIND=FILE.

        Raises
        ------
        Refusal
            They are no text and no list of texts.
        """
        said = dict(self.said).get("side", ())
        listed = (said,) if isinstance(said, str) else tuple(said)
        if not all(isinstance(each, str) for each in listed):
            raise self._wrong("side is a path, or a list of paths in brackets")
        return listed

    @property
    def degrees(self) -> str | None:
        """Unit of the temperature, where the operator has said it."""
        return dict(self.said).get("degrees")

    def _wrong(self, what: str) -> Refusal:
        return Refusal(
            f"The source {self.name} is not set up: {what}. Whoever runs Loadlens mends its section in secrets.toml."
        )


def configured(connections: Mapping[str, Any]) -> tuple[Configured, ...]:
    """The sources in the table ``connections`` of the secrets; those with a ``type`` are not ours."""
    return tuple(
        Configured(name, tuple(sorted((key, _pairs(value)) for key, value in section.items())))
        for name, section in connections.items()
        if isinstance(section, Mapping) and "type" not in section
    )


def _pairs(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value
