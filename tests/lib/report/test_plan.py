"""Whom to ask and how much will come, in one sentence: every case that can occur."""

from dataclasses import replace

import numpy as np
import pytest

from lib.report.plan import answer, levels, power
from lib.targets import LevelRange, portfolio

RANGE = LevelRange(low=90, middle=60, high=30, cautious=None)


def said(text):
    """With plain spaces, so that the expected text can be read."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def ranking(analysis):
    """100 customers, well measured, nobody set aside."""
    return first(replace(analysis.ranking, n_enrolled=80, set_aside_ids=()), 100)


@pytest.fixture
def chosen(analysis):
    """40 customers for 12 kW; by highest bill 61."""
    made = {"goal_kw": 12.0, "confidence": 0.9, "selected": 40, "feasible": True, "by_bill": 61}
    return replace(analysis.portfolio, **made, expected_kw=17.0, p90_kw=12.1, most_kw=24.0, probability=0.9)


def first(ranking, n):
    """A ranking of its first n customers, as far as the sentences read it."""
    short = ("customer_id", "expected_kw", "flexible_kw", "participation", "segment")
    doubt = replace(ranking.doubt, noise_kw=ranking.doubt.noise_kw[:n])
    return replace(ranking, doubt=doubt, **{name: getattr(ranking, name)[:n] for name in short})


def test_a_plan_is_told_beside_the_highest_bills(ranking, chosen):
    assert said(answer(ranking, chosen)) == (
        "Asking **40 of 100** customers yields **12 kW** with 90 % certainty; by highest bill it would take 61."
    )


@pytest.mark.parametrize(
    ("by_bill", "words"),
    [
        (None, "; the highest bills never reach it."),
        (40, "; by highest bill it would take as many."),
        (33, "; by highest bill it would take only 33."),
        (1500, "; by highest bill it would take 1,500."),
    ],
)
def test_bills_that_are_no_worse_are_told_too(ranking, chosen, by_bill, words):
    assert answer(ranking, replace(chosen, by_bill=by_bill)).endswith(words)


def test_a_goal_that_nobody_set_is_called_half_of_what_can_be_given(ranking, chosen):
    assert said(answer(ranking, chosen, half=True)) == (
        "Asking **40 of 100** customers yields **12 kW** with 90 % certainty, half of what the territory can give "
        "firmly; by highest bill it would take 61."
    )


def test_everybody_is_called_all(ranking, chosen):
    assert "Asking **all 100** customers" in answer(ranking, replace(chosen, selected=100))


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.5, "50 %"), (0.95, "95 %"), (0.925, "92.5 %"), (0.99, "99 %")]
)
def test_the_certainty_is_the_one_asked_for(ranking, chosen, confidence, words):
    assert f"with {words} certainty" in said(answer(ranking, replace(chosen, confidence=confidence)))


def test_without_a_goal_the_sum_is_told(ranking, chosen):
    everybody = replace(chosen, goal_kw=None, selected=100, by_bill=None, probability=None, p90_kw=30.4)
    assert (
        said(answer(ranking, everybody))
        == "Asking **all 100** customers yields **30.4 kW** in 9 of 10 events."
    )


def test_a_goal_out_of_reach_is_told_with_what_can_be_had(ranking, chosen):
    far = replace(chosen, goal_kw=500.0, feasible=False, selected=97, most_kw=24.0)
    assert said(answer(ranking, far)) == (
        "**500 kW** cannot be had with 90 % certainty: asking **97 of 100** customers yields **24 kW**."
    )


def test_a_goal_just_out_of_reach_does_not_read_like_what_can_be_had(ranking, chosen):
    far = replace(chosen, goal_kw=500.04, feasible=False, selected=100, most_kw=499.96)
    assert said(answer(ranking, far)) == (
        "**500.04 kW** cannot be had with 90 % certainty: asking **all 100** customers yields **499.96 kW**."
    )


@pytest.mark.parametrize(("n", "who"), [(1, "1 participant was"), (49, "49 participants were")])
def test_few_participants_bring_the_range(ranking, chosen, n, who):
    text = answer(replace(ranking, n_enrolled=n), chosen, RANGE)
    assert text.startswith("Asking **40 of 100**")
    assert text.endswith(
        f"Only {who} measured: it takes **30 to 90 of 100** customers, as they give much or little."
    )


def test_fifty_participants_need_no_range(ranking, chosen):
    assert "Only" not in answer(replace(ranking, n_enrolled=50), chosen, RANGE)


@pytest.mark.parametrize(
    ("found", "takes"),
    [
        (RANGE, "**30 to 90 of 100** customers, as they give much or little"),
        (replace(RANGE, low=100), "**30 to all 100** customers, as they give much or little"),
        (replace(RANGE, low=30), "**30 of 100** customers, whether they give much or little"),
        (
            replace(RANGE, low=None),
            "**30 of 100** customers if they give much, and cannot be had if they give little",
        ),
    ],
)
def test_without_history_the_range_leads(ranking, chosen, found, takes):
    text = said(answer(replace(ranking, n_enrolled=0), chosen, found))
    assert text == f"Without past reductions to learn from, **12 kW** with 90 % certainty takes {takes}."


def test_a_goal_out_of_reach_at_every_level(ranking, chosen):
    far = replace(chosen, goal_kw=500.0, feasible=False, selected=100)
    never = LevelRange(None, None, None, None)
    assert said(answer(replace(ranking, n_enrolled=0), far, never)) == (
        "Without past reductions to learn from, **500 kW** cannot be had with 90 % certainty: "
        "asking **all 100** customers yields **24 kW**."
    )


def test_a_pilot_is_named_where_the_list_is_long_enough(ranking, chosen):
    def of(n):
        return replace(ranking, customer_id=np.arange(n).astype(str), participation=np.full(n, 0.12))

    # 1.2816^2 (1.65 / .20)^2 = 111.8 participants at a chance of .12 are 932 offers.
    # 40 % of 4,000 are 1,600; of 2,000 only 800.
    assert levels(of(4000), chosen, RANGE).endswith("A pilot of about 930 random offers would tell.")
    assert "pilot" not in levels(of(2000), chosen, RANGE)


def test_without_history_and_goal_nothing_is_promised(ranking, chosen):
    text = levels(replace(ranking, n_enrolled=0), replace(chosen, goal_kw=None))
    assert text == "Without a measured participant all figures are assumptions."


def test_the_range_is_computed_where_it_is_not_given(chapter):
    text = said(answer(chapter.ranking, chapter.portfolio))
    assert text.startswith(
        "**Nobody is a better target than anybody.** Without past reductions to learn from, **0."
    )
    assert " to " in text.split("takes")[1]


def test_where_customers_are_alike_bills_are_left_out(chapter):
    measured = replace(chapter.ranking, n_enrolled=80)
    text = answer(measured, chapter.portfolio)
    assert text.startswith("**Nobody is a better target than anybody.** Asking **")
    assert "bill" not in text


@pytest.mark.parametrize("change", [{"selected": 0}, {"expected_kw": 0.0004}])
def test_where_nobody_gives_anything_no_plan_is_made(ranking, chosen, change):
    text = answer(ranking, replace(chosen, **change))
    assert text == "**Nobody** is expected to give any kW in the event window."


def test_the_answer_of_a_plan_made_of_nothing(analysis):
    idle = replace(analysis.ranking, expected_kw=np.zeros(len(analysis.ranking)))
    assert answer(idle, portfolio(idle, 1.0)).startswith("**Nobody** is expected")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.004, "4 W"),
        (0.0994, "99 W"),
        (0.1, "0.10 kW"),
        (1.25, "1.2 kW"),
        (12.0, "12 kW"),
        (1589.4, "1,589 kW"),
    ],
)
def test_power_below_a_tenth_of_a_kw_is_in_watts(value, words):
    assert said(power(value)) == words


@pytest.mark.parametrize("holdout", [0.0, 0.3])
@pytest.mark.parametrize("goal_kw", [0.01, 0.1, 1e6])
def test_the_plan_that_is_told_is_the_one_that_was_made(ranking, analysis, holdout, goal_kw):
    whole = replace(analysis.ranking, n_enrolled=80, set_aside_ids=())
    made = portfolio(whole, goal_kw, holdout=holdout, seed=1)
    n = len(whole)
    asked = f"all {n}" if made.selected == n else f"{made.selected} of {n}"
    assert f"sking **{asked}** customers yields" in answer(whole, made)
    assert ("cannot be had" in answer(whole, made)) is (not made.feasible)
