import numpy as np
import pytest

from lib.mix import MIX
from lib.readings.synthesis.habits import ARCHETYPES, USES
from lib.readings.synthesis.households import bump, draw_households, use_curves, with_new_cars
from lib.readings.synthesis.parameters import check


def households(customers=1000, days=56, noise=0.3, mix=MIX, gaps=True, seed=0):
    parameters = check(customers, days, 60, seed, noise, mix, "archetypes", gaps)
    return draw_households(parameters, np.random.default_rng(seed))


def test_the_mix_is_met_to_the_last_customer():
    counts = np.bincount(households().kind, minlength=7)
    assert counts.tolist() == [300, 220, 180, 120, 180, 0, 0]


def test_what_is_left_over_goes_to_the_largest_remainders():
    # 10 customers: 3.0, 2.2, 1.8, 1.2, 1.8: the two left over go to the two of .8.
    counts = np.bincount(households(10).kind, minlength=7)
    assert counts.tolist() == [3, 2, 2, 1, 2, 0, 0]


def test_the_order_of_customers_tells_neither_archetype_nor_size():
    homes = households()
    order = np.arange(len(homes))
    assert abs(np.corrcoef(order, homes.size)[0, 1]) < 0.1
    for kind in range(5):
        assert order[homes.kind == kind].mean() == pytest.approx(499.5, abs=75)


def test_size_is_lognormal_with_mean_one():
    size = households(20_000).size
    assert size.mean() == pytest.approx(1, abs=0.02)
    assert np.log(size).std() == pytest.approx(0.42, abs=0.01)


def test_only_charging_customers_have_a_charger():
    homes = households()
    charging = homes.kind == list(ARCHETYPES).index("night_charging")
    assert not homes.charger_kw[~charging].any()
    kw = homes.charger_kw[charging]
    assert ((kw == 7) | ((kw >= 2) & (kw <= 3.6))).all()
    assert 0 < (kw == 7).sum() < 30


def test_a_strong_charger_charges_on_fewer_nights():
    homes = households(5000)
    assert (
        homes.nights[homes.charger_kw == 7].max()
        < homes.nights[(homes.charger_kw > 0) & (homes.charger_kw < 7)].min()
    )


def test_without_noise_customers_of_one_kind_keep_the_same_hours():
    homes = households(noise=0.0)
    assert not homes.late.any()
    flat = homes.use_kwh[homes.kind == 4] / homes.size[homes.kind == 4, None]
    assert np.ptp(flat, axis=0) == pytest.approx(0, abs=1e-4)


def test_customers_are_late_by_about_half_an_hour():
    late = households(10_000).late
    assert late.std() == pytest.approx(0.42, abs=0.02)
    assert np.abs(late).max() <= 1.05 + 1e-6


def test_three_customers_start_in_the_last_two_weeks():
    homes = households()
    first = homes.first_day[homes.first_day > 0]
    assert len(first) == 3
    assert ((56 - first >= 6) & (56 - first <= 13)).all()
    assert not homes.gappy[homes.first_day > 0].any()


def test_everybody_starts_on_the_first_day_where_there_is_but_one_or_gaps_are_off():
    assert not households(days=1).first_day.any()
    whole = households(gaps=False)
    assert not whole.first_day.any()
    assert not whole.gappy.any()


def test_gaps_change_nothing_else():
    with_gaps, whole = households(gaps=True), households(gaps=False)
    assert (with_gaps.use_kwh == whole.use_kwh).all()
    assert (with_gaps.threshold_c == whole.threshold_c).all()


def test_curves_hold_the_energy_of_each_use():
    homes = households(50)
    assert use_curves(homes, weekend=False).sum(axis=2) == pytest.approx(homes.use_kwh, rel=1e-4)


def test_at_the_weekend_breakfast_is_later_and_commerce_less():
    homes = households(50, mix={"twin_peak": 0.5, "daytime": 0.5}, noise=0.0)
    week, weekend = use_curves(homes, False), use_curves(homes, True)
    breakfast, commerce = list(USES).index("breakfast"), list(USES).index("commerce")
    assert week[:, breakfast].argmax(axis=1).max() < weekend[:, breakfast].argmax(axis=1).min()
    daytime = homes.kind == 2
    assert weekend[daytime, commerce].sum(axis=1) == pytest.approx(
        0.7 * week[daytime, commerce].sum(axis=1), rel=1e-4
    )


def test_a_bump_goes_round_midnight():
    day = bump(np.array([0.5], np.float32), np.array([1.0], np.float32))[0]
    assert day[0] == 1
    assert day[1] == pytest.approx(np.exp(-0.5))
    assert day[23] == day[1]


def test_new_cars_come_to_homes_without_one_and_change_nothing_else():
    before = households(400)
    after = with_new_cars(before, 0.1, 28, 0.3, np.random.default_rng(1))
    new = after.car_from > 0
    assert new.sum() == 40
    assert not before.charger_kw[new].any() and (after.charger_kw[new] >= 2).all()
    assert set(after.car_from[new]) == {28}
    assert np.array_equal(before.charger_kw[~new], after.charger_kw[~new])
    assert np.array_equal(before.use_kwh, after.use_kwh)
