"""An analysis as a slide deck (PPTX)."""

from io import BytesIO

from lib.analysis import Analysis
from lib.report.deck.slide import Deck
from lib.report.deck.slides import SLIDES, cover
from lib.report.edition import Edition
from lib.report.page import source_line


def deck(analysis: Analysis, edition: Edition | None = None) -> bytes:
    """A PPTX on an analysis: native charts and tables, alternative texts, how to read each slide in its notes.

    Raises
    ------
    Refusal
        The logo cannot be read as a picture.
    """
    edition = edition or Edition()
    made = Deck(source_line(analysis))
    cover(made, analysis, edition)
    for name in edition.held:
        for slide in SLIDES[name]:
            slide(made, analysis, edition)
    file = BytesIO()
    made.save(file)
    return file.getvalue()
