"""The business case by hand, and its properties."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.findings import Refusal
from lib.programme.assumptions import USUAL, Assumption, changes, check, edited, usual
from lib.programme.bills import Tariff, bills
from lib.programme.business import Size, annuity, business_case, size_of, year
from lib.programme.duration import days_to_call, duration

BASE = {each.name: each.base for each in USUAL}
HUNDRED = Size(1000, 120.0, (80.0, 100.0, 130.0), 140.0)


def line(found, name):
    return dict(found.lines)[name]


def test_a_hundred_firm_kw_earn_8640_a_year():
    """100 x .8 x 1.08 x 100 $/kW-year."""
    assert line(year(HUNDRED, 100, BASE), "Avoided capacity") == pytest.approx(8640)


def test_energy_is_what_is_saved_less_what_comes_back():
    """100 kW x 12 events x 3 h x (.10 - .3 x .06) x 1.08."""
    assert line(year(HUNDRED, 100, BASE), "Energy") == pytest.approx(100 * 36 * 0.082 * 1.08)


def test_what_is_spent_once_is_spread_over_the_years():
    """1,000 letters at 4 $ and 120 devices at 60 $ over 5 years without interest: 800 and 1,440 $ a year."""
    found = year(HUNDRED, 100, BASE | {"discount": 0.0})
    assert (line(found, "Contacts"), line(found, "Devices")) == (pytest.approx(-800), pytest.approx(-1440))
    assert found.once == 11_200
    assert annuity(0.06, 5) == pytest.approx(0.2374, abs=1e-4)


def test_at_the_break_even_the_year_comes_out_even():
    found = business_case(HUNDRED, USUAL)
    assert year(HUNDRED, found.break_even_kw, BASE).net == pytest.approx(0)
    assert found.break_even_each_kw == pytest.approx(found.break_even_kw / 120)


def test_payback_is_what_was_spent_once_over_what_a_year_leaves():
    """A year leaves gains less incentives (3,000) and platform (720); 11,200 were spent once."""
    found = business_case(HUNDRED, USUAL)
    assert found.payback == pytest.approx(11_200 / (found.base.gain - 3000 - 720))
    dear = edited("incentive=100/100/100", USUAL)
    assert business_case(HUNDRED, dear).payback == float("inf")


def test_deferral_counts_when_it_is_given():
    assert "Deferred lines" not in dict(business_case(HUNDRED, USUAL).base.lines)
    given_one = edited("deferral=0/50/80", USUAL)
    assert line(business_case(HUNDRED, given_one).base, "Deferred lines") == pytest.approx(4320)


def test_the_tornado_begins_with_what_moves_most_and_leaves_out_what_moves_nothing():
    swings = business_case(HUNDRED, USUAL).swings
    widths = [abs(high - low) for _, low, high in swings]
    assert widths == sorted(widths, reverse=True)
    assert swings[0][0] == "Avoided capacity"  # 4,320 to 10,368
    assert "Staff and other fixed costs" not in {name for name, _, _ in swings}


def test_nobody_asked_earns_and_costs_nothing():
    found = business_case(Size(0, 0.0, (0.0, 0.0, 0.0), 0.0), USUAL)
    assert (found.base.gain, found.base.cost, found.break_even_each_kw) == (0, 0, float("inf"))


@given(st.floats(0, 500), st.floats(0, 500))
def test_more_firm_kw_never_earn_less(one, more):
    assert year(HUNDRED, one + more, BASE).net >= year(HUNDRED, one, BASE).net - 1e-9


def test_low_is_worse_than_base_and_base_than_high():
    found = business_case(HUNDRED, USUAL)
    assert found.low.net < found.base.net < found.high.net


def test_the_size_of_a_list():
    """P50 100, P90 80: certain to .975 is 100 x .8^(1.96 / 1.2816)."""
    ranking = SimpleNamespace(participation=np.array([0.5, 0.25, 0.1]))
    chosen = SimpleNamespace(
        p50_kw=100.0, p90_kw=80.0, expected_kw=103.0, selected=2, asked=np.array([1, 1, 0], bool)
    )
    found = size_of(ranking, chosen)
    assert found.firm_kw == pytest.approx((100 * 0.8 ** (1.95996 / 1.28155), 80, 100), rel=1e-4)
    assert (found.asked, found.enrolled) == (2, 0.75)


def test_assumptions_are_edited_by_text_and_back():
    text = "capacity=40/90/120; fixed=900/500/300"
    made = edited(text, USUAL)
    assert changes(made, USUAL) == text
    assert {each.name: each.source for each in made}["capacity"] == "yours"
    assert edited("capacity=4/x/1; nonsense; derate=.5/1.5/.6", USUAL) == USUAL


def test_a_share_above_one_is_refused():
    with pytest.raises(Refusal) as why:
        check(Assumption("derate", "Of firm kW that count", "share", 0.7, 1.2, 0.9))
    assert str(why.value) == "Of firm kW that count: 1.2 lies outside 0 to 1 share."


def test_costs_of_the_list_are_those_of_the_case():
    made = {each.name: each for each in usual(8, 60, 25)}
    assert made["contact"].values == (12, 8, 4)
    assert made["enrolment"] == {each.name: each for each in USUAL}["enrolment"]


def test_the_peak_goes_down_by_what_is_cut_and_comes_up_after():
    """Two days, 10 kW at 18:00 and 9 at 21:00: a cut of 2 kW for 4 h of which half comes back as 2 kW at 21 and 22."""
    load = np.full((2, 24), 5.0)
    load[1, 18], load[1, 21] = 10.0, 9.0
    found = duration(np.array(["2026-07-01", "2026-07-02"], "datetime64[D]"), load, (17, 21), 2.0, 1, 0.5)
    assert found.called == ("2026-07-02",)
    assert found.before_kw[:3].tolist() == [10, 9, 5]
    assert found.after_kw[:3].tolist() == [11, 8, 7]  # 9 + 2, 10 - 2, 5 + 2
    assert found.peak_cut_kw == -1


def test_not_three_days_running():
    dates = np.arange("2026-07-01", "2026-07-06", dtype="datetime64[D]")
    assert days_to_call(dates, np.array([5.0, 4.0, 3.0, 2.0, np.nan]), 3) == [0, 1, 3]


def test_bills_by_hand():
    """1 kW in every hour, of which .5 kW moves out of 4 hours: 8,760 kWh."""
    tariff = Tariff(flat=0.15, peak=0.30, off_peak=0.12, rebate=1.0)
    found = bills(np.ones((1, 24)), np.array([0.5]), (17, 21), tariff, 36)
    assert found.now[0] == pytest.approx(8760 * 0.15)
    assert found.time_of_use[0] == pytest.approx(365 * (4 * 0.30 + 20 * 0.12))
    assert found.shifted[0] == pytest.approx(found.time_of_use[0] - 365 * 4 * 0.5 * 0.18)
    assert found.rebate[0] == pytest.approx(8760 * 0.15 - 18)
