"""What a segment holds and who shows it: facts, the load hour by hour, and faces, checked by hand."""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from lib.segments.faces import faces
from lib.segments.facts import facts
from lib.segments.load import SegmentLoad, coincidence

FIRST = date(2026, 2, 23)  # a Monday; a fortnight of it is winter's last week and spring's first


def load(*days_kw: np.ndarray) -> SegmentLoad:
    """One segment with these days."""
    dates = tuple(FIRST + timedelta(n) for n in range(len(days_kw)))
    return SegmentLoad((1,), dates, np.array(days_kw)[None], "made", "demo")


def two_segments() -> SimpleNamespace:
    """Three customers at 1 kW all day, one at 3 kW from 22 to 6 and 0 else: 72 and 24 kWh a day."""
    night = np.zeros(24)
    night[[22, 23, 0, 1, 2, 3, 4, 5]] = 3.0
    mean_kw = np.array([np.ones(24), night])
    return SimpleNamespace(
        numbers=(1, 4), k=2, sizes=np.array([3, 1]), mean_kw=mean_kw, daily_kwh=mean_kw.sum(axis=1),
        customer_id=np.array(["A", "B", "C", "D"]), number=np.array([1, 1, 1, 4]), label=lambda n: f"{n} Name",
    )  # fmt: skip


def test_shares_of_everything_by_hand():
    figures = SimpleNamespace(
        coincident_kw=np.array([2.0, 1.0, 1.0, 4.0]), p99_kw=np.array([2.0, 2.0, 2.0, 6.0])
    )
    profiles = SimpleNamespace(figures=figures, customer_id=np.array(["A", "B", "C", "D"]))
    table = facts(two_segments(), profiles, (22, 2))
    assert list(table["Segment"]) == ["1 Name", "4 Name"]
    assert table["Share of customers, %"].tolist() == [75, 25]
    assert table["Share of energy, %"].tolist() == [75, 25]
    assert table["Share of peak, %"].tolist() == [50, 50]
    assert table["Share of window load, %"].tolist() == [50, 50]
    assert table["Night, %"].tolist() == pytest.approx([100 * 8 / 24, 100])
    assert table["Midday, %"].tolist() == pytest.approx([100 * 4 / 24, 0])
    assert "Load factor" not in table


def test_without_days_the_share_of_the_peak_is_left_out():
    assert "Share of peak, %" not in facts(two_segments(), SimpleNamespace(figures=None), (17, 21))


def test_weekdays_and_weekends_are_apart_and_a_missing_hour_is_no_zero():
    week = [np.full(24, 1.0)] * 5 + [np.full(24, 3.0)] * 2
    week[0] = np.where(np.arange(24) == 5, np.nan, 1.0)
    kinds = load(*week).day_types()
    assert kinds["weekday"].tolist() == [[1.0] * 24]
    assert kinds["weekend"].tolist() == [[3.0] * 24]


def test_a_season_needs_a_week():
    days = [np.full(24, 1.0)] * 6 + [np.full(24, 2.0)] * 8  # six days of February, eight of March
    assert list(load(*days).seasons()) == ["spring"]


def test_load_factor_and_coincidence_of_a_group():
    """A group's mean of 1 kW with an hour in ten at 2 kW; its customers' own peaks are 4 kW on average."""
    kw = np.full((10, 24), 8 / 9)
    kw[:, 18] = 2.0
    made = load(*kw)
    assert made.peak_kw() == pytest.approx([2.0])
    assert made.load_factor() == pytest.approx([kw.mean() / 2.0])
    segments = SimpleNamespace(customer_id=np.array(["A", "B"]), number=np.array([1, 1]), numbers=(1,))
    assert coincidence(made, segments, pd.Series([3.0, 5.0], ["A", "B"])) == pytest.approx([0.5])


def test_the_nearest_and_the_oddest_are_told_and_nobody_is_both():
    """Days of 24 kWh with more and more of it in one hour: the centroid is the first of them."""
    kw = np.ones((5, 24))
    for row, extra in enumerate((0.0, 0.5, 1.0, 4.0, 12.0)):
        kw[row, 19] += extra
    shares = np.sqrt(kw / kw.sum(axis=1, keepdims=True))
    profiles = SimpleNamespace(compared_kw=kw, kept=np.ones(5, bool))
    segments = SimpleNamespace(
        numbers=(1,), codebook=shares[:1], number=np.ones(5, int), scaling="root_share", caps=np.full(24, np.inf),
        customer_id=np.array(list("ABCDE")),
    )  # fmt: skip
    found = faces(profiles, segments, 2)
    assert found["customer_id"].tolist() == ["A", "B", "E", "D"]
    assert found["kind"].tolist() == ["typical", "typical", "odd", "odd"]
    away = np.linalg.norm(shares - shares[0], axis=1)
    assert found["times_as_far"].tolist() == pytest.approx((away[[0, 1, 4, 3]] / away[2]).tolist())
    few = faces(profiles, segments, 5)
    assert len(few) == len(set(few["customer_id"])) == 5
