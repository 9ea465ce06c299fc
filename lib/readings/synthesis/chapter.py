"""The book chapter's own recipe: every customer one and the same day, only the level differs."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lib.readings.synthesis.parameters import Parameters

FIRST_DAY = np.datetime64("2022-01-01")
HOURS = np.arange(24)
MORNING = 0.5 * np.exp(-((HOURS - 7) ** 2) / 2)
EVENING = 0.8 * np.exp(-((HOURS - 19) ** 2) / 2)


def chapter_kwh(parameters: Parameters, block: int) -> Iterator[np.ndarray]:
    """Hourly energy, kWh, `block` customers at a time, each array of shape (<= block, n_days * 24).

    Notes
    -----
    day = base + (morning + evening) / 2 with base ~ U(.3, 1.0) kW, plus N(0, .05) kW in every hour.  The
    draws come customer by customer from a generator of NumPy's legacy kind, private to this call: with seed 42 they
    are the very numbers of the chapter.
    """
    draws = np.random.RandomState(parameters.seed)
    hours = parameters.days * 24
    day = np.tile((MORNING + EVENING) / 2, parameters.days)
    for first in range(0, parameters.customers, block):
        count = min(block, parameters.customers - first)
        # The legacy stream can only be read in order, one customer after the other.
        yield np.stack([draws.uniform(0.3, 1.0) + day + draws.normal(0, 0.05, hours) for _ in range(count)])


def chapter_truth(customer_id: np.ndarray) -> pd.DataFrame:
    """One archetype, the same flexible load for everybody; the chapter knows no participation or response."""
    return pd.DataFrame(
        {
            "customer_id": customer_id,
            "archetype": "one_shape",
            "flexible_kw": EVENING[17:21].mean() / 2,
            "participation": np.nan,
            "response_kw": np.nan,
        }
    )
