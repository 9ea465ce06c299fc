"""Planning the next events on the days that are known, and hours into which load should move."""

import numpy as np
import streamlit as st

from lib import charts, stages
from lib.choices import Choices
from lib.frame.page import plain, section, show
from lib.frame.picking import choosable
from lib.frame.table import table
from lib.profiles import Profiles, window_hours
from lib.programme.planner import FATIGUE, OPT_OUT, peaks, rota
from lib.programme.plant import BLOCK_KW, abundance, plant
from lib.readings import Readings
from lib.report import planning
from lib.targets import Portfolio, TargetRanking

HERE = {"persist_state": "session"}
MOST_SHOWN = 200


def plan_events(readings: Readings, choices: Choices) -> None:
    """Which days to call, by what, and which groups take turns."""
    system = stages.system(readings)
    profiles = stages.profiles(readings, choices)
    ranking = stages.targets(profiles, stages.segments(profiles, choices), choices)
    portfolio = stages.portfolio(ranking, choices)
    needs = _needs(readings, choices)
    head = st.container()
    with st.grid(4, min_column_width=170):
        by = st.selectbox("Call by", list(needs), key="plan_by", **HERE)
        events = st.number_input("Events", 1, 100, 12, key="plan_events", **HERE)
        running = st.number_input("Days running, at most", 1, 10, 2, key="plan_running", **HERE)
        groups = st.number_input("Groups that take turns", 1, 20, 2, key="plan_groups", **HERE)
        at_once = st.number_input("Groups at once", 1, int(groups), 1, key="plan_at_once", **HERE)
        opt_out = st.number_input("Opt out of an event", 0.0, 1.0, OPT_OUT, 0.05, key="plan_opt_out", **HERE)
        fatigue = st.number_input("Lost with each call", 0.0, 1.0, FATIGUE, 0.01, key="plan_fatigue", **HERE)
    need, unit = needs[by]
    found = rota(
        np.array(system.dates, "datetime64[D]"),
        need,
        ranking.expected_kw[portfolio.asked],
        int(events),
        groups=int(groups),
        at_once=int(at_once),
        running=int(running),
        opt_out=opt_out,
        fatigue=fatigue,
    )
    with head:
        note = planning.peak_note(peaks(system.dates, system.event_kw), choices.window)
        section(plain(planning.rota_title(found, unit, len(need))), plain(f"{planning.ROTA_NOTE} {note}"))
    table(planning.rota_table(found, f"{by}, {unit}"), "The days to call, which groups, and the kW to expect")


def _needs(readings: Readings, choices: Choices) -> dict[str, tuple[np.ndarray, str]]:
    """What days can be called by: (n_days,) and its unit."""
    system, hours = stages.system(readings), window_hours(choices.window)
    needs = {"Load in the window": (system.event_kw[:, hours].mean(axis=1), "kW of a mean customer")}
    known = dict(readings.temperature_c)
    if known:
        needs["Temperature"] = (np.array([known.get(day.isoformat(), np.nan) for day in system.dates]), "°C")
    prices = stages.prices(choices)
    if prices is not None:
        by_day = dict(zip(prices.dates, prices.hourly_price[:, hours].max(axis=1), strict=True))
        unit = f"{prices.currency or 'money'}/kWh"
        needs["Price in the window"] = (np.array([by_day.get(day, np.nan) for day in system.dates]), unit)
    return needs


def hours_of_plenty(readings: Readings, choices: Choices) -> None:
    """The other direction: hours with room, and the customers who have load near them."""
    profiles, prices = stages.profiles(readings, choices), stages.prices(choices)
    if prices is not None:
        cost, why = np.nanmean(prices.hourly_price, axis=0), f"the prices in {prices.name}"
    else:
        cost, why = np.nanmean(stages.system(readings).event_kw, axis=0), stages.system(readings).called_by
    found = abundance(cost, f"{'lowest price' if prices else 'lowest load'}, {why}", profiles.hourly_kw)
    section(
        plain(planning.plenty_title(found, len(profiles))),
        "Load above base within three hours of it, which could start earlier or later. Give hourly prices, or the load "
        "of the system less solar and wind, on the page Readings: without them the lowest load stands for plenty.",
    )
    rows = planning.plenty_table(found, profiles.customer_id, MOST_SHOWN)
    choosable(rows, "Customers with most movable load near those hours", "plenty", 300)


def power_plant(profiles: Profiles, ranking: TargetRanking, portfolio: Portfolio, choices: Choices) -> None:
    """What the list gives by hour, and what can be offered."""
    if not portfolio.asked.any():
        st.markdown("Nobody is asked.")
        return
    picture = st.container()
    block = st.number_input("Size of a block, kW", 0.1, 1e6, BLOCK_KW, key="block_kw", width=200, **HERE)
    hourly = profiles.hourly_kw[np.searchsorted(profiles.customer_id, ranking.customer_id)]
    found = plant(ranking, portfolio, hourly, choices.window, block)
    with picture:
        show(charts.reduction_by_hour(found))
    section("What can be offered", plain(planning.diversity(found)))
    table(planning.offers(found, block), "Firm kW that can be offered for one hour and more")
