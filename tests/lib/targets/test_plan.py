"""In which order customers are asked when more than expected kW matters."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.findings import Refusal
from lib.limits import Limit, parse_limits
from lib.targets import portfolio
from lib.targets.blend import Weights, blend_cost, weighted_kw
from lib.targets.costs import Costs
from lib.targets.plan import Plan, queue
from tests.lib.targets import made

LIST = made.ranking([0.2] * 6, [6.0, 5.0, 4.0, 3.0, 2.0, 1.0])  # 00000 is first
FEEDER = {"feeder": np.array(["A", "A", "A", "B", "B", "B"])}
NOBODY = np.zeros(6, dtype=bool)
GRADED = replace(LIST, confidence_grade=np.array(["A", "B", "C", "", "A", "C"]))


def asked_in_order(plan: Plan, facts=FEEDER) -> list[int]:
    line = queue(LIST, plan, facts, NOBODY)
    return line.rows[: line.most].tolist()


def test_without_a_plan_the_order_is_that_of_expected_kw():
    assert asked_in_order(Plan()) == [0, 1, 2, 3, 4, 5]


def test_a_cap_passes_over_whoever_comes_after_it_is_full():
    assert asked_in_order(Plan(limits=(Limit("feeder", "A", 0, 2),))) == [0, 1, 3, 4, 5]


def test_a_floor_asks_the_best_of_its_level_first():
    line = queue(LIST, Plan(limits=(Limit("feeder", "B", 2),)), FEEDER, NOBODY)
    assert line.rows.tolist() == [3, 4, 0, 1, 2, 5]
    assert line.forced == 2


def test_a_floor_that_cannot_be_filled_is_said():
    line = queue(LIST, Plan(limits=(Limit("feeder", "B", 9),)), FEEDER, NOBODY)
    assert line.unmet == ("feeder B: 9 asked for, 3 can be asked.",)


def test_must_haves_come_first_and_must_nots_never():
    plan = Plan(must=("00004", "00001"), must_not=("00000",))
    assert asked_in_order(plan) == [1, 4, 2, 3, 5]


def test_a_must_have_who_is_not_there_is_counted_not_named():
    line = queue(LIST, Plan(must=("00001", "99999")), {}, NOBODY)
    assert line.unmet == ("Must-haves who cannot be asked: 1 (set aside, held back, excluded or unknown).",)


def test_no_more_are_asked_than_can_be():
    found = portfolio(LIST, 100.0, 0.9, plan=Plan(most=3))
    assert not found.feasible
    assert found.asked.tolist() == [True, True, True, False, False, False]


def test_whoever_must_be_asked_is_asked_beyond_the_goal():
    few = portfolio(LIST, 0.01, 0.5)
    more = portfolio(LIST, 0.01, 0.5, plan=Plan(must=("00005",)))
    assert not few.asked[5]
    assert more.asked[5]


def test_a_limit_on_a_column_that_is_gone_binds_nobody_and_is_said():
    line = queue(LIST, Plan(limits=(Limit("town", "X", 0, 1),)), FEEDER, NOBODY)
    assert line.rows.tolist() == [0, 1, 2, 3, 4, 5]
    assert line.unmet == ("There is no column 'town': its limit is left out (known: segment, feeder).",)


def test_no_more_are_asked_than_a_budget_pays_for():
    # each costs 2 + .2 x 30 = 8, so 25 pays for three
    plan = Plan(budget=25.0, costs=Costs(2.0, 10.0, 20.0))
    assert asked_in_order(plan) == [0, 1, 2]
    assert portfolio(LIST, 100.0, 0.9, plan=plan).selected == 3


def test_limits_are_read_as_written():
    assert parse_limits("feeder=F03:0-40; segment=1:20-") == (
        Limit("feeder", "F03", 0, 40),
        Limit("segment", "1", 20, None),
    )
    assert parse_limits(" ") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "feeder F03 40",
            "The limit 'feeder F03 40' is not understood. Write COLUMN=LEVEL:LOW-HIGH, for example "
            "feeder=F03:0-40.",
        ),
        ("a=b:5-4", "The limit 'a=b:5-4' asks for at least 5 and at most 4."),
    ],
)
def test_a_limit_that_is_none_is_refused(text, message):
    with pytest.raises(Refusal) as told:
        parse_limits(text)
    assert str(told.value) == message


def test_the_cautious_plan_asks_more():
    doubted = made.ranking([0.2] * 300, np.linspace(3, 0.5, 300), response_cov=np.diag([0.04, 0, 0, 0]))
    usual, careful = portfolio(doubted, 20.0), portfolio(doubted, 20.0, plan=Plan(cautious=True))
    assert careful.selected > usual.selected
    assert careful.probability > usual.probability


@given(
    kw=st.lists(st.floats(0.01, 10), min_size=2, max_size=20),
    cap=st.integers(0, 5),
    floor=st.integers(0, 3),
    seed=st.integers(0, 99),
)
def test_limits_hold_whatever_the_list(kw, cap, floor, seed):
    ranking = made.ranking([0.2] * len(kw), sorted(kw, reverse=True))
    place = np.random.default_rng(seed).choice(["A", "B"], len(kw))
    limits = (Limit("feeder", "A", 0, cap), Limit("feeder", "B", floor))
    line = queue(ranking, Plan(limits=limits), {"feeder": place}, np.zeros(len(kw), dtype=bool))
    assert (place[line.rows] == "A").sum() <= cap
    assert (place[line.rows[: line.forced]] == "B").sum() == min(floor, (place == "B").sum())
    assert len(set(line.rows.tolist())) == len(line.rows)


def test_sliders_at_zero_give_the_order_of_expected_kw():
    assert weighted_kw(LIST, Weights(), FEEDER) is LIST.expected_kw
    assert weighted_kw(LIST, Weights(feeder="B"), FEEDER) is LIST.expected_kw


def test_a_slider_by_hand():
    # half weight on feeder B: those of B count 1.5 times, those of A half
    value = weighted_kw(LIST, Weights(place=0.5, feeder="B"), FEEDER)
    assert value == pytest.approx(0.2 * np.array([3, 2.5, 2, 4.5, 3, 1.5]))
    cost = blend_cost(LIST, value, 2)
    # 00003 and then 00000 (3.0 before 00004's 3.0: equal, the earlier stays) instead of 00000 and 00001
    assert (cost.n, cost.stay) == (2, 1)
    assert cost.kw == pytest.approx(0.2 * (6 + 5 - 6 - 3))


def test_the_peak_slider_takes_percentiles_of_the_responsibility_factor():
    # six factors .9, .74, ..., .1: percentiles 91.7, 75, ..., 8.3, so the first counts 1 + .833
    value = weighted_kw(LIST, Weights(peak=1.0), FEEDER)
    assert value[0] == pytest.approx(0.2 * 6 * (1 + 2 * 0.91667 - 1), rel=1e-4)


@pytest.mark.parametrize(
    ("lowest", "rows"), [("A", [0, 3, 4]), ("B", [0, 1, 3, 4]), ("C", [0, 1, 2, 3, 4, 5])]
)
def test_whose_data_are_too_poor_is_not_asked_and_who_has_no_grade_may_be(lowest, rows):
    assert queue(GRADED, Plan(lowest_grade=lowest), FEEDER, NOBODY).rows.tolist() == rows


def test_the_slider_of_the_data_doubles_an_a_and_leaves_nothing_of_a_c():
    value = weighted_kw(GRADED, Weights(known=1.0), FEEDER)
    assert value == pytest.approx(0.2 * np.array([12, 5, 0, 3, 4, 0]))


def test_the_slider_of_evenings_alike_leaves_those_unknown_as_they_are():
    # of three that are known the percentiles are 83.3, 50 and 16.7
    alike = replace(LIST, repeatability=np.array([0.9, 0.5, 0.1, np.nan, np.nan, np.nan]))
    value = weighted_kw(alike, Weights(repeat=1.0), FEEDER)
    assert value == pytest.approx(0.2 * np.array([6 * 5 / 3, 5, 4 / 3, 3, 2, 1]))
