"""How many customers have days enough: every one is counted, in the words that say what is done with them."""

from lib import charts
from tests.lib.charts.conftest import make_profiles


def test_every_customer_is_counted_by_grade():
    picture = charts.sufficiency(make_profiles())
    said = picture.title.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "60 of 100 customers have 28 like days or more; 5 have under 7"
    assert "28 days and more, enough: 60, 14 to 27, some: 20" in picture.alt
    assert picture.table["Like days"].tolist()[:6] == [3.0] * 5 + [10.0]
