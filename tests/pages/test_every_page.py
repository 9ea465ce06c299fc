"""Every page on every source: it asks its question, answers it in the computed sentence, and proves it."""

from datetime import date, timedelta

import pytest

from lib import analysis
from lib.answers import Reading
from lib.changes import changes, hints
from lib.choices import Choices
from lib.frame.pages import PAGES
from lib.profiles.average import average
from lib.profiles.days import days_of
from lib.profiles.period import period_of
from lib.profiles.system import observe
from lib.programme import read_events, settle
from lib.programme.assumptions import USUAL
from lib.programme.business import business_case, size_of
from lib.readings.demo import spool_territory
from lib.readings.read import read_files
from lib.readings.synthesis import synthesize
from lib.report import SECTIONS, outcome, sentences, worth
from lib.report.changed import what_changed
from lib.report.customer import customer
from lib.targets import in_common, read_attributes
from tests.pages.app import APP, answer, charts, check_schema, give, open_app, rows_drawn, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
SOURCES = ("demo", "chapter", "upload")
ADDRESS = {"demo": {}, "chapter": {"source": "Chapter’s data"}, "upload": {}}


@pytest.fixture(scope="module")
def visit(small):
    """One session a source, and its page."""
    opened = {}

    def visit(source: str, page: str):
        if source not in opened:
            opened[source] = open_app(**ADDRESS[source])
            if source == "upload":
                give(opened[source], "small.csv", small)
        return turn_to(opened[source], page)

    return visit


@pytest.fixture(scope="module")
def expected(small, tmp_path_factory):
    """The sentence of every page, by the same stages without the app."""
    known = {}

    def expected(source: str, page: str) -> str:
        if source not in known:
            known[source] = sentences_of(source, tmp_path_factory.mktemp(source), small)
        return known[source][page]

    return expected


def sentences_of(source, folder, small) -> dict[str, str]:
    readings, attributes = read(source, folder, small)
    system = observe(readings)
    profiles = average(readings, system, (17, 21), "all", "all")
    found = analysis.analyse(profiles, Choices(source=source), readings, system, attributes)
    portfolio = analysis.portfolio_of(found.ranking, found.choices)
    more = analysis.segments_of(profiles, Choices(k=found.segments.k + 1))
    ranking = analysis.ranking_of(profiles, more, found.choices, attributes)
    common = in_common(
        found.ranking, portfolio.selected, ranking, analysis.portfolio_of(ranking, found.choices).selected
    )
    names = dict(enumerate(found.segments.names, 1))
    return {
        "overview": sentences.answer(found.ranking, portfolio, half=True),
        "readings": sentences.readings(readings, profiles),
        "profiles": sentences.profiles(profiles),
        "choose_k": sentences.choose_k(found.sweep),
        "compare_k": sentences.compare_k(found.segments, more, common),
        "segments": sentences.segments(found.segments, (17, 21)),
        "what_changed": what_changed_in(readings, system),
        "targets": sentences.targets(found.ranking, portfolio, names),
        "events": outcome.events(settled(source, readings)),
        "business_case": worth.business_case(worth_of(found.ranking, portfolio)),
        "customer": customer(found.ranking, str(found.ranking.customer_id[0])),
        "report": sentences.report(len(SECTIONS), 0),
        "present": sentences.answer(found.ranking, portfolio, half=True),
    }


def what_changed_in(readings, system) -> str:
    first, last = (date.fromisoformat(when[:10]) for when in (readings.start, readings.end))
    split = first + timedelta((last - first).days // 2 + 1)
    found = changes(
        period_of(readings, system, first, split - timedelta(1)), period_of(readings, system, split, last)
    )
    days = days_of(readings)
    told = hints(days, days.from_day(split))
    return what_changed(found, dict(zip(days.customer_id, told, strict=True)))


def worth_of(ranking, portfolio):
    return business_case(size_of(ranking, portfolio), USUAL)


def settled(source, readings):
    """The demo carries events; the other sources have none."""
    if source != "demo":
        return None
    return settle(
        readings, read_events(synthesize(1000, 56, 60, 42, 0.3).events, "Events of the demo", "demo")
    )


def read(source, folder, small):
    if source == "upload":
        (folder / "small.csv").write_bytes(small)
        return read_files([folder / "small.csv"], Reading(), folder), None
    if source == "chapter":
        return spool_territory(synthesize(None, None, 60, 42, 0.0, (), "chapter"), folder), None
    territory = synthesize(1000, 56, 60, 42, 0.3)
    return spool_territory(territory, folder), read_attributes(territory.offers, origin="demo", name="demo")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.file)
@pytest.mark.parametrize("source", SOURCES)
def test_a_page_asks_answers_and_proves(source, page, visit, expected):
    app = visit(source, page.file)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.main.title] == [page.question]
    if page.file not in ("method", "your_data"):  # sentences that no data change
        assert answer(app) == expected(source, page.file)
    assert answer(app).endswith(".")
    for chart in charts(app):
        assert len(chart.alt) > 20
        assert rows_drawn(chart)
        check_schema(chart)
    for table in app.dataframe:
        assert len(table.proto.alt) > 10
        assert len(table.value)
    assert bool(charts(app)) == (page.file not in ("report", "method", "your_data"))


def test_the_navigation_names_every_page():
    assert {page.file for page in PAGES} == {path.stem for path in APP.parent.glob("pages/*.py")}
