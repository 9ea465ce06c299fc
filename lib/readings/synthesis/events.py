"""Events of the season: called on hot weekdays, answered by those who enrolled, and seen in their readings."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.readings.synthesis.response import WINDOW
from lib.readings.synthesis.weather import Weather

FIRST_EVENT = 21  # days from the beginning, so that ten like days come before it
EVENING, PERSON = 0.2, 0.4  # log spread that all share on one evening, and of each person
MOST = 0.9  # of the load of an hour can go
REBOUND, AFTER = 0.3, slice(21, 23)  # of what was saved comes back in these hours


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called when, and what they gave.

    Attributes
    ----------
    days : (n_events,) index of the day. customers : (n_enrolled,) index of the customer.
    given_kw : (n_events, n_enrolled) kW that each wanted to give.
    """

    days: np.ndarray
    customers: np.ndarray
    given_kw: np.ndarray

    def lower(self, hourly: np.ndarray, first: int) -> None:
        """Take what was given out of the load (n_block, n_days, 24) of the customers from number `first` on."""
        mine = np.flatnonzero((self.customers >= first) & (self.customers < first + len(hourly)))
        who = self.customers[mine] - first
        for day, given in zip(self.days, self.given_kw[:, mine], strict=True):
            before = hourly[who, day, WINDOW]
            saved = np.minimum(given[:, None], MOST * np.clip(before, 0, None)).astype(hourly.dtype)
            hourly[who, day, WINDOW] = before - saved
            hourly[who, day, AFTER] += REBOUND * saved.sum(axis=1, keepdims=True) / 2


def call(
    weather: Weather, truth: pd.DataFrame, offers: pd.DataFrame, count: int, rng: np.random.Generator
) -> Called:
    """Draw the events: the hottest weekdays after three weeks, and of every enrolled customer what they give.

    Notes
    -----
    response_kw x an evening all share (log sd .2) x the person's evening (log sd .4), both with mean 1.
    """
    days = np.arange(len(weather.dates))
    free = days[(days >= FIRST_EVENT) & ~weather.weekend]
    called = np.sort(free[np.argsort(-weather.daily_c[free], kind="stable")][:count])
    enrolled = np.flatnonzero(offers["enrolled"].fillna(0).to_numpy(bool))
    shape = len(called), len(enrolled)
    evening = EVENING * rng.standard_normal((shape[0], 1)) - EVENING**2 / 2
    person = PERSON * rng.standard_normal(shape) - PERSON**2 / 2
    return Called(called, enrolled, truth["response_kw"].to_numpy()[enrolled] * np.exp(evening + person))


def event_table(called: Called, weather: Weather, offers: pd.DataFrame) -> pd.DataFrame:
    """event, date, start, end, customer_id, expected_kw: a row for each event and customer.

    Expected is what last season's measurement of the customer says, drawn half way to the mean of all.
    """
    who = offers.iloc[called.customers]
    measured = who["reduction_kw"].to_numpy(float)
    expected = (0.5 * measured + 0.5 * np.mean(measured)).round(3) if len(measured) else measured
    rows = [
        pd.DataFrame(
            {
                "event": f"Event {number}",
                "date": str(weather.dates[day]),
                "start": f"{WINDOW.start}:00",
                "end": f"{WINDOW.stop}:00",
                "customer_id": who["customer_id"].to_numpy(),
                "expected_kw": expected,
            }
        )
        for number, day in enumerate(called.days, start=1)
    ]
    columns = ["event", "date", "start", "end", "customer_id", "expected_kw"]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
