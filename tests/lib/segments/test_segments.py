from dataclasses import replace

import numpy as np
import pytest

from lib.profiles import Profiles
from lib.profiles.shapes import shapes, winsorise
from lib.segments.segments import segment
from lib.segments.sweep import fit
from tests.lib.segments.territories import five_kinds


def profiles_of(hourly_kw, reason=None):
    n = len(hourly_kw)
    return Profiles(
        customer_id=np.array([f"C{i:04d}" for i in range(n)]),
        hourly_kw=hourly_kw,
        like_days=np.full(n, 28),
        valid_days=np.full(n, 28),
        completeness=np.ones(n),
        reason=np.array([""] * n if reason is None else reason),
        day_type="all",
        season="all",
        figures=None,
        fingerprint="f00d",
        origin="demo",
    )


def segments_of(profiles, k=5, order_window=(17, 21)):
    cut, caps = winsorise(shapes(profiles.hourly_kw[profiles.kept]))
    return segment(profiles, fit(cut, k, 42), caps, "root_share", order_window, 42)


@pytest.fixture(scope="module")
def planted():
    return segments_of(profiles_of(five_kinds(300, 1)[0]))


def test_planted_kinds_get_their_names(planted):
    assert sorted(planted.names) == ["Daytime", "Evening peak", "Flat", "Night charging", "Twin peak"]
    kinds = five_kinds(300, 1)[1]
    assert planted.names[planted.number[kinds == 0][0] - 1] == "Evening peak"


def test_segments_are_numbered_by_their_load_in_the_window(planted):
    load = planted.mean_kw[:, 17:21].mean(axis=1)
    assert np.all(np.diff(load) < 0)
    at_night = segments_of(profiles_of(five_kinds(300, 1)[0]), order_window=(1, 4))
    assert at_night.names[0] == "Night charging"


def test_figures_are_those_of_the_members(planted):
    members = planted.hourly_kw[planted.number == 2]
    assert planted.sizes[1] == len(members)
    assert planted.mean_kw[1] == pytest.approx(members.mean(axis=0))
    assert planted.low_kw[1] == pytest.approx(np.quantile(members, 0.1, axis=0))
    assert planted.high_kw[1] == pytest.approx(np.quantile(members, 0.9, axis=0))
    assert planted.daily_kwh[1] == pytest.approx(members.sum(axis=1).mean())
    load = planted.hourly_kw[:, 17:21].sum()
    assert planted.window_share[1] == pytest.approx(members[:, 17:21].sum() / load)
    assert planted.window_share.sum() == pytest.approx(1)


def test_the_codebook_scores_its_own_customers_alike(planted):
    cut, _ = winsorise(shapes(planted.hourly_kw), planted.caps)
    away = ((cut[:, None] - planted.codebook) ** 2).sum(axis=2)
    assert np.array_equal(away.argmin(axis=1) + 1, planted.number)


def test_customers_set_aside_are_not_in_it():
    kw, _ = five_kinds(100, 1)
    kw[3] = np.nan
    found = segments_of(profiles_of(kw, ["vacant" if i == 3 else "" for i in range(100)]))
    assert len(found.customer_id) == 99
    assert "C0003" not in found.customer_id


def test_a_missing_hour_is_filled():
    kw, _ = five_kinds(100, 1)
    kw[3, 2] = np.nan
    found = segments_of(profiles_of(kw))
    assert found.hourly_kw[3, 2] == pytest.approx((kw[3, 1] + kw[3, 3]) / 2)
    assert not np.isnan(found.mean_kw).any()


def test_a_fit_of_other_customers_is_refused():
    profiles = profiles_of(five_kinds(50, 1)[0])
    other = fit(shapes(five_kinds(40, 1)[0]), 2, 1)
    with pytest.raises(ValueError) as error:
        segment(profiles, other, np.ones(24), "root_share", (17, 21), 1)
    assert str(error.value) == "The fit has 40 customers; 50 of the profiles are kept."


def test_everybody_can_be_one_segment():
    found = segments_of(profiles_of(five_kinds(50, 1)[0]), k=1)
    assert found.sizes.tolist() == [50]
    assert found.label(1).startswith("1 ")


def test_order_of_customers_changes_neither_number_nor_name():
    kw, _ = five_kinds(200, 4)
    order = np.random.default_rng(0).permutation(200)
    one, other = segments_of(profiles_of(kw), k=7), segments_of(profiles_of(kw[order]), k=7)
    assert one.names == other.names
    assert np.array_equal(one.number[order], other.number)


def test_numbers_may_leave_gaps_and_everything_is_told_in_their_order(planted):
    gaps = replace(planted, numbers=(1, 2, 4, 5, 9))
    assert gaps.label(4) == f"4 {planted.names[2]}"
    assert gaps.row(9) == 4
    assert list(gaps.named) == [1, 2, 4, 5, 9]
    assert planted.numbers == (1, 2, 3, 4, 5)
