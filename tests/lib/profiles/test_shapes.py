import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.preprocessing import StandardScaler

from lib.allowed import SCALINGS
from lib.profiles.shapes import ROW_WISE, fill_hours, shapes, winsorise

# Twelve hours at 1 kW, twelve at 3 kW: 48 kWh, mean 2 kW, spread 1 kW.
STEP = np.repeat([1.0, 3.0], 12)[None]


@pytest.mark.parametrize(
    ("scaling", "low", "high"),
    [
        ("root_share", np.sqrt(1 / 48), np.sqrt(3 / 48)),
        ("share", 1 / 48, 3 / 48),
        ("peak", 1 / 3, 1.0),
        ("range", 0.0, 1.0),
        ("zscore", -1.0, 1.0),
        ("per_hour", 0.0, 0.0),
        ("kw", 1.0, 3.0),
    ],
)
def test_a_day_of_two_levels_under_each_scaling(scaling, low, high):
    assert shapes(STEP, scaling)[0] == pytest.approx([low] * 12 + [high] * 12)


def test_per_hour_is_the_standard_scaler():
    profiles = np.random.default_rng(0).uniform(0.1, 3.0, (50, 24))
    assert shapes(profiles, "per_hour") == pytest.approx(StandardScaler().fit_transform(profiles))


def test_an_exporter_is_taken_relative_to_the_mean_of_what_flows_either_way():
    exporter = np.repeat([1.0, -1.0], 12)[None]  # nothing in sum, 24 kWh in flow
    assert shapes(exporter, "share")[0] == pytest.approx([1 / 24] * 12 + [-1 / 24] * 12)
    assert shapes(exporter, "root_share")[0] == pytest.approx([24**-0.5] * 12 + [-(24**-0.5)] * 12)


def test_nothing_jumps_where_the_sum_passes_zero():
    importer, exporter = np.repeat([1.0, -0.999], 12)[None], np.repeat([1.0, -1.001], 12)[None]
    for scaling in ROW_WISE:
        assert shapes(importer, scaling) == pytest.approx(shapes(exporter, scaling), abs=2e-3)


@pytest.mark.parametrize("scaling", ["range", "zscore"])
@pytest.mark.parametrize("level", [0.1, 1 / 3, 700.0])
def test_a_constant_day_has_neither_range_nor_spread(scaling, level):
    assert shapes(np.full((1, 24), level), scaling) == pytest.approx(np.zeros((1, 24)))


@pytest.mark.parametrize("scaling", SCALINGS)
def test_a_customer_without_use_has_a_shape_of_zeros(scaling):
    assert not shapes(np.zeros((2, 24)), scaling).any()


def test_missing_hours_lie_between_their_neighbours_around_midnight():
    day = np.full((1, 24), 2.0)
    day[0, [22, 23, 0, 1]] = [1.0, np.nan, np.nan, 4.0]
    assert fill_hours(day)[0, [22, 23, 0, 1]] == pytest.approx([1.0, 2.5, 2.5, 4.0])


def test_one_known_hour_fills_the_day_and_none_fills_nothing():
    days = np.full((2, 24), np.nan)
    days[0, 7] = 1.5
    assert fill_hours(days)[0] == pytest.approx(np.full(24, 1.5))
    for scaling in SCALINGS:
        assert np.isnan(shapes(days, scaling)[1]).all()
        assert not np.isnan(shapes(days, scaling)[0]).any()


def test_filling_leaves_the_profiles_of_the_caller_alone():
    day = np.full((1, 24), 2.0)
    day[0, 3] = np.nan
    fill_hours(day)
    assert np.isnan(day[0, 3])


def test_kw_shapes_are_a_copy():
    profiles = np.ones((1, 24))
    shapes(profiles, "kw")[0, 0] = 9.0
    assert profiles[0, 0] == 1.0


def test_winsorising_cuts_the_highest_fiftieth_of_each_hour():
    rows = np.tile(np.arange(101.0)[:, None], 24)
    cut, caps = winsorise(rows)
    assert caps == pytest.approx(np.full(24, 98.0))
    assert cut[:, 0] == pytest.approx([*range(99), 98, 98])


def test_caps_of_a_population_serve_those_who_come_later():
    later, caps = winsorise(np.full((1, 24), 5.0), caps=np.full(24, 2.0))
    assert later == pytest.approx(np.full((1, 24), 2.0))
    assert caps == pytest.approx(np.full(24, 2.0))


def test_an_unknown_scaling_is_told_with_those_there_are():
    with pytest.raises(ValueError) as error:
        shapes(STEP, "log")
    assert str(error.value) == (
        "scaling is 'log'; it must be one of root_share, share, peak, range, zscore, per_hour, kw."
    )


def test_profiles_of_another_width_are_refused():
    with pytest.raises(ValueError) as error:
        shapes(np.ones((3, 47)))
    assert str(error.value) == "profiles have the shape (3, 47); expected one row a customer, 24 hours."


days = arrays(np.float64, (4, 24), elements=st.floats(0.01, 50.0))


@settings(max_examples=20, deadline=None)
@given(profiles=days, factor=st.floats(0.01, 100.0))
def test_size_drops_out_of_every_row_wise_scaling(profiles, factor):
    for scaling in ROW_WISE:
        assert shapes(profiles * factor, scaling) == pytest.approx(shapes(profiles, scaling), abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(profiles=days)
def test_a_customer_scores_alone_as_among_others(profiles):
    for scaling in ROW_WISE:
        assert np.array_equal(shapes(profiles[2:3], scaling), shapes(profiles, scaling)[2:3])


@settings(max_examples=20, deadline=None)
@given(profiles=days)
def test_squared_root_shares_are_a_distribution_of_the_day(profiles):
    assert (shapes(profiles) ** 2).sum(axis=1) == pytest.approx(np.ones(4))
