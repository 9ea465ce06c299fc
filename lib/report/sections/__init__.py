"""The sections of a report, in the order in which they are read: each turns an analysis into HTML."""

from collections.abc import Callable

from lib.analysis import Analysis
from lib.report.sections.answer import answer
from lib.report.sections.assumptions import assumptions
from lib.report.sections.data import data
from lib.report.sections.evidence import evidence
from lib.report.sections.ranked import ranked
from lib.report.sections.segments import segments
from lib.report.sections.settings import settings

# Name in the address, name on the page, and what writes it.
SECTIONS: tuple[tuple[str, str, Callable[[Analysis, bool], str]], ...] = (
    ("answer", "Answer", answer),
    ("data", "Data", data),
    ("evidence", "How many segments", evidence),
    ("segments", "Segments", segments),
    ("list", "The list", ranked),
    ("assumptions", "Assumptions and method", assumptions),
    ("settings", "Settings", settings),
)
