"""The app with a key for pseudonyms in its secrets: no identifier behind the door, and what belongs together joins."""

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from lib.pseudonyms import Pseudonyms
from tests import meter_files
from tests.pages.app import APP, SECONDS, answer, give, said, turn_to, upload

pytestmark = pytest.mark.filterwarnings("ignore:Series.dt.weekday is deprecated")  # pandas 3.1
MARK, KEY = "MARKED", "0123456789abcdef" * 2
CALLED = Pseudonyms.of_key(KEY, "secrets.toml")
OWN = meter_files.table(meter_files.evenings(24, prefix=MARK))


@pytest.fixture
def come(tmp_path):
    """A session where the operator has said this, on readings of this source."""

    def come(said: dict, connections: dict | None = None, **address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=SECONDS)
        app.secrets |= {"pseudonyms": said} | ({"connections": connections} if connections else {})
        app.query_params.update({"k": "3"} | address)
        return app.run()

    return come


def everything(app: AppTest) -> str:
    return "".join(str(getattr(node, "proto", "")) for block in (app.main, app.sidebar) for node in block)


def test_an_upload_is_called_by_pseudonyms_on_every_page_and_lists_of_identifiers_work(come):
    app = give(come({"key": KEY}), "meters.csv", OWN)
    assert answer(app).startswith("**24 customers")
    upload(app, "side_file", ("known.csv", f"customer_id,medical\n{MARK}005,yes\n".encode()))
    for page in ("profiles", "segments", "customer", "report", "readings", "targets"):
        assert MARK not in everything(turn_to(app, page)), page
    app.session_state["must_list"], app.session_state["never_list"] = f"{MARK}003", f"{MARK}004"
    app.run()
    assert not app.error
    [rows] = [each.value for each in app.dataframe if "Asked" in each.value]
    asked = dict(zip(rows["Customer"], rows["Asked"], strict=True))
    assert len(asked) == 23  # without the one whose medical need is on record
    assert asked[CALLED.of(f"{MARK}003")]
    assert not asked[CALLED.of(f"{MARK}004")]


def test_the_demo_has_nobody_to_hide(come):
    assert "C1" in everything(turn_to(come({"key": KEY}), "targets"))


@pytest.mark.parametrize("section", [{}, {"key": ""}, {"key": "short"}, {"secret": KEY}])
def test_a_section_without_a_good_key_lets_no_identifier_in(section, come):
    app = give(come(section), "meters.csv", OWN)
    assert "secrets.toml: the key of the pseudonyms has" in said(app)
    assert MARK not in everything(app).replace("marked", "")


def test_a_configured_file_has_the_same_pseudonyms_and_a_database_is_refused(come, tmp_path):
    (tmp_path / "meters.csv").write_bytes(OWN)
    with duckdb.connect(tmp_path / "meters.db") as con:
        con.execute(f"create table readings as select * from read_csv('{tmp_path / 'meters.csv'}')")
    sources = {
        "File": {"path": str(tmp_path / "meters.csv")},
        "Base": {"url": f"duckdb://{tmp_path}/meters.db", "table": "readings"},
    }
    file = turn_to(come({"key": KEY}, sources, source="File"), "targets")
    assert MARK not in everything(file)
    assert CALLED.of(f"{MARK}003") in everything(file)
    base = come({"key": KEY}, sources, source="Base")
    assert said(base).startswith("Base: pseudonyms are asked for, and a database is read where it is")
