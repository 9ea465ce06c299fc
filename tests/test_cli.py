"""The command line: contracts of its output, equal answers whatever the way, and one line where it fails."""

import json
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from lib.choices import Choices
from lib.cli import main
from lib.profiles.file import HOUR_COLUMNS
from tests import meter_files
from tests.conftest import ROOT

TARGETS = (
    "rank,customer_id,segment,score,expected_kw,low_kw,high_kw,weather_kw,other_kw,always_on_kw,flexible_kw,"
    "window_kw,coincident_kw,participation,confidence_grade,reason,selected,holdout,place,"
    "cooling_kw_per_c,heating_kw_per_c,base_kw,responsibility,repeatability"
)
SWEEP = ["rows", "knee", "suggested_k", "reason", "structure", "agreement", "widest_gap", "gap_bar"]
ROWS = (
    "k,inertia,variance_explained,silhouette,silhouette_squared,calinski_harabasz,davies_bouldin,"
    "prediction_strength,stability_ari,smallest_share,silhouette_low,silhouette_high,seconds"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """60 customers over four weeks."""
    path = tmp_path_factory.mktemp("small") / "small.csv"
    path.write_bytes(meter_files.territory())
    return path


@pytest.fixture(scope="module")
def openfido(shared_data):
    return shared_data / "openfido_meters_001-060.csv.gz"


@pytest.fixture
def run(capsys):
    """A command that works; what it prints."""

    def run(*arguments) -> str:
        status = main(list(map(str, arguments)))
        out, err = capsys.readouterr()
        assert (status, err) == (0, "")
        return out

    return run


@pytest.fixture
def asked(run):
    """A command that works; its one JSON object."""

    def asked(*arguments) -> dict:
        out = run(*arguments, "--json")
        assert out.count("\n") == 1
        return json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))

    return asked


@pytest.fixture
def refused(capsys):
    """A command that fails; its one line on standard error."""

    def refused(*arguments) -> str:
        status = main(list(map(str, arguments)))
        out, err = capsys.readouterr()
        assert (status, out, err.count("\n")) == (2, "", 1), err
        return err.strip()

    return refused


def table(path):
    return pd.read_csv(path, dtype={"customer_id": str})


# Contracts


def test_readings_of_real_meters_to_the_last_one(asked, openfido):
    found = asked("readings", openfido)
    assert {
        name: found[name] for name in ("customers", "readings", "interval_minutes", "unit", "format")
    } == {
        "customers": 60,
        "readings": 526_800,
        "interval_minutes": 60,
        "unit": "kW",
        "format": "long table",
    }
    assert found["energy_kwh"] == pytest.approx(13_555_618.36, rel=1e-6)
    assert (found["start"], found["end"]) == ("2015-01-01 01:00", "2016-01-02 00:00")
    assert [list(each) for each in found["findings"]] == [
        ["severity", "code", "message", "count", "example"]
    ] * len(found["findings"])


def test_sixty_real_meters_are_ranked(asked, openfido, tmp_path):
    out = tmp_path / "targets.csv"
    found = asked("target", openfido, "--k", 4, "--window", "17-21", "--out", out)
    rows = table(out)
    assert ",".join(rows) == TARGETS
    assert list(rows["rank"]) == list(range(1, 61))
    assert rows["customer_id"].nunique() == 60
    assert rows["expected_kw"].is_monotonic_decreasing
    assert set(rows["segment"]) == {1, 2, 3, 4}
    assert rows["selected"].all()
    assert found["selected"] == 60
    assert found["probability"] is None
    assert found["expected_kw"] == pytest.approx(rows["expected_kw"].sum())
    assert found["p90_kw"] < found["p50_kw"] < found["expected_kw"]


def test_parts_of_the_expected_kw_add_up(run, small, tmp_path):
    run("target", small, "--k", 4, "--out", tmp_path / "t.csv")
    rows = table(tmp_path / "t.csv")
    parts = rows[["weather_kw", "other_kw", "always_on_kw"]].sum(axis=1)
    assert list(parts) == pytest.approx(list(rows["expected_kw"]))
    assert rows["score"].between(0, 100).all()
    assert set(rows["confidence_grade"]) <= {"A", "B", "C"}


