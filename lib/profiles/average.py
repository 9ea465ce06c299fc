"""Readings to profiles: one query, one row for each customer, and every kind of day from it."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import pandas as pd

from lib import spelling
from lib.allowed import DAY_TYPES, SEASONS
from lib.findings import Finding, Refusal
from lib.profiles.figures import figures_of
from lib.profiles.profiles import Figures, Profiles
from lib.profiles.query import calendar, mean_day_of, one_row_each
from lib.profiles.system import System, event_days, has_days
from lib.readings import Origin, Readings
from lib.window import Window

VACANT_KWH = 0.1  # a day
FEWEST_DAYS = 7
DECIMALS = 9  # of a kW
REASONS = {  # the verb of one and of several, and the rest
    "vacant": ("uses", "use", f"less than {VACANT_KWH} kWh a day: vacant, or a meter that does not send"),
    "missing hours": ("has", "have", "no reading at all in some hour of the day"),
    "few days": (
        "has",
        "have",
        f"fewer than {FEWEST_DAYS} whole days of the kind chosen: too few for a typical day",
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class SeasonAverages:
    """What one query over the readings gives: enough for every kind of day of a season.

    Attributes
    ----------
    rows : a row for each customer, ascending; see `one_row_each`.
    completeness : (n_customers,) 0 to 1. figures : of each customer, see `Figures`.
    fingerprint : of the readings behind it.
    """

    rows: pd.DataFrame
    completeness: np.ndarray
    figures: Figures
    season: str
    fingerprint: str
    origin: Origin


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
    refuse_no_day(system, day_type, season)
    return of_kind(average_season(readings, system, window, season), day_type)


def average_season(readings: Readings, system: System, window: Window, season: str) -> SeasonAverages:
    """The heavy half of `average`: one query, whatever the kind of day; the season has a day."""
    events = event_days(system, window, season)
    days = calendar(system, events, season, readings.temperature_c)
    parts = [some.fetch(one_row_each(some, days, events, system, window)) for some in readings.blocks()]
    rows = pd.concat(parts).sort_values("customer_id", ignore_index=True)
    numbers = rows.columns.drop("customer_id")
    rows[numbers] = rows[numbers].astype(float).round(DECIMALS)
    expected = rows["span_hours"] * (60 // readings.interval_minutes)
    return SeasonAverages(
        rows=rows,
        completeness=(rows["intervals"] / expected).fillna(0).clip(0, 1).to_numpy(),
        figures=figures_of(rows, system, events, window),
        season=season,
        fingerprint=readings.fingerprint,
        origin=readings.origin,
    )


def of_kind(averages: SeasonAverages, day_type: str) -> Profiles:
    """The light half of `average`: the mean days of one kind."""
    rows, season, window = averages.rows, averages.season, averages.figures.window
    hourly_kw, like_days = rows[mean_day_of(day_type)].to_numpy(), rows[f"{day_type}_valid"].to_numpy(int)
    reason, findings = set_aside(hourly_kw, like_days)
    key = repr((averages.fingerprint, window, day_type, season))
    return Profiles(
        customer_id=rows["customer_id"].astype(str).to_numpy(dtype=object),
        hourly_kw=hourly_kw,
        like_days=like_days,
        valid_days=rows["all_valid"].to_numpy(int),
        completeness=averages.completeness,
        reason=reason,
        day_type=day_type,
        season=season,
        figures=averages.figures,
        fingerprint=blake2b(key.encode(), digest_size=16).hexdigest(),
        origin=averages.origin,
        findings=findings,
    )


def refuse_no_day(system: System, day_type: str, season: str) -> None:
    """Refuse a kind of day of which the period has none."""
    if not has_days(system, day_type, season):
        raise Refusal(_no_such_day(system, day_type, season))


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
    return reason, counted(reason)


def counted(reason: np.ndarray) -> tuple[Finding, ...]:
    """A finding for each reason why customers have no typical day."""
    counts = {code: int((reason == code).sum()) for code in REASONS}
    return tuple(
        Finding("set aside", code.replace(" ", "_"), _told(count, *REASONS[code]), count)
        for code, count in counts.items()
        if count
    )


def _told(count: int, has: str, have: str, what: str) -> str:
    return f"{spelling.counted(count, f'customer {has}', f'customers {have}')} {what}."
