"""One expression on every engine: PostgreSQL and Spark say what DuckDB says of the same readings."""

from dataclasses import fields

import numpy as np
import pytest

from lib.answers import Reading
from lib.findings import Refusal
from lib.profiles import Figures
from lib.profiles.average import average
from lib.profiles.system import observe
from lib.readings import engine
from lib.readings.warehouse import read_address
from tests.engines.made import CUSTOMERS

pytestmark = pytest.mark.filterwarnings(
    "ignore::FutureWarning", "ignore::DeprecationWarning"
)  # PySpark's own
TABLES = {"postgres": "meters.readings", "spark": "readings"}
FIGURES = [field.name for field in fields(Figures) if field.type is np.ndarray]


@pytest.fixture(scope="module", params=TABLES)
def here(request, made):
    """The same readings as a table of the engine and as a file on DuckDB, with the system load of both."""
    address = request.getfixturevalue(request.param)
    there = read_address(f"{address}#{TABLES[request.param]}", Reading())
    return (there, observe(there)), (made.file, observe(made.file))


def close(a, b):
    return np.allclose(a, b, rtol=0, atol=1e-9, equal_nan=True)


def test_the_table_is_described_as_the_file_is(here):
    (there, _), (file, _) = here
    assert there.customers == len(CUSTOMERS)
    assert there.repeated > 0  # the hour that comes twice
    assert there.missing > 0
    for name in ("customers", "readings", "start", "end", "interval_minutes", "missing", "repeated"):
        assert getattr(there, name) == getattr(file, name), name
    assert abs(there.energy_kwh - file.energy_kwh) < 1e-6
    told = {finding.code: finding.count for finding in file.findings}
    assert {finding.code: finding.count for finding in there.findings} == {
        code: count for code, count in told.items() if code != "dst_repeat"
    }


def test_the_system_load_is_the_same(here):
    (_, there), (_, file) = here
    assert there.dates == file.dates
    assert np.array_equal(there.customers, file.customers)
    assert close(there.kw, file.kw)


@pytest.mark.parametrize(
    "day_type, season, window",
    [("all", "all", (17, 21)), ("weekend", "winter", (22, 2))],
    ids=["all", "some"],
)
def test_profiles_and_figures_are_the_same(day_type, season, window, here):
    there, file = (average(*one, window, day_type, season) for one in here)
    assert list(there.customer_id) == list(file.customer_id) == sorted(CUSTOMERS)
    assert there.figures.event_days == file.figures.event_days
    assert there.figures.system_hours == file.figures.system_hours
    for name in ("hourly_kw", "like_days", "valid_days", "completeness"):
        assert close(getattr(there, name), getattr(file, name)), name
    for name in FIGURES:
        assert np.isfinite(getattr(file.figures, name)).any(), name
        assert close(getattr(there.figures, name), getattr(file.figures, name)), name


def test_one_row_a_customer_comes_back(here, monkeypatch):
    rows, fetch = [], engine.fetch
    monkeypatch.setattr(engine, "fetch", lambda *given: rows.append(len(fetch(*given))) or fetch(*given))
    average(*here[0])
    assert rows == [len(CUSTOMERS), 1]  # and whether the table is still the same


def test_moments_must_be_made_a_local_clock_first(postgres):
    with pytest.raises(Refusal) as caught:
        read_address(f"{postgres}#meters.raw", Reading(start="moment"))
    assert str(caught.value).endswith(
        "column moment: a time stamp of the local clock was expected, found timestamp('UTC', 6). "
        "Make a view with a column of type timestamp, without a zone."
    )


def test_a_moment_of_spark_is_not_taken_for_a_local_clock(spark):
    with pytest.raises(Refusal) as caught:
        read_address(f"{spark}#raw", Reading(start="moment"))
    assert str(caught.value).endswith(
        "column moment: a TIMESTAMP of Spark is a moment, not a local clock. Make a view with convert_timezone, or "
        "with cast(moment as timestamp_ntz) where the session's zone is the customers'."
    )


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_not_there_is_said(name, request):
    with pytest.raises(Refusal) as caught:
        read_address(f"{request.getfixturevalue(name)}#nothing", Reading())
    assert str(caught.value).endswith(
        "there is no table 'nothing'. Check the spelling and your right to read."
    )
