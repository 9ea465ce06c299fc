"""What changed: the date that parts the periods, kept in the address, and hints with their evidence."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

import streamlit as st

from lib import charts
from lib.changes import Hint
from lib.frame.page import plain, show


def split(usual: date, first: date, last: date) -> date:
    """Where the later period begins; another date than the usual one stands in the address."""
    asked = _asked(usual, first, last)
    chosen = st.date_input("Later period from", asked, first, last, key=f"split_{first}_{last}", width=220)
    if chosen != usual:
        st.query_params["split"] = chosen.isoformat()
    elif "split" in st.query_params:
        del st.query_params["split"]
    return chosen


def hints(found: Iterable[Hint]) -> None:
    """Each hint with its words, and the days that show it drawn beside the others."""
    with st.grid(2, min_column_width=300, gap="large"):
        for hint in found:
            with st.container():
                if picture := charts.hinted(hint):
                    show(picture)
                st.markdown(f"**{hint.label.capitalize()}**: {plain(hint.why)}.")


def _asked(usual: date, first: date, last: date) -> date:
    """The date of the address where it is one of these readings, else the usual one."""
    with suppress(ValueError):
        given = date.fromisoformat(st.query_params.get("split", ""))
        return min(max(given, first), last)
    return usual
