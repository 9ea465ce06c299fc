"""What is handed on: sentences, and the whole analysis as one page."""

from lib.report.page import html
from lib.report.sections import SECTIONS
from lib.report.sections.ranked import named

__all__ = ["SECTIONS", "html", "named"]
