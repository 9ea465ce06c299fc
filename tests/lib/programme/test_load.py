"""Load by unit and day, on a clock centred on the event."""

import numpy as np
import pandas as pd
import pytest

from lib.programme.events import Clock
from lib.programme.load import customers_of, load_of, members_of
from tests.lib.programme import made

QUARTERS = np.tile(np.arange(96.0), (3, 1))  # kW of a quarter hour is its number: 13:15 is 53


def test_a_quarter_hour_event_keeps_its_quarters(tmp_path):
    readings = made.readings_of({"A": QUARTERS, "B": 2 * QUARTERS}, tmp_path, minutes=15)
    load = load_of(readings, members_of({"both": ("A", "B"), "one": ("A",)}), Clock(795, 240))
    assert load.units.tolist() == ["both", "one"]
    assert load.event.sum() == 16
    assert load.before.sum() == 12
    assert load.minute[load.event][[0, -1]].tolist() == [0, 225]
    assert load.kw[1, 1, load.event].tolist() == list(range(53, 69))  # 13:15 to 17:00
    assert load.kw[1, 1, load.before].tolist() == list(range(37, 49))  # 09:15 to 12:00
    assert load.kw[0, 1, load.event].tolist() == [3 * kw for kw in range(53, 69)]


def test_three_parts_are_the_same_from_all_intervals_and_from_the_engine(tmp_path):
    readings = made.readings_of({"A": QUARTERS, "B": QUARTERS**1.1}, tmp_path, minutes=15)
    members = members_of({"0": ("A", "B"), "1": ("B",)})
    fine = load_of(readings, members, Clock(795, 240)).in_parts()
    parts = load_of(readings, members, Clock(795, 240), in_parts=True)
    np.testing.assert_allclose(fine.kw[:, 1, :2], parts.kw[:, 1, :2])
    assert parts.kw[1, 1, 1] == pytest.approx(np.mean(np.arange(53.0, 69) ** 1.1))
    assert parts.hours.tolist() == [3, 4, 17]


def test_hours_belong_to_an_event_when_their_middle_does(tmp_path):
    hours = np.tile(np.arange(24.0), (3, 1))
    load = load_of(made.readings_of({"A": hours}, tmp_path), members_of({"A": ("A",)}), Clock(795, 240))
    assert load.kw[0, 1, load.event].tolist() == [13, 14, 15, 16]


def test_an_event_over_midnight_is_one_day(tmp_path):
    hours = 72 - np.arange(72.0).reshape(3, 24)  # falling: what only rises is a counter
    load = load_of(made.readings_of({"A": hours}, tmp_path), members_of({"A": ("A",)}), Clock(23 * 60, 120))
    day = list(load.dates).index(np.datetime64("2026-06-02"))
    assert load.kw[0, day, load.event].tolist() == [25, 24]


def test_a_missing_reading_is_no_zero(tmp_path):
    kw = {who: np.ones((3, 24)) for who in "ABCDEFGHIJ"}
    readings = made.readings_of(kw, tmp_path)
    rows = pd.read_csv(tmp_path / "readings.csv")
    lost = (rows["customer_id"] == "A") & (rows["start"] == "2026-06-02 18:00:00")
    lost |= rows["customer_id"].isin(["A", "B"]) & (rows["start"] == "2026-06-03 18:00:00")
    rows[~lost].to_csv(tmp_path / "readings.csv", index=False)
    readings = made.read_files([tmp_path / "readings.csv"], made.Reading(unit="kWh"), tmp_path)
    load = load_of(readings, members_of({"all": tuple(kw), "A": ("A",)}), made.EVENING)
    whole = dict(zip(map(str, load.dates), load.whole.T.tolist(), strict=True))
    # nine of ten stand for all; eight do not; of one customer nothing may be missing
    assert whole["2026-06-01"] == [True, True]
    assert whole["2026-06-02"] == [False, True]
    assert whole["2026-06-03"] == [False, False]
    assert load.kw[1, 1, load.event].tolist() == [10, 10, 10, 10]
    assert customers_of(readings) == tuple("ABCDEFGHIJ")
