"""Sources that the operator has configured: chosen by name, as of a moment, read again, and no secret told."""

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.profiles import file
from lib.profiles.average import average
from lib.profiles.system import observe
from tests import meter_files
from tests.lib.readings.made import read
from tests.pages.app import APP, SECONDS, answer, charts, open_with, said, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
PAGES = ("readings", "profiles", "choose_k", "compare_k", "segments", "targets", "report")


@pytest.fixture
def folder(tmp_path, small):
    """The same 60 customers as a file, as a table of a database and as mean days."""
    path = tmp_path / "a.csv"
    path.write_bytes(small)
    with duckdb.connect(tmp_path / "meters.db") as con:
        con.execute(f"create table readings as select * from read_csv('{path}')")
    readings = read(path)
    file.write(average(readings, observe(readings)), tmp_path / "days.parquet")
    return tmp_path


@pytest.fixture(scope="module")
def answers(small):
    """What every page says of the same file where it is uploaded."""
    app = open_with("a.csv", small)
    return {page: answer(turn_to(app, page)) for page in ("overview", *PAGES)}


def open_on(name: str, **connections) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.secrets["connections"] = connections
    app.query_params["source"] = name
    return app.run()


def all_text(app) -> str:
    return f"{app.main}{app.sidebar}{dict(app.query_params)}".replace("\\", "")


def read_again(app):
    [button] = [each for each in app.sidebar.button if each.label == "Read again"]
    return button.click().run()


@pytest.mark.parametrize("kind", ["file", "database", "mean days"])
def test_a_source_gives_the_answers_of_the_same_file(kind, folder, answers):
    section = {
        "file": {"path": str(folder / "a.csv")},
        "database": {"url": f"duckdb://{folder}/meters.db", "table": "readings"},
        "mean days": {"path": str(folder / "days.parquet")},
    }[kind]
    app = open_on("Meters 2026", **{"Meters 2026": section})
    assert app.selectbox(key="source").value == "Meters 2026"
    assert any("As of " in text.value for text in app.sidebar.markdown)
    for page in answers:
        turn_to(app, page)
        assert not app.exception
        assert not app.error
        if page != "readings":
            assert answer(app) == answers[page]
    assert str(folder) not in all_text(app)


MILLION_PAGES = ("readings", "profiles", "choose_k", "compare_k")


@pytest.mark.parametrize("page", MILLION_PAGES)
def test_a_second_visit_draws_and_counts_nothing_again(page, folder, monkeypatch):
    app = turn_to(open_on("Days", Days={"path": str(folder / "days.parquet")}), page)
    before = answer(app), len(charts(app))

    def again(*_):
        raise AssertionError("it was drawn, or counted, again")

    for what in (
        "lib.frame.page.specification",  # pictures
        "lib.stages.pictures.specification",
        "numpy.quantile",  # over all customers
        "numpy.median",
        "lib.segments.shapes_of",
        "lib.segments.find_structure",
        "lib.segments.most_segments",
        "lib.report.sentences.moves",
    ):
        monkeypatch.setattr(what, again)
    turn_to(app, "method")
    turn_to(app, page)
    assert not app.exception
    assert (answer(app), len(charts(app))) == before


def test_mean_days_say_that_they_are_no_more(folder):
    app = turn_to(open_on("Days", Days={"path": str(folder / "days.parquet")}), "readings")
    assert answer(app) == "**60 customers, a mean day of each**; single readings are not in this source."
    day, enough = charts(app)  # no load over the days: single readings are not there
    assert "peaks at" in day.alt
    assert "28 like days" in enough.alt
    turn_to(app, "profiles").selectbox(key="day_type").set_value("Weekends").run()
    assert said(app) == (
        "Mean days cannot be parted: this source holds those over all year, all days. Choose All days and All year."
    )


def test_what_was_read_stays_until_somebody_asks_for_it_again(folder):
    app = turn_to(open_on("Meters", Meters={"path": str(folder / "a.csv")}), "readings")
    (folder / "a.csv").write_bytes(meter_files.territory(customers=20))
    assert answer(app.run()).startswith("**60 customers")
    assert answer(read_again(app)).startswith("**20 customers")


@pytest.mark.parametrize(
    "broken, why",
    [
        (None, "Meters: there is no such file. Check the spelling and the path."),
        (
            b"customer_id,kwh\nC1,0.4\n",
            "a.csv: no column holds dates and times. The file has customer_id, kwh. ",
        ),
    ],
    ids=["gone", "changed"],
)
def test_a_source_that_fails_later_keeps_what_it_gave(folder, broken, why):
    path = folder / "a.csv"
    app = turn_to(open_on("Meters", Meters={"path": str(path)}), "readings")
    before = answer(app)
    if broken is None:
        path.unlink()
    else:
        path.write_bytes(broken)
    read_again(app)
    [warning] = app.sidebar.warning
    assert warning.value.replace("\\", "").startswith(why)
    assert warning.value.endswith("What was read before is still shown.")
    assert answer(app) == before
    path.write_bytes(meter_files.territory(customers=20))
    assert answer(read_again(app)).startswith("**20 customers")
    assert not app.sidebar.warning


