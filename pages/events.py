import streamlit as st

from lib import charts, frame, stages
from lib.profiles.tables import daily
from lib.report import outcome

frame.guard()

answer = frame.Later("events")
choices = frame.choices()
readings = stages.readings(choices)
table = stages.events(readings, choices) if readings.single_days else None

if table is None:
    answer.say(outcome.events(None))
    if readings.single_days:
        likely = stages.profiles_of(readings, choices, "all", "all").figures.event_days
        frame.show(charts.system_load(daily(stages.system(readings), readings), likely))
        frame.call_events(readings, choices, first=True)
        for tab, part in zip(
            st.tabs(("Next plan", "Hours of plenty"), on_change="rerun"),
            (frame.plan_events, frame.hours_of_plenty),
            strict=True,
        ):
            if tab.open:
                with tab:
                    part(readings, choices)
    st.markdown(
        "A table has **event, date, start, end** and, where not everybody took part, **customer_id**, or a calendar "
        "of prices in its place. Give it on the page Readings, beside your meter file."
    )
    frame.link("readings", "Give a table of events")
else:
    day = st.container()
    method, holidays = frame.baseline()
    found = stages.settlement(readings, table, method, holidays)
    answer.say(outcome.events(found))
    with day:
        frame.event_day(found)
    frame.call_events(readings, choices)
    st.space("small")
    frame.details(readings, found, choices, holidays)

frame.foot("events", "business_case")
