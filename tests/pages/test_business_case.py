"""The page Business case: an assumption that is changed changes the answer, and every tab holds what it says."""

import pytest

from lib.frame.worth import TABS
from tests.pages.app import answer, charts, open_app, open_with, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
DRAWN = {
    "What matters": "matters most",
    "The peak": "Highest hour",
    "What can be sold": "held in every hour",
    "A customer’s bill": "",
    "Assumptions": "",
}


@pytest.fixture(scope="module")
def demo():
    return open_app("business_case")


def opened(app, tab):
    app.session_state["worth_tab"] = tab
    return app.run()


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_holds_what_it_says(demo, tab):
    app = opened(demo, tab)
    assert not app.exception
    assert any(DRAWN[tab] in chart.alt for chart in charts(app))


def test_an_assumption_of_yours_travels_in_the_address_and_changes_the_answer():
    usual = answer(open_app("business_case"))
    yours = open_app("business_case", worth="capacity=40/900/950; fixed=0/1/2")
    assert answer(yours) != usual
    opened(yours, "Assumptions")
    table = yours.main.dataframe[0].value.set_index("Assumption")
    assert table.loc["Avoided capacity", ["Low", "Usual", "High", "Source"]].tolist() == [
        40,
        900,
        950,
        "yours",
    ]


def test_nonsense_in_an_address_changes_nothing():
    assert answer(open_app("business_case", worth="capacity=-1/x; <b>")) == answer(open_app("business_case"))


def test_an_upload_has_a_case_too(small):
    app = turn_to(open_with("small.csv", small), "business_case")
    assert "firm earn" in answer(app) or "Nobody is asked" in answer(app)
    assert not app.exception
    for tab in TABS:
        assert not opened(app, tab).exception


def test_a_customers_bill_is_worked_out(demo):
    app = opened(demo, "A customer’s bill")
    [rows] = [each.value for each in app.dataframe if "Price" in each.value]
    assert rows["Price"].iloc[0] == "Flat, as now"
    assert rows["Against now, $"].iloc[0] == 0
    app.number_input(key="price_rebate").set_value(0.0).run()
    [again] = [each.value for each in app.dataframe if "Price" in each.value]
    assert again["Against now, $"].iloc[3] == 0
