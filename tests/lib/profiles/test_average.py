"""The mean day and the figures of targets, by numbers that can be checked by hand."""

from datetime import datetime, timedelta

import ibis
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.findings import Refusal
from lib.profiles.average import average, set_aside
from lib.profiles.system import event_days, observe
from lib.readings.demo import spool_territory
from lib.readings.synthesis import synthesize
from tests.lib.readings.made import MONDAY, hours, read, write

# Five weekdays. Outside 17-21 both use 0.5 kW at night (0-5) and 1 kW by day; in the window these kW:
A = [1, 2, 3, 4, 5]
B = [3, 1, 3, 1, 2]


def week(customer, day, hour):
    if 17 <= hour < 21:
        return float((A if customer == "A" else B)[day])
    return 0.5 if hour < 6 else 1.0


@pytest.fixture
def made(tmp_path):
    """System and profiles of rows written to a file."""

    def make(rows, **choices):
        readings = read(write(tmp_path / "a.csv", rows))
        system = observe(readings)
        return system, average(readings, system, **choices)

    return make


def test_the_mean_day(made):
    _, profiles = made(hours("AB", 5, week))
    assert list(profiles.customer_id) == ["A", "B"]
    assert list(profiles.hourly_kw[0]) == [0.5] * 6 + [1.0] * 11 + [3.0] * 4 + [1.0] * 3
    assert list(profiles.hourly_kw[1]) == [0.5] * 6 + [1.0] * 11 + [2.0] * 4 + [1.0] * 3
    assert list(profiles.daily_kwh) == [29.0, 25.0]
    assert list(profiles.window_mean((17, 21))) == [3.0, 2.0]
    assert list(profiles.like_days) == list(profiles.valid_days) == [5, 5]
    assert list(profiles.completeness) == [1.0, 1.0]


def test_the_days_like_events(made):
    system, profiles = made(hours("AB", 5, week))
    events = event_days(system, (17, 21))
    # Means of both: 2, 1.5, 3, 2.5, 3.5; their mean is 2.5. The three highest are Friday, Wednesday, Thursday.
    assert list(events.excess) == [-0.5, -1.0, 0.5, 0.0, 1.0]
    assert profiles.figures.event_days == ("2026-06-03", "2026-06-04", "2026-06-05")
    # Mean of 0.5, 0 and 1 less the 5th percentile, which lies a fifth of the way from -1 to -0.5.
    assert profiles.figures.day_span == pytest.approx(0.5 - (-0.9))
    assert profiles.figures.system_hours == (*(f"2026-06-05 {h}" for h in (17, 18, 19, 20)), "2026-06-03 17")


def test_the_figures(made):
    figures = made(hours("AB", 5, week))[1].figures
    assert list(figures.window_kw) == [4.0, 2.0]  # (3 + 4 + 5) / 3 and (3 + 1 + 2) / 3
    assert list(figures.mean_window_kw) == [3.0, 2.0]
    assert list(figures.base_kw) == [0.5, 0.5]
    assert figures.mean_kw == pytest.approx([29 / 24, 25 / 24])
    assert list(figures.coincident_kw) == [4.6, 2.2]  # (4 x 5 + 3) / 5 and (4 x 2 + 3) / 5
    # Of 120 hours the 99th percentile stands at place 117.81 from 0; A has 5 kW from place 116, B 3 kW from 112.
    assert list(figures.p99_kw) == [5.0, 3.0]
    assert list(figures.hot_days) == [3, 3]
    assert list(figures.hot_days_up) == [2, 1]  # of A 4 and 5 above 3; of B 3 above 2


def test_the_base_is_the_mean_of_the_six_lowest_hours(made):
    figures = made(hours("AB", 5, lambda c, d, h: 24.0 - h if c == "A" else 1.0))[1].figures
    assert list(figures.base_kw) == [3.5, 1.0]  # (1 + 2 + 3 + 4 + 5 + 6) / 6


