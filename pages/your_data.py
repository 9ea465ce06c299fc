import streamlit as st

from lib import frame

frame.guard()

frame.head("your_data", frame.enough())
frame.section("A table of readings", "One of these two is enough; save it as CSV, Excel or Parquet.")
frame.templates(readings=True)
with st.container(horizontal=True):
    frame.link("readings", "Give your file on the page Readings")

st.space("small")
frame.formats()

st.space("small")
frame.section(
    "Tables beside the readings",
    "None is needed; each is known by its columns, and sharpens something.",
)
frame.templates(readings=False)

st.space("small")
frame.section("Where your file stays")
st.markdown(
    "On the machine that runs Loadlens, in a folder that only its user can read; it goes when the session ends. "
    "No other host is asked for anything, and no customer is in an address."
)

frame.foot("your_data", "readings")
