"""The ranked list as a table."""

import pytest

from lib.targets import portfolio, rank, table
from tests.lib.targets import made


def test_columns_are_those_of_the_command_line_in_their_order():
    ranking = rank(made.profiles(), [1, 1])
    assert ",".join(table(ranking, portfolio(ranking)).columns) == (
        "rank,customer_id,segment,score,expected_kw,low_kw,high_kw,weather_kw,other_kw,always_on_kw,flexible_kw,"
        "window_kw,coincident_kw,participation,confidence_grade,reason,selected,holdout,place,"
        "cooling_kw_per_c,heating_kw_per_c,base_kw,responsibility,repeatability"
    )


def test_rows_are_in_rank_order_and_say_who_is_asked():
    ranking = made.ranking([0.2] * 100, [1.0] * 100)
    found = table(ranking, portfolio(ranking, 2.0, 0.9, holdout=0.1, seed=3))
    assert found["rank"].tolist() == list(range(1, 101))
    assert found["selected"].sum() > 0
    assert not (found["selected"] & found["holdout"]).any()
    assert found["holdout"].any()


def test_expected_kw_is_chance_times_kw_and_the_sum_of_its_parts():
    territory = made.territory(1, n=300)
    ranking = territory.ranking()
    found = table(ranking, portfolio(ranking))
    parts = found[["weather_kw", "other_kw", "always_on_kw"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(found["expected_kw"].to_numpy())
    assert (found["participation"] * ranking.reduction_kw).to_numpy() == pytest.approx(found["expected_kw"])
    assert (found["low_kw"] < found["expected_kw"]).all()
    assert (found["expected_kw"] < found["high_kw"]).all()
