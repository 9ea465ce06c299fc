import streamlit as st

from lib import charts, frame, stages
from lib.report.steps import steps

frame.guard()

place = st.empty()
answer = frame.Later("present")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
told = steps(stages.analysis(profiles, choices))
number = frame.step(len(told))
step = told[number - 1]()

with place.container():
    frame.turn(number, len(told), step.question)
answer.say(step.answer)
frame.show(charts.large(step.picture), numbers=False)

frame.foot("present", "method")
