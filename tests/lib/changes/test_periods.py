"""Where readings are parted in two; the command changes, from one file and from two."""

import json

import pandas as pd
import pytest

from lib.cli import main
from tests import meter_files


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Sixty customers, four weeks in one file and in two."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "whole.csv").write_bytes(meter_files.territory())
    rows = pd.read_csv(tmp_path / "whole.csv", dtype=str)
    later = rows["start"] >= "2026-06-20"
    rows[~later].to_csv(tmp_path / "earlier.csv", index=False)
    rows[later].to_csv(tmp_path / "later.csv", index=False)
    return tmp_path


def run(capsys, *arguments: str) -> dict:
    assert main(["changes", *arguments, "--out", "changes.csv", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_two_files_say_what_one_says_with_the_date_between_them(files, capsys):
    two = run(capsys, "earlier.csv", "--later", "later.csv")
    listed = pd.read_csv("changes.csv")
    one = run(capsys, "whole.csv", "--split", "2026-06-20")
    assert two["later_from"] == one["later_from"] == "2026-06-20"
    assert {name: two[name] for name in ("customers", "listed", "added_kw", "findable_kw")} == {
        name: one[name] for name in ("customers", "listed", "added_kw", "findable_kw")
    }
    assert [each["code"] for each in one["caveats"]][-2:] == ["candidates", "not_unchanged"]
    pd.testing.assert_frame_equal(listed, pd.read_csv("changes.csv"))
    assert list(listed) == ["customer_id", "kw", "from_hour", "to_hour", "chance", "may_be"]


@pytest.mark.parametrize(
    ("split", "said"),
    [
        (
            "2027-01-01",
            "whole.csv: 2027-01-01 does not part its days in two. Name a day after 2026-06-06, up to 2026-07-03.",
        ),
        (
            "soon",
            "python -m lib changes: argument --split: 'soon' is no date; write it as 2026-07-01. See python -m lib "
            "changes --help.",
        ),
    ],
)
def test_a_date_that_cannot_be_meant_is_refused_and_no_file_is_written(files, capsys, split, said):
    assert main(["changes", "whole.csv", "--split", split, "--out", "changes.csv"]) == 2
    assert capsys.readouterr().err.strip() == said
    assert not (files / "changes.csv").exists()
