import streamlit as st

from lib import charts, frame, stages
from lib.profiles.tables import by_hour, by_weekday, daily
from lib.report import sentences

frame.guard()

answer = frame.Later("readings")
choices = frame.choices()
readings = stages.readings(choices)
system = stages.system(readings)
profiles = stages.profiles_of(readings, choices, "all", "all")

answer.say(sentences.readings(readings, profiles))
frame.show(charts.system_load(daily(system, readings), profiles.figures.event_days))

st.space("small")
days, weekdays = st.tabs(["Hour by day", "Hour by weekday"])
with days:
    frame.show(charts.hour_by_day(by_hour(system)))
with weekdays:
    frame.show(charts.hour_by_weekday(by_weekday(system)))

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container(gap="xsmall"):
        frame.section("We read it as", "Rest on a value to see why it was taken.")
        frame.decisions(readings, choices)
    with st.container(gap="small"):
        frame.findings(readings.findings + profiles.findings, "Nothing to report")

st.space("small")
frame.upload()
if choices.source == "demo":
    frame.generate(choices)

frame.foot("readings", "profiles")
