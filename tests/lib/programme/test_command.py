"""The command `events`: the contract of its output, and one line where it fails."""

import json

import pandas as pd
import pytest

from lib.cli import main
from lib.readings.synthesis import synthesize
from tests.lib.programme import campus

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


def test_the_campus_is_settled_by_strategy_beside_a_plain_baseline(shared_data, tmp_path, capsys):
    """Figures of a careful study of the same events: all 6.8 % [4.2, 9.5], VFD 10.9 [7.4, 14.4], plain 4.4 %."""
    campus.events(shared_data).to_csv(tmp_path / "events.csv", index=False)
    out = tmp_path / "settlement.csv"
    sources = [str(shared_data / name) for name in campus.METERS]
    arguments = ["events", *sources, "--events", str(tmp_path / "events.csv"), "--out", str(out)]
    assert main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    rows = pd.read_csv(out)
    assert len(rows) == len(found["events"]) == 933
    by_year = (
        rows.assign(firm=rows["label"] != "indicative")
        .groupby(rows["date"].str[:4])["firm"]
        .agg(["sum", "size"])
    )
    assert by_year.loc["2012"].tolist() == [114, 115]  # one has no ten like days before it
    assert by_year.loc["2013"].tolist() == [0, 818]  # no days without events: before and after only
    firm = {one["group"]: one for one in found["groups"] if one["label"] != "indicative"}
    study = {"all": (6.8, 4.2, 9.5), "VFD": (10.9, 7.4, 14.4)}
    for group, figures in study.items():
        one = firm[group]
        assert (one["reduction_pct"], one["low_pct"], one["high_pct"]) == pytest.approx(figures, abs=0.5), (
            group
        )
    for group in ("GTR", "GTR+VFD", "DUTY"):
        assert firm[group]["low_pct"] < 0 < firm[group]["high_pct"], group
    assert firm["all"]["plain_median_pct"] == pytest.approx(4.4, abs=0.1)
    assert {group for group, one in firm.items() if one["plain_pct"] < 0} == {"DUTY", "GTR+VFD"}
    used = next(one for one in found["placebo"] if one["method"] == found["method"])
    assert found["method"] == "ten_adjusted"
    assert abs(used["bias"]) <= 0.01 and used["cv_rmse"] <= 0.06
    assert [one["code"] for one in found["findings"] if one["code"] == "indicative"] == ["indicative"]