def test_the_list_says_by_which_load_the_peak_was_told(asked, run, small, tmp_path):
    out = tmp_path / "t.csv"
    said = "The system’s peak and the event-like days are those of "
    assert asked("target", small, "--k", 4, "--out", out)["system"] == f"{said}the sum of the customers."
    assert f"system: {said}the sum of the customers." in run("target", small, "--k", 4, "--out", out)
    load = tmp_path / "load.csv"
    days = pd.date_range("2026-01-01", "2026-12-31 23:00", freq="h")
    pd.DataFrame({"time": days, "system_load_mw": 900.0 + days.hour}).to_csv(load, index=False)
    found = asked("target", small, "--k", 4, "--side", load, "--out", out)
    assert found["system"] == f"{said}the system load in load.csv."
    run("profiles", small, "--out", tmp_path / "p.parquet")
    found = asked("target", tmp_path / "p.parquet", "--k", 4, "--out", out)
    assert found["system"].startswith("By which load the system’s peak was told is not in a file of profiles")


def test_a_goal_selects_the_first_rows_that_reach_it(asked, small, tmp_path):
    out = tmp_path / "t.csv"
    found = asked("target", small, "--k", 4, "--target-kw", 0.1, "--confidence", 0.8, "--out", out)
    rows = table(out)
    assert list(rows["selected"]) == [True] * found["selected"] + [False] * (len(rows) - found["selected"])
    assert 0 < found["selected"] < len(rows)
    assert 0.8 <= found["probability"] < 1
    fewer = asked("target", small, "--k", 4, "--target-kw", 0.1, "--confidence", 0.5, "--out", out)
    assert fewer["selected"] < found["selected"]


def test_a_goal_out_of_reach_is_called_so(asked, small, tmp_path):
    found = asked("target", small, "--k", 4, "--target-kw", 1000, "--out", tmp_path / "t.csv")
    assert found["feasible"] is False
    assert 0 <= found["probability"] < 0.9
    assert 0 < found["most_kw"] < 1000


def test_a_holdout_is_marked_in_the_list(run, small, tmp_path):
    held = {}
    for name, seed in (("once", 1), ("again", 1), ("other", 2)):
        run("target", small, "--k", 4, "--holdout", 0.25, "--seed", seed, "--out", tmp_path / "t.csv")
        rows = table(tmp_path / "t.csv")
        assert not (rows["holdout"] & rows["selected"]).any()
        assert 0.1 < rows["holdout"].mean() < 0.4
        held[name] = set(rows["customer_id"][rows["holdout"]])
    assert held["once"] == held["again"] != held["other"]


def test_what_binds_the_list_binds_it(asked, small, tmp_path):
    out, must, never = tmp_path / "t.csv", tmp_path / "must.txt", tmp_path / "never.txt"
    plain = asked("target", small, "--k", 4, "--target-kw", 0.2, "--out", out)
    rows = table(out)
    assert list(rows["place"][:3]) == [1, 2, 3]
    must.write_text(rows["customer_id"].iloc[-1] + "\n")
    never.write_text(rows["customer_id"].iloc[0] + "\n")
    bound = asked(
        "target", small, "--k", 4, "--target-kw", 0.2, "--must", must, "--must-not", never, "--out", out
    )
    rows = table(out).set_index("customer_id")
    assert rows["place"][must.read_text().strip()] == 1
    assert not rows["selected"][never.read_text().strip()]
    assert bound["selected"] > plain["selected"]
    few = asked("target", small, "--k", 4, "--target-kw", 0.2, "--most", 2, "--out", out)
    assert (few["selected"], few["feasible"]) == (2, False)
    cheap = asked("target", small, "--k", 4, "--target-kw", 0.2, "--budget", 60, "--out", out)
    assert cheap["cost"] <= 60 < plain["cost"]


def test_what_stands_beside_the_list_is_said(asked, small, tmp_path):
    shared = tmp_path / "shared.csv"
    found = asked(
        "target", small, "--k", 4, "--target-kw", 0.1, "--weight", "peak=1", "--fair-by", "segment",
        "--share", shared, "--out", tmp_path / "t.csv",
    )  # fmt: skip
    first, *others = found["beside"]
    assert [each["name"] for each in others] == ["Highest window kW", "Highest bills", "At random"]
    assert first["expected_kw"] > others[-1]["expected_kw"]
    assert {each["asked"] for each in found["beside"]} == {found["selected"]}
    assert sum(each["share"] for each in found["doubts"]) == pytest.approx(1)
    assert [each["asked"] for each in found["segments"]] and found["blend"][0]["first"] == found["selected"]
    assert sum(each["asked"] for each in found["fairness"]) == found["selected"]
    assert list(table(shared)["group"])[-1] == "all"


