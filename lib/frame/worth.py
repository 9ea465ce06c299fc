"""The parts of the page Business case, each made when its tab is opened."""

from dataclasses import fields

import numpy as np
import streamlit as st

from lib import charts, stages
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.page import plain, section, show
from lib.frame.signed_in import sees_customers
from lib.frame.table import table
from lib.profiles import Profiles
from lib.programme.assumptions import Assumption, changes, edited, usual
from lib.programme.bills import Tariff, bills
from lib.programme.business import BusinessCase
from lib.programme.duration import duration
from lib.readings import Readings
from lib.report import worth
from lib.targets import Portfolio, TargetRanking

TABS = ("What matters", "The peak", "What can be sold", "A customer’s bill", "Assumptions")
MOST_NAMED = 500  # of those asked, the first; every name of a long list would go to the browser
PRICES = {
    "flat": "Flat, $/kWh",
    "peak": "Window, $/kWh",
    "off_peak": "Other hours, $/kWh",
    "rebate": "Rebate, $/kWh",
}


def assumptions(choices: Choices) -> tuple[Assumption, ...]:
    """What the business case assumes: the usual, with the costs of the list, and what is yours."""
    standing = usual(choices.cost_contact, choices.cost_enrolment, choices.cost_incentive)
    return edited(choices.worth, standing)


def edit_assumptions(choices: Choices) -> None:
    """Every assumption in a table that can be written in; what differs from the usual goes into the address."""
    standing = usual(choices.cost_contact, choices.cost_enrolment, choices.cost_incentive)
    section(
        "What is assumed",
        "Low: as it would be if things went badly. Write over any number; source says whose it is.",
    )
    locked = ["Assumption", "Unit", "Source"]
    now = worth.assumption_table(edited(choices.worth, standing))
    made = st.data_editor(now, hide_index=True, disabled=locked, key="assumptions", height=36 * len(now) + 40)
    try:
        text = changes(worth.from_table(made, standing), standing)
    except Refusal as why:
        st.warning(plain(str(why)))
        return
    if text != choices.worth:
        st.session_state["worth"] = text
        del st.session_state["assumptions"]
        st.rerun()
    if text:
        st.button("Back to the usual", on_click=st.session_state.__setitem__, args=("worth", ""))


def peak(readings: Readings, case: BusinessCase, given: dict[str, float], choices: Choices) -> None:
    """The load duration curve before and after."""
    if not readings.single_days:
        st.markdown("Single days are not known of this source: load readings to see the peak.")
        return
    system = stages.system(readings)
    dates = np.array(system.dates, "datetime64[D]")
    found = duration(
        dates,
        system.total_kw,
        choices.window,
        case.size.expected_kw,
        int(given["events"]),
        given["snap_back"],
    )
    show(charts.load_duration(found))
    called = ", ".join(found.called[:12])
    st.markdown(
        f":small[:gray[Called, at most two days running: {called}. Expected kW in every hour of the window.]]"
    )


def bill(
    profiles: Profiles,
    ranking: TargetRanking,
    portfolio: Portfolio,
    given: dict[str, float],
    choices: Choices,
) -> None:
    """What a customer, and everybody asked, would pay under other prices; all prices assumed and editable."""
    asked = ranking.customer_id[portfolio.asked]
    if not sees_customers() or not len(asked):
        st.markdown(
            "Nobody is asked." if sees_customers() else "Single customers are shown to analysts alone."
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = f"Of the {len(asked):,} asked, the first {MOST_NAMED}." if len(asked) > MOST_NAMED else None
        who = st.selectbox("Customer", asked[:MOST_NAMED], key="bill_of", help=which)
        prices = {
            each.name: st.number_input(
                PRICES[each.name], 0.0, 100.0, each.default, 0.01, key=f"price_{each.name}"
            )
            for each in fields(Tariff)
        }
    hourly = profiles.hourly_kw[np.searchsorted(profiles.customer_id, asked)]
    moved = ranking.reduction_kw[portfolio.asked]
    everybody = bills(hourly, moved, choices.window, Tariff(**prices), given["events"] * given["hours"])
    row = [int(np.flatnonzero(asked == who)[0])]
    one = bills(hourly[row], moved[row], choices.window, Tariff(**prices), given["events"] * given["hours"])
    section(
        plain(worth.bill_title(one)),
        plain(f"{worth.winners(everybody)}. Prices are assumed; mean day times 365."),
    )
    table(worth.bill_table(one), "What the customer would pay in a year under each price")
