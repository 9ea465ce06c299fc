"""The side table by customer."""

import numpy as np
import pandas as pd
import pytest

from lib.findings import Refusal
from lib.targets import rank, read_attributes
from tests.lib.targets import made

HEADER = "customer_id,offered_last_year,enrolled_last_year,reduction_last_year_kw,medical,tariff"


def written(tmp_path, *rows: str, header: str = HEADER):
    path = tmp_path / "side.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def refusal(path, roles=None) -> str:
    with pytest.raises(Refusal) as told:
        read_attributes(path, roles)
    return str(told.value)


def test_columns_are_recognised_and_leading_zeros_stay(tmp_path):
    side = read_attributes(written(tmp_path, "007,1,yes,-0.25,no,flat", "010,0,,,,day"))
    assert side.customer_id.tolist() == ["007", "010"]
    assert side.offered.tolist() == [True, False]
    assert side.enrolled.tolist() == [True, False]
    assert side.reduction_kw[0] == -0.25
    assert np.isnan(side.reduction_kw[1])
    assert side.features.columns.tolist() == ["tariff"]
    assert dict(side.roles)["reduction_kw"] == "reduction_last_year_kw"


@pytest.mark.parametrize(
    ("column", "role"),
    [
        ("LCLid", "customer_id"),
        ("Meter ID", "customer_id"),
        ("Offered last season", "offered"),
        ("reduction_ly_kw", "reduction_kw"),
        ("Reduction (kW)", "reduction_kw"),
        ("Life support", "medical"),
        ("opt-out", "opted_out"),
        ("other_program", "other_programme"),
        ("Feeder", "feeder"),
    ],
)
def test_names_are_recognised_in_many_spellings(column, role):
    given = {"customer_id": ["1"]} if role != "customer_id" else {}
    side = read_attributes(pd.DataFrame(given | {column: ["1"]}))
    assert dict(side.roles)[role] == column


def test_a_named_role_beats_the_alias(tmp_path):
    path = written(tmp_path, "a,0,1", header="id,offered,mailed")
    side = read_attributes(path, {"offered": "mailed"})
    assert side.offered.tolist() == [True]
    assert side.features.columns.tolist() == ["offered"]


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path):
    path = tmp_path / "side.csv"
    path.write_bytes("\ufeffcustomer_id;medical\n001;yes\n".encode())
    assert read_attributes(path).medical.tolist() == [True]


def test_parquet_and_a_table_give_the_same_as_csv(tmp_path):
    table = pd.DataFrame({"customer_id": [1, 2], "offered": [1.0, None], "income": [3.5, 2.0]})
    table.to_parquet(tmp_path / "side.parquet")
    table.to_csv(tmp_path / "side.csv", index=False)
    for source in (table, tmp_path / "side.parquet", tmp_path / "side.csv"):
        side = read_attributes(source)
        assert side.customer_id.tolist() == ["1", "2"]
        assert side.offered.tolist() == [True, False]
        assert side.features["income"].astype(float).tolist() == [3.5, 2.0]


def test_without_a_column_who_enrolled_it_is_those_with_a_reduction():
    side = read_attributes(
        pd.DataFrame({"id": list("abc"), "offered": [1, 1, 1], "reduction_kw": [0.3, 0, None]})
    )
    assert side.enrolled.tolist() == [True, False, False]
    assert side.said_no.tolist() == [False, True, True]


def test_without_offers_nobody_said_no():
    side = read_attributes(pd.DataFrame({"id": list("ab"), "enrolled": [1, 0]}))
    assert not side.offers_known
    assert not side.said_no.any()


def test_the_table_is_laid_beside_the_customers():
    side = read_attributes(
        pd.DataFrame({"id": ["c", "a", "z"], "medical": [1, 0, 1], "tariff": ["x", "y", "x"]})
    )
    laid = side.align(np.array(["a", "b", "c"]))
    assert laid.medical.tolist() == [False, False, True]
    assert laid.features["tariff"].isna().tolist() == [False, True, False]
    assert (laid.unmatched, laid.missing) == (1, 1)


def test_the_order_of_rows_changes_nothing_once_laid():
    table = pd.DataFrame({"id": list("abcd"), "enrolled": [1, 0, 1, 0], "income": [1, 2, 3, 4]})
    who = np.array(list("abcd"))
    one, other = (read_attributes(t).align(who) for t in (table, table[::-1]))
    assert one.enrolled.tolist() == other.enrolled.tolist()
    assert one.features.equals(other.features)


def test_another_cell_is_another_fingerprint():
    table = pd.DataFrame({"id": list("ab"), "income": [1, 2]})
    assert read_attributes(table).fingerprint != read_attributes(table.assign(income=[1, 3])).fingerprint
    assert read_attributes(table).fingerprint == read_attributes(table.copy()).fingerprint


