from dataclasses import replace

import numpy as np
import pytest

from lib.charts import delivery
from lib.charts.delivery import Room, curve_frame, firm, under_count


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def texts(picture):
    return [layer.data["label"].iloc[0] for layer in picture.chart.layer if layer.mark.type == "text"]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"selected": 231, "by_bill": 382}, "The same 120 kW with 151 fewer letters"),
        ({"selected": 96, "by_bill": 100}, "120 kW takes about as many letters: 96, by highest bill 100"),
        ({"selected": 95, "by_bill": 100}, "The same 120 kW with 5 fewer letters"),
        ({"selected": 9, "by_bill": 10}, "The same 120 kW with 1 fewer letter"),
        ({"selected": 231, "by_bill": 231}, "Highest bills reach 120 kW with just as many letters"),
        ({"selected": 250, "by_bill": 231}, "The same 120 kW with 19 more letters"),
        ({"selected": 231, "by_bill": None}, "Highest bills never reach 120 kW; this list does with 231"),
        ({"feasible": False, "most_kw": 87.0}, "120 kW cannot be had with this certainty; 87 kW can"),
        ({"goal_kw": None, "selected": 1000, "p90_kw": 206.0}, "All 1,000 customers give 206 kW firmly"),
    ],
)
def test_title_in_every_case(make, changes, title):
    assert plain(delivery(replace(make.portfolio(), **changes)).title) == title


def test_both_answers_are_told(make):
    picture = delivery(replace(make.portfolio(), selected=231, by_bill=382))
    assert plain(picture.alt) == (
        "Firm kW against customers asked, up to 1,000. The ranking reaches 120 kW at 231, highest bills at 382."
    )


def test_marks_from_back_to_front(make):
    picture = delivery(make.portfolio())
    marks = [layer.mark.type for layer in picture.chart.layer if layer.mark.type != "text"]
    assert marks == ["area", "line", "line", "line", "rule", "rule", "circle", "rule", "circle", "rule"]
    assert {"by this ranking", "by highest bill", "327", "531"} <= set(texts(picture))
    assert "goal 120 kW" in map(plain, texts(picture))


@pytest.mark.parametrize(
    ("goal_kw", "count", "placed"),
    [(120.0, 231, (8, 27)), (2.0, 231, (8 + 3 * 8 + 4, 11)), (2.0, 990, (-(8 + 3 * 8 + 4), 11))],
)
def test_the_name_of_the_bills_stands_under_their_count_or_beside_it_above_the_axis(goal_kw, count, placed):
    name = under_count(count, Room(1000, 200.0, goal_kw, ()))
    assert (name.mark.dx, name.mark.dy) == placed


def test_without_a_goal_there_is_no_rule_and_no_count(make):
    assert texts(delivery(make.portfolio(goal_kw=None))) == ["by this ranking", "by highest bill"]


def test_a_goal_out_of_reach_has_no_count_for_the_ranking(make):
    picture = delivery(make.portfolio(goal_kw=300.0, feasible=False, selected=1000, by_bill=None))
    assert "1,000" not in texts(picture)


@pytest.mark.parametrize("customers", [7, 1000, 9_000_000])
def test_curves_are_thinned_but_keep_both_answers(make, customers):
    portfolio = make.portfolio(customers=customers, goal_kw=90.0)
    table = curve_frame(portfolio)
    assert len(table) <= 200
    assert {portfolio.selected, portfolio.by_bill} <= set(table["asked"])
    assert table["asked"].iloc[[0, -1]].tolist() == [0, customers]


def test_in_steps_of_fifteen_no_difference_is_the_figure_of_fewer(make):
    told = curve_frame(make.portfolio(), 15)
    portfolio = make.portfolio()
    steps = np.diff(np.setdiff1d(told["asked"], [portfolio.selected, portfolio.by_bill]))
    assert steps.min() >= 15
    assert told["asked"].iloc[[0, -1]].tolist() == [0, portfolio.curve.asked[-1]]
    known = told[~told["asked"].isin([portfolio.selected, portfolio.by_bill])]
    for name in (
        "firm_kw",
        "p10_kw",
        "p50_kw",
        "p90_kw",
        "bill_kw",
    ):  # between two steps: the line, and no more
        assert told[name].to_numpy() == pytest.approx(np.interp(told["asked"], known["asked"], known[name]))


def test_the_firm_line_is_the_p90_at_nine_in_ten_and_the_median_at_five(make):
    curve = make.curve(260)
    assert firm(curve, 0.9) == pytest.approx(curve.p90_kw)
    assert firm(curve, 0.5) == pytest.approx(curve.p50_kw)


def test_the_firm_line_runs_through_the_answer_at_any_certainty(make):
    portfolio = make.portfolio(confidence=0.95)
    row = curve_frame(portfolio).set_index("asked").loc[portfolio.selected]
    assert row["firm_kw"] == pytest.approx(120, abs=0.5)
    assert "met in 19 of 20 events" in delivery(portfolio).note


def test_a_sure_thing_needs_no_division_by_zero(make):
    curve = make.curve(0)
    assert firm(curve, 0.9).tolist() == np.zeros(len(curve.asked)).tolist()


@pytest.mark.parametrize(
    ("x", "y", "free"),
    [
        (600, 250, True),
        (600, 100, False),  # on the goal
        (600, 70, False),  # among the counts
        (300, 40, False),  # across the drop at 382
        (500, 40, True),
        (500, 295, False),  # out of the picture
    ],
)
def test_a_name_keeps_clear_of_goal_counts_and_drops(x, y, free):
    assert Room(1000, 300, 100, (231, 382)).admits(x, y, 290) is free
