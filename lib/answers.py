"""What a user says about a file, where the file does not tell."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

from lib.findings import Refusal

ANSWERS = {
    "unit": ("kWh", "Wh", "kW", "W", "MWh", "MW", "GWh"),
    "dates": ("day-first", "month-first", "year-first"),
    "stamps": ("start", "end"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers about a file's format; None means: decide from the evidence.

    `customer`, `start`, `value` and `zone_column` name columns; `unit` is kWh, Wh, kW, W, MWh, MW or GWh; `dates` is
    day-first, month-first or year-first; `stamps` is start or end; `zone` is a time zone such as Europe/Amsterdam, into
    which stamps in UTC or with an offset are moved, and whose clock all others are.

    Raises
    ------
    Refusal
        An answer is not one of those that can be given.
    """

    customer: str | None = None
    start: str | None = None
    value: str | None = None
    unit: str | None = None
    dates: str | None = None
    stamps: str | None = None
    zone: str | None = None
    zone_column: str | None = None

    def __post_init__(self) -> None:
        for name, allowed in ANSWERS.items():
            given = getattr(self, name)
            if given is None:
                continue
            meant = next((word for word in allowed if word.lower() == given.lower()), None)
            if meant is None:
                raise Refusal(f"{name} = {given!r} is not known. It is one of {', '.join(allowed)}.", name)
            object.__setattr__(self, name, meant)


SIDE_ANSWERS = {
    "kind": ("temperature", "system load", "hourly prices", "past events", "outages", "bills", "attributes"),
    "degrees": ("degC", "degF"),
    "dates": ANSWERS["dates"],
}


@dataclass(frozen=True, slots=True)
class SideReading:
    """Answers about a table beside the readings; None means: decide from the evidence.

    `kind` is one of SIDE_ANSWERS, `degrees` degC or degF, `dates` as in Reading.
    """

    kind: str | None = None
    degrees: str | None = None
    dates: str | None = None


def read_answers(given: Mapping[str, Any], name: str) -> Reading:
    """Answers about a file's format from a mapping.

    Raises
    ------
    Refusal
        There is no such answer.
    """
    known = [f.name for f in fields(Reading)]
    for key in given:
        if key not in known:
            raise Refusal(f"{name}: {key!r} is no answer about a file. Known are {', '.join(known)}.")
    try:
        return Reading(**{key: str(value) for key, value in given.items()})
    except Refusal as why:
        raise Refusal(f"{name}: {why}", ask=why.ask) from None


class Decided(Protocol):
    """A decision about a file, as far as it matters here."""

    name: str
    value: str
    evidence: str


def worth_saving(decisions: Iterable[Decided], said: Reading) -> Reading:
    """Answers that serve the next file of the same kind: those that were given, and what this file did not say itself.

    The order of day and month is among them, since the next file may have no day above 12; a unit that stands in the
    name of a column is not, since the next file says it again.
    """
    found = {d.name: d.value for d in decisions if d.name in ANSWERS and _unsaid(d)}
    kept = {name: value for name, value in found.items() if value in ANSWERS[name]}
    given = {name: value for name, value in asdict(said).items() if value is not None}
    return Reading(**kept | given)


def _unsaid(decision: Decided) -> bool:
    either = decision.value in ("day-first", "month-first")
    return either or "assumed" in decision.evidence or "no unit" in decision.evidence


def answers_toml(answers: Reading) -> str:
    """Answers as TOML."""
    given = {name: value for name, value in asdict(answers).items() if value is not None}
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in given.items()]
    return "\n".join(["# How Loadlens reads these files", "[reading]", *lines]) + "\n"


def read_saved(text: str, name: str) -> Reading:
    """Answers from TOML: a file of their own, or the settings of an analysis.

    Raises
    ------
    Refusal
        It is not TOML, or holds an answer that there is not.
    """
    return read_answers(saved(text, name), name)


def saved(text: str, name: str) -> dict[str, Any]:
    """The table of answers in a TOML file.

    Raises
    ------
    Refusal
        It is not TOML, or holds no such table.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise Refusal(f"{name}: these are not answers in TOML ({why}).") from None
    answers = found.get("reading", found)
    if not isinstance(answers, Mapping):
        raise Refusal(f"{name}: reading = {answers!r} is not a table. Write [reading] and its lines below.")
    return dict(answers)