def test_refusal_without_a_customer_column(tmp_path):
    path = written(tmp_path, "1,2", header="offered,age")
    assert refusal(path) == (
        "side.csv: no column with the customer; found offered, age. "
        "Name it customer_id, or say which it is with --role customer_id=COLUMN."
    )


def test_refusal_of_a_customer_twice(tmp_path):
    path = written(tmp_path, "007,1,1,,,", "008,1,1,,,", "007,0,0,,,")
    assert refusal(path) == (
        "side.csv, row 4, column customer_id: customer '007' is already in row 2; keep one row for each customer."
    )


def test_refusal_of_a_customer_that_is_missing(tmp_path):
    path = written(tmp_path, "007,1,1,,,", ",1,1,,,")
    assert refusal(path) == "side.csv, row 3, column customer_id: no customer; fill it in or delete the row."


@pytest.mark.parametrize("cell", ["0.4 kW", "'0,4'", "inf"])
def test_refusal_of_a_reduction_that_is_no_number(tmp_path, cell):
    path = written(tmp_path, "007;1;0.2", f"008;1;{cell}", header="customer_id;enrolled;reduction_kw")
    assert refusal(path) == (
        f"side.csv, row 3, column reduction_kw: {cell!r} is not a number of kW; "
        "write it with a decimal point, such as 0.42, or leave it empty."
    )


def test_refusal_of_a_flag_that_is_neither_yes_nor_no(tmp_path):
    path = written(tmp_path, "007,maybe,1,,,")
    assert refusal(path) == (
        "side.csv, row 2, column offered_last_year: 'maybe' is neither yes nor no; write yes, no or leave it empty."
    )


def test_refusal_of_two_columns_for_one_role(tmp_path):
    path = written(tmp_path, "007,1,1", header="customer_id,offered,was_offered")
    assert refusal(path) == (
        "side.csv: columns offered and was_offered could both be offered; "
        "name the one to use with --role offered=offered."
    )


def test_refusal_of_a_role_or_column_that_does_not_exist(tmp_path):
    path = written(tmp_path, "007,1", header="customer_id,age")
    assert refusal(path, {"offered": "mailed"}) == (
        "side.csv: no column 'mailed' for the role offered; the columns are customer_id, age."
    )
    assert refusal(path, {"invited": "age"}).startswith(
        "There is no role 'invited'; the roles are customer_id, "
    )


def test_refusal_of_a_file_that_is_empty_or_absent(tmp_path):
    assert refusal(written(tmp_path)) == (
        "side.csv: the table has a header and no rows. Export the readings again."
    )
    assert refusal(tmp_path / "none.csv") == "none.csv: there is no such file; check the path."
    (tmp_path / "void.csv").write_text("")
    assert refusal(tmp_path / "void.csv").startswith("void.csv: the file is empty.")


def test_days_of_offers_and_events_behind_a_reduction_are_no_features(tmp_path):
    header = "customer_id,offered,enrolled,reduction_kw,events,offer_date,tariff"
    side = read_attributes(
        written(
            tmp_path, "a,1,1,0.4,6,2025-05-30,day", "b,1,0,,,2026,day", "c,0,0,,,soon,flat", header=header
        )
    )
    assert side.events[0] == 6
    assert np.isnan(side.events[1:]).all()
    assert side.offer_day.astype(str).tolist() == ["2025-05-30", "2026-01-01", "NaT"]
    assert side.features.columns.tolist() == ["tariff"]
    back = side.align(np.array(["b", "x", "a"]))
    assert back.offer_day.astype(str).tolist() == ["2026-01-01", "NaT", "2025-05-30"]
    assert back.events[2] == 6


@pytest.mark.parametrize(
    ("told", "evenings"), [(None, 1.0), (["4", "4", "6", ""], 4.0), (["0", "", "", ""], 1.0)]
)
def test_kw_learned_on_an_unknown_number_of_evenings_count_as_one(told, evenings):
    table = pd.DataFrame({"customer_id": made.ids(4), "offered": 1, "enrolled": [1, 1, 1, 0]})
    table["reduction_kw"] = [0.4, 0.2, 0.3, np.nan]
    side = read_attributes(table if told is None else table.assign(events=told))
    ranking = rank(made.profiles([2.0, 1.0, 1.5, 1.2], [0.5] * 4), np.ones(4, dtype=int), attributes=side)
    assert ranking.doubt.evenings == evenings


def test_kw_that_nobody_measured_rest_on_no_evening():
    ranking = rank(made.profiles(), np.ones(2, dtype=int))
    assert ranking.doubt.evenings == np.inf
