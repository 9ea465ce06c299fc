"""The page Targets: every tab proves something, every control moves the list, no link names a customer."""

import pytest

from lib.choices import Choices
from tests.pages.app import answer, charts, give, open_app, rows_drawn, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
PROVEN = {"The list": 2, "How sure": 3, "Beside other lists": 1, "Set aside and fair": 2, "Chance of yes": 2}


@pytest.fixture(scope="module")
def demo():
    return open_app("targets")


def turn(app, tab):
    app.session_state["proof"] = tab
    return app.run()


def words(app) -> str:
    return " ".join(each.value.replace("\\", "") for each in app.main.markdown)


@pytest.mark.parametrize(("tab", "pictures"), PROVEN.items())
def test_every_tab_proves_what_it_says(demo, tab, pictures):
    app = turn(demo, tab)
    assert not app.exception and not app.error
    assert len(charts(app)) == pictures
    assert all(len(chart.alt) > 20 and rows_drawn(chart) for chart in charts(app))


@pytest.mark.parametrize("tab", PROVEN)
def test_every_tab_stands_without_a_history(small, tab):
    app = give(open_app(), "small.csv", small)
    app = turn(turn_to(app, "targets"), tab)
    assert not app.exception and not app.error
    assert tab == "Chance of yes" or charts(app)


def test_a_budget_buys_fewer_and_says_what(demo):
    app = turn(demo, "Beside other lists")
    all_asked = answer(app)
    app.number_input(key="budget").set_value(500.0).run()
    assert answer(app) != all_asked
    assert "short of the" in answer(app)
    assert "A budget of 500 buys at most" in words(app)
    app.number_input(key="budget").set_value(0.0).run()
    assert answer(app) == all_asked


def test_a_slider_costs_kw_and_says_how_many_stay(demo):
    app = turn(demo, "The list")
    assert "All at zero: the list is in the order of expected kW." in words(app)
    app.slider(key="weight_repeat").set_value(1.0).run()
    assert "of them stay." in words(app)
    app.slider(key="weight_repeat").set_value(0.0).run()


def test_a_cap_on_a_segment_holds_and_can_be_removed(demo):
    app = turn(demo, "The list")
    before = answer(app)
    app.number_input[[each.label for each in app.number_input].index("At most (0: no limit)")].set_value(20)
    app.button[[each.label for each in app.button].index("Set this limit")].click().run()
    assert app.session_state["limits"] == "segment=1:0-20"
    assert answer(app) != before
    app.button(key="limit_segment_1").click().run()
    assert answer(app) == before


def test_lists_of_customers_bind_and_stand_in_no_link(demo):
    app = turn(demo, "The list")
    first = app.dataframe[0].value["Customer"].iloc[0]
    app.text_area(key="never_list").set_value(first).run()
    assert not app.exception
    rows = app.dataframe[0].value
    assert not rows.loc[rows["Customer"] == first, "Asked"].any()
    assert first not in " ".join(each.value for each in app.code)
    app.text_area(key="must_list").set_value("nobody-1").run()
    assert any("Must-haves who cannot be asked: 1" in each.value.replace("\\", "") for each in app.warning)
    app.text_area(key="must_list").set_value("").run()
    app.text_area(key="never_list").set_value("").run()


def test_a_limit_on_a_column_that_is_gone_is_said_and_stops_no_page():
    app = open_app("targets", limits="town=X:0-5")
    assert "There is no column 'town'" in app.warning[0].value.replace("\\", "")
    assert not open_app("overview", limits="town=X:0-5").error


def test_what_binds_the_list_is_in_the_link():
    made = Choices(budget=500.0, most_asked=7, lowest_grade="B", weight_peak=0.5, caution="cautious")
    app = open_app("targets", **made.query())
    assert app.number_input(key="budget").value == 500.0
    assert app.slider(key="weight_peak").value == 0.5
    assert app.selectbox(key="caution").value == "Cautious"
