import streamlit as st

from lib import frame, stages
from lib.report import sentences
from lib.segments import BUSINESS_RANGE, hour_apart_in_words, price_in_words, why_k
from lib.segments.tables import price

frame.guard()


def conclude(found, apart: str = "") -> None:
    """Say it, and why; once more when it is known which K are found again in other customers."""
    answer.say(sentences.choose_k(found))
    why.markdown(f"{why_k(found, k)} {apart}")


answer = frame.Later("choose_k")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
k = stages.take_k(profiles, choices)
sweep = frame.sweep(profiles, choices)

frame.verdict(sweep.structure)
why = st.empty()
conclude(sweep)  # before segments are made, which too few customers refuse
segments = stages.segments(profiles, choices)
conclude(sweep, apart := hour_apart_in_words(segments))
pictures = [stages.picture(segments, stages.way_between, sweep.structure.gap_bar)]
if sweep.structure.gap_measured:
    pictures.append(stages.picture(sweep, stages.widest_gap))
with st.grid(2, min_column_width=400, gap="large"):
    for picture in pictures:
        with st.container():
            frame.show(picture)

st.space("small")
frame.section("What each way of choosing says")
ways, bar = st.empty(), st.empty()

ks = [fit.k for fit in sweep.fits]
rows = stages.price_of_k(profiles, choices, [each for each in BUSINESS_RANGE if each in ks], k)
if rows:
    st.space("small")
    frame.section("What the business range costs", price_in_words(rows, k))
    frame.table(price(rows), "What three to five segments explain and keep beside the K in use")

st.space("small")
evidence = frame.evidence(profiles, choices, sweep, k, ways)
frame.range_of_k(choices)
frame.outliers(profiles, segments, choices)
frame.foot("choose_k", "compare_k")

whole = frame.measure(profiles, choices, sweep, bar)
conclude(whole, apart)
evidence.tell(whole)
