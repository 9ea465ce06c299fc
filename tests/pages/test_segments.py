"""The pages of segments and of one customer, told as stories."""

from datetime import date

import pytest

from lib.frame.table import at_most
from tests.pages.app import answer, charts, open_app, open_with, said, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1


@pytest.fixture
def app(small):
    return open_with("small.csv", small)


def headings(app):
    return " ".join(each.value for each in app.main.subheader)


def test_a_name_of_the_analyst_stands_on_every_page(app):
    turn_to(app, "segments").session_state["names"] = "Evening peak=Commuters"
    assert "1 Commuters" in headings(app.run())
    assert "1 Commuters" in turn_to(app, "targets").pills(key="only").options


def test_a_name_from_an_address_holds_no_markup():
    app = open_app("segments", names="Evening peak=**[Big](http://evil)**")
    assert "1 Big(http//evil)" in headings(app)
    assert not app.exception


def test_a_customer_is_found_by_a_part_of_the_identifier_and_the_address_does_not_say_who(app):
    first = answer(turn_to(app, "customer"))
    assert first.startswith("**Rank 1 of ")
    [box] = [each for each in app.selectbox if each.label == "Customer"]
    other = box.options[-1]
    app.text_input[0].set_value(other[-4:]).run()
    [box] = [each for each in app.selectbox if each.label == "Customer"]
    assert other in box.options
    assert other not in str(dict(app.query_params))
    app.text_input[0].set_value("nobody at all").run()
    assert any("Nobody is called so" in each.value for each in app.main.markdown)
    assert not app.exception


def test_a_customer_page_draws_the_day_the_heat_and_the_parts(app):
    drawn = " ".join(chart.alt for chart in charts(turn_to(app, "customer")))
    assert "above base" in drawn
    assert len(charts(app)) >= 4


def test_a_source_without_that_customer_shows_the_first_of_its_list(app):
    turn_to(app, "customer").session_state["customer"] = "somebody of another file"
    assert answer(app.run()).startswith("**Rank 1 of ")
    assert not said(app)


@pytest.mark.parametrize("method", ["Ward", "K-medoids", "DTW, one hour"])
def test_another_way_of_parting_carries_through_to_the_list(app, method):
    turn_to(app, "segments").session_state["method"] = method
    assert not app.run().exception
    assert answer(turn_to(app, "targets"))
    assert not app.exception


def badges(app):
    return " ".join(each.value for each in app.main.markdown if "-badge[" in each.value)


def test_each_segment_has_a_programme_with_the_reason_and_another_can_be_chosen():
    app = open_app("segments", customers="200", days="28")
    assert "Managed charging" in badges(app)
    text = " ".join(each.value for each in app.main.markdown)
    assert "**Why**: load after midnight up to 2" in text
    assert "**Chosen** by you" not in text
    app.session_state["chosen"] = "Night charging=efficiency"
    text = " ".join(each.value for each in app.run().main.markdown)
    assert "**Chosen** by you; by rule it is Managed charging" in text
    app.session_state["menu"] = "managed_charging.night_peak=9"
    app.session_state["chosen"] = ""
    assert "Managed charging" not in badges(app.run())
    assert not app.exception


def test_compare_k_names_the_programme_below_each_shape():
    app = open_app("compare_k", customers="200", days="28")
    assert any("Managed charging" in each.value for each in app.main.markdown)


def test_a_customer_page_says_what_to_know_about_its_data(app):
    text = headings(turn_to(app, "customer"))
    assert ("What to know about the data" in text) or ("Nothing stands out in the data" in text)


def test_the_date_that_parts_two_periods_stands_in_the_address():
    app = open_app("what_changed", customers="60", days="28", split="2026-06-22")
    [box] = app.date_input
    assert box.value.isoformat() == "2026-06-22"
    assert app.query_params["split"] == "2026-06-22"
    box.set_value(date(2026, 6, 18)).run()
    assert app.query_params["split"] == "2026-06-18"
    assert not app.exception


def test_the_shape_of_a_week_draws_both_days_and_goes_on_to_the_list(app):
    turn_to(app, "segments").selectbox(key="features").set_value("Week").run()
    assert not app.exception and not said(app)
    assert "**Dashed**: weekends" in " ".join(each.value for each in app.main.markdown)
    assert app.selectbox(key="features").value == "Week"
    turn_to(app, "targets")
    assert not app.exception and not said(app)


def test_what_changed_says_by_what_segments_of_weeks_are_placed():
    sentence = (
        "A period has one mean day of each customer, so segments by the shape of a week are placed here by the mean "
        "day of their customers."
    )
    weekly, daily = (
        open_app("what_changed", customers="60", days="28", features=features)
        for features in ("weekly", "daily")
    )
    assert [sentence in [each.value for each in app.main.markdown] for app in (weekly, daily)] == [
        True,
        False,
    ]


def test_a_short_list_has_no_empty_rows():
    """A list of one on What changed stood in a box of nine rows."""
    assert at_most(320, 1) == at_most(320, 8) == "auto"
    assert at_most(320, 9) == 320
    assert at_most("auto", 100) == "auto"


def test_a_season_that_a_file_does_not_have_is_said_in_a_sentence_and_nothing_is_drawn(app):
    turn_to(app, "segments").selectbox(key="features").set_value("Seasons").run()
    [error] = app.error
    assert "The shape of the seasons is made of winter and summer, and from " in error.value
    assert "compare by the shape of a day" in error.value
    assert not charts(app)
