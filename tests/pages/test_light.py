"""The page stays light: what is sent to the browser does not grow with the customers."""

import numpy as np
import pandas as pd
import pytest

from tests.pages.app import APP, SECONDS, AppTest, turn_to

FEW, MANY = 2_000, 100_000
BYTES = 300_000  # of the largest tab
TABS = {
    "targets": (
        "proof",
        ("The list", "How sure", "Beside other lists", "Set aside and fair", "Chance of yes"),
    ),
    "business_case": ("worth_tab", ("What matters", "What can be sold", "A customer’s bill")),
}


def mean_days(n: int) -> pd.DataFrame:
    """The mean day of so many customers, who peak in the morning, at noon, in the evening or at night."""
    rng, hour = np.random.default_rng(5), np.arange(24)
    peak = np.array([8, 13, 19, 2])[np.arange(n) % 4][:, None]
    kw = rng.uniform(0.1, 0.6, (n, 1)) + rng.lognormal(0, 0.5, (n, 1)) * np.exp(-((hour - peak) ** 2) / 8)
    table = pd.DataFrame(kw.round(3), columns=[f"h{each:02}" for each in hour])
    table.insert(0, "customer_id", [f"C{each:06}" for each in range(n)])
    return table


def bytes_sent(block) -> int:
    """Of a part of the page: tables, pictures, words and the choices offered, with all that stands in them."""
    if hasattr(block, "children"):
        return sum(bytes_sent(each) for each in block.children.values())
    return block.proto.ByteSize()


@pytest.fixture(scope="module", params=[FEW, MANY])
def app(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "days.parquet"
    mean_days(request.param).to_parquet(path)
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.secrets["connections"] = {"Many": {"path": str(path)}}
    app.query_params.update(source="Many", k="4")
    return app.run()


@pytest.mark.parametrize("page", TABS)
def test_a_hundred_thousand_customers_send_no_more_than_a_few(app, page):
    key, tabs = TABS[page]
    app = turn_to(app, page)
    for tab in tabs:
        app.session_state[key] = tab
        app.run()
        assert not app.exception and not app.error, tab
        assert 1_000 < bytes_sent(app.main) < BYTES, tab
