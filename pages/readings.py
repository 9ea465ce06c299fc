import streamlit as st

from lib import charts, frame, stages
from lib.profiles.tables import by_hour, daily
from lib.report import sentences

frame.guard()

choices = frame.choices()
readings = stages.readings(choices)
system = stages.system(readings)
profiles = stages.profiles(readings, choices)

frame.head("readings", sentences.readings(readings, profiles))
frame.show(charts.system_load(daily(system, readings), profiles.figures.event_days))

st.space("small")
by_day, by_weekday = st.tabs(["Hour by day", "Hour by weekday"])
with by_day:
    frame.show(charts.hour_by_day(by_hour(system)))
with by_weekday:
    frame.show(charts.hour_by_weekday(by_hour(system)))

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

frame.foot(
    """**Highest and lowest hour** of each day are of all customers together. **Shaded** days are those on which an event
    would have been called: a tenth of the days, those whose load in the event window lies furthest above what is usual
    for that kind of day. **Set aside** are customers left out of the segments; every one is counted, with the reason.
    Nothing is filled in: a missing interval stays missing.""",
    "profiles",
)
