"""How many of one level of a column are asked, at least and at most, and how people write it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.findings import Refusal

LIMIT = re.compile(
    r"\s*(?P<column>[^=;]+?)\s*=\s*(?P<level>[^;]+?)\s*:\s*(?P<low>\d*)\s*-\s*(?P<high>\d*)\s*"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """Customers of one level of a column who are asked: at least so many, at most so many; None: no end."""

    column: str
    level: str
    at_least: int = 0
    at_most: int | None = None


def parse_limits(text: str) -> tuple[Limit, ...]:
    """Limits from ``feeder=F03:0-40; segment=1:20-``: column, level, at least, at most.

    Raises
    ------
    Refusal : a limit is not written so, or asks for more at least than at most.
    """
    return tuple(map(_limit, filter(str.strip, text.split(";"))))


def _limit(part: str) -> Limit:
    match = LIMIT.fullmatch(part)
    if not match:
        raise Refusal(
            f"The limit {part.strip()!r} is not understood. Write COLUMN=LEVEL:LOW-HIGH, for example feeder=F03:0-40."
        )
    low, high = int(match["low"] or 0), int(match["high"]) if match["high"] else None
    if high is not None and low > high:
        raise Refusal(f"The limit {part.strip()!r} asks for at least {low} and at most {high}.")
    return Limit(match["column"], match["level"], low, high)


def limits_text(limits: Iterable[Limit]) -> str:
    """Limits as `parse_limits` reads them."""
    return "; ".join(
        f"{each.column}={each.level}:{each.at_least}-{'' if each.at_most is None else each.at_most}"
        for each in limits
    )


def customers_in(text: str) -> tuple[str, ...]:
    """Identifiers as people paste them, one a line or parted by commas, semicolons or tabs; each once."""
    found = (each.strip().strip('"') for each in re.split(r"[\n\r,;\t]+", text))
    return tuple(dict.fromkeys(each for each in found if each))
