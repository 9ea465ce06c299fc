"""What is said of one customer."""

import numpy as np
import pytest

from lib.profiles.temperature import TemperatureResponse
from lib.report.customer import follows

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