def test_the_weather_line(made):
    # D = -.5, -1, .5, 0, 1: S_dd = 2.5.  A less 3: -2, -1, 0, 1, 2: S_yd = 1 + 1 + 0 + 0 + 2 = 4, S_yy = 10.
    # B less 2: 1, -1, 1, -1, 0: S_yd = -.5 + 1 + .5 + 0 + 0 = 1, S_yy = 4.
    # Residuals: 10 - 1.6 x 4 = 3.6 and 4 - .4 x 1 = 3.6, over 5 - 1 - 1 = 3 days: variance 1.2.
    figures = made(hours("AB", 5, week))[1].figures
    assert figures.slope == pytest.approx([4 / 2.5, 1 / 2.5])
    assert figures.window_sd == pytest.approx([1.2**0.5] * 2)
    assert figures.slope_se == pytest.approx([(1.2 / 2.5) ** 0.5] * 2)
    assert figures.fitted_kw == pytest.approx([3 + 1.6 * 0.5, 2 + 0.4 * 0.5])


def test_each_day_type_has_its_own_level(made):
    # On weekends A uses 2 kW more in the window, and the slope does not see it: D and load are taken about their own.
    def with_weekend(customer, day, hour):
        if day < 5:
            return week(customer, day, hour)
        return week(customer, 2, hour) + (2.0 if customer == "A" and 17 <= hour < 21 else 0.0)

    figures = made(hours("AB", 7, with_weekend))[1].figures
    assert figures.slope == pytest.approx([1.6, 0.4])
    assert figures.mean_window_kw == pytest.approx([(15 + 5 + 5) / 7, (10 + 3 + 3) / 7])
    # Two levels and one slope: 7 - 2 - 1 = 4 days of freedom.
    assert figures.window_sd == pytest.approx([(3.6 / 4) ** 0.5] * 2)


def test_too_few_days_have_no_slope(made):
    figures = made(hours("AB", 4, week))[1].figures  # 4 - 1 - 1 = 2 days of freedom
    assert np.isnan([figures.slope, figures.slope_se, figures.window_sd]).all()
    assert figures.fitted_kw == pytest.approx(figures.mean_window_kw)


def test_a_day_with_a_gap_in_the_window_says_nothing_of_the_window(made):
    rows = [
        row
        for row in hours("AB", 5, week)
        if not (row[0] == "A" and row[1] == MONDAY + timedelta(hours=4 * 24 + 18))
    ]
    figures = made(rows)[1].figures
    assert list(figures.hot_days) == [2, 3]
    assert figures.window_kw[0] == (3 + 4) / 2


def test_a_customer_who_was_not_there_throughout_has_a_line_of_its_own_days(made):
    # Four weeks; A begins on the ninth day. Its mean D is not zero then, and the line goes through its own means.
    load = np.random.default_rng(1).integers(1, 9, (2, 28)).astype(float)
    rows = hours("B", 28, lambda c, d, h: load[1, d] if 17 <= h < 21 else 1.0)
    rows += hours(
        "A", 20, lambda c, d, h: load[0, d + 8] if 17 <= h < 21 else 1.0, MONDAY + timedelta(days=8)
    )
    system, profiles = made(rows)
    events = event_days(system, (17, 21))
    mine, weekend = slice(8, 28), system.weekend[8:]
    beside = np.column_stack([weekend, ~weekend, events.excess[mine]]).astype(float)
    line = np.linalg.lstsq(beside, load[0, mine], rcond=None)[0]
    called = events.event_like[mine]
    assert abs(events.excess[mine].mean()) > 0.1
    assert profiles.figures.slope[0] == pytest.approx(line[2])
    assert profiles.figures.fitted_kw[0] == pytest.approx((beside @ line)[called].mean())


def test_weekdays_and_weekends_have_mean_days_of_their_own(made):
    rows = hours("AB", 14, lambda c, d, h: 1.0 + h % 2 if d % 7 < 5 else 5.0 + h % 2)
    assert made(rows, day_type="weekday")[1].hourly_kw[0, :2].tolist() == [1.0, 2.0]
    _, weekend = made(rows, day_type="weekend")
    assert weekend.hourly_kw[0, :2].tolist() == [5.0, 6.0]
    assert (weekend.like_days[0], weekend.valid_days[0], weekend.day_type) == (4, 14, "weekend")
    assert weekend.figures.mean_kw[0] == pytest.approx((10 * 1.5 + 4 * 5.5) / 14)  # figures use all days


