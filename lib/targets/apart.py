"""Customers unlike everybody else, as a page lists them: by name, with the kW that they would give."""

import numpy as np
import pandas as pd

from lib.profiles import Profiles
from lib.segments import Segments, segment_numbers
from lib.targets.types import TargetRanking


def apart(
    profiles: Profiles, segments: Segments, ranking: TargetRanking | None, rows: np.ndarray
) -> pd.DataFrame:
    """A row a customer: Customer, Mean day (24 kW), Segment, kWh a day, Expected kW (of those who may be asked).

    Parameters
    ----------
    rows : of the profiles. ranking : None where nobody may be asked.
    """
    customers, numbers = profiles.customer_id[rows], segment_numbers(profiles, segments)[rows]
    table = {
        "Customer": customers,
        "Mean day": list(profiles.hourly_kw[rows].round(3)),
        "Segment": [segments.label(int(number)) for number in numbers],
        "kWh a day": profiles.daily_kwh[rows],
    }
    if ranking is not None:
        expected = pd.Series(ranking.expected_kw, ranking.customer_id)
        table["Expected kW"] = expected.reindex(customers).to_numpy()
    return pd.DataFrame(table)
