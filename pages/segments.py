import streamlit as st

from lib import charts, frame, stages
from lib.report import sentences
from lib.segments.tables import traits

frame.guard()

choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
segments = stages.segments(profiles, choices)
structure = stages.structure(profiles, choices.seed)

frame.head("segments", sentences.segments(segments, choices.window))

top_kw = charts.highest_kw(segments)
with st.grid(3, min_column_width=250, gap="medium"):
    for number in range(1, segments.k + 1):
        picture = charts.segment_shape(segments, number, top_kw, choices.window)
        with st.container(gap="xsmall"):
            frame.section(picture.title, picture.note)
            st.altair_chart(picture.chart, width="stretch", alt=picture.alt)
    with st.container(gap="small"):
        frame.section("How to read these")
        st.markdown(
            """**Line**: the mean day, kW. **Band**: 10 to 90 % of its customers. **Thin lines**: some of them.
            **Shaded**: the event window. All share one scale; what lies above it is cut."""
        )
        if structure.natural_k == 1:
            st.badge("No natural groups", color="orange", help=structure.note or None)
            st.markdown("These segments are a convenience: customers shade into one another.")
        frame.link("compare_k", "Compare with fewer or more")

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        frame.show(charts.window_shares(segments, choices.window))
    with st.container():
        frame.show(charts.size_by_shape(segments))

st.space("small")
frame.section("Why they are called so", "Named by rule from the mean day of each segment.")
columns = {
    "Customers": st.column_config.NumberColumn(format="localized"),
    "Share of customers": st.column_config.NumberColumn(format="percent"),
    "Share of window load": st.column_config.NumberColumn(format="percent"),
    "Mean day, kW": st.column_config.AreaChartColumn(y_min=0, y_max=top_kw),
    "kWh a day": st.column_config.NumberColumn(format="%.1f"),
}
st.dataframe(
    traits(segments, choices.window),
    hide_index=True,
    column_config=columns,
    alt="Each segment with its size, its share of the load, its mean day and the reason for its name",
)

frame.foot(
    """Customers are together when the **shape** of their day is alike, whatever its size: small and large users stand in
    every segment, and **Size cuts across shape** shows how many. Segment 1 has the highest mean load in the order window,
    17-21; its number and colour stay when the event window moves.""",
    "targets",
)
