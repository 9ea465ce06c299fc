"""What a choice changes, told as stories."""

import re
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from lib.segments.opinions import WHY
from tests import meter_files
from tests.pages.app import APP, SECONDS, answer, charts, open_app, open_with, said, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1


@pytest.fixture
def app(small):
    return open_with("small.csv", small)


def table(app, *columns):
    """The one table in view with these columns."""
    [found] = [each.value for each in app.dataframe if set(columns) <= set(each.value.columns)]
    return found


def on_the_list(app):
    """The customers shown by expected kW, in order, and how many of them are asked."""
    rows = app.tabs[0].dataframe[0].value
    return list(rows["Customer"]), int(rows["Asked"].sum())


def test_four_segments_are_four_shapes_and_four_rows(app):
    turn_to(app, "segments")
    for k in (3, 4):
        app.selectbox(key="k").set_value(str(k)).run()
        shapes = [chart for chart in charts(app) if re.match(r"\d [\w ,]+: [\d,]+ customers, ", chart.alt)]
        assert len(shapes) == k
        assert len(table(app, "Segment", "Mean day")) == k


@pytest.mark.parametrize("seed", ["0", "7", "42"])
def test_the_chapters_customers_have_no_groups_and_nobody_is_a_better_target(seed):
    app = open_app("choose_k", source="Chapter’s data", seed=seed)
    assert answer(app).startswith("**No natural groups**: a continuum of size.")
    turn_to(app, "segments")
    assert any("No natural groups" in text.value for text in app.main.markdown)
    turn_to(app, "targets")
    assert "Nobody is a better target than anybody" in answer(app)


def test_the_demos_customers_have_groups_and_some_are_better_targets():
    app = open_app("choose_k")
    assert "they are distinct" in answer(app)
    turn_to(app, "segments")
    assert not any("No natural groups" in text.value for text in app.main.markdown)
    assert "better target" not in answer(turn_to(app, "targets"))


@pytest.mark.parametrize("ks", [["2", "3"], ["2", "3", "5"], ["2", "3", "4", "6"]])
def test_two_to_four_values_of_k_stand_side_by_side(app, ks):
    turn_to(app, "compare_k").pills(key="ks").set_value(ks).run()
    assert answer(app).startswith(f"From {ks[0]} to {ks[1]}, ")
    assert list(table(app, "K", "Inertia")["K"]) == [int(k) for k in ks]
    written = [text.value for text in app.main.markdown]
    assert [text for text in written if text.startswith("**K = ")] == [f"**K = {k}**" for k in ks]
    for a, b in pairwise(ks):
        assert any(text.startswith(f"From K = {a} to K = {b}: ") for text in written)


def test_one_value_of_k_is_set_beside_the_next(app):
    turn_to(app, "compare_k").selectbox(key="k").set_value("3").run()
    app.pills(key="ks").set_value(["6"]).run()
    assert answer(app).startswith("From 3 to 4, ")


def test_a_k_that_was_compared_can_be_taken(app):
    turn_to(app, "compare_k").pills(key="ks").set_value(["2", "6"]).run()
    [use] = [button for button in app.button if button.label == "Use K = 6"]
    use.click().run()
    assert app.selectbox(key="k").value == "6"
    assert len(table(turn_to(app, "segments"), "Segment", "Mean day")) == 6


def test_a_goal_changes_the_list_and_the_overview(app):
    before = answer(app := turn_to(app, "overview"))
    _, asked = on_the_list(turn_to(app, "targets"))
    app.number_input(key="goal_kw").set_value(0.1).run()
    assert 0 < on_the_list(app)[1] < asked
    assert "**0.10\xa0kW** with 90\xa0% certainty" in answer(app)
    after = answer(turn_to(app, "overview"))
    assert "**0.10\xa0kW** with 90\xa0% certainty" in after
    assert before != after


def test_only_the_segments_picked_are_listed(app):
    everybody, _ = on_the_list(turn_to(app, "targets"))
    first, *_ = app.pills(key="only").options
    app.pills(key="only").set_value([first]).run()
    some, _ = on_the_list(app)
    assert 0 < len(some) < len(everybody)
    assert set(app.tabs[0].dataframe[0].value["Segment"]) == {first}


def test_weekends_have_a_day_of_their_own(app):
    assert answer(turn_to(app, "profiles")).startswith("The typical day ")
    app.selectbox(key="day_type").set_value("Weekends").run()
    assert answer(app).startswith("The typical weekend ")
    shapes = [charts(turn_to(app, "segments"))[0].spec]
    turn_to(app, "profiles").selectbox(key="day_type").set_value("Weekdays").run()
    assert answer(app).startswith("The typical weekday ")
    assert [charts(turn_to(app, "segments"))[0].spec] != shapes


