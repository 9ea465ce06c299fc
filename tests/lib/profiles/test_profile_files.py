"""Profiles in a file: written, read back, and taken from elsewhere."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from lib.findings import Refusal
from lib.profiles import Figures, file
from lib.profiles.average import average
from lib.profiles.file import HOUR_COLUMNS
from lib.profiles.system import observe
from tests.lib.readings.made import hours, read, write


@pytest.fixture
def profiles(tmp_path):
    rows = hours(["01", "02"], 14, lambda c, d, h: (1 + h / 4) * int(c) + d % 3)
    readings = read(write(tmp_path / "readings.csv", rows))
    return average(readings, observe(readings))


def mean_days(path, **columns):
    """A table of two customers who use 1 and 2 kW all day."""
    table = pd.DataFrame(
        {"customer_id": ["01", "NA"], **{name: [1.0, 2.0] for name in HOUR_COLUMNS}, **columns}
    )
    table.to_csv(path, index=False)
    return path


def refusal(path):
    with pytest.raises(Refusal) as caught:
        file.read(path)
    return str(caught.value)


def test_what_is_written_is_read_back(profiles, tmp_path):
    path = tmp_path / "profiles.parquet"
    file.write(profiles, path)
    again = file.read(path)
    assert file.is_profiles(path)
    assert list(again.customer_id) == ["01", "02"]
    for name in ("hourly_kw", "like_days", "valid_days", "completeness", "reason"):
        assert np.array_equal(getattr(again, name), getattr(profiles, name))
    for field in fields(Figures):
        a, b = getattr(again.figures, field.name), getattr(profiles.figures, field.name)
        assert np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b, field.name
    assert (again.day_type, again.season, again.findings) == ("all", "all", ())


def test_figures_for_another_window_are_not_used(profiles, tmp_path):
    file.write(profiles, tmp_path / "p.parquet")
    again = file.read(tmp_path / "p.parquet", window=(16, 20))
    assert again.figures is None
    assert [finding.message for finding in again.findings] == [
        "p.parquet holds figures for 17-21; for 16-20 only the mean day is used. "
        "Make the profiles again with --window 16-20."
    ]


def test_mean_days_from_elsewhere(tmp_path):
    path = mean_days(tmp_path / "p.csv")
    again = file.read(path)
    assert file.is_profiles(path)
    assert list(again.customer_id) == ["01", "NA"]
    assert list(again.daily_kwh) == [24.0, 48.0]
    assert np.isnan([again.like_days, again.valid_days, again.completeness]).all()
    assert list(again.reason) == ["", ""]
    assert [finding.message for finding in again.findings] == [
        "p.csv holds mean days only; what needs single days is left empty."
    ]


def test_an_hour_that_is_not_known_sets_aside(tmp_path):
    again = file.read(mean_days(tmp_path / "p.csv", h05=[np.nan, 1.0]))
    assert list(again.reason) == ["missing hours", ""]


@pytest.mark.parametrize("bad", ["much", "inf"])
def test_what_is_no_kw_is_refused(tmp_path, bad):
    assert refusal(mean_days(tmp_path / "p.csv", h05=["1", bad])) == (
        f"p.csv, row 3, column h05: found “{bad}” where a number of kW was expected. "
        "Leave the cell empty where the hour is not known."
    )


def test_a_customer_who_stands_there_twice_is_refused(tmp_path):
    assert refusal(mean_days(tmp_path / "p.csv", customer_id=["01", "01"])) == (
        "p.csv: customer 01 stands there twice. Keep one row for each customer."
    )


def test_another_number_gives_another_fingerprint(tmp_path):
    a, b = mean_days(tmp_path / "a.csv"), mean_days(tmp_path / "b.csv", h23=[1.0, 2.0001])
    assert file.read(a).fingerprint != file.read(b).fingerprint
    assert file.read(a).fingerprint != file.read(a, window=(16, 20)).fingerprint
    assert file.read(a).fingerprint == file.read(mean_days(tmp_path / "c.csv")).fingerprint


def test_readings_are_no_profiles(tmp_path, profiles):
    assert not file.is_profiles(tmp_path / "readings.csv")
    assert not file.is_profiles(tmp_path / "nothing.parquet")
    assert not file.is_profiles(tmp_path / "profiles.xlsx")


def test_a_file_that_is_no_utf8_is_refused_in_a_sentence(tmp_path):
    path = mean_days(tmp_path / "latin.csv")
    path.write_bytes(path.read_bytes().replace(b"01,", "Zähler,".encode("latin-1")))
    assert (
        refusal(path) == "latin.csv: the text is not UTF-8. Save the profiles as CSV in UTF-8, or as Parquet."
    )
