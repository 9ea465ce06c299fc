"""Whether each customer has days enough for a typical day: 28 like days wanted, under 14 warned, under 7 refused."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.profiles.average import FEWEST_DAYS
from lib.profiles.profiles import Profiles

WANTED_DAYS, WARNED_DAYS = 28, 14


@dataclass(frozen=True, slots=True)
class Grade:
    """Customers with a number of like days from `least` on; `name` says what is done with them."""

    least: int
    name: str


GRADES = (
    Grade(WANTED_DAYS, "enough"),
    Grade(WARNED_DAYS, "some"),
    Grade(FEWEST_DAYS, "few: warned"),
    Grade(0, "too few: set aside"),
)


def grade(days: np.ndarray) -> np.ndarray:
    """(n,) name of the grade of each number of days."""
    return np.select([days >= each.least for each in GRADES], [each.name for each in GRADES], GRADES[-1].name)


def by_customer(profiles: Profiles) -> pd.DataFrame:
    """A row a customer, those with fewest days first: customer, like days, completeness in %, grade, why set aside."""
    table = pd.DataFrame(
        {
            "Customer": profiles.customer_id,
            "Like days": profiles.like_days,
            "Complete, %": (100 * profiles.completeness).round(1),
            "Grade": grade(profiles.like_days),
            "Set aside": profiles.reason,
        }
    )
    return table.sort_values(["Like days", "Complete, %", "Customer"], kind="stable", ignore_index=True)


def counted(profiles: Profiles) -> pd.DataFrame:
    """A row for each grade, the best first: grade, least like days, customers."""
    names = grade(profiles.like_days)
    return pd.DataFrame(
        {
            "grade": [each.name for each in GRADES],
            "least_days": [each.least for each in GRADES],
            "customers": [int((names == each.name).sum()) for each in GRADES],
        }
    )
