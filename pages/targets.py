import streamlit as st

from lib import frame, stages
from lib.report import sentences
from lib.targets import alike

frame.guard()

answer = frame.Later("targets")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
segments = stages.segments(profiles, choices)
ranking = stages.targets(profiles, segments, choices)
portfolio = stages.portfolio(ranking, choices)
known = stages.facts(ranking, choices)

answer.say(sentences.targets(ranking, portfolio, segments.named))
if alike(ranking):
    st.warning(
        "Nobody here is a better target than anybody: customers differ no more than one day from the next."
    )
frame.lesson(choices)
for each in portfolio.unmet:
    st.warning(frame.plain(each))

with st.container(horizontal=True, vertical_alignment="center"):
    frame.goal(portfolio, choices)
    frame.limits(segments, known, choices)
    frame.weights(ranking, portfolio, known, choices)
    frame.save_list(ranking, portfolio, known, choices)

frame.proof(ranking, portfolio, segments, profiles, known, choices)
if choices.source not in ("demo", "chapter"):
    st.space("small")
    frame.attributes(choices)

frame.foot("targets", "customer")
