"""What an analyst may add to a report, and what is refused."""

import base64

import pytest

from lib.findings import Refusal
from lib.report import SECTIONS, Edition, html

# One pixel, as small as a PNG can be.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_sections_stand_in_the_order_in_which_they_are_read():
    assert Edition(sections=("list", "answer")).held == ["answer", "list"]
    assert Edition().held == list(SECTIONS)


def test_a_line_of_the_notes_is_a_paragraph():
    assert Edition(notes=" For the board. \n\n Until Friday.").paragraphs == [
        "For the board.",
        "Until Friday.",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"logo": b"<svg onload=alert(1)>"}, "The logo is neither a PNG nor a JPEG picture. Save it as PNG."),
        (
            {"logo": PIXEL + bytes(1_000_000)},
            "The logo has 1,000,070 bytes; at most 1,000,000 are taken. Save it smaller.",
        ),
        ({"sections": ()}, "The report holds no section. Choose at least one."),
    ],
)
def test_what_cannot_be_printed_is_refused(given, said):
    with pytest.raises(Refusal) as refused:
        Edition(**given)
    assert str(refused.value) == said


def test_a_page_holds_the_sections_picked_with_logo_and_notes(analysis):
    text = html(analysis, Edition(notes="For the <board>.", logo=PIXEL, sections=("list", "settings")))
    assert f'src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"' in text
    assert "<p>For the &lt;board&gt;.</p>" in text
    assert [name for name in SECTIONS if f'<section id="{name}">' in text] == ["list", "settings"]
