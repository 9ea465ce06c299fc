import streamlit as st

from lib import frame, stages
from lib.report import SECTIONS, Edition, html, sentences
from lib.report import named as named_in
from lib.report.deck import deck
from lib.report.edition import TITLE

frame.guard()

KEPT = {"persist_state": "session"}
answer = frame.Later("report")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
analysis = stages.analysis(profiles, choices)

with st.container(border=True):
    title = st.text_input("Title", TITLE, max_chars=120, key="title", **KEPT) or TITLE
    labels = {label: name for name, label in SECTIONS.items()}
    held = st.pills("Sections", labels, selection_mode="multi", default=list(labels), key="sections", **KEPT)
    with st.expander("Notes, logo and date"):
        notes = st.text_area("Notes, below the title", max_chars=2000, key="notes", **KEPT)
        logo = st.file_uploader("Logo, PNG or JPEG, at most 1 MB", ["png", "jpg", "jpeg"], key="logo")
        date = st.text_input("Date or version", max_chars=40, key="dated", **KEPT)
    customers = st.toggle("Name the customers on the list", key="named", **KEPT)
    if customers:
        st.markdown(
            ":orange-badge[Internal] The list then holds identifiers: keep the report inside the house."
        )
    sections = tuple(labels[label] for label in held) or tuple(SECTIONS)
    if not held:
        st.markdown(":small[:gray[No section is picked; until one is, the report holds all of them.]]")
    edition = Edition(title, notes, logo.getvalue() if logo else b"", date, customers, sections)
    page = html(analysis, edition)
    with st.container(horizontal=True):
        save = {"icon": ":material/download:", "on_click": "ignore"}
        st.download_button("Report (HTML)", page, "loadlens-report.html", "text/html", **save)
        st.download_button("Slides (PPTX)", lambda: deck(analysis, edition), "loadlens-report.pptx", **save)
        st.download_button(
            "Settings (TOML)",
            lambda: frame.settings_text(choices),
            "loadlens.toml",
            "application/toml",
            **save,
        )
answer.say(sentences.report(len(edition.held), named_in(analysis) if customers else 0))

st.space("small")
frame.section("What it looks like", "The page as it is saved; scroll in it.")
st.iframe(page, height=900)

frame.foot("report", "present")
