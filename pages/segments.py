import streamlit as st

from lib import charts, frame, stages
from lib.charts.shapes import lines_of
from lib.report import sentences
from lib.segments import why_this_k
from lib.segments.tables import traits

frame.guard()

answer = frame.Later("segments")
choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles(readings, choices)
segments = stages.segments(profiles, choices)
structure = stages.structure(profiles, choices.seed)

answer.say(sentences.segments(segments, choices.window))

top_kw = charts.highest_kw(segments)
crowd = st.toggle("Show how many customers, hour by load", key="crowd", persist_state="session")
with st.grid(3, min_column_width=250, gap="medium"):
    for number in segments.numbers:
        picture = (
            stages.picture(segments, charts.density, number, top_kw)
            if crowd
            else stages.picture(segments, charts.segment_shape, number, top_kw, choices.window)
        )
        with st.container(gap="xsmall"):
            frame.section(picture.title, picture.note)
            frame.draw(picture)
    with st.container(gap="small"):
        frame.section("How to read these")
        st.markdown(
            f"""**Line**: {lines_of(choices.features)}, kW. **Band**: 10 to 90 % of its customers’ mean days.
            **Thin lines**: some of them. **Shaded**: the event window. All share one scale; what lies above is cut."""
        )
        if structure.natural_k == 1:
            st.badge("No natural groups", color="orange", help=structure.note or None)
            st.markdown(why_this_k(structure, segments.k))
        frame.link("compare_k", "Compare with fewer or more")

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        frame.show(stages.picture(segments, charts.window_shares, choices.window))
    with st.container():
        frame.show(stages.picture(segments, charts.size_by_shape))

st.space("small")
frame.suiting(profiles, segments, choices)

st.space("small")
frame.section("Why they are called so", "Named by rule from the mean day of each segment.")
frame.table(traits(segments), "Each segment with its customers, its mean day and why it is called so")

st.space("small")
frame.about(readings, profiles, segments, choices)

frame.foot("segments", "what_changed")