def test_a_season_has_a_mean_day_of_its_own(made):
    rows = hours("AB", 60, lambda c, d, h: 1.0 + h % 2 if d < 30 else 3.0 + h % 2, datetime(2026, 5, 2))
    _, spring = made(rows, season="spring")  # 2 to 31 May: 30 days
    _, summer = made(rows, season="summer")  # 1 to 30 June: 30 days
    assert (spring.hourly_kw[0, 0], summer.hourly_kw[0, 0]) == (1.0, 3.0)
    assert (spring.valid_days[0], summer.valid_days[0]) == (30, 30)
    assert all(day < "2026-06" for day in spring.figures.event_days)
    assert (spring.figures.p99_kw[0], summer.figures.p99_kw[0]) == (2.0, 4.0)


def test_completeness_is_of_the_season_alone(made):
    # January and February, and December of the same year: the winter is whole, though nine months lie between.
    rows = hours("AB", 59, first=datetime(2026, 1, 1)) + hours("AB", 31, first=datetime(2026, 12, 1))
    rows = [row for row in rows if row[:2] != ("A", datetime(2026, 1, 5, 7))]
    _, winter = made(rows, season="winter")
    assert list(winter.completeness) == pytest.approx([1 - 1 / (90 * 24), 1.0])


def test_completeness_counts_intervals_not_hours(made):
    rows = hours("AB", 10, minutes=15)
    rows = [row for row in rows if row[:2] != ("A", MONDAY + timedelta(hours=30))]
    _, profiles = made(rows)
    assert list(profiles.completeness) == pytest.approx([959 / 960, 1.0])
    assert profiles.hourly_kw[1, 0] == 4 * (1 + 1.25 + 1.5 + 1.75) / 4  # kWh of four quarters, as kW


def test_an_hour_that_comes_twice_is_averaged(made):
    sunday = datetime(2026, 10, 25)
    rows = hours("AB", 1, lambda c, d, h: 1.0 + h % 2, sunday) + [
        (c, sunday + timedelta(hours=2), 3.0) for c in "AB"
    ]
    system, profiles = made([row for row in rows if row[:2] != ("A", sunday + timedelta(hours=7))])
    assert (profiles.hourly_kw[0, 2], system.kw[0, 2], system.customers[0, 2]) == (2.0, 2.0, 2)
    assert list(profiles.completeness) == [
        23 / 24,
        1.0,
    ]  # the hour that comes twice does not stand for another


def test_nobody_is_lost_who_has_no_day_of_the_kind(made):
    rows = hours("AB", 5, week) + hours("C", 7, lambda c, d, h: 1 + h % 2, MONDAY)
    _, profiles = made(rows, day_type="weekend")
    assert list(profiles.customer_id) == ["A", "B", "C"]
    assert list(profiles.reason) == ["few days"] * 3
    assert np.isnan(profiles.hourly_kw[:2]).all()


def test_a_kind_of_day_that_is_not_there_is_refused(made):
    with pytest.raises(Refusal) as caught:
        made(hours("AB", 5, week), day_type="weekend", season="winter")
    assert str(caught.value) == (
        "No day between 2026-06-01 and 2026-06-05 is of the kind chosen (Winter and Weekends). Choose another."
    )


def test_who_is_set_aside_and_why():
    kw = np.full((5, 24), 1.0)
    kw[1] = 0.004  # 0.096 kWh a day
    kw[2, 3] = np.nan
    kw[3] = np.nan
    reason, findings = set_aside(kw, np.array([7, 30, 30, 30, 6]))
    assert list(reason) == ["", "vacant", "missing hours", "missing hours", "few days"]
    assert [(f.code, f.count, f.message) for f in findings] == [
        ("vacant", 1, "1 customer uses less than 0.1 kWh a day: vacant, or a meter that does not send."),
        ("missing_hours", 2, "2 customers have no reading at all in some hour of the day."),
        (
            "few_days",
            1,
            "1 customer has fewer than 7 whole days of the kind chosen: too few for a typical day.",
        ),
    ]