def test_a_sweep_has_the_keys_that_programs_rely_on(asked, small):
    found = asked("sweep", small, "--k", "2-5")
    assert list(found)[: len(SWEEP)] == SWEEP
    assert [",".join(row) for row in found["rows"]] == [ROWS] * 4
    assert [row["k"] for row in found["rows"]] == [2, 3, 4, 5]
    assert all(row[name] is not None for row in found["rows"] for name in row)
    assert 0 <= found["agreement"] <= 1
    assert found["structure"] in ("distinct", "overlapping", "continuum", "none")


def test_a_sweep_without_stability_leaves_it_null(asked, small):
    found = asked("sweep", small, "--k", "2-3", "--no-stability")
    assert [row["stability_ari"] for row in found["rows"]] == [None, None]
    assert [row["prediction_strength"] for row in found["rows"]] == [None, None]


def test_of_the_chapters_data_one_segment_is_suggested(asked, run, tmp_path):
    run("synthesize", "--recipe", "chapter", "--out", tmp_path / "chapter.csv")
    found = asked("sweep", tmp_path / "chapter.csv", "--k", "2-4", "--no-stability")
    assert (found["suggested_k"], found["structure"]) == (1, "continuum")
    assert found["widest_gap"] < found["gap_bar"]


def test_a_segment_for_every_customer(asked, small, tmp_path):
    found = asked("segment", small, "--k", 4, "--out", tmp_path / "s.csv")
    rows = table(tmp_path / "s.csv")
    assert list(rows) == ["customer_id", "segment", "segment_name", "silhouette", "set_aside"]
    assert rows["customer_id"].nunique() == 60
    assert rows["segment"].value_counts().to_dict() == {
        each["segment"]: each["customers"] for each in found["segments"]
    }
    assert rows["silhouette"].between(-1, 1).all()


