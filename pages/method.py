import streamlit as st

from lib import frame
from lib.terms import all_terms, sections

frame.guard()

frame.head(
    "method",
    "Every figure has a formula, a source or a measurement, and a limit; **what is assumed says so**.",
)
frame.section(
    "From readings to a list",
    "Each step is made from the one before it, and can be looked at on its own page.",
)
with st.container(horizontal=True):
    for page, name in (
        ("readings", "Readings"),
        ("profiles", "Profiles"),
        ("choose_k", "Choose K"),
        ("segments", "Segments"),
        ("targets", "Targets"),
        ("report", "Report"),
    ):
        frame.link(page, name)

st.space("small")
for title, text in sections("method").items():
    with st.expander(title):
        st.markdown(text)

st.space("small")
frame.section("Terms", "The same words on every page, in the report and on the command line.")
rows = [
    {"Term": f"**{term}**", "Unit": frame.plain(unit), "Meaning": meaning}
    for term, (unit, meaning) in all_terms().items()
]
with st.expander(f"All {len(rows)}"):
    st.table(rows, border="horizontal", hide_index=True, alt="Terms with their units and meanings")

frame.foot("method", "your_data")
