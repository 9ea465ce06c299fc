"""Which customer is looked at: found by search or picked in a list, kept in the session and never in an address."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from lib import stages
from lib.charts.words import column
from lib.choices import Choices
from lib.frame.page import link, plain
from lib.frame.table import table
from lib.readings.side.of_customer import of_customer

MOST_FOUND = 50
FLAGS = ("offered", "enrolled", "still_in", "medical", "opted_out", "other_programme")


def customer(known: np.ndarray, usual: str) -> str:
    """The customer to show: the one picked before, or another that a search finds; `usual` where nobody was picked.

    Parameters
    ----------
    known : identifiers of all customers, as text.
    """
    before = st.session_state.get("customer", usual)
    before = before if before in known else usual
    text = (
        st.text_input("Find a customer", placeholder="Part of the identifier", max_chars=80).strip().lower()
    )
    found = [each for each in known if text in each.lower()][:MOST_FOUND]
    if text and not found:
        st.markdown(f":small[:gray[Nobody is called so: {plain(text)}]]")
    options = found if text and found else list(dict.fromkeys([before, *found]))
    chosen = st.selectbox("Customer", options, options.index(before) if before in options else 0)
    st.session_state["customer"] = chosen
    return chosen


def choosable(rows: pd.DataFrame, alt: str, key: str, height: int | str = "auto") -> None:
    """A table of customers; a cell picked in it opens the way to that customer."""
    event = table(rows, alt, height, key=key)
    cells: Sequence = event.selection.cells if event else ()
    if cells and cells[0][0] < len(rows):
        who = str(rows["Customer"].iloc[cells[0][0]])
        st.session_state["customer"] = who
        link("customer", f"See customer {plain(who)}")
    else:
        st.markdown(":small[:gray[Pick a cell to see that customer.]]")


def side_facts(choices: Choices, who: str) -> list[tuple[str, str]]:
    """What the tables say of one customer: attributes that are filled in, bills, events, outages."""
    side = stages.attributes(choices)
    given = stages.given(choices).tables
    rows = np.flatnonzero(side.customer_id == who) if side is not None else ()
    if not len(rows):
        return of_customer(given, who)
    row = int(rows[0])
    flags = [name.replace("_", " ").capitalize() for name in FLAGS if getattr(side, name)[row]]
    said = [("On record", ", ".join(flags))] if flags else []
    if np.isfinite(side.reduction_kw[row]):
        said.append(("Gave last season", f"{side.reduction_kw[row]:.2f} kW"))
    known = side.features.iloc[row]
    said += [
        (column(name), _value(value)) for name, value in known.items() if value == value and value is not None
    ]
    return said + of_customer(given, who, str(known.get("feeder", "")))


def _value(value: object) -> str:
    """A cell of a side table: yes and no for what is true or false, four figures of a number that is not whole."""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:.4g}"
    return str(value)
