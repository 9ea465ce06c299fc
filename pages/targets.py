import streamlit as st

from lib import charts, frame, stages
from lib.charts.words import certainty, kw
from lib.choices import PROGRAMMES
from lib.report import sentences
from lib.targets import alike
from lib.targets.shown import listed
from lib.terms import term

frame.guard()

answer = frame.Later("targets")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
segments = stages.segments(profiles, choices)
ranking = stages.targets(profiles, segments, choices)
portfolio = stages.portfolio(ranking, choices)
names = segments.named
labels = {segments.label(number): number for number in names}

answer.say(sentences.targets(ranking, portfolio, names))
if alike(ranking):
    st.warning(
        "Nobody here is a better target than anybody: customers differ no more than one day from the next."
    )
frame.lesson(choices)

with st.container(horizontal=True, vertical_alignment="center"):
    with st.popover(f"Goal: {kw(portfolio.goal_kw or 0)}, {certainty(choices.confidence)}"):
        goal = {"key": "goal_kw", "help": term("goal"), **frame.KEEP}
        st.number_input("Goal, kW (0: half of what is firm)", 0.0, 1e9, 0.0, **goal)
        st.slider("Certainty", 0.5, 0.99, 0.9, 0.01, key="confidence", help=term("certainty"), **frame.KEEP)
        st.slider(
            "Hold back at random", 0.0, 0.5, 0.0, 0.05, key="holdout", help=term("hold-out"), **frame.KEEP
        )
        frame.pick("programme", "Programme", list(PROGRAMMES), term("programme"))
    frame.save_list(ranking, portfolio, choices)
    shown = st.pills(
        "Only these segments", labels, selection_mode="multi", key="only", persist_state="session"
    )

numbers = [labels[label] for label in shown if label in labels] or list(names)
for tab, by_bill in zip(st.tabs(["By expected kW", "By highest bill"]), (False, True), strict=True):
    with tab:
        rows = listed(ranking, portfolio, segments, profiles, numbers, by_bill=by_bill)
        first = (
            f"First on the list: {rows['Why'][0]}" if len(rows) else "Nobody of these segments may be asked"
        )
        note = (
            "Highest daily energy first, with the kW to expect"
            if by_bill
            else "Chance of taking part times kW given"
        )
        frame.section(frame.plain(first), f"{note}. The first {len(rows):,} of {len(ranking):,}.")
        frame.choosable(rows, f"The list. {first}", f"list_{by_bill}", 430)

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        frame.show(charts.parts(ranking))
    with st.container():
        frame.show(charts.shares_of_list(ranking, portfolio.asked, names))
        with st.expander(f"Set aside: {len(ranking.set_aside_ids):,} customers"):
            for _, count, message in ranking.set_aside:
                st.markdown(f"**{count:,}** {frame.plain(message)}")
        with st.expander("What is assumed"):
            for note in ranking.notes:
                st.markdown(f"- {frame.plain(note)}")

st.space("small")
frame.show(charts.delivery(portfolio))
if choices.source not in ("demo", "chapter"):
    st.space("small")
    frame.attributes(choices)

frame.foot("targets", "customer")
