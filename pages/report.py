import streamlit as st

from lib import frame, stages
from lib.report import SECTIONS, html, sentences
from lib.report import named as named_in
from lib.report.page import TITLE

frame.guard()

answer = frame.Later("report")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
analysis = stages.analysis(profiles, choices)

with st.container(border=True):
    title = st.text_input("Title", TITLE, max_chars=120, key="title", persist_state="session") or TITLE
    named = st.toggle("Name the customers on the list", key="named", persist_state="session")
    if named:
        st.markdown(
            ":orange-badge[Internal] The list then holds identifiers: keep the report inside the house."
        )
    with st.container(horizontal=True):
        save = {"icon": ":material/download:", "on_click": "ignore"}
        page = html(analysis, title, named)
        st.download_button("Report (HTML)", page, "loadlens-report.html", "text/html", **save)
        st.download_button("Settings (TOML)", choices.toml(), "loadlens.toml", "application/toml", **save)
answer.say(sentences.report(len(SECTIONS), named_in(analysis) if named else 0))

st.space("small")
frame.section("What it looks like", "The page as it is saved; scroll in it.")
st.iframe(page, height=900)

frame.foot("report", "method")
