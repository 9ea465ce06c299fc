"""Made-up seasons with events whose effect is known: homes of the demo territory, called on hot days."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lib.programme.events import Clock, Event
from lib.programme.likedays import LikeDays, like_days
from lib.programme.load import BEFORE, NOON, Load
from lib.readings.synthesis import synthesize

WINDOW = Clock(17 * 60, 240)
REBOUND = 0.4  # of what was saved comes back in the two hours after the event


COOLING = {
    "evening_peak": 0.6,
    "twin_peak": 0.2,
    "late_cooling": 0.2,
}  # homes whose evenings follow the weather


@dataclass(frozen=True, slots=True)
class Season:
    """One season: load as it was metered, days that may stand for others, and what was really given.

    Attributes
    ----------
    load : one unit in three parts. days : index of each event's day. true_kw : (n_events,) reduction, kW.
    """

    load: Load
    like: LikeDays
    days: np.ndarray
    true_kw: np.ndarray


def season(
    seed: int, customers: int = 150, days: int = 70, events: int = 8, share: float = 0.13, mix=COOLING
) -> Season:
    """Homes from 6 June on; events on the hottest weekdays; each gives `share` of its load, 25 % more or less."""
    territory = synthesize(customers, days, 60, seed, 0.3, mix, gaps=False, events=0)
    kw = np.zeros((days, 24))
    for batch in territory.batches():
        kw += batch.column("kwh").to_numpy().reshape(-1, days, 24).sum(axis=0)
    dates = territory.temperature["date"].to_numpy().astype("datetime64[D]")
    heat = territory.temperature["temperature_c"].to_numpy()
    rng = np.random.default_rng([seed, 7])
    free = np.flatnonzero(np.is_busday(dates) & (np.arange(days) >= 21))
    called = np.sort(free[np.argsort(-heat[free], kind="stable")][:events])
    given = share * np.exp(0.25 * rng.standard_normal(events) - 0.03)
    true_kw = given * kw[called, 17:21].mean(axis=1)
    kw[called, 17:21] -= given[:, None] * kw[called, 17:21]
    kw[called, 21:23] += REBOUND * true_kw[:, None]
    table = [Event(str(i), date.fromisoformat(str(dates[i])), WINDOW) for i in called]
    load = in_parts(kw, dates, heat)
    return Season(load, like_days(load, table, {"all": ()}, ()), called, true_kw)


def in_parts(kw: np.ndarray, dates: np.ndarray, heat: np.ndarray) -> Load:
    """A unit's hourly load as three parts: 13:00 to 16:00, 17:00 to 21:00, the rest."""
    rest = np.r_[5:13, 16, 21:24]
    parts = np.stack([kw[:, part].mean(axis=1) for part in (slice(13, 16), slice(17, 21), rest)], axis=1)[
        None
    ]
    before, event = np.array([True, False, False]), np.array([False, True, False])
    minute, hours = np.array([BEFORE[0] - NOON, 0, -NOON]), np.array([3.0, 4.0, 17.0])
    return Load(np.array(["all"]), dates, parts, minute, hours, event, before, np.array([150]), heat)
