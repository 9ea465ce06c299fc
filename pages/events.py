import streamlit as st

from lib import charts, frame, stages
from lib.profiles.tables import daily
from lib.programme import METHODS, RECOMMENDED
from lib.programme.tables import event_table, trust_table
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
    st.markdown(
        "A table has **event, date, start, end** and, where not everybody took part, **customer_id**. Give it on the "
        "page Readings, beside your meter file; the demo territory carries its own."
    )
    frame.link("readings", "Give a table of events")
else:
    names = {RECOMMENDED: "Recommended"} | {
        each.name: each.label for each in METHODS.values() if each.name != "control"
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method = st.selectbox(
            "Baseline", list(names), format_func=names.get, key="baseline", persist_state="session"
        )
        holidays = st.text_input(
            "Holidays of",
            "US",
            key="holidays",
            persist_state="session",
            help="A country (US, US-CA, GB), dates, or none.",
        )
    found = stages.settlement(readings, table, method, holidays or "none")
    answer.say(outcome.events(found))

    rows = event_table(found.events, found.results)
    drawn = [i for i, course in enumerate(found.courses) if course is not None]
    if drawn:
        labels = {i: f"{found.events[i].name}, {found.events[i].day.isoformat()}" for i in drawn}
        which = st.selectbox("Event", drawn, format_func=labels.get)
        frame.show(charts.event_course(found.events[which], found.results[which], found.courses[which]))

    st.space("small")
    frame.section("What each event delivered", frame.plain(f"{found.rule} {found.reason}"))
    frame.table(outcome.listed(rows), "What each event delivered, kW, with its band")
    save = {"icon": ":material/download:", "on_click": "ignore"}
    st.download_button(
        "Settlement by customer",
        lambda: found.customers.to_csv(index=False),
        "settlement.csv",
        "text/csv",
        **save,
    )

    st.space("small")
    frame.section(
        "Can the baseline be trusted?",
        "Every rule on days without an event, as if there had been one. Error in percent of the load.",
    )
    frame.table(trust_table(found.trust), "Bias and error of every baseline on days without events")
    st.space("small")
    with st.grid(2, min_column_width=400, gap="large"):
        with st.container():
            frame.look_at(found)
        with st.container():
            frame.next_plan(found)
    st.space("small")
    frame.findings(found.findings, "Nothing to report about the events")

frame.foot("events", "report")
