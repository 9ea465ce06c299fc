"""The sections of a report: each turns an analysis into HTML."""

from collections.abc import Callable

from lib.analysis import Analysis
from lib.report.sections.answer import answer
from lib.report.sections.assumptions import assumptions
from lib.report.sections.data import data
from lib.report.sections.evidence import evidence
from lib.report.sections.ranked import ranked
from lib.report.sections.segments import segments
from lib.report.sections.settings import settings

# By the names of lib.report.edition.SECTIONS.
WRITERS: dict[str, Callable[[Analysis, bool], str]] = {
    "answer": answer,
    "data": data,
    "evidence": evidence,
    "segments": segments,
    "list": ranked,
    "assumptions": assumptions,
    "settings": settings,
}
