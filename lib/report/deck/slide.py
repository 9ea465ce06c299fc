"""One slide: a finding as its title, then pictures, tables and words, placed in inches on 16:9."""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.presentation import Presentation as File
from pptx.slide import Slide as PptxSlide
from pptx.util import Emu, Inches, Pt

from lib.charts.palette import LIGHT, ROLES
from lib.targets.files import defused

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
LONG_TITLE = 140  # characters: more take three lines
TITLE_ONLY = 5  # layout of python-pptx's own template
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Place(NamedTuple):
    """Where something stands: inches from the left and the top, width, height."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[Emu, ...]:
        return tuple(Inches(each) for each in self)


WHOLE = Place(MARGIN, 1.75, WIDTH - 2 * MARGIN, 5.1)
HALF_WIDTH = (WIDTH - 2 * MARGIN - 0.4) / 2
LEFT = Place(MARGIN, 1.75, HALF_WIDTH, 5.1)
RIGHT = Place(MARGIN + HALF_WIDTH + 0.4, 1.75, HALF_WIDTH, 5.1)


def colour(role: str) -> RGBColor:
    """The colour of a role in the light theme: slides are shown on white."""
    return RGBColor.from_string(LIGHT[ROLES.index(role)].removeprefix("#"))


def clean(text: str) -> str:
    """Text without what no XML may hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


class Deck:
    """The file that slides are added to; each carries the source and its number at its foot."""

    def __init__(self, footer: str) -> None:
        self._file: File = Presentation()
        self._file.slide_width, self._file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._footer = footer

    def add(self, title: str, section: str = "", notes: str = "") -> PptxSlide:
        """A slide with its finding (**bold** numbers), the section above it, and what to say in its notes."""
        slide = self._file.slides.add_slide(self._file.slide_layouts[TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Place(MARGIN, 0.55, WIDTH - 2 * MARGIN, 1.1).emu()
        size = 24 if len(title) < LONG_TITLE else 20
        write(head.text_frame, [title], size, role="ink", anchor=MSO_ANCHOR.TOP)
        if section:
            words(slide, Place(MARGIN, 0.25, 9, 0.35), [section], size=12, role="accent")
        number = len(self._file.slides)
        words(slide, Place(MARGIN, 7.0, 11, 0.3), [self._footer], size=10, role="muted")
        words(slide, Place(WIDTH - MARGIN - 1, 7.0, 1, 0.3), [str(number)], size=10, role="muted", right=True)
        if notes:
            slide.notes_slide.notes_text_frame.text = clean(notes)
        return slide

    def save(self, file: BinaryIO) -> None:
        self._file.save(file)


def words(
    slide: PptxSlide,
    place: Place,
    lines: Iterable[str],
    size: float = 14,
    role: str = "ink",
    right: bool = False,
) -> None:
    """Paragraphs with **bold** numbers."""
    frame = slide.shapes.add_textbox(*place.emu()).text_frame
    write(frame, lines, size, role, right=right)


def write(
    frame, lines: Iterable[str], size: float, role: str, right: bool = False, anchor: MSO_ANCHOR | None = None
) -> None:
    """Fill a text frame, a paragraph a line."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    if anchor is not None:
        frame.vertical_anchor = anchor
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        paragraph.space_after = Pt(size / 3)
        for part, bold in _bold(clean(line)):
            run = paragraph.add_run()
            run.text, run.font.bold, run.font.size = part, bold, Pt(size)
            run.font.color.rgb = colour(role)


def _bold(line: str) -> list[tuple[str, bool]]:
    parts = re.split(r"\*\*(.+?)\*\*", line)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def grid(
    slide: PptxSlide,
    place: Place,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    size: float = 12,
) -> None:
    """A native table; widths are shares of its width."""
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), *place._replace(height=0.3).emu())
    table = frame.table
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Inches(place.width * share / sum(widths))
    for number, row in enumerate((heads, *rows)):
        for cell, text in zip(table.rows[number].cells, row, strict=True):
            cell.fill.solid()
            cell.fill.fore_color.rgb = colour("wash" if number == 0 else "paper")
            write(cell.text_frame, [defused(str(text))], size, "muted" if number == 0 else "ink")
            cell.margin_left = cell.margin_right = Inches(0.08)
            cell.margin_top = cell.margin_bottom = Inches(0.035)
