import streamlit as st

from lib import charts, frame, stages
from lib.charts.words import certainty, kw, percent
from lib.report import sentences
from lib.segments import verdict_on, why_this_k
from lib.terms import term

frame.guard()

answer = frame.Later("overview")
choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles(readings, choices)
segments = stages.segments(profiles, choices)
ranking = stages.targets(profiles, segments, choices)
portfolio = stages.portfolio(ranking, choices)
structure = stages.structure(profiles, choices.seed)

answer.say(sentences.answer(ranking, portfolio, half=not choices.goal_kw))
frame.show(charts.delivery(portfolio, frame.fewest()))

card = {"border": True, "height": "stretch"}
with st.grid(4, min_column_width=170):
    st.metric(f"Firm, {certainty(0.9)}", kw(portfolio.p90_kw), help=term("firm kW"), **card)
    st.metric("Expected", kw(portfolio.expected_kw), help=term("expected kW"), **card)
    found = {"delta": verdict_on(structure, segments.k), "delta_color": "off", "delta_arrow": "off"}
    st.metric("Segments", segments.k, help=term("structure"), **found, **card)
    present = sentences.complete(readings).removesuffix(" complete")
    st.metric("Data present", present, help=term("completeness"), **card)

st.space("small")
shares = charts.shares_of_list(ranking, portfolio.asked, segments.named)
frame.section(
    shares.title,
    f"Mean day of each segment, all on one kW scale. Shaded: the event window. {why_this_k(structure, segments.k)}",
)
top_kw = charts.highest_kw(segments)
with st.grid(5, min_column_width=170):
    for number, size in zip(segments.numbers, segments.sizes, strict=True):
        picture = stages.picture(segments, charts.segment_shape, number, top_kw, choices.window, "strip")
        with st.container(gap="xsmall"):
            st.markdown(
                f"**{picture.title}**  \n:small[:gray[{percent(size / segments.sizes.sum())} of customers]]"
            )
            frame.draw(picture)
            frame.numbers_of(picture)

st.space("small")
frame.tour()
st.space("small")
frame.stories()

frame.foot("overview", "readings")
