"""File formats, one module each: what a file of that kind looks like, and how it becomes a long table.

A format has ``NAME``, ``WHAT`` in a line, ``recognise(head)``, and either ``translate(head, folder)`` into a long table
or, where it only wraps other files, ``unpack(head, folder)`` into the files inside.
"""

from collections.abc import Sequence
from types import ModuleType

from lib.readings.formats import (
    archive,
    cer,
    day_blocks,
    green_button,
    long,
    nem12,
    numbered,
    periods,
    recoded,
    wide_days,
    wide_meters,
    wide_times,
    workbook,
)
from lib.readings.formats.form import Head, Recognition

FORMATS: Sequence[ModuleType] = (
    nem12,
    green_button,
    periods,
    workbook,
    archive,
    day_blocks,
    wide_days,
    wide_meters,
    wide_times,
    cer,
    numbered,
    long,
    recoded,
)
SURE = 0.5


def choose(head: Head) -> tuple[ModuleType, Recognition]:
    """The format that is surest of a file; the long table where none is surer than not."""
    known = [(form, form.recognise(head)) for form in FORMATS]
    form, recognition = max(known, key=lambda pair: pair[1].sure)
    return (form, recognition) if recognition.sure > SURE else (long, long.recognise(head))


def known() -> list[tuple[str, str]]:
    """Name and description of every format, for the README and the page's help."""
    return [(form.NAME, form.WHAT) for form in FORMATS]
