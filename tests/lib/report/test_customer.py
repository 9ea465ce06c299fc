"""What is said of one customer."""

from dataclasses import replace

import numpy as np
import pytest

from lib.profiles.temperature import TemperatureResponse
from lib.report.customer import follows, on_list
from tests.lib.targets import made

NAN = np.nan
RESPONSE = TemperatureResponse(
    cooling_kw_per_c=np.array([0.1, 0.0, 1.25, NAN]),
    heating_kw_per_c=np.array([0.0, 0.0, 0.05, NAN]),
    cooling_above_c=np.array([20.0, NAN, 22.0, NAN]),
    heating_below_c=np.array([NAN, NAN, 14.0, NAN]),
    followed=np.array([0.624, 0.0, 0.9, NAN]),
)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (0, "0.10 kW more for each degree above 20 °C; that is 62 % of what days differ by"),
        (1, "the load does not follow it"),
        (
            2,
            "1.2 kW more for each degree above 22 °C and 0.05 kW more for each degree below 14 °C; that is 90 % of "
            "what days differ by",
        ),
        (3, ""),
    ],
)
def test_how_a_customer_follows_the_temperature(row, said):
    assert follows(RESPONSE, row).replace("\N{NO-BREAK SPACE}", " ") == said


def test_without_a_temperature_nothing_is_said():
    assert follows(None, 0) == ""


def test_the_figures_behind_a_rank_are_told_and_none_that_is_unknown():
    ranking = made.ranking([0.25, 0.2], [2.0, 1.0], parts=[[1.0, 0.5, 0.5], [0.5, 0.25, 0.25]])
    told = [(name, words.replace("\N{NO-BREAK SPACE}", " ")) for name, words in on_list(ranking, 0)]
    assert told == [
        ("Expected", "8 times of 10 between 0.25 kW and 1.0 kW"),
        ("In the window", "2.0 kW, of which 2.0 kW can move"),
        ("Base", "0.50 kW"),
        ("In the system’s highest hours", "2.0 kW, 90 % of its own highest"),
        ("Evenings alike", "0.80 of 1"),
        ("Data", "grade A"),
    ]
    nothing = np.full(2, NAN)
    unknown = replace(
        ranking, responsibility=nothing, repeatability=nothing, confidence_grade=np.array(["", ""])
    )
    assert [name for name, _ in on_list(unknown, 1)] == ["Expected", "In the window", "Base"]