def same(a, b):
    """Equal to the last bit, NaN equal to NaN."""
    numbers = (
        "window_kw",
        "fitted_kw",
        "mean_window_kw",
        "base_kw",
        "slope",
        "slope_se",
        "window_sd",
        "coincident_kw",
    )
    pairs = [
        (a.hourly_kw, b.hourly_kw),
        (a.completeness, b.completeness),
        (a.figures.p99_kw, b.figures.p99_kw),
    ]
    pairs += [(getattr(a.figures, name), getattr(b.figures, name)) for name in numbers]
    return all(np.array_equal(x, y, equal_nan=True) for x, y in pairs) and list(a.reason) == list(b.reason)


def territory_rows(seed, customers=4, days=16):
    """Readings of three decimals, as meters give them; means over 16 days lie exactly between two of 1e-9 or not."""
    kwh = np.random.default_rng(seed).integers(1, 4000, (customers, days, 24)) / 1000
    return hours([f"C{i}" for i in range(customers)], days, lambda c, d, h: kwh[int(c[1:]), d, h])


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**31))
def test_the_order_of_rows_changes_nothing(tmp_path, seed):
    rows = territory_rows(seed)
    a = read(write(tmp_path / "a.csv", rows))
    np.random.default_rng(seed).shuffle(rows)
    b = read(write(tmp_path / "b.csv", rows))
    assert a.energy_kwh == b.energy_kwh
    assert same(average(a, observe(a)), average(b, observe(b)))


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**31))
def test_days_that_come_again_change_nothing_in_the_mean_day(tmp_path, seed):
    rows = territory_rows(seed)
    later = [
        (customer, start + timedelta(days=28), kwh) for customer, start, kwh in rows
    ]  # the same weekdays
    once, twice = read(write(tmp_path / "a.csv", rows)), read(write(tmp_path / "b.csv", rows + later))
    a, b = average(once, observe(once)), average(twice, observe(twice))
    assert np.array_equal(a.hourly_kw, b.hourly_kw)
    assert np.array_equal(a.figures.base_kw, b.figures.base_kw)
    assert b.figures.slope == pytest.approx(a.figures.slope, abs=1e-6)
    assert list(b.like_days) == list(2 * a.like_days)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**31), st.sampled_from([2.0, 0.5, 64.0]))
def test_twice_the_load_is_twice_every_kw(tmp_path, seed, factor):
    rows = territory_rows(seed)
    scaled = [(customer, start, kwh * factor) for customer, start, kwh in rows]
    one, other = read(write(tmp_path / "a.csv", rows)), read(write(tmp_path / "b.csv", scaled))
    a, b = average(one, observe(one)), average(other, observe(other))
    assert b.hourly_kw == pytest.approx(factor * a.hourly_kw, abs=1e-7)
    assert b.figures.window_kw == pytest.approx(factor * a.figures.window_kw, abs=1e-7)
    assert b.figures.slope == pytest.approx(a.figures.slope, abs=1e-5)  # both kW and D are scaled
    assert b.figures.event_days == a.figures.event_days


def test_profiles_are_the_same_to_the_last_bit_however_often_and_on_however_many_threads(
    tmp_path, monkeypatch
):
    # 128 days of readings with three decimals: half of all means lie exactly between two multiples of 1e-9.
    readings = spool_territory(synthesize(80, 128, 15), tmp_path)
    connect = ibis.duckdb.connect
    made = []
    for threads in (1, 2, 2):
        monkeypatch.setattr(
            ibis.duckdb, "connect", lambda n=threads, **settings: connect(**{**settings, "threads": n})
        )
        system = observe(readings)
        made.append((system.kw, average(readings, system)))
    for kw, profiles in made[1:]:
        assert np.array_equal(kw, made[0][0], equal_nan=True)
        assert same(profiles, made[0][1])


def test_the_day_the_clocks_go_forward_is_whole_and_a_shorter_one_is_not(made):
    rows = hours("AB", 8)
    gone = {
        ("A", MONDAY + timedelta(hours=hour)) for hour in (2, 26, 27)
    }  # one hour of the first day, two of the second
    _, profiles = made([row for row in rows if row[:2] not in gone])
    assert list(profiles.valid_days) == [7, 8]
