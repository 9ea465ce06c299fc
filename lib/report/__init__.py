"""What is handed on: sentences, and the whole analysis as one page."""

from lib.report.page import html

__all__ = ["html"]
