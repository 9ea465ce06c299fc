"""A reading that is under way: the page shows how far it is, and stops it when the page is left or stopped."""

from collections.abc import Callable

import streamlit as st

from lib.readings import Readings
from lib.readings.watch import Watch, watched


def shown(read: Callable[[Watch], Readings]) -> Readings:
    """Read, with a line that says how far it is.

    Streamlit ends the run of a page, for its Stop button, for another click or because the browser is closed, where
    something is drawn: so often does the line look whether to stop.
    """
    place = st.empty()
    try:
        return watched(
            read, lambda share, doing: place.progress(min(share, 1.0), f"{doing}: {100 * share:.0f} %")
        )
    finally:
        place.empty()
