"""A fresh server whose first visitor comes by the address of a page."""

import pytest

from lib.frame.pages import PAGES
from tests.browser.app import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
def test_a_page_is_whole_for_the_first_visitor_of_a_server(page, new_tab, tmp_path):
    with Server(tmp_path) as fresh:
        tab = new_tab(fresh).goto("/" if page.file == "overview" else f"/{page.file}")
        assert tab.question() == page.question
        sections = dict.fromkeys(each.section for each in PAGES)
        by_section = sorted(PAGES, key=lambda each: list(sections).index(each.section))
        assert tab.navigation() == [each.title for each in by_section]
        assert tab.answer()
        assert (tab.exceptions(), tab.alerts()) == ([], [])
        assert (tab.complaints, tab.elsewhere) == ([], [])
        assert "Traceback" not in fresh.log.read_text()
