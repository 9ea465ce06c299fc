"""Tables beside the readings as an operator or a command line names them: FILE, or KIND=FILE."""

from collections.abc import Sequence
from pathlib import Path

from lib.answers import SIDE_ANSWERS, SideReading
from lib.pseudonyms import Pseudonyms
from lib.readings.readings import Origin
from lib.readings.side.read import read_side
from lib.readings.side.types import SideTable


def read_named(
    given: str,
    degrees: str | None = None,
    dates: str | None = None,
    *,
    origin: Origin = "configured",
    pseudonyms: Pseudonyms | None = None,
) -> SideTable:
    """Read a table by its columns, or as the kind that stands before its path: ``temperature=weather.csv``.

    Parameters
    ----------
    degrees, dates : answers about it, as in SideReading. pseudonyms : as in `read_side`.

    Raises
    ------
    Refusal
        It cannot be read.
    """
    kind, path = _parted(given, SIDE_ANSWERS["kind"])
    place = Path(path).expanduser()
    answers = SideReading(kind, degrees, dates)
    return read_side(place, place.name, answers, origin=origin, pseudonyms=pseudonyms)


def _parted(given: str, kinds: Sequence[str]) -> tuple[str | None, str]:
    """Kind and path; the kind by its name, or by the last word of it, such as ``load=`` or ``system-load=``."""
    said, _, path = given.rpartition("=")
    said = said.replace("-", " ")
    kind = next((each for each in kinds if said in (each, each.split()[-1])), None)
    return (kind, path) if kind else (None, given)
