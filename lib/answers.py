"""What a user says about a file, where the file does not tell."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

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
    which stamps in UTC are moved.

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
