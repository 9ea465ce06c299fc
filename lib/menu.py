"""The menu of programmes: what each suits, what to say and where, from menu.toml, with the analyst's edits in place."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from lib.findings import Refusal
from lib.naming import rule_key

Edits = tuple[tuple[str, float | str], ...]
Chosen = tuple[tuple[str, str], ...]

FILE = Path(__file__).with_suffix(".toml")
TEXTS, MOST_LETTERS, HIGHEST = ("message", "channel"), 160, 10.0
# What markdown, HTML or the address could take for more than a sentence never gets in.
NOT_ALLOWED = re.compile(r"[^\w ,.'’?!&()%+/:–-]|_")


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of the menu.

    Attributes
    ----------
    id, name : what settings and what people call it.
    at_least, at_most : trait of a segment and the limit that it must keep, see `lib.segments.suited`.
    because : why it suits who keeps them all. message, channel : what to say to them, and where.
    level : what was measured elsewhere. sources : title and address of what was read for it.
    large : message and channel for customers larger than homes, where they are others.
    """

    id: str
    name: str
    because: str
    message: str
    channel: str
    level: str
    sources: tuple[tuple[str, str], ...]
    at_least: tuple[tuple[str, float], ...] = ()
    at_most: tuple[tuple[str, float], ...] = ()
    large: tuple[tuple[str, str], ...] = ()

    @property
    def limits(self) -> dict[str, float]:
        """Every trait with its limit."""
        return dict(self.at_least + self.at_most)

    def at_large(self) -> "Programme":
        """The same as it is said to customers larger than homes, of whom nothing was measured elsewhere."""
        return replace(self, **dict(self.large), level=f"Of homes: {self.level[0].lower()}{self.level[1:]}")


@cache
def menu(edits: Edits = ()) -> tuple[Programme, ...]:
    """All programmes in the order in which they are tried, as edited: ``thermostat.weather`` is a limit of one."""
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))
    sources = {name: (each["title"], each["url"]) for name, each in known["source"].items()}
    return tuple(_edited(_programme(given, sources), dict(edits)) for given in known["programme"])


def _programme(given: dict[str, Any], sources: Mapping[str, tuple[str, str]]) -> Programme:
    pairs = {side: tuple(given.get(side, {}).items()) for side in ("at_least", "at_most", "large")}
    return Programme(**{**given, **pairs, "sources": tuple(sources[name] for name in given["sources"])})


def _edited(programme: Programme, edits: Mapping[str, float | str]) -> Programme:
    def own(name: str, usual: float | str) -> float | str:
        return edits.get(f"{programme.id}.{name}", usual)

    limits = {
        side: tuple((trait, own(trait, limit)) for trait, limit in getattr(programme, side))
        for side in ("at_least", "at_most")
    }
    texts = {name: own(name, getattr(programme, name)) for name in TEXTS}
    large = tuple((name, text) for name, text in programme.large if texts[name] == getattr(programme, name))
    return replace(programme, **limits, **texts, large=large)


def tidy_edits(given: str | Mapping[str, Any]) -> Edits:
    """Edits from ``thermostat.weather=0.4;efficiency.message=Look behind the fridge.`` or a mapping.

    What is no edit, or changes nothing, is left out.
    """
    usual, edits = _usual(), {}
    for key, value in _pairs(given):
        tidy = _tidy(usual.get(key), value)
        if tidy is not None and tidy != usual[key]:
            edits[key] = tidy
    return tuple(sorted(edits.items()))


def tidy_chosen(given: str | Mapping[str, Any]) -> Chosen:
    """Segments with the programme that was chosen for each, from ``Flat=efficiency`` or a mapping."""
    known = {programme.id for programme in menu()}
    pairs = ((rule_key(name), str(chosen).strip()) for name, chosen in _pairs(given))
    return tuple(sorted({name: chosen for name, chosen in pairs if name and chosen in known}.items()))


def as_text(pairs: Edits | Chosen) -> str:
    """Edits, or programmes chosen, as they stand in an address."""
    return ";".join(f"{name}={value}" for name, value in pairs)


def read_edits(given: Mapping[str, Any], file: str) -> Edits:
    """Edits of a settings file.

    Raises
    ------
    Refusal
        There is no such limit or text, or the value is not allowed.
    """
    usual = _usual()
    for key, value in given.items():
        if key not in usual:
            raise Refusal(f"{file}: the menu has no {key!r}. Known are {', '.join(usual)}.")
        if isinstance(value, bool) or _tidy(usual[key], value) != value:
            what = "a number from 0 to 10" if isinstance(usual[key], float) else "a sentence of plain letters"
            raise Refusal(f"{file}: {key} = {value!r} is not allowed. It is {what}.")
    return tidy_edits(given)


def read_chosen(given: Mapping[str, Any], file: str) -> Chosen:
    """Programmes that a settings file chooses for segments.

    Raises
    ------
    Refusal
        There is no such programme.
    """
    known = [programme.id for programme in menu()]
    for name, chosen in given.items():
        if chosen not in known:
            raise Refusal(
                f"{file}: there is no programme {chosen!r} for {name!r}. Known are {', '.join(known)}."
            )
    return tidy_chosen(given)


@cache
def _usual() -> dict[str, float | str]:
    """Everything that can be edited, with its usual value."""
    return {
        f"{programme.id}.{name}": value
        for programme in menu()
        for name, value in (
            *programme.limits.items(),
            *((text, getattr(programme, text)) for text in TEXTS),
        )
    }


def _pairs(given: str | Mapping[str, Any]) -> list[tuple[str, Any]]:
    if isinstance(given, Mapping):
        return [(str(key), value) for key, value in given.items()]
    parts = (part.partition("=") for part in str(given).split(";"))
    return [(key.strip(), value) for key, _, value in parts]


def _tidy(usual: float | str | None, value: Any) -> float | str | None:
    """A value as it may stand in the menu; None where it cannot be meant."""
    if isinstance(usual, str):
        plain = NOT_ALLOWED.sub("", " ".join(unicodedata.normalize("NFC", str(value)).split()))
        return re.sub(r"^\W+", "", plain)[:MOST_LETTERS].strip() or None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if usual is not None and 0 <= number <= HIGHEST else None
