"""The page Events: an event is made on it, and every tab holds what it says."""

import json

import pytest

from lib.frame.delivered import TABS
from tests.lib.programme import campus
from tests.pages.app import answer, charts, open_app, open_with, turn_to, upload

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1


def headings(app):
    return " ".join(each.value for each in app.main.subheader)


def opened(app, tab):
    app.session_state["season_tab"] = tab
    return app.run()


@pytest.fixture(scope="module")
def demo():
    return open_app("events")


def button(app, label):
    [found] = [each for each in app.button if each.label == label]
    return found


def test_an_event_is_made_on_the_page_settled_and_left_out_again(small):
    app = turn_to(open_with("small.csv", small), "events")
    assert answer(app) == "Nothing has been called yet: **give a table of events**, or make one here."
    app.session_state["call"] = True
    app.run()
    button(app, "Add this event").click().run()
    assert not app.exception
    assert "can only be checked before and after" in answer(app) or "delivered" in answer(app)
    app.session_state["call"] = True
    button(app.run(), "Leave it out").click().run()
    assert answer(app).startswith("Nothing has been called yet")


@pytest.mark.parametrize(
    ("tab", "says"),
    [
        ("By event", "What each event delivered"),
        ("By segment", "Each segment over all its events"),
        ("By customer", "customers alone it is sure that they gave something"),
        ("Trust", "22 placebo days: bands hold, bias is known to ±1.4 points"),
        ("Next plan", "For the next plan"),
        ("Next plan", "nobody more than"),
        ("Hours of plenty", "customers lie near"),
    ],
)
def test_every_tab_of_a_season_holds_what_it_says(demo, tab, says):
    app = opened(demo, tab)
    assert not app.exception
    assert says in headings(app)


def test_every_tab_was_opened():
    named = {
        "By event",
        "By segment",
        "By customer",
        "Trust",
        "Next plan",
        "Hours of plenty",
    }
    assert named == set(TABS)


def test_what_came_before_and_after_the_event_stands_under_its_picture(demo):
    labels = {each.label for each in demo.metric}
    assert {"Of the plan", "Hour before", "Snap-back", "Morning"} <= labels


def test_segments_are_drawn_with_their_bands(demo):
    assert any(
        "surely gave" in chart.alt or "sure that" in chart.alt for chart in charts(opened(demo, "By segment"))
    )


def test_what_a_season_taught_lowers_the_next_plan_and_can_be_left_out():
    app = open_app("targets")
    before = app.main.dataframe[0].value["Expected kW"].tolist()
    turn_to(app, "events")
    opened(app, "Next plan")
    button(app, "Use it in the next plan").click().run()
    turn_to(app, "targets")
    level = app.session_state["season_level"]
    assert 0.5 < level < 0.9
    assert any(f"every kW times {level:.2f}" in each.value.replace("\\", "") for each in app.main.markdown)
    taught = app.main.dataframe[0].value["Expected kW"].tolist()
    assert taught[:20] == pytest.approx([level * kw for kw in before[:20]], rel=1e-3)  # some were spared
    app.selectbox(key="season_lesson").set_value("Left out").run()
    assert app.main.dataframe[0].value["Expected kW"].tolist() == before


def test_groups_that_take_turns_are_called_half_as_often(demo):
    app = opened(demo, "Next plan")
    app.number_input(key="plan_groups").set_value(1).run()
    assert "nobody more than 12 times" in headings(app)
    app.number_input(key="plan_groups").set_value(2).run()
    assert "nobody more than 6 times" in headings(app)
    app.selectbox(key="plan_by").set_value("Temperature").run()
    assert "°C on" in headings(app)


def test_the_campus_is_settled_by_strategy_on_the_page(shared_data):
    """The same as by the command line: see tests/lib/programme/test_command.py."""
    files = [(name, (shared_data / name).read_bytes()) for name in campus.METERS]
    table = campus.events(shared_data).to_csv(index=False).encode()
    app = turn_to(upload(open_app(), "meter_file", *files, ("events.csv", table)), "events")
    assert not app.exception and not app.error
    assert answer(app).startswith("114 of 933 events delivered **15.1")
    assert "Of VFD alone it is sure that something came" in headings(app)
    rows = app.dataframe[0].value
    firm = rows[rows["Label"] == "settled"].set_index("Group")["Of the baseline, %"]
    assert firm[["All events", "VFD"]].tolist() == pytest.approx([6.8, 10.9], abs=0.3)
    words = (
        " ".join(each.value for each in app.main.markdown)
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace("\\", "")
    )
    assert "(median of the events 4.4 %), and less than nothing for DUTY, GTR+VFD" in words
    assert "819 of 933 events have too few like days before them: a check of before and after" in words
    opened(app, "By segment")
    assert "4 segments surely gave something" in headings(
        app
    )  # the year without a baseline is not drawn among them


def test_points_stand_under_one_another(demo):
    opened(demo, "By event")
    columns = json.loads(demo.dataframe[0].proto.columns)
    assert columns["Delivered, kW"]["type_config"]["format"] == "%.1f"
