"""The report as slides: native charts with the numbers of the pages, and nobody named unless asked."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest
from pptx import Presentation

from lib import charts
from lib.findings import Refusal
from lib.report import Edition, sentences
from lib.report.deck import deck
from lib.report.deck.pictures import bars
from lib.report.deck.slide import Place
from tests.lib.report.test_edition import PIXEL

KIND = {"XY_SCATTER_LINES_NO_MARKERS", "LINE", "BAR_CLUSTERED"}


def opened(*given):
    return Presentation(BytesIO(deck(*given)))


def plots(made):
    return [shape for slide in made.slides for shape in slide.shapes if shape.has_chart]


def text(made):
    """All words on the slides, tables included, a line a paragraph."""
    lines = []
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                lines += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if shape.has_table:
                lines += [cell.text for row in shape.table.rows for cell in row.cells]
    return lines


@pytest.fixture(scope="module")
def made(analysis):
    return opened(analysis)


def test_each_slide_has_its_finding_as_title(made, analysis):
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0] == "Whom to ask, and how much to expect"
    assert titles[1] == sentences.answer(analysis.ranking, analysis.portfolio, half=True).replace("**", "")
    assert titles[3] == sentences.verdict(analysis.sweep).replace("**", "")
    assert len(titles) == len(set(titles)) == 12


def test_charts_are_native_and_say_what_they_show(made):
    drawn = plots(made)
    assert len(drawn) == 6
    assert {shape.chart.chart_type.name for shape in drawn} == KIND
    assert all(len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 20 for shape in drawn)


def test_the_first_chart_holds_the_numbers_of_the_page(made, analysis):
    firm = plots(made)[0].chart.plots[0].series[0]
    numbers = charts.delivery(analysis.portfolio).table
    assert firm.name == "Firm, 9 of 10"
    assert np.allclose(list(firm.values), numbers["firm_kw"])


def test_days_have_the_mean_kw_of_every_segment(made, analysis):
    chart = next(shape.chart for shape in plots(made) if shape.chart.chart_type.name == "LINE")
    found = analysis.segments
    assert [line.name for line in chart.plots[0].series] == [found.label(n) for n in range(1, found.k + 1)]
    assert np.allclose([list(line.values) for line in chart.plots[0].series], found.mean_kw)


def test_a_slide_stays_inside_its_frame(made):
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= made.slide_width, shape.name
            assert shape.top >= 0 and shape.top + shape.height <= made.slide_height, shape.name


@pytest.mark.parametrize("many", [False, True])
def test_settings_stay_above_the_foot(analysis, many):
    """At 9 points a line takes 14: 25 of them end where the foot begins; what is longer than a line is cut."""
    names = tuple(
        (f"Rule {number}", f"Segment with a very long name, number {number} of 60") for number in range(60)
    )
    choices = replace(analysis.choices, names=names) if many else analysis.choices
    slide = opened(replace(analysis, choices=choices)).slides[-1]
    columns = [
        [p.text for p in shape.text_frame.paragraphs] for shape in slide.shapes if shape.top.inches == 1.75
    ]
    assert len(columns) == 3
    assert max(map(len, columns)) <= 25
    assert max(len(line) for column in columns for line in column) <= 58
    assert ("lines more, in the settings file" in columns[-1][-1]) == many


def test_nobody_is_named_unless_asked(made, analysis):
    first = str(analysis.ranking.customer_id[0])
    assert first not in text(made)
    named = text(opened(analysis, Edition(customers=True)))
    assert first in named
    assert "A report of 7 sections; it names 20 customers: keep it inside the house." in named


def test_sections_notes_and_logo(analysis):
    edition = Edition("Pilot", "For the board.", PIXEL, "November", sections=("settings", "answer"))
    made = opened(analysis, edition)
    assert len(made.slides) == 3
    assert "For the board." in text(made)
    assert sum(shape.shape_type == 13 for shape in made.slides[0].shapes) == 1  # a picture


def test_a_logo_that_only_begins_like_a_picture_is_refused(analysis):
    with pytest.raises(Refusal) as refused:
        deck(analysis, Edition(logo=PIXEL[:20]))
    assert str(refused.value) == "The logo cannot be read as a picture. Save it as PNG again."


def test_the_chapter_and_a_file_of_profiles_have_slides_too(chapter, from_profiles):
    assert any("No natural groups" in line for line in text(opened(chapter)))
    assert "120 customers with one mean day each, from a file of profiles" in text(opened(from_profiles))


def test_letters_that_no_file_may_hold_are_replaced(analysis):
    found = replace(analysis.segments, names=("\x00\x0b<b>&", *analysis.segments.names[1:]))
    assert "\ufffd\ufffd<b>&" in text(opened(replace(analysis, segments=found)))


def test_no_cell_of_a_table_runs_when_it_is_pasted_into_a_spreadsheet(analysis):
    ids = analysis.ranking.customer_id.astype(object)
    ids[:3] = ["=1+1", "+1+1", "-2"]
    named = replace(analysis, ranking=replace(analysis.ranking, customer_id=ids))
    cells = text(opened(named, Edition(customers=True)))
    assert {"'=1+1", "'+1+1", "-2"} <= set(cells)


def test_no_name_runs_in_the_workbook_that_is_opened_to_edit_a_chart():
    file = Presentation()
    slide = file.slides.add_slide(file.slide_layouts[6])
    bars(slide, Place(1, 1, 5, 4), ["=1+1", "plain"], {"=2+2": ([0.5, 0.5], "accent")}, "0%", "two bars")
    [shape] = slide.shapes
    with ZipFile(BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)) as book:
        written = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "'=1+1<" in written and "'=2+2<" in written
    assert "<f>" not in written
