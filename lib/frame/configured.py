"""A source that the operator has configured: how old what is shown of it is, and reading it anew."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from lib import stages
from lib.charts.words import day
from lib.frame.page import plain


def as_of(name: str) -> None:
    """When a source was read, why it could not be read since, and a button that reads it again."""
    source = stages.offered()[name]
    held = stages.held(source)
    st.markdown(
        f":small[:gray[As of {_clock(held.as_of)}]]", help="Later changes at the source are not shown."
    )
    if held.refusal is not None:
        st.warning(f"{plain(str(held.refusal))} What was read before is still shown.")
    st.button(
        "Read again", on_click=stages.refresh, args=(source,), icon=":material/refresh:", type="tertiary"
    )


def _clock(moment: float) -> str:
    """A moment on the clock of whoever looks: 24 Nov 2026, 08:31."""
    try:
        zone = ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = UTC
    when = datetime.fromtimestamp(moment, zone)
    return f"{day(when.isoformat())} {when:%Y, %H:%M}"