def test_a_database_that_does_not_answer_is_said_without_its_password():
    url = "postgres://reader:s3cret@127.0.0.1:9/meters"
    app = open_on("Meters", Meters={"url": url, "table": "readings"})
    assert said(app) == (
        "Meters: the database cannot be read (OperationalError). Check the address and your right to read."
    )
    assert "s3cret" not in all_text(app)
    assert answer(app.selectbox(key="source").set_value("Demo territory").run())


@pytest.mark.parametrize(
    "section, why",
    [
        (
            {"pth": "a.csv"},
            "'pth' is not known; known are path, url, table, attributes, side, degrees, reading",
        ),
        ({"url": "duckdb://a.db"}, "it needs a path, or a url and a table"),
        ({"path": "a.csv", "url": "duckdb://a.db", "table": "t"}, "it needs a path, or a url and a table"),
    ],
)
def test_a_section_that_is_wrong_says_so_when_it_is_chosen(section, why):
    app = open_on("Meters", Meters=section)
    assert said(app) == (
        f"The source Meters is not set up: {why}. Whoever runs Loadlens mends its section in secrets.toml."
    )


def test_answers_about_the_format_and_a_table_by_customer_come_with_a_source(folder):
    (folder / "ambiguous.csv").write_bytes(meter_files.AMBIGUOUS)
    (folder / "offers.csv").write_text("customer_id,medical\nC1,1\n")
    section = {
        "path": str(folder / "ambiguous.csv"),
        "reading": {"dates": "day-first"},
        "attributes": str(folder / "offers.csv"),
    }
    app = turn_to(open_on("Meters", Meters=section), "readings")
    assert answer(app).startswith("**2 customers, 12 days, hourly**")


def test_connections_of_another_kind_are_not_offered(folder):
    other = {"type": "sql", "url": "sqlite://"}
    app = open_on("Other", Other=other, Meters={"path": str(folder / "a.csv")})
    assert app.selectbox(key="source").options == ["Demo territory", "Chapter’s data", "Meters"]
    assert app.selectbox(key="source").value == "Demo territory"


def weather(folder, days=28, first="2026-06-06"):
    """A temperature for each day of the file, written as the operator's system exports it."""
    dates = pd.date_range(first, periods=days)
    rows = "".join(f"{day:%Y-%m-%d},{15 + number % 12}\n" for number, day in enumerate(dates))
    (folder / "weather.csv").write_text(f"date,outdoor\n{rows}")


def shown(app) -> str:
    return "\n".join(text.value for text in app.main.markdown).replace("\\", "")


def who_is_aside(app):
    turn_to(app, "targets").session_state["proof"] = "Set aside and fair"
    return app.run()


def test_tables_beside_a_source_are_used_and_shown_as_its_own(folder):
    weather(folder)
    (folder / "flags.csv").write_text("customer_id,medical\nC100001,1\nC999,1\n")
    section = {
        "path": str(folder / "a.csv"),
        "side": [f"temperature={folder}/weather.csv", str(folder / "flags.csv")],
        "degrees": "degC",
    }
    app = turn_to(open_on("Meters", Meters=section), "readings")
    assert not app.error
    assert "28 days, a value a day, in °C: 15.0 to 26.0 °C." in shown(app)
    assert "28 of 28 days of the readings are in it." in shown(app)
    assert "1 of 60 customers with readings are in it." in shown(app)
    assert "C999" in [d.value.iloc[0, 0] for d in app.dataframe if "Only in this table" in d.value]
    assert not [button for button in app.button if button.label == "Leave it out"]
    who_is_aside(app)
    assert any(text.value.startswith("**1**") and "medical" in text.value for text in app.main.markdown)
    assert str(folder) not in all_text(app)


def test_a_table_that_somebody_gives_beside_a_source_is_for_their_session_alone(folder):
    app = turn_to(open_on("Meters", Meters={"path": str(folder / "a.csv")}), "readings")
    given = ("flags.csv", b"customer_id,opted_out\nC100001,1\n", "text/csv")
    app.file_uploader(key="side_file").set_value([given]).run()
    assert "1 of 60 customers with readings are in it." in shown(app)
    who_is_aside(app)
    assert any(text.value.startswith("**1**") and "contacted" in text.value for text in app.main.markdown)
    [leave] = [button for button in app.button if button.label == "Leave it out"]
    leave.click().run()
    assert not any("contacted" in text.value for text in app.main.markdown)


def test_a_side_table_that_cannot_be_read_says_which(folder):
    section = {"path": str(folder / "a.csv"), "side": str(folder / "gone.csv")}
    assert said(open_on("Meters", Meters=section)) == "gone.csv: there is no such file; check the path."
