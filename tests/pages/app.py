"""The app as a test sees it: open a page, give a file, look at what it says."""

import json
from functools import cache
from pathlib import Path

import pyarrow as pa
from altair.vegalite.v6.schema.core import load_schema
from jsonschema import Draft7Validator
from streamlit.testing.v1 import AppTest

from lib import stages
from lib.answers import Reading

APP = Path(__file__).resolve().parents[2] / "streamlit_app.py"
SECONDS = 120  # a busy machine is not a fault


def open_app(page: str = "overview", **address: str) -> AppTest:
    """A new session on a page, with parameters in its address."""
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.query_params.update(address)
    app.run()
    return app if page == "overview" else turn_to(app, page)


def open_with(name: str, content: bytes) -> AppTest:
    """A new session that was given a file before."""
    app = AppTest.from_file(APP, default_timeout=SECONDS)
    app.session_state["intake"] = stages.Intake(stages.receive(name, content, Reading()), arrived=True)
    return app.run()


def turn_to(app: AppTest, page: str) -> AppTest:
    """Another page of the same session."""
    return app.switch_page(f"pages/{page}.py").run()


def give(app: AppTest, name: str, content: bytes) -> AppTest:
    """Give a meter file on the page Readings."""
    turn_to(app, "readings").file_uploader(key="meter_file").upload(name, content)
    return app.run()


def upload(app: AppTest, key: str, *files: tuple[str, bytes]) -> AppTest:
    """Give several files at once."""
    turn_to(app, "readings").file_uploader(key=key).set_value([(*file, "text/csv") for file in files])
    return app.run()


def answer(app: AppTest) -> str:
    """The headline of the page."""
    [headline] = app.main.header
    return headline.value


def said(app: AppTest) -> str:
    """What stands in error boxes, without the marks that keep it from being read as markdown."""
    return "\n".join(error.value.replace("\\", "") for error in app.error)


def charts(app: AppTest) -> list:
    return [chart.proto for chart in app.get("vega_lite_chart")]


def rows_drawn(chart) -> int:
    """How many rows of data a chart was given."""
    tables = [chart.data.data, *(each.data.data for each in chart.datasets)]
    return sum(pa.ipc.open_stream(table).read_all().num_rows for table in tables if table)


def check_schema(chart) -> None:
    """That the whole chart is good Vega-Lite: the app does not look, because that is most of what a picture costs."""
    _vega_lite().validate(json.loads(chart.spec))


@cache
def _vega_lite() -> Draft7Validator:
    """Made once: Altair's own way prepares the whole schema for each chart, which takes longer than the look."""
    return Draft7Validator(load_schema())
