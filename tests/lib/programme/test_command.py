"""The command `events`: the contract of its output, and one line where it fails."""

import json

import pandas as pd
import pytest

from lib.cli import main
from lib.readings.synthesis import synthesize

EVENT = (
    "event,group,baseline_kw,metered_kw,delivered_kw,low_kw,high_kw,reduction_pct,low_pct,high_pct,"
    "expected_kw,days,label"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A season of 80 customers with its events."""
    folder = tmp_path_factory.mktemp("programme")
    made = synthesize(80, 56, seed=3)
    made.write_csv(folder / "season.csv")
    made.events.to_csv(folder / "events.csv", index=False)
    return folder


@pytest.fixture
def asked(folder, tmp_path, capsys):
    """The command on the season; its one JSON object."""

    def asked(*more) -> dict:
        common = [
            "events",
            folder / "season.csv",
            "--events",
            folder / "events.csv",
            "--out",
            tmp_path / "s.csv",
        ]
        assert main([*map(str, common), *more, "--json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))

    return asked


def test_events_have_every_number_of_the_contract(asked, folder, tmp_path):
    found = asked()
    assert len(found["events"]) == 6
    for row in found["events"] + found["groups"]:
        assert set(EVENT.split(",")) <= set(row)
    assert found["groups"][0]["group"] == "all"
    assert found["recommended"] == "ten_adjusted"
    assert {"method", "bias", "cv_rmse", "days"} <= set(found["placebo"][0])
    rows = pd.read_csv(tmp_path / "s.csv")
    assert len(rows) == len(pd.read_csv(folder / "events.csv"))
    assert set(EVENT.split(",")) - {"expected_kw"} <= set(rows)
    delivered = rows["baseline_kw"] - rows["metered_kw"]
    assert (delivered - rows["delivered_kw"]).abs().max() < 1e-5


def test_another_baseline_can_be_asked_for(asked):
    raw = asked("--method", "ten_raw", "--holidays", "none")
    assert (raw["method"], raw["recommended"]) == ("ten_raw", "ten_adjusted")
    assert raw["rule"] == "Mean of the 10 latest like days, without a factor."


def test_people_read_tables(folder, tmp_path, capsys):
    common = ["events", folder / "season.csv", "--events", folder / "events.csv", "--out", tmp_path / "s.csv"]
    assert main(list(map(str, common))) == 0
    said = capsys.readouterr().out
    assert "cv_rmse" in said
    assert "recommended: ten_adjusted" in said


def test_a_file_that_is_no_table_of_events_ends_in_one_line(folder, tmp_path, capsys):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    common = ["events", folder / "season.csv", "--events", wrong, "--out", tmp_path / "s.csv"]
    assert main(list(map(str, common))) == 2
    said = capsys.readouterr().err
    assert said.startswith("wrong.csv: the columns do not say when each began and ended; found a, b.")
    assert said.count("\n") == 1
    assert not (tmp_path / "s.csv").exists()