def test_a_customer_unlike_everybody_else_is_set_aside_and_stays_on_every_list(asked, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_bytes(meter_files.with_an_odd_one())
    found = asked("segment", odd, "--k", 4, "--out", tmp_path / "s.csv")
    rows = table(tmp_path / "s.csv").set_index("customer_id")
    assert rows.index[rows["set_aside"] == "outlier"].tolist() == ["ODD"]
    assert rows["segment"].between(1, 4).all()
    assert rows["silhouette"].isna().tolist() == (rows["set_aside"] == "outlier").tolist()
    assert sum(each["customers"] for each in found["segments"]) == len(rows) - 1 == 60
    assert [(each["code"], each["count"]) for each in found["findings"]] == [("outlier", 1)]
    assert asked("sweep", odd, "--k", "2-3", "--no-stability")["outliers"] == 1
    asked("target", odd, "--k", 4, "--out", tmp_path / "t.csv")
    listed = table(tmp_path / "t.csv").set_index("customer_id")
    assert (listed["segment"] == rows["segment"].reindex(listed.index)).all()
    assert listed["expected_kw"]["ODD"] == 0  # on the list, and told: its 0.01 kW in the evening cannot move


def test_a_customer_unlike_everybody_else_can_be_kept_in(asked, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_bytes(meter_files.with_an_odd_one())
    found = asked("segment", odd, "--k", 6, "--outliers", "kept", "--out", tmp_path / "s.csv")
    assert sum(each["customers"] for each in found["segments"]) == 61
    assert min(each["customers"] for each in found["segments"]) == 1
    assert table(tmp_path / "s.csv")["set_aside"].isna().all()
    assert asked("sweep", odd, "--k", "2-3", "--no-stability", "--outliers", "kept")["outliers"] == 0


def test_synthesize_writes_the_same_territory_twice(run, tmp_path):
    for name in ("a", "b"):
        files = [f"--{kind}={tmp_path / name}-{kind}.csv" for kind in ("out", "truth", "offers")]
        run("synthesize", "--customers", 20, "--days", 7, *files)
    for kind in ("out", "truth", "offers"):
        assert (tmp_path / f"a-{kind}.csv").read_bytes() == (tmp_path / f"b-{kind}.csv").read_bytes()
    assert list(table(tmp_path / "a-out.csv")) == ["customer_id", "start", "kwh"]
    assert len(table(tmp_path / "a-truth.csv")) == 20


def test_for_people_there_is_a_table(run, small):
    found = run("sweep", small, "--k", "2-3", "--no-stability")
    assert found.split("\n")[0].split() == ROWS.split(",")
    assert "structure: " in found


# The same answer whatever the way


@pytest.fixture(scope="module")
def profiles(small, tmp_path_factory):
    """The small file's profiles: with the figures of 17-21 as Parquet, and mean days alone as CSV."""
    folder = tmp_path_factory.mktemp("profiles")
    assert main(["profiles", str(small), "--out", str(folder / "profiles.parquet")]) == 0
    rows = pd.read_parquet(folder / "profiles.parquet")
    rows[["customer_id", *HOUR_COLUMNS]].to_csv(folder / "days.csv", index=False)
    return folder


def close(found: pd.DataFrame, usual: pd.DataFrame):
    pd.testing.assert_frame_equal(found, usual, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["profiles.parquet", "days.csv"])
def test_profiles_give_the_sweep_and_the_segments_of_the_readings(name, asked, small, profiles, tmp_path):
    by_readings, by_profiles = (asked("sweep", each, "--k", "2-4") for each in (small, profiles / name))
    for one, other in zip(by_readings.pop("rows"), by_profiles.pop("rows"), strict=True):
        assert one | {"seconds": 0} == pytest.approx(other | {"seconds": 0}, rel=1e-9)
    for figure in ("widest_gap", "gap_bar", "agreement"):
        assert by_readings.pop(figure) == pytest.approx(by_profiles.pop(figure), rel=1e-9)
    assert by_readings == by_profiles
    for number, source in enumerate((small, profiles / name)):
        asked("segment", source, "--k", 4, "--out", tmp_path / f"{number}.csv")
    close(table(tmp_path / "1.csv"), table(tmp_path / "0.csv"))


def test_profiles_with_figures_give_the_list_of_the_readings(asked, small, profiles, tmp_path):
    answers = [
        asked("target", source, "--k", 4, "--target-kw", 0.2, "--out", tmp_path / f"{number}.csv")
        for number, source in enumerate((small, profiles / "profiles.parquet"))
    ]
    close(table(tmp_path / "1.csv"), table(tmp_path / "0.csv"))
    numbers = [
        {name: answer[name] for name in ("selected", "expected_kw", "p90_kw", "probability")}
        for answer in answers
    ]
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-9)


@pytest.mark.parametrize(
    ("name", "window", "code"),
    [("days.csv", "17-21", "no_figures"), ("profiles.parquet", "16-20", "other_window")],
)
def test_what_mean_days_cannot_tell_is_left_empty_and_said(name, window, code, asked, profiles, tmp_path):
    found = asked("target", profiles / name, "--k", 4, "--window", window, "--out", tmp_path / "t.csv")
    assert code in [finding["code"] for finding in found["findings"]]
    rows = table(tmp_path / "t.csv")
    assert ",".join(rows) == TARGETS
    assert rows["coincident_kw"].isna().all()
    assert (rows["expected_kw"] > 0).all()


def test_exported_settings_repeat_the_answer(asked, small, tmp_path):
    settings = tmp_path / "loadlens.toml"
    chosen = Choices(source="upload", k=3, window=(16, 20), scaling="share", seed=7, goal_kw=0.2)
    settings.write_text(chosen.toml(), encoding="utf-8")
    answers = [asked("run", settings, small, "--out", tmp_path / name) for name in ("once", "again")]
    assert answers[0] | {"out": ""} == answers[1] | {"out": ""}
    once, again = tmp_path / "once", tmp_path / "again"
    names = sorted(path.name for path in once.iterdir())
    assert names == ["report.html", "segments.csv", "settings.toml", "targets.csv"]
    for name in ("segments.csv", "settings.toml", "targets.csv"):
        assert (once / name).read_bytes() == (again / name).read_bytes()
    options = ("--window", "16-20", "--scaling", "share", "--seed", 7, "--target-kw", 0.2)
    asked("target", small, "--k", 3, *options, "--out", tmp_path / "targets.csv")
    assert (tmp_path / "targets.csv").read_bytes() == (once / "targets.csv").read_bytes()
    repeated = Choices.from_toml((once / "settings.toml").read_text(encoding="utf-8"))
    made_from = asked("readings", small)["fingerprint"]
    assert repeated == replace(chosen, made_from=made_from)


def test_settings_know_the_readings_they_were_made_from(asked, small, tmp_path):
    settings, other = tmp_path / "loadlens.toml", tmp_path / "other.csv"
    made_from = asked("readings", small)["fingerprint"]
    settings.write_text(Choices(k=3, goal_kw=0.2, made_from=made_from).toml(), encoding="utf-8")
    asked("synthesize", "--customers", 60, "--days", 28, "--seed", 7, "--out", other)
    for source, same in ((small, True), (other, False)):
        assert asked("run", settings, source, "--out", tmp_path / "again")["same_readings"] is same


def test_a_report_is_one_html_file(asked, small, tmp_path):
    out = tmp_path / "report.html"
    assert asked("report", small, "--k", 3, "--out", out)["out"] == str(out)
    page = out.read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "source = &quot;upload&quot;" in page  # its settings name no demo


def test_two_files_are_read_as_one(asked, small, tmp_path):
    rows = small.read_text().splitlines(keepends=True)
    halves = rows[1 : len(rows) // 2], rows[len(rows) // 2 :]
    for name, half in zip(("a.csv", "b.csv"), halves, strict=True):
        (tmp_path / name).write_text(rows[0] + "".join(half))
    whole, parts, folder = (
        asked("readings", *each) for each in ([small], [tmp_path / "a.csv", tmp_path / "b.csv"], [tmp_path])
    )
    for name in ("customers", "readings", "start", "end", "energy_kwh"):
        assert whole[name] == parts[name] == folder[name]


# Where it fails


@pytest.mark.parametrize("case", meter_files.BROKEN)
def test_a_broken_file_gets_the_sentence_of_the_page(case, refused, tmp_path):
    name, content, why = meter_files.BROKEN[case]
    (tmp_path / name).write_bytes(content)
    assert refused("readings", tmp_path / name) == f"{name}{why}"
    assert refused("target", tmp_path / name, "--k", 2, "--out", tmp_path / "t.csv") == f"{name}{why}"
    assert [path.name for path in tmp_path.iterdir()] == [name]


OPTIONS = {
    "no command": (
        [],
        "python -m lib: the following arguments are required: COMMAND. See python -m lib --help.",
    ),
    "unknown option": (
        ["readings", "FILE", "--colour", "red"],
        "python -m lib: unrecognized arguments: --colour red. See python -m lib --help.",
    ),
    "no file": (
        ["readings", "none.csv"],
        "none.csv: there is no such file. Check the spelling and the path.",
    ),
    "no K": (
        ["target", "FILE", "--out", "OUT"],
        "python -m lib target: give the number of segments with --k, or a --codebook. See python -m lib target --help.",
    ),
    "K that is no number": (
        ["target", "FILE", "--k", "four", "--out", "OUT"],
        "python -m lib target: argument --k: invalid int value: 'four'. See python -m lib target --help.",
    ),
    "one segment": (
        ["segment", "FILE", "--k", "1", "--out", "OUT"],
        "--k 1: the number of segments is 2 or more.",
    ),
    "too many segments": (
        ["segment", "FILE", "--k", "41", "--out", "OUT"],
        "--k 41: it lies between 0 and 40.",
    ),
    "a range that falls": (
        ["sweep", "FILE", "--k", "5-2"],
        "--k 5-2: write a range from 2 to at most 40, for example 2-10.",
    ),
    "a window that is none": (
        ["target", "FILE", "--k", "4", "--window", "17-99", "--out", "OUT"],
        "The event window '17-99' is not understood. Write two hours, for example 17-21.",
    ),
    "a seed below zero": (
        ["segment", "FILE", "--k", "3", "--seed", "-1", "--out", "OUT"],
        "--seed -1: it lies between 0 and 2,147,483,647.",
    ),
    "more than certain": (
        ["target", "FILE", "--k", "3", "--target-kw", "1", "--confidence", "2", "--out", "OUT"],
        "--confidence 2: it lies between 0.5 and 0.99.",
    ),
    "a goal that is no number": (
        ["target", "FILE", "--k", "3", "--target-kw", "nan", "--out", "OUT"],
        "--target-kw nan: it lies between 0.0 and 1,000,000,000.0.",
    ),
    "an unknown unit": (
        ["readings", "FILE", "--unit", "BTU"],
        "options: unit = 'BTU' is not known. It is one of kWh, Wh, kW, W, MWh, MW, GWh.",
    ),
    "a limit that is none": (
        ["target", "FILE", "--k", "3", "--limit", "feeder:3", "--out", "OUT"],
        "The limit 'feeder:3' is not understood. Write COLUMN=LEVEL:LOW-HIGH, for example feeder=F03:0-40.",
    ),
    "a limit on a column that is not there": (
        ["target", "FILE", "--k", "3", "--limit", "town=X:0-1", "--out", "OUT"],
        "There is no column 'town' of groups; known are segment. Check the spelling, or give the table with "
        "--attributes.",
    ),
    "a weight of nothing known": (
        ["target", "FILE", "--k", "3", "--weight", "beauty=1", "--out", "OUT"],
        "--weight beauty=1: the name is one of peak, repeat, known, place, the number lies between 0 and 1.",
    ),
    "a cost that is no number": (
        ["target", "FILE", "--k", "3", "--cost", "contact=much", "--out", "OUT"],
        "--cost contact=much: the name is one of contact, enrolment, incentive, the number lies between 0 and "
        "1,000,000.",
    ),
    "half a column": (
        ["readings", "FILE", "--column", "start"],
        "start: write ROLE=COLUMN, for example start=reading_time.",
    ),
    "a report of another kind": (
        ["report", "FILE", "--out", "report.pdf"],
        "report.pdf: a report is written as HTML or PPTX. Give a name that ends in .html or .pptx.",
    ),
    "a season without days": (
        ["segment", "FILE", "--k", "3", "--season", "winter", "--out", "OUT"],
        "No day between 2026-06-06 and 2026-07-03 is of the kind chosen (Winter). Choose another.",
    ),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_an_option_that_cannot_be_meant_is_refused_in_one_line(case, refused, small, tmp_path):
    arguments, why = OPTIONS[case]
    files = {"FILE": small, "OUT": tmp_path / "out.csv"}
    assert refused(*(files.get(argument, argument) for argument in arguments)) == why
    assert list(tmp_path.iterdir()) == []


def test_more_segments_than_customers_are_refused(refused, tmp_path):
    (tmp_path / "three.csv").write_bytes(meter_files.THREE)
    out = tmp_path / "s.csv"
    why = "K = 5 needs at least 5 customers, and there are 3. Choose K = 3 or less, or load more."
    assert refused("segment", tmp_path / "three.csv", "--k", 5, "--out", out) == why
    assert refused("sweep", tmp_path / "three.csv", "--k", "2-5") == why
    assert not out.exists()


def test_one_customer_has_readings_and_profiles_and_no_segments(run, refused, tmp_path):
    (tmp_path / "one.csv").write_bytes(meter_files.ONE)
    run("readings", tmp_path / "one.csv")
    run("profiles", tmp_path / "one.csv", "--out", tmp_path / "p.parquet")
    assert refused("segment", tmp_path / "one.csv", "--k", 2, "--out", tmp_path / "s.csv").startswith(
        "Only one customer can be compared, and groups need at least two."
    )


@pytest.mark.parametrize("command", ["segment", "target", "profiles", "report", "synthesize"])
def test_a_folder_that_is_not_there_is_said_before_any_work(command, refused, tmp_path):
    out = tmp_path / "no" / "out.html"
    source = [] if command == "synthesize" else ["none.csv"]
    k = ["--k", 3] if command in ("segment", "target") else []
    why = f"{out}: there is no folder {out.parent}. Make it, or check the spelling."
    assert refused(command, *source, *k, "--out", out) == why
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_put_in_place_leaves_nothing(refused, small, tmp_path):
    (tmp_path / "taken").mkdir()
    assert "taken" in refused("segment", small, "--k", 3, "--out", tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    assert list((tmp_path / "taken").iterdir()) == []


BROKEN_PROFILES = {
    "text": (
        "p.csv",
        "A,x" + ",1" * 23,
        "p.csv, row 2, column h00: found “x” where a number of kW was expected.",
    ),
    "twice": ("p.csv", "A" + ",1" * 24 + "\nA" + ",2" * 24, "p.csv: customer A stands there twice."),
    "no Parquet": ("p.parquet", "", "p.parquet: "),
}


@pytest.mark.parametrize("case", BROKEN_PROFILES)
def test_broken_profiles_are_refused(case, refused, tmp_path):
    name, rows, why = BROKEN_PROFILES[case]
    path = tmp_path / name
    path.write_text(f"customer_id,{','.join(HOUR_COLUMNS)}\n{rows}\n" if rows else "PAR1 and no more")
    assert refused("segment", path, "--k", 2, "--out", tmp_path / "s.csv").startswith(why)
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xff\xfe\x00", ": this is not a text file in UTF-8."),
        (b"k = ", ": these are not settings in TOML"),
        (b"kay = 4", ": the setting 'kay' is not known. Remove the line."),
        (b"k = 99", ": k = 99 is not allowed. It lies between 0 and 40."),
        (b"mix = 4", ": mix = 4 is not a table."),
    ],
)
def test_broken_settings_are_refused(content, why, refused, small, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_bytes(content)
    said = refused("run", settings, small, "--out", tmp_path / "folder")
    assert why in said
    assert "settings.toml" in said
    assert not (tmp_path / "folder").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"unit = ", b"reading = 4", b"colour = 'red'"])
def test_broken_answers_about_a_format_are_refused(content, refused, small, tmp_path):
    (tmp_path / "answers.toml").write_bytes(content)
    assert "answers.toml: " in refused("readings", small, "--reading", tmp_path / "answers.toml")


def test_from_a_shell_there_is_no_traceback(small, tmp_path):
    command = [
        sys.executable,
        "-m",
        "lib",
        "segment",
        tmp_path / "none.csv",
        "--k",
        "3",
        "--out",
        tmp_path / "s.csv",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert (
        done.stderr == f"{tmp_path / 'none.csv'}: there is no such file. Check the spelling and the path.\n"
    )


def test_segments_can_be_frozen_and_other_customers_told_theirs(asked, small, tmp_path):
    book = tmp_path / "book.toml"
    asked("segment", small, "--k", 4, "--out", tmp_path / "s.csv", "--freeze", book)
    again = asked("segment", small, "--codebook", book, "--out", tmp_path / "t.csv")
    first, other = (pd.read_csv(tmp_path / name, dtype={"customer_id": str}) for name in ("s.csv", "t.csv"))
    assert other["segment"].tolist() == first["segment"].tolist()
    assert other["segment_name"].tolist() == first["segment_name"].tolist()
    assert again["k"] == 4
    asked("target", small, "--codebook", book, "--out", tmp_path / "targets.csv")
    assert set(pd.read_csv(tmp_path / "targets.csv")["segment"]) <= {1, 2, 3, 4}


def test_a_codebook_that_is_none_is_refused(refused, small, tmp_path):
    (tmp_path / "plain.toml").write_text("seed = 7\n")
    assert refused("segment", small, "--codebook", tmp_path / "plain.toml", "--out", tmp_path / "s.csv") == (
        f"{tmp_path}/plain.toml: there is no [codebook] in it. Keep the segments in the app, then export the settings."
    )


@pytest.mark.parametrize("method", ["ward", "kmedoids", "dtw"])
def test_another_method_parts_customers_too(method, asked, small, tmp_path):
    found = asked("segment", small, "--k", 3, "--method", method, "--out", tmp_path / "s.csv")
    assert found["k"] == 3
    assert sum(each["customers"] for each in found["segments"]) == len(pd.read_csv(tmp_path / "s.csv"))


def test_no_identifier_runs_as_a_formula_in_what_is_written(asked, tmp_path):
    rows = meter_files.territory(customers=30).decode().replace("C100001", "@SUM(1)")
    (tmp_path / "odd.csv").write_text(rows, encoding="utf-8")
    asked("segment", tmp_path / "odd.csv", "--k", 2, "--out", tmp_path / "segments.csv")
    names = pd.read_csv(tmp_path / "segments.csv", dtype=str)["customer_id"]
    assert "'@SUM(1)" in set(names)
    assert "@SUM(1)" not in set(names)
