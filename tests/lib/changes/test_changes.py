"""Who changed: a car is listed with its kW and hours, what all customers share is not; limits are said first."""

from datetime import date

import numpy as np
import pytest

from lib.changes import changes, stability
from lib.changes.changes import _best_window
from lib.changes.evidence import benjamini_hochberg
from lib.changes.expected import common_level
from lib.charts import changed_days
from lib.cli import main
from lib.profiles.period import Period
from tests import meter_files


def period(first: date, hourly_kw, spread=0.15, days=(20, 8)) -> Period:
    """Customers whose blocks differ from day to day by a share of their mean load."""
    n = len(hourly_kw)
    level = np.abs(hourly_kw).mean(axis=1)
    covariance = np.eye(8) * (spread * level)[:, None, None] ** 2
    ids = np.array([f"C{row:03}" for row in range(n)], dtype=object)
    whole = np.tile(days, (n, 1))
    return Period(
        first,
        first,
        ids,
        whole,
        np.zeros(n, int),
        hourly_kw,
        covariance,
        np.zeros((n, 8)),
        np.zeros(n),
        "a",
        "demo",
    )


@pytest.fixture
def homes():
    """600 homes before and after: sizes differ, and each mean day is off by what 28 days leave of the noise."""
    rng = np.random.default_rng(5)
    day = 0.5 + 0.5 * np.exp(-((np.arange(24) - 19) ** 2) / 8)
    size = rng.lognormal(0, 0.3, (600, 1))
    noise = np.repeat(0.15 / np.sqrt(28) * rng.standard_normal((2, 600, 8)), 3, axis=2) * day.mean() * size
    return day * size + noise[0], day * size + noise[1]


def compared(before, after, **later):
    return changes(period(date(2026, 5, 1), before), period(date(2026, 6, 1), after, **later))


def test_where_nothing_changed_hardly_anybody_is_listed(homes):
    assert len(compared(*homes).order) <= 3


def test_a_car_is_listed_with_its_kw_and_its_hours(homes):
    before, after = homes
    after[7, 0:6] += 1.2
    found = compared(before, after)
    assert found.listed[0] == "C007"
    assert found.kw[found.order[0]] == pytest.approx(1.2, abs=0.15)
    assert found.window[found.order[0]].tolist() == [0, 6]


def test_a_change_of_level_alone_is_none(homes):
    before, after = homes
    after[7] *= 1.5
    assert "C007" not in compared(before, after).listed


def test_what_all_customers_did_is_no_change_of_one(homes):
    before, after = homes
    heavier = after.copy()
    heavier[:, 6:12] *= 1.2
    assert len(compared(before, heavier).order) <= 3


def test_sizes_and_order_of_customers_change_nothing(homes):
    before, after = homes
    after[7, 0:6] += 1.2
    usual, tenfold = compared(before, after), compared(10 * before, 10 * after)
    assert set(usual.listed) <= set(tenfold.listed)
    assert tenfold.chance == pytest.approx(usual.chance, rel=1e-6)


def test_few_customers_are_candidates_and_fewer_are_not_compared(homes):
    before, after = homes
    assert compared(before[:499], after[:499]).has("candidates")
    assert not compared(before[:500], after[:500]).has("candidates")
    [none] = compared(before[:19], after[:19]).caveats
    assert none.message == (
        "19 customers have whole days enough in both periods; at least 20 are needed to learn from one another what is "
        "usual. Choose another date, or load more customers or days."
    )


def test_what_many_share_and_the_list_does_not_show_is_said(homes):
    """A third of the homes use 0.6 kW more from 01:00 to 04:00: 0.2 in the mean of all, and nobody is listed."""
    before, after = homes
    assert not compared(before, after).has("together")
    after[::3, 1:4] += 0.6
    found = compared(before, after)
    [said] = [each.message for each in found.caveats if each.code == "together"]
    assert len(found.order) == 0
    assert said == (
        "Those not listed use 0.18\N{NO-BREAK SPACE}kW more than expected at 03:00 in the mean: many changed in "
        "one way, and so hide one another."
    )
    assert changed_days(found).title.endswith(
        "compared: 0.18\N{NO-BREAK SPACE}kW more than expected at 03:00"
    )


def test_too_few_days_are_counted(homes):
    found = compared(*homes, days=(20, 3))
    assert len(found) == 0
    [aside] = found.set_aside
    assert (aside.code, aside.count) == ("few_days", 600)


def test_benjamini_and_hochberg_by_hand():
    # Of four, the thresholds are .0125, .025, .0375, .05: the third passes, and takes the second with it.
    assert benjamini_hochberg(np.array([0.9, 0.01, 0.03, 0.036]), 0.05).tolist() == [False, True, True, True]
    assert not benjamini_hochberg(np.array([0.9, 0.2]), 0.05).any()


def test_the_common_level_is_that_of_most_blocks():
    expected = np.ones((1, 8))
    after = np.array([[1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 4.0, 4.0]])
    assert common_level(after, expected, np.ones((1, 8))) == pytest.approx(1.5)


def test_the_best_window_may_run_past_midnight():
    extra = np.zeros((1, 24))
    extra[0, [22, 23, 0, 1]] = -2.0
    kw, window = _best_window(extra)
    assert (kw.tolist(), window.tolist()) == ([-2.0], [[22, 2]])


def test_the_stability_index_by_hand():
    assert stability(np.array([50, 50]), np.array([50, 50])) == 0
    assert stability(np.array([50, 50]), np.array([80, 20])) == pytest.approx(
        0.3 * np.log(1.6) - 0.3 * np.log(0.4)
    )


def test_days_that_repeat_to_the_last_digit_have_not_changed(tmp_path):
    """Such days have no noise at all, and dividing by it stopped the page."""
    (tmp_path / "same.csv").write_bytes(meter_files.table(meter_files.evenings(40)))
    assert main(["changes", str(tmp_path / "same.csv"), "--out", str(tmp_path / "changes.csv")]) == 0
    assert (tmp_path / "changes.csv").read_text().count("\n") == 1  # its header
