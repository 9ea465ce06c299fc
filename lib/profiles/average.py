"""Readings to profiles: one query, one row for each customer."""

from hashlib import blake2b

import numpy as np
import pandas as pd

from lib.allowed import DAY_TYPES, SEASONS
from lib.findings import Finding, Refusal
from lib.profiles.figures import figures_of
from lib.profiles.profiles import Profiles
from lib.profiles.query import calendar, one_row_each
from lib.profiles.system import System, event_days
from lib.readings import Readings
from lib.window import Window

VACANT_KWH = 0.1  # a day
FEWEST_DAYS = 7
DECIMALS = 9  # of a kW
REASONS = {
    "vacant": f"use less than {VACANT_KWH} kWh a day: vacant, or a meter that does not send",
    "missing hours": "have no reading at all in some hour of the day",
    "few days": f"have fewer than {FEWEST_DAYS} whole days of the kind chosen: too few for a typical day",
}


def average(
    readings: Readings, system: System, window: Window = (17, 21), day_type: str = "all", season: str = "all"
) -> Profiles:
    """Average every customer's days into one mean day, and take the figures that targets need.

    Parameters
    ----------
    readings : the readings of each customer; system : all of them together, see `observe`.
    window : event window in hours. day_type : "all", "weekday" or "weekend". season : "all" or a season.

    Raises
    ------
    Refusal
        No day of the period is of that type and season.

    Notes
    -----
    The figures of the event window use all day types of the season; the mean day uses the chosen ones.
    Results are rounded to 1e-9 kW.  Completeness is a share of the season's days between the customer's first and
    last; the spring hour that the clocks skip counts as missing in it.
    """
    events = event_days(system, window, season)
    days = calendar(system, events, day_type, season, readings.temperature_c)
    if not days["chosen"].any():
        raise Refusal(_no_such_day(system, day_type, season))
    parts = [some.fetch(one_row_each(some, days, events, system, window)) for some in readings.blocks()]
    rows = pd.concat(parts).sort_values("customer_id", ignore_index=True)
    numbers = rows.columns.drop("customer_id")
    rows[numbers] = rows[numbers].astype(float).round(DECIMALS)
    hourly_kw = rows[[f"h{h:02}" for h in range(24)]].to_numpy()
    reason, findings = set_aside(hourly_kw, rows["like_days"].to_numpy())
    expected = rows["span_hours"] * (60 // readings.interval_minutes)
    key = repr((readings.fingerprint, window, day_type, season))
    return Profiles(
        customer_id=rows["customer_id"].astype(str).to_numpy(dtype=object),
        hourly_kw=hourly_kw,
        like_days=rows["like_days"].to_numpy(int),
        valid_days=rows["valid_days"].to_numpy(int),
        completeness=(rows["intervals"] / expected).fillna(0).clip(0, 1).to_numpy(),
        reason=reason,
        day_type=day_type,
        season=season,
        figures=figures_of(rows, system, events, window),
        fingerprint=blake2b(key.encode(), digest_size=16).hexdigest(),
        origin=readings.origin,
        findings=findings,
    )


def _no_such_day(system: System, day_type: str, season: str) -> str:
    asked = " and ".join(
        label
        for label in (SEASONS[season], DAY_TYPES[day_type])
        if label not in (SEASONS["all"], DAY_TYPES["all"])
    )
    return f"No day between {system.dates[0]} and {system.dates[-1]} is of the kind chosen ({asked}). Choose another."


def set_aside(hourly_kw: np.ndarray, like_days: np.ndarray) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """Who has no typical day, and why: a code for each customer ("" for the rest), and a finding for each code.

    Parameters
    ----------
    hourly_kw : (n_customers, 24) mean day, kW. like_days : (n_customers,) days behind it; NaN where not known.
    """
    reason = np.full(len(hourly_kw), "", dtype=object)
    reason[np.nansum(np.abs(hourly_kw), axis=1) < VACANT_KWH] = "vacant"
    reason[np.isnan(hourly_kw).any(axis=1)] = "missing hours"
    reason[like_days < FEWEST_DAYS] = "few days"
    counts = {code: int((reason == code).sum()) for code in REASONS}
    return reason, tuple(
        Finding("set aside", code.replace(" ", "_"), f"{count:,} customers {REASONS[code]}.", count)
        for code, count in counts.items()
        if count
    )
