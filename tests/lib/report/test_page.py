"""The report as a page: complete, closed in itself, and naming nobody unless asked."""

import re
import tomllib
from collections import defaultdict
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from lib import charts
from lib.analysis import portfolio_of, ranking_of, segments_of
from lib.findings import Finding
from lib.readings import Decision
from lib.report import SECTIONS, Edition, html, named, sentences
from lib.report.sections.answer import answer
from lib.report.sections.assumptions import assumptions
from lib.report.sections.evidence import evidence
from lib.report.sections.ranked import ranked
from lib.report.sections.segments import segments
from lib.targets import portfolio

EVIL = '<script>alert("1")</script>&'
VOID = {"meta"}
FETCHES = ("src", "srcset", "href", "xlink:href", "data", "poster", "action", "background")


class Page(HTMLParser):
    """What a browser would find: elements with their attributes and words, and whether they are balanced."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.words, self.open, self.wrong = [], defaultdict(list), [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.words[tag].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        for tag in set(self.open):
            self.words[tag][-1] += data

    def texts(self, tag):
        """The words of every element of a kind, one after the other, with plain spaces."""
        return [" ".join(words.split()) for words in self.words[tag]]

    def text(self, tag="body"):
        return " ".join(self.texts(tag))


def plain(sentence):
    """A sentence as the page shows it."""
    return " ".join(sentence.replace("**", "").split())


@pytest.fixture(scope="session")
def text(analysis):
    return html(analysis)


@pytest.fixture(scope="session")
def page(text):
    return Page(text)


@pytest.fixture(scope="session")
def with_names(analysis):
    return Page(html(analysis, Edition(customers=True)))


def test_it_is_one_balanced_page(text, page):
    assert text.startswith("<!DOCTYPE html>\n<html lang=")
    assert (page.open, page.wrong) == ([], [])
    identifiers = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))


def test_it_asks_nothing_of_the_network(text, page):
    links = [value for _, attributes in page.elements for key, value in attributes.items() if key in FETCHES]
    assert links == [f"#{name}" for name in SECTIONS]
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]*)\)", text))
    assert "@import" not in text
    assert not [
        tag
        for tag, _ in page.elements
        if tag in ("script", "link", "iframe", "img", "object", "embed", "form")
    ]
    policy = {attributes.get("http-equiv"): attributes.get("content") for _, attributes in page.elements}
    assert policy["Content-Security-Policy"].startswith("default-src 'none';")


def test_every_clip_path_that_is_used_is_there(text, page):
    identifiers = {attributes.get("id") for _, attributes in page.elements}
    used = set(re.findall(r"url\(#([^)]*)\)", text))
    assert used
    assert used <= identifiers


def test_it_is_small_enough_to_send(text):
    assert len(text.encode()) < 3_000_000


def test_the_same_analysis_gives_the_same_page(analysis, text):
    assert html(analysis) == text


def test_it_fits_a_phone_and_paper(text, page):
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in [
        a for _, a in page.elements
    ]
    assert "@page { size: A4;" in text
    assert "section + section { break-before: page; }" in text


def test_every_section_opens_with_what_it_found(analysis, page):
    names = dict(enumerate(analysis.segments.names, 1))
    learned = f"The kW were learned from {analysis.ranking.n_enrolled} participants; what was not measured is assumed"
    assert len(SECTIONS) == 7
    assert page.texts("h2") == [
        plain(sentences.answer(analysis.ranking, analysis.portfolio, half=True)),
        plain(sentences.readings(analysis.readings, analysis.profiles)),
        "Five, and they are distinct.",
        plain(sentences.segments(analysis.segments, (17, 21))),
        plain(sentences.gives(analysis.ranking, analysis.portfolio, names)),
        f"{learned}, and told here.",
        "The same settings and the same data give the same answer.",
    ]


def test_every_picture_has_its_finding_and_its_alternative_text(analysis, page):
    drawn = [attributes for tag, attributes in page.elements if tag == "svg"]
    # the delivery twice, two curves, the shapes and their shares, two of the list and the lists beside it twice
    assert len(drawn) == 2 + 2 + analysis.segments.k + 1 + 2 + 2
    assert all(attributes["role"] == "img" and len(attributes["aria-label"]) > 20 for attributes in drawn)
    assert charts.elbow(analysis.sweep, analysis.segments.k).title in page.texts("h3")


def test_marks_carry_no_words_of_their_own(page):
    assert not [
        a
        for tag, a in page.elements
        if tag in ("path", "g", "rect", "text") and ("aria-label" in a or "role" in a)
    ]


def test_every_k_has_its_row(page, analysis):
    rows = page.texts("td")
    for fit in analysis.sweep.fits:
        assert [str(fit.k), f"{fit.inertia:#.3g}", f"{100 * fit.variance_explained:.0f} %"] in [
            rows[i : i + 3] for i in range(len(rows))
        ]


def test_late_figures_appear_when_they_are_measured(analysis, page):
    assert "Prediction strength" not in page.texts("th")
    fits = [replace(fit, prediction_strength=0.87, stability_ari=0.41) for fit in analysis.sweep.fits]
    wide = {"silhouette": 0.5, "silhouette_low": 0.48, "silhouette_high": 0.52}
    measured = replace(analysis.sweep, fits=(replace(fits[0], **wide, stability_ari=None), *fits[1:]))
    cells = Page(evidence(replace(analysis, sweep=measured), False)).texts("td")
    assert "0.50 [0.48, 0.52]" in cells
    assert (cells.count("0.87"), cells.count("0.41")) == (len(fits), len(fits) - 1)


def test_nobody_is_named_unless_asked(analysis, text):
    assert not [customer for customer in analysis.profiles.customer_id if customer in text]
    assert "No customer is named." in text
    assert analysis.readings.findings[0].example.partition(":")[0] in analysis.profiles.customer_id


def test_names_come_with_a_warning(analysis, with_names):
    assert (
        "This page names 20 customers. Keep it inside the house and delete it after use." in with_names.text()
    )
    cells = with_names.texts("td")
    for customer in analysis.ranking.customer_id[:20]:
        assert customer in cells
    assert analysis.ranking.customer_id[20] not in cells
    assert analysis.readings.findings[0].example in cells
    assert named(analysis) == 20


def test_the_list_is_that_of_the_ranking(analysis, page):
    ranking, cells = analysis.ranking, page.texts("td")
    for row in (0, 19):
        first = [str(row + 1), f"{ranking.expected_kw[row]:.2f}"]
        low_high = f"{ranking.low_kw[row]:.2f} to {ranking.high_kw[row]:.2f}"
        expected = [
            *first,
            low_high,
            analysis.segments.label(ranking.segment[row]),
            " ".join(ranking.reason[row].split()),
        ]
        assert expected in [cells[i : i + 5] for i in range(len(cells))]


def test_who_is_set_aside_is_counted(analysis, page):
    total = sum(count for _, count, _ in analysis.ranking.set_aside)
    assert f"{total} customers set aside or held back" in page.texts("h3")
    held = portfolio(analysis.ranking, analysis.portfolio.goal_kw, holdout=0.3, seed=1)
    written = Page(ranked(replace(analysis, portfolio=held), False))
    assert f"{total + held.held.sum()} customers set aside or held back" in written.texts("h3")
    assert any(cell.startswith("held back at random") for cell in written.texts("td"))


def test_doubts_are_told_in_words(analysis, page):
    name, share = max(analysis.portfolio.doubts, key=lambda doubt: doubt[1])
    assert f"The largest doubt about the sum: {name}, {100 * share:.0f} %" in page.texts("h3")
    assert "Who takes part and how much each gives; a longer list evens it out." in page.texts("td")


def test_what_is_assumed_is_listed(analysis, page):
    said = page.texts("li")
    for note in analysis.ranking.notes:
        assert note in said
    assert len(said) == len(analysis.ranking.notes) + 10


def test_settings_come_back_from_the_page(analysis, page):
    assert tomllib.loads(page.words["pre"][0]) == tomllib.loads(analysis.settings.toml())
    assert analysis.readings.fingerprint in page.texts("dd")


def test_words_from_outside_stay_words(analysis):
    """Whatever a file says of its name, customers, columns and values: the page shows it and does not run it."""
    ids = analysis.ranking.customer_id.astype(object)
    ids[:12] = [f"{EVIL}{n}" for n in range(12)]
    readings = replace(
        analysis.readings,
        name=f"{EVIL}.csv",
        format=EVIL,
        unit=EVIL,
        zone=EVIL,
        findings=(Finding("warning", "odd", EVIL, 1, EVIL),),
        decisions=(Decision(EVIL, EVIL, EVIL),),
    )
    choices = replace(analysis.choices, reading=replace(analysis.choices.reading, customer=EVIL))
    kinds = replace(analysis.segments, names=(EVIL, *analysis.segments.names[1:]), traits=(EVIL,) * 5)
    ranking = replace(analysis.ranking, customer_id=ids, notes=(EVIL,))
    parts = {"choices": choices, "readings": readings, "segments": kinds, "ranking": ranking}
    text = html(replace(analysis, **parts), Edition(EVIL, notes=EVIL, customers=True, date=EVIL))
    page = Page(text)
    assert "<script" not in text
    assert page.text("h1") == page.text("title") == EVIL
    assert page.text("header").endswith("Settings") and f" · {EVIL}" in page.text("header")
    assert (page.open, page.wrong) == ([], [])
    assert f"{EVIL}0" in page.texts("td")
    assert page.text("pre").count("script") == 2
    assert '1 <script>alert("1")' in page.text("svg")
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]


def test_no_cell_of_a_table_runs_when_it_is_pasted_into_a_spreadsheet(analysis):
    ids = analysis.ranking.customer_id.astype(object)
    ids[:3] = ["=1+1", "@SUM(1)", "-2"]
    written = Page(ranked(replace(analysis, ranking=replace(analysis.ranking, customer_id=ids)), True))
    cells = written.texts("td")
    assert {"'=1+1", "'@SUM(1)", "-2"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]


def test_a_name_that_no_svg_may_hold_is_shown_all_the_same(analysis):
    ids = analysis.ranking.customer_id.astype(object)
    ids[0] = "A\x0bB"
    written = Page(ranked(replace(analysis, ranking=replace(analysis.ranking, customer_id=ids)), True))
    assert "1 A\N{REPLACEMENT CHARACTER}B" in written.text("svg")


def test_the_chapter_is_told_what_it_is(chapter):
    page = Page(html(chapter))
    found = page.texts("h2")
    assert found[0].startswith(
        "Nobody is a better target than anybody. Without past reductions to learn from,"
    )
    assert found[2] == "No natural groups: a continuum of size."
    assert (
        "Used here: 4 segments, as suggested. K = 4 is for convenience, like sizes of clothes: no gap says how many, "
        "and four is the middle of three to five, what programmes usually serve."
    ) in page.text()
    assert found[5] == "Nothing was measured yet: chance and kW are assumed."
    assert "How many it takes depends on how much people give" in page.texts("h3")
    assert "Nothing was noticed about the data" in page.texts("h3")


def test_profiles_from_a_file_have_no_readings_to_tell_of(from_profiles):
    page = Page(html(from_profiles))
    assert page.texts("h2")[1] == "120 customers with one mean day each, 120 of them compared."
    assert "the readings behind them were not looked at" in page.text()
    assert "How it was understood" not in page.texts("h3")
    assert "120 mean days from a file of profiles" in page.text("header")


def test_segments_of_few_customers_stay_inside(chapter):
    assert "behind" not in Page(segments(chapter, False)).text("section")
    number = chapter.segments.number.copy()
    number[np.flatnonzero(number == 4)[14:]] = 3
    few = replace(chapter, segments=replace(chapter.segments, number=number))
    behind = f"behind {plain(chapter.segments.label(4))} stand fewer than 15 customers"
    assert f"For use inside the house: {behind}" in Page(segments(few, False)).text("section")


def test_one_large_customer_keeps_a_segment_inside(chapter):
    hourly_kw = chapter.segments.hourly_kw.copy()
    hourly_kw[np.flatnonzero(chapter.segments.number == 1)[0]] *= 1000
    large = replace(chapter, segments=replace(chapter.segments, hourly_kw=hourly_kw))
    assert f"behind {plain(chapter.segments.label(1))} stand" in Page(segments(large, False)).text("section")


def test_a_goal_out_of_reach_and_a_k_that_was_chosen(analysis):
    choices = replace(analysis.choices, k=2, goal_kw=1e4)
    two = segments_of(analysis.profiles, choices, analysis.sweep.fits)
    ranking = ranking_of(analysis.profiles, two, choices)
    made = {
        "choices": choices,
        "segments": two,
        "ranking": ranking,
        "portfolio": portfolio_of(ranking, choices),
    }
    far = replace(analysis, **made)
    page = Page(answer(far, False) + evidence(far, False))
    assert "10,000 kW cannot be had with 90 % certainty" in page.texts("h2")[0]
    assert "under 1 %" in page.texts("dd")
    assert "Used here: 2 segments, as chosen." in page.text("section")
    assert "How many it takes depends on how much people give" not in page.texts("h3")


def test_everybody_without_a_goal(analysis):
    everybody = replace(analysis, portfolio=portfolio(analysis.ranking))
    page = Page(answer(everybody, False) + assumptions(everybody, False))
    assert page.texts("h2")[0].startswith(f"Asking all {len(analysis.ranking)} ")
    assert "Chance of the goal" not in page.texts("dt")
    assert "everybody is asked" in page.text("dl")
