"""The list as files that no spreadsheet runs, and the table that may leave the house."""

import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from lib.targets import files
from lib.targets.files import defused
from lib.targets.shareable import keeps_rule, shareable
from tests.lib.targets import made

EVIL = pd.DataFrame(
    {"customer_id": ["=1+1", "@x", "-12", "007", "+cmd|'/c calc'!A0"], "kw": [-1.5, 2, 3, 4, 5]}
)


def test_no_cell_of_the_csv_runs_as_a_formula():
    text = files.csv(EVIL).decode("utf-8-sig").splitlines()
    assert text == [
        "customer_id,kw",
        "'=1+1,-1.5",
        "'@x,2.0",
        "-12,3.0",
        "007,4.0",
        "'+cmd|'/c calc'!A0,5.0",
    ]


def test_no_name_of_a_column_runs_as_a_formula_and_the_table_itself_stays():
    named = pd.DataFrame({"=1+1": ["\n=1"], "kw": [1.0], "-": [None], 7: ["a"]})
    assert list(files.safe(named).columns) == ["'=1+1", "kw", "'-", 7]
    assert files.safe(named)["'=1+1"].tolist() == ["'\n=1"]
    assert list(named.columns) == ["=1+1", "kw", "-", 7]


def test_parquet_gives_back_what_went_in():
    assert pd.read_parquet(io.BytesIO(files.parquet(EVIL))).equals(EVIL)


def test_the_workbook_has_no_formula_and_the_settings_beside_the_list():
    made_file = files.workbook(EVIL, "k = 4\nseed = 42")
    with zipfile.ZipFile(io.BytesIO(made_file)) as parts:
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    assert not any("<f>" in sheet for sheet in sheets)
    book = pd.read_excel(io.BytesIO(made_file), sheet_name=None, engine="calamine", header=None, dtype=str)
    assert book["Targets"][0].tolist() == ["customer_id", "=1+1", "@x", "-12", "007", "+cmd|'/c calc'!A0"]
    assert book["Settings"][0].tolist() == ["k = 4", "seed = 42"]


def listing(groups: dict[str, list[float]]) -> pd.DataFrame:
    kwh = [value for values in groups.values() for value in values]
    place = np.repeat(list(groups), [len(values) for values in groups.values()])
    ranking = made.ranking([0.5] * len(kwh), [1.0] * len(kwh), bill=kwh)
    return shareable(ranking, np.ones(len(kwh), dtype=bool), place).set_index("group")


@pytest.mark.parametrize(
    ("kwh", "keeps"),
    [([1.0] * 15, True), ([1.0] * 14, False), ([3.0] + [1.0] * 17, True), ([3.1] + [1.0] * 17, False)],
)
def test_the_rule_is_fifteen_customers_none_over_fifteen_percent(kwh, keeps):
    assert keeps_rule(np.array(kwh)) is keeps


def test_what_follows_from_the_total_is_suppressed_as_well():
    found = listing({"A": [1.0] * 40, "B": [1.0] * 20, "C": [1.0] * 5})
    assert found["shown"].to_dict() == {"A": "shown", "B": "suppressed", "C": "suppressed", "all": "shown"}
    assert found.loc["A", "customers"] == 40
    assert found.loc["all", "expected_kw"] == pytest.approx(32.5)
    assert found.loc[["B", "C"], ["customers", "daily_kwh", "expected_kw"]].isna().all(axis=None)


def test_a_table_of_few_tells_nothing():
    assert (listing({"A": [1.0] * 8, "B": [1.0] * 4})["shown"] == "suppressed").all()


def test_a_table_without_small_groups_is_shown_whole():
    assert (listing({"A": [1.0] * 20, "B": [1.0] * 20})["shown"] == "shown").all()


@pytest.mark.parametrize("cell", ["-2", "+1.5", "-1e3", "-0.2 to 0.4", "+1,000 to -3", 7, None, "A-1"])
def test_a_figure_and_a_span_of_figures_stay_as_they_are(cell):
    assert defused(cell) == cell


@pytest.mark.parametrize(
    "cell", ["=1", "-1+1", "-2+3+cmd|' /C calc'!A0", "@A", "-1 to 2+A1", "\t=1", "+1-555-0100"]
)
def test_what_a_spreadsheet_would_run_has_an_apostrophe_before_it(cell):
    assert defused(cell) == f"'{cell}"
