import streamlit as st

from lib import charts, frame, stages
from lib.profiles.tables import by_hour, by_weekday, daily
from lib.report import sentences

frame.guard()


def over_the_days() -> None:
    """The system's load over the period, and by hour."""
    system = stages.system(readings)
    frame.show(charts.system_load(daily(system, readings), profiles.figures.event_days, system.called_by))
    st.space("small")
    days, weekdays = st.tabs(["Hour by day", "Hour by weekday"])
    with days:
        frame.show(charts.hour_by_day(by_hour(system)))
    with weekdays:
        frame.show(charts.hour_by_weekday(by_weekday(system)))


answer = frame.Later("readings")
choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles_of(readings, choices, "all", "all")

answer.say(sentences.readings(readings, profiles))
if readings.single_days:
    over_the_days()
elif profiles.kept.any():
    frame.show(stages.picture(profiles, stages.typical_day, (), choices.window))

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    if readings.decisions:
        with st.container(gap="xsmall"):
            change = "; what has an arrow can be changed" if choices.source == "upload" else ""
            frame.section("We read it as", f"Each with its evidence{change}.")
            frame.decisions(readings, choices, frame.take)
            if choices.source == "upload":
                frame.saved_answers(readings)
    with st.container(gap="small"):
        frame.show(stages.picture(profiles, charts.sufficiency))

st.space("small")
frame.findings(readings.findings + profiles.findings, "Nothing to report")

st.space("small")
frame.upload()
if readings.single_days:
    frame.besides(readings, profiles, choices)
if choices.source == "demo":
    frame.generate(choices)

frame.foot("readings", "profiles")
