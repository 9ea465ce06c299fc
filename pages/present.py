import streamlit as st

from lib import charts, frame, stages
from lib.report.steps import steps

frame.guard()

choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
told = steps(stages.analysis(profiles, choices))
number = frame.step(len(told))
step = told[number - 1]()

place = st.empty()
st.title(step.question, anchor=False)
st.header(step.answer, anchor=False)
st.space("small")
frame.show(charts.large(step.picture), numbers=False)
with place:
    frame.turn(number, len(told))
