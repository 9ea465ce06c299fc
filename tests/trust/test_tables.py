"""Tables on pages: Streamlit's own button saves their cells as they are, so no cell may run as a formula."""

import pytest

from lib.targets.files import STARTS
from tests import meter_files
from tests.pages.app import open_with, turn_to

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
EVIL = "@SUM(1+1)*cmd|"
OWN = meter_files.table(meter_files.evenings(24, prefix=EVIL))


@pytest.fixture(scope="module")
def loaded():
    return open_with("meters.csv", OWN)


def cells(app) -> list[str]:
    shown = [each.value for each in app.dataframe]
    return [
        cell for table in shown for name in table for cell in (name, *table[name]) if isinstance(cell, str)
    ]


@pytest.mark.parametrize("tab", ["The list", "Set aside and fair"])
def test_no_cell_of_the_list_runs(tab, loaded):
    loaded.session_state["proof"] = tab
    seen = cells(turn_to(loaded, "targets"))
    assert not [cell for cell in seen if cell.startswith(STARTS)]
    if tab == "The list":
        assert f"'{EVIL}000" in seen


def test_a_customer_of_such_a_name_can_still_be_looked_at(loaded):
    loaded.session_state["customer"] = f"{EVIL}003"
    seen = turn_to(loaded, "customer")
    assert not seen.exception
    assert seen.selectbox[0].value == f"{EVIL}003" or f"{EVIL}003" in [box.value for box in seen.selectbox]
