"""What leaves the app: pictures, and the report as a page and as slides."""

from io import BytesIO

import pytest
from pptx import Presentation

KINDS = {"PNG": b"\x89PNG", "SVG": b"<svg"}


@pytest.fixture
def saved(tab):
    """The bytes of what a button saves, and its name."""

    def saved(label: str) -> tuple[bytes, str]:
        button = tab.page.locator("[data-testid=stDownloadButton]").get_by_role("button", name=label).first
        with tab.page.expect_download() as waited:
            button.click()
        return waited.value.path().read_bytes(), waited.value.suggested_filename

    return saved


def test_a_picture_is_saved_with_its_numbers_beside_it(tab, saved):
    tab.goto("/")
    finding = tab.page.locator("[data-testid=stMain] h3").first.inner_text()
    tab.click(tab.page.get_by_role("button", name="Numbers").first)
    tab.page.locator("[data-testid=stPopoverBody] [data-testid=stDataFrame]").wait_for()
    for label, mark in KINDS.items():
        content, name = saved(label)
        assert content.startswith(mark)
        assert name.split("-")[0] == finding.split()[0].lower()
    assert not tab.complaints


def test_the_report_is_saved_as_slides_with_what_was_picked(tab, saved):
    tab.goto("/report")
    tab.click(tab.page.get_by_role("button", name="Settings", exact=True).first)  # one section less
    content, name = saved("Slides (PPTX)")
    assert name == "loadlens-report.pptx"
    made = Presentation(BytesIO(content))
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert titles[0] == "Whom to ask, and how much to expect"
    assert not [title for title in titles if "same answer" in title]
    assert "6 sections" in tab.page.locator("[data-testid=stMain] h2").first.inner_text()
    assert not tab.complaints


def test_arrow_keys_turn_the_presentation(tab):
    tab.goto("/present")
    for key, shown in (("ArrowRight", "2 of 7"), ("ArrowRight", "3 of 7"), ("ArrowLeft", "2 of 7")):
        runs = tab.runs
        tab.page.keyboard.press(key)
        tab.answered(runs)
        tab.page.get_by_text(shown).wait_for()
    assert "step=2" in tab.page.url
    assert not tab.complaints


@pytest.mark.parametrize(
    ("place", "address", "told"),
    [
        (0, "/targets", "customers give"),
        (1, "/segments?", "Night charging: 35"),
        (2, "/what_changed?new_cars=0.06", "no longer look"),
        (3, "/choose_k?source=Chapter", "No natural groups"),
    ],
)
def test_a_story_opens_beside_what_is_there(place, address, told, tab):
    tab.goto("/")
    with tab.context.expect_page() as waited:
        tab.page.get_by_role("link", name="Open this story").nth(place).click()
    waited.value.locator("[data-testid=stMain] h2", has_text=told).first.wait_for()
    assert address in waited.value.url
    assert tab.page.url.rstrip("/") == tab.server.url  # what was open stays


def test_a_copied_link_and_saved_settings_open_the_same_analysis_elsewhere(tab, new_tab, server, tmp_path):
    """Another window and number of segments, which shift the list; the seed of the territory as well."""
    tab.goto("/targets?k=4&window=7-10&seed=7")
    answer = tab.answer()
    tab.page.get_by_role("button", name="Link and settings").click()
    link = tab.page.locator("[data-testid=stPopoverBody] [data-testid=stCode]").inner_text().strip()
    settings = tmp_path / "loadlens.toml"
    settings.write_bytes(tab.download("Settings (TOML)"))
    assert link.startswith(server.url) and "k=4" in link and "window=7-10" in link and "seed=7" in link

    followed = new_tab(server).goto(link.removeprefix(server.url))
    assert followed.answer() == answer

    other = new_tab(server).goto("/targets")
    assert other.answer() != answer
    other.page.get_by_role("button", name="Link and settings").click()
    runs = other.runs
    other.page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(settings)
    other.answered(runs)
    other.page.get_by_text("Taken over.").wait_for()
    other.page.keyboard.press("Escape")
    assert other.ready().answer() == answer
    assert not (tab.complaints or followed.complaints or other.complaints)


def test_saved_settings_take_the_place_of_what_the_address_said(tab, tmp_path):
    (tmp_path / "loadlens.toml").write_text("k = 4\nwindow = [7, 10]\n")
    tab.goto("/method?k=6")
    tab.page.get_by_role("button", name="Link and settings").click()
    runs = tab.runs
    tab.page.locator("[data-testid=stPopoverBody] input[type=file]").set_input_files(
        tmp_path / "loadlens.toml"
    )
    tab.answered(runs)
    tab.page.get_by_text("Taken over.").wait_for()
    tab.page.keyboard.press("Escape")
    tab.turn_to("Segments")
    assert tab.page.get_by_role("combobox", name="Segments (K)").input_value() == "4"
    assert "k=4" in tab.page.url and "window=7-10" in tab.page.url
    assert not tab.complaints
