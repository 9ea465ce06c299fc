import numpy as np
import pytest

from lib.charts import parts


def ranking(make, weather, other, always_on):
    columns = [np.array(part, float) for part in (weather, other, always_on)]
    expected = np.nansum(columns, axis=0)
    return make.filled(
        type(make.ranking()),
        customer_id=np.array([f"C{n}" for n in range(1, len(expected) + 1)]),
        expected_kw=expected,
        low_kw=expected / 2,
        high_kw=expected * 2,
        weather_kw=columns[0],
        other_kw=columns[1],
        always_on_kw=columns[2],
    )


@pytest.mark.parametrize(
    ("weather", "other", "always_on", "title"),
    [
        ([3, 2], [1, 1], [0, 0], "Weather load earns most of each customer's kW"),
        ([3, 1], [1, 1.5], [0, 0], "Weather load earns 62 % of the kW shown"),
        ([1, 1], [1, 1], [1.5, 1.5], "Always-on load earns the largest part, 43 %"),
        ([0, 0], [2, 3], [1, 1], "Other load earns most of each customer's kW"),
        ([0, 0], [0, 0], [0, 0], "Nobody shown is expected to give any kW"),
    ],
)
def test_the_part_that_earns_most(make, weather, other, always_on, title):
    assert parts(ranking(make, weather, other, always_on)).title.replace("\N{NO-BREAK SPACE}", " ") == title


def test_the_first_customer_is_told_with_the_parts(make):
    alt = parts(ranking(make, [3, 2], [1, 1], [0.5, 0])).alt.replace("\N{NO-BREAK SPACE}", " ")
    assert alt.endswith("Rank 1, C1: 4.50 kW expected; weather 3.00 kW, other 1.00 kW, always on 0.50 kW.")


def test_a_dozen_is_shown_or_as_many_as_there_are(make):
    assert len(parts(make.ranking()).table) == 12
    few = parts(ranking(make, [3, 2], [1, 1], [0, 0]))
    assert "The first two, by rank." in few.note
    assert few.chart.height == 2 * 24 + 76


def test_neighbours_are_faint(make):
    picture = parts(make.ranking(), first=10, rows=5, highlight=12)
    strength = picture.chart.layer[0].data.groupby("name")["strength"].first()
    assert sorted(strength) == [0.4, 0.4, 0.4, 0.4, 1.0]
    assert strength[strength == 1].index[0].startswith("12 ")
    assert picture.table["rank"].tolist() == [10, 11, 12, 13, 14]


def test_weather_that_is_not_known_is_said_to_be_so(make):
    picture = parts(ranking(make, [np.nan, np.nan], [1, 1], [0.5, 0.5]))
    assert "Weather load is not known without days." in picture.note
    assert picture.title == "Other load earns most of each customer's kW"
    assert picture.table["weather_kw"].tolist() == [0, 0]
