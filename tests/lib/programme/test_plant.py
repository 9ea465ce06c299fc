"""The list as a power plant, and load moved into hours of plenty: by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from lib.programme.plant import above_base, abundance, plant


def day(**kw):
    """A day of 1 kW with other loads in hours like h17=3."""
    made = np.ones(24)
    for hour, value in kw.items():
        made[int(hour[1:])] = value
    return made


HOURLY = np.array([day(h17=2, h18=4, h19=2, h20=2), day(h17=2, h18=2, h19=4, h20=2)])
ASKED = np.array([True, True])


def listed(p50=9.0, p90=6.0):
    ranking = SimpleNamespace(expected_kw=np.array([6.0, 4.0]))
    return ranking, SimpleNamespace(asked=ASKED, expected_kw=10.0, p50_kw=p50, p90_kw=p90)


def test_an_hour_gives_as_the_load_above_base_is():
    """A has 1, 3, 1, 1 above its base: mean 1.5, so 6 kW are 4, 12, 4, 4; B 4 kW are 2.67, 2.67, 8, 2.67."""
    found = plant(*listed(), HOURLY, (17, 21))
    kw = np.array([4 + 8 / 3, 12 + 8 / 3, 4 + 8, 4 + 8 / 3])
    assert found.p50_kw == pytest.approx(0.9 * kw)
    assert found.p90_kw == pytest.approx(0.6 * kw)
    assert found.p50_kw.mean() == pytest.approx(9)  # the mean over the window is the window's own


def test_what_is_sustained_is_the_weakest_hour():
    assert plant(*listed(), HOURLY, (17, 21)).sustained_kw == pytest.approx(0.6 * 20 / 3)


def test_shorter_offers_are_larger_and_begin_in_their_best_hour():
    one, two, *_, four = plant(*listed(), HOURLY, (17, 21), block_kw=1.9).offers
    assert (one.hours, one.first, one.kw) == (1, 18, pytest.approx(0.6 * 44 / 3))
    assert (two.first, two.kw, two.blocks) == (18, pytest.approx(7.2), 3)
    assert (four.first, four.kw, four.blocks) == (17, pytest.approx(4), 2)


def test_coincidence_is_one_where_all_peak_at_once():
    """A's highest is 3 at 18:00, B's 3 at 19:00: together 4 of 6."""
    assert plant(*listed(), HOURLY, (17, 21)).coincidence == pytest.approx(4 / 6)
    same = np.array([HOURLY[0], HOURLY[0]])
    assert plant(*listed(), same, (17, 21)).coincidence == pytest.approx(1)


def test_nothing_is_above_base_in_a_flat_day():
    assert above_base(np.ones((1, 24))).sum() == 0


def test_load_moves_into_the_cheapest_hours_from_those_near_them():
    price = np.full(24, 0.2)
    price[11:14] = 0.02
    near, far = day(h15=3), day(h20=3)
    found = abundance(price, "price", np.array([far, near]))
    assert found.window == (11, 14)
    assert found.near_kw.tolist() == pytest.approx([0, 2 / 6])  # six hours lie near: 8, 9, 10, 14, 15, 16
    assert found.rows.tolist() == [1, 0]