def test_a_season_without_days_is_refused_and_can_be_left(app):
    turn_to(app, "profiles").selectbox(key="season").set_value("Winter").run()
    why = "No day between 2026-06-06 and 2026-07-03 is of the kind chosen (Winter). Choose another."
    for page in ("overview", "choose_k", "compare_k", "segments", "targets", "report", "profiles"):
        assert said(turn_to(app, page)) == why
        assert "Choose other days" in [link.label for link in app.main.get("page_link")]
    assert answer(turn_to(app, "readings")).startswith("**60 customers, 28 days, hourly**")
    turn_to(app, "profiles").selectbox(key="season").set_value("Summer").run()
    assert answer(app).startswith("The typical summer day peaks ")


def test_a_window_that_is_none_warns_and_the_page_stands():
    app = open_app(window="nonsense")
    assert [warning.value.replace("\\", "") for warning in app.warning] == [
        "The event window 'nonsense' is not understood. Write two hours, for example 17-21. Until then: 17-21."
    ]
    assert answer(app) == answer(open_app())


def test_an_address_restores_the_choices():
    app = open_app("segments", k="4", window="16-20", scaling="Share of day", seed="7")
    chosen = {key: app.selectbox(key=key).value for key in ("k", "window", "scaling")}
    assert chosen == {"k": "4", "window": "16-20", "scaling": "Share of day"}
    assert app.number_input(key="seed").value == 7
    assert len(table(app, "Segment", "Mean day")) == 4
    assert turn_to(app, "targets").selectbox(key="window").value == "16-20"


def test_an_address_that_nobody_can_mean_does_no_harm():
    app = open_app(k="many", scaling="upside down", seed="-4", source="nowhere", goal_kw="nan", day_type="0")
    assert not app.exception
    assert answer(app) == answer(open_app(seed="0"))  # the nearest seed there is


def test_a_customer_unlike_everybody_else_is_named_and_can_be_put_back():
    app = turn_to(open_with("odd.csv", meter_files.with_an_odd_one()), "choose_k")
    assert "1 customer is unlike everybody else, and set aside" in [each.value for each in app.main.subheader]
    [row] = table(app, "Customer", "Expected kW").to_dict("records")
    assert (row["Customer"], row["Segment"][:1] in "1234", row["Expected kW"]) == ("ODD", True, 0)
    assert "ODD" in on_the_list(turn_to(app, "targets"))[0]
    turn_to(app, "choose_k").selectbox(key="outliers").set_value("Kept").run()
    assert "1 customer is unlike everybody else, and kept in" in [each.value for each in app.main.subheader]
    assert app.query_params["outliers"] == "Kept"
    assert "ODD" not in str(app.query_params)
    assert table(app, "K", "Inertia")["Smallest, %"].iloc[-1] == pytest.approx(100 / 61)
    app.session_state["evidence"] = "Shapes"
    told = [each.value for each in app.run().main.markdown]
    assert any("smallest 1.6\N{NO-BREAK SPACE}%" in each for each in told)  # as the table rounds it


def test_each_way_of_choosing_says_its_k_and_how_far_to_trust_it_in_whole(app):
    told = [each.value for each in turn_to(app, "choose_k").main.markdown]
    for way, trust in WHY.items():
        assert [bool(re.match(rf"\*\*{way}: [\w ]+\.\*\* ", each)) for each in told if trust in each] == [
            True
        ]


def test_where_nobody_is_unlike_everybody_else_one_line_says_so(app):
    turn_to(app, "choose_k")
    assert "Nobody is unlike everybody else" in [each.value for each in app.main.subheader]
    assert "outliers" not in [each.key for each in app.selectbox]


def open_at(page, **address):
    """A new session whose first page is this one, as from a link."""
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.query_params.update(address | {"customers": "100", "days": "14"})
    return app.switch_page(f"pages/{page}.py").run()


@pytest.mark.parametrize(
    ("address", "compared", "warning"),
    [
        ({"k": "15"}, "From 14 to 15, ", []),
        (
            {"k": "99"},
            "From 39 to 40, ",
            ["The address asks for K = 99, and there is K = 2 to 40. Taken: 40."],
        ),
        (
            {"k": "x"},
            "From 5 to 6, ",
            ["The address asks for K = x, and there is K = 2 to 40. Taken: Suggested."],
        ),
        (
            {"k": "3", "ks": ["2", "30"]},
            "From 3 to 4, ",
            ["The address asks for K = 30, and there is K = 2 to 12 to compare here. Taken: 3 and 4."],
        ),
    ],
    ids=["15", "99", "x", "ks"],
)
def test_a_k_that_the_address_cannot_have_is_not_dropped_without_a_word(address, compared, warning):
    app = open_at("compare_k", **address)
    assert answer(app).startswith(compared)
    assert [text.value for text in app.warning] == warning
    assert [text.value for text in app.run().warning] == warning
    app.selectbox(key="k").set_value("7").run()
    app.pills(key="ks").set_value(["7", "8"]).run()
    assert not app.warning
