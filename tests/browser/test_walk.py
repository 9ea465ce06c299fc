"""A walk over all pages: by the navigation, by an address, and on a phone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from lib.frame.pages import PAGES

pytestmark = pytest.mark.browser


def test_all_pages_by_the_navigation(tab):
    tab.goto("/")
    for page in (*PAGES[1:], *PAGES):
        tab.turn_to(page.title)
        assert tab.question() == page.question
        assert tab.answer()
        assert (tab.exceptions(), tab.alerts()) == ([], [])
    assert tab.complaints == []
    assert tab.elsewhere == []


def test_every_chart_is_drawn_and_named(tab):
    tab.goto("/segments")
    charts = tab.page.locator("[data-testid=stVegaLiteChart]")
    names = charts.evaluate_all("charts => charts.map(c => c.querySelector('[aria-label]')?.ariaLabel ?? '')")
    assert len(names) >= 5
    assert all(len(name) > 20 for name in names)


def test_one_question_leads_to_the_next(tab):
    """The foot of each page links to another, and all pages are met on the way."""
    tab.goto("/")
    seen = [tab.question()]
    for _ in PAGES[1:]:
        foot = tab.page.locator("[data-testid=stMain] [data-testid=stPageLink-NavLink]").last
        seen.append(tab.click(foot).question())
    assert seen == [page.question for page in PAGES]


def test_no_page_scrolls_sideways_on_a_phone(new_tab, server):
    phone = new_tab(server, width=390, height=844)
    phone.goto("/")
    for page in PAGES:
        phone.turn_to(page.title)
        assert phone.question() == page.question
        assert phone.sideways() <= 1, page.file


ADDRESS = "k=4&window=16-20&scaling=Share+of+day"


def chosen(tab) -> dict[str, str]:
    """The shared choices as the sidebar shows them."""
    boxes = tab.page.locator("[data-testid=stSidebar] [data-testid=stSelectbox]")
    shown = boxes.evaluate_all(
        "all => all.map(box => [box.querySelector('label').innerText, box.querySelector('input').value])"
    )
    return {label.strip(): value for label, value in shown}


def test_an_address_restores_the_choices_and_they_stay(tab):
    wanted = {"Event window": "16-20", "Customers are compared by": "Share of day", "Segments (K)": "4"}
    for page in ("segments", "choose_k", "targets"):
        tab.goto(f"/{page}?{ADDRESS}")
        assert chosen(tab).items() >= wanted.items()
    tab.turn_to("Overview")
    assert chosen(tab).items() >= wanted.items()
    tab.turn_to("Method")
    tab.turn_to("Segments")
    assert chosen(tab).items() >= wanted.items()
    answer = tab.answer()
    tab.page.reload()
    assert chosen(tab.ready()).items() >= wanted.items()
    assert tab.answer() == answer
    assert parse_qs(urlsplit(tab.page.url).query) == parse_qs(ADDRESS)


def test_a_copied_link_opens_the_same_analysis(tab, new_tab, server):
    tab.goto("/targets?k=3&window=18-22&seed=7")
    tab.page.get_by_role("button", name="Link and settings").click()
    link = tab.page.locator("[data-testid=stCode]").inner_text().strip()
    assert re.fullmatch(rf"{re.escape(server.url)}/targets\?seed=7&k=3&window=18-22", link)
    other = new_tab(server).goto(link.removeprefix(server.url))
    assert other.answer() == tab.answer()


def test_a_typed_window_is_taken_and_nonsense_is_answered(tab):
    tab.goto("/segments")
    usual = tab.answer()
    box = tab.page.locator("[data-testid=stSidebar] [data-testid=stSelectbox]").filter(
        has_text="Event window"
    )
    for typed, alerts in (("nonsense", 1), ("7-10", 0)):
        runs = tab.runs
        box.locator("input").fill(typed)
        box.locator("input").press("Enter")
        assert len(tab.answered(runs).alerts()) == alerts
        assert (tab.answer() == usual) == bool(alerts)
