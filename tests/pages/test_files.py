"""Files that people give: sound ones replace what is loaded, broken ones say why and change nothing."""

import pytest
from streamlit.runtime.scriptrunner import StopException

from lib.frame.pages import PAGES
from lib.readings.synthesis import synthesize
from lib.readings.templates import template
from tests import meter_files
from tests.pages.app import answer, charts, give, open_app, open_with, said, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
CLUSTERING = ("overview", "choose_k", "compare_k", "segments", "targets", "report")
STILL = "  \nWhat was loaded before is still there."


@pytest.fixture
def app(small):
    return open_with("small.csv", small)


def test_a_file_replaces_the_demo_at_once(small):
    app = open_app("readings")
    assert answer(app).startswith("**1,000 customers, 56 days, hourly**")
    give(app, "small.csv", small)
    assert answer(app).startswith("**60 customers, 28 days, hourly**")
    assert app.selectbox(key="source").value == "Your file"


def test_one_can_go_back_to_the_demo_and_to_the_file_again(app):
    turn_to(app, "readings")
    app.selectbox(key="source").set_value("Demo territory").run()
    assert answer(app).startswith("**1,000 customers, 56 days, hourly**")
    app.selectbox(key="source").set_value("Your file").run()
    assert answer(app).startswith("**60 customers, 28 days, hourly**")


def test_a_reading_that_is_stopped_leaves_nothing_and_can_be_begun_again(app, small, monkeypatch):
    halves = []

    def left_in_the_middle(paths, answers, place, *_):
        halves.append(place / "readings.parquet")
        halves[0].write_bytes(b"half")
        raise StopException

    before = answer(turn_to(app, "readings"))
    next_one = meter_files.territory(customers=20)
    with monkeypatch.context() as patched:
        patched.setattr("lib.readings.read.read_files", left_in_the_middle)
        give(app, "next.csv", next_one)
    assert halves and not halves[0].parent.exists()
    turn_to(app, "readings")
    assert answer(app) == before
    assert any(
        "next.csv was not read. What was loaded before" in each.value.replace("\\", "")
        for each in app.markdown
    )
    [again] = [button for button in app.button if button.label == "Read it again"]
    again.click().run()
    assert answer(app).startswith("**20 customers, 28 days, hourly**")
    assert not [button for button in app.button if button.label == "Read it again"]


def test_a_table_beside_meter_files_that_are_still_to_come_is_said(small):
    app = give(open_app("readings"), "heat.csv", template("temperature").encode())
    [waiting] = [each.value.replace("\\", "") for each in app.info]
    assert waiting == "Kept to stand beside your meter files, which are still to be given: heat.csv."
    give(app, "small.csv", small)
    assert not app.info


@pytest.mark.parametrize("case", meter_files.BROKEN)
def test_a_broken_file_says_why_and_changes_nothing(case, app):
    name, content, why = meter_files.BROKEN[case]
    before = answer(turn_to(app, "readings"))
    give(app, name, content)
    assert said(app) == f"{name}{why}{STILL}"
    assert answer(app) == before
    assert answer(turn_to(app, "segments"))
    assert not app.error
    give(app, "next.csv", meter_files.territory(customers=20))
    assert not app.error
    assert answer(app).startswith("**20 customers, 28 days, hourly**")


def test_a_question_about_the_format_mends_a_refusal(app):
    give(app, "days.csv", meter_files.AMBIGUOUS)
    assert "no date in the file tells the day from the month" in said(app)
    app.button(key="ask_dates_day-first").click().run()
    assert not app.error
    assert answer(app).startswith("**2 customers, 12 days, hourly**")


def test_of_one_customer_readings_and_profiles_are_shown_and_groups_are_not(app):
    give(app, "one.csv", meter_files.ONE)
    assert answer(app).startswith("**1 customer, 28 days, hourly**; 100\xa0% complete, nobody set aside.")
    assert len(charts(app)) == 4
    assert answer(turn_to(app, "profiles")).startswith(
        "The typical day peaks at **17:00** at **1.2\xa0kW**; "
    )
    assert not app.error
    for page in CLUSTERING:
        assert said(turn_to(app, page)) == (
            "Only one customer can be compared, and groups need at least two. "
            "Readings and profiles are shown; load more customers to find segments."
        )


def test_fewer_customers_than_segments_is_said_where_segments_are_made(app):
    give(app, "three.csv", meter_files.THREE)
    assert answer(turn_to(app, "segments"))
    app.selectbox(key="k").set_value("5").run()
    for page in set(CLUSTERING) - {"choose_k"}:
        assert said(turn_to(app, page)) == (
            "K = 5 needs at least 5 customers, and there are 3. Choose K = 3 or less, or load more."
        )
    assert answer(turn_to(app, "choose_k")).startswith("**No natural groups** are seen, but with 3 customers")
    app.selectbox(key="k").set_value("3").run()
    assert answer(turn_to(app, "targets"))


@pytest.mark.parametrize("days", [3, 9])
def test_too_few_days_leave_every_page_standing(days, app):
    """Under 7 days nobody has a typical day; under 14 nobody may be asked."""
    give(app, "days.csv", meter_files.territory(days=days))
    for page in PAGES:
        turn_to(app, page.file)
        assert not app.exception
        assert [title.value for title in app.main.title] == [page.question]
    assert answer(turn_to(app, "readings")).startswith(f"**60 customers, {days} days")
    assert ("7 whole days" if days < 7 else "under 14 valid days") in said(turn_to(app, "targets"))


def test_two_customers_are_enough_for_all_but_a_comparison_of_k(app):
    give(app, "two.csv", meter_files.table(meter_files.evenings(2)))
    refused = [page.file for page in PAGES if turn_to(app, page.file).error]
    assert refused == ["compare_k"]
    assert not app.exception


def test_a_table_by_customer_works_at_once_stays_and_can_be_left_out(app):
    offers = synthesize(60, 28, 60, 42, 0.3).offers.to_csv(index=False).encode()
    without = answer(turn_to(app, "targets"))
    app.file_uploader(key="attribute_file").upload("offers.csv", offers).run()
    with_offers = answer(app)
    assert with_offers != without
    turn_to(app, "overview")
    for _ in range(2):
        assert answer(turn_to(app, "targets")) == with_offers
    [leave] = [button for button in app.button if button.label == "Leave it out"]
    leave.click().run()
    assert answer(app) == without


def test_a_table_that_leaves_nobody_to_ask_can_be_taken_back(app):
    before = answer(turn_to(app, "targets"))
    flagged = synthesize(60, 28, 60, 42, 0.3).offers[["customer_id"]].assign(medical="yes")
    app.file_uploader(key="attribute_file").upload("flags.csv", flagged.to_csv(index=False).encode()).run()
    assert said(app).startswith("Nobody is eligible: of 60 customers 60 medical or life-support need.")
    [leave] = [button for button in app.button if button.label == "Leave it out"]
    leave.click().run()
    assert answer(app) == before


def test_a_table_without_customers_is_refused_and_the_list_stands(app):
    before = answer(turn_to(app, "targets"))
    app.file_uploader(key="attribute_file").upload("letters.csv", b"a,b\n1,2\n").run()
    assert said(app).startswith("letters.csv: no column with the customer; found a, b.")
    assert answer(app) == before
