"""What is handed on: sentences, and the whole analysis as one page (slides: lib.report.deck, which loads more)."""

from lib.report.edition import SECTIONS, Edition
from lib.report.page import html
from lib.report.sections.ranked import named

__all__ = ["SECTIONS", "Edition", "html", "named"]
