"""A source of readings, wherever it is: files, folders, globs, or a table of a database."""

from collections.abc import Sequence
from pathlib import Path

from lib.answers import Reading
from lib.findings import Refusal
from lib.pseudonyms import Pseudonyms
from lib.readings.engine import without_secrets
from lib.readings.files import files
from lib.readings.read import read_files
from lib.readings.readings import Readings
from lib.readings.warehouse import read_address
from lib.readings.watch import Watch


def read_source(
    places: Sequence[str],
    answers: Reading,
    spool: Path,
    shown: str = "",
    watch: Watch | None = None,
    pseudonyms: Pseudonyms | None = None,
) -> Readings:
    """Read several files as one, or describe the table at an address.

    Parameters
    ----------
    places : file names, folders, globs; or one Ibis address with the table after a hash.
    answers : about their format. spool : a private directory.
    shown : what people call an address. watch : is told how far the reading of files is.
    pseudonyms : take the place of the identifiers in files.

    Raises
    ------
    Refusal
        There is nothing there, it cannot be read, more than one database is given, or pseudonyms are asked for in one.
    """
    if not any("://" in place for place in places):
        return read_files(
            [path for place in places for path in files(place)],
            answers,
            spool,
            watch=watch,
            pseudonyms=pseudonyms,
        )
    if len(places) > 1:
        raise Refusal("A database is read alone: give one address.")
    if pseudonyms:
        raise Refusal(
            f"{shown or without_secrets(places[0])}: pseudonyms are asked for, and a database is read where it is, by "
            "the names that stand there. Give a file, or a view with pseudonyms and no key."
        )
    return read_address(places[0], answers, shown)
