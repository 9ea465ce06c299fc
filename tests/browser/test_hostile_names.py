"""Markup and links in whatever comes from a file: never drawn, never followed, never run by a spreadsheet."""

import pytest

from lib.frame.pages import PAGES
from tests import meter_files

pytestmark = pytest.mark.browser

HOST = "evil.example"
IDS = (
    f"<img src=http://{HOST}/a.png>",
    f"[a](http://{HOST}/b)",
    f"![a](http://{HOST}/c.png)",
    f"http://{HOST}/d",
    f"www.{HOST}",
    f"a@{HOST}",
    f"<script>fetch('http://{HOST}/e')</script>",
    f":material/home: $\\href{{http://{HOST}/f}}{{x}}$",
    f'=HYPERLINK("http://{HOST}/g")',
    "**bold** `code` ~~gone~~ :red[red] <b>b</b>",
)
# What a browser would have made of them: anything with the host in an address, and elements of a customer's making.
MADE = """host => [...document.querySelectorAll('[src],[href],[action],object,embed,iframe')].filter(
  each => [...each.attributes].some(a => a.name !== 'srcdoc' && a.value.includes(host))).map(each => each.outerHTML)"""


def hostile() -> bytes:
    """Meter readings of 40 customers, among them those with such names, beside an ordinary sort."""
    named = meter_files.evenings(40)
    kwh = dict(zip([*IDS, *list(named)[len(IDS) :]], named.values(), strict=True))
    return meter_files.table(kwh)


def test_nothing_of_a_name_is_drawn_or_fetched_on_any_page(new_tab, server, tmp_path):
    path = tmp_path / f"![f](http:⁄⁄{HOST}) www.{HOST}.csv"
    path.write_bytes(hostile())
    tab = new_tab(server).goto("/readings").give(path)
    made = {}
    for page in PAGES:
        tab.turn_to(page.title)
        made[page.file] = tab.page.evaluate(MADE, HOST)
        for frame in tab.page.frames[1:]:  # the report, as it will be opened
            made[page.file] += frame.evaluate(MADE, HOST)
        assert tab.exceptions() == []
    tab.turn_to("Customer")
    for part in ("a.png", "/b)", "c.png", "/d", "www.", "a@", "script", "href", "hyper", "bold"):
        runs = tab.runs
        tab.page.get_by_label("Find a customer").fill(part)
        tab.page.keyboard.press("Enter")
        tab.answered(runs)
        made[part] = tab.page.evaluate(MADE, HOST)
    assert {page: found for page, found in made.items() if found} == {}
    assert tab.elsewhere == []
    assert tab.complaints == []
