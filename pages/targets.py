import streamlit as st

from lib import charts, frame, stages
from lib.charts.words import certainty, kw
from lib.report import sentences
from lib.targets import alike, table
from lib.targets.shown import listed
from lib.terms import term

frame.guard()

EXPECTED = (
    "Chance of taking part times the kW a participant gives. Rest on a column's name for what it means."
)
BILLS = "Whom the highest bills would have you ask, with the kW to expect of them."


def columns(rows):
    largest = float(rows["Expected kW"].max()) if len(rows) else 1.0
    return {
        "#": st.column_config.NumberColumn(width=45),
        "Customer": st.column_config.TextColumn(width=90),
        "Expected kW": st.column_config.ProgressColumn(
            format="%.2f", min_value=0, max_value=largest, width=110, help=term("expected kW")
        ),
        "Why": st.column_config.TextColumn(width=330),
        "Mean day": st.column_config.LineChartColumn(y_min=0, width=120),
        "kWh a day": st.column_config.NumberColumn(format="%.1f"),
        "Score": st.column_config.NumberColumn(format="%.0f", help=term("score")),
    }


choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
segments = stages.segments(profiles, choices)
ranking = stages.targets(profiles, segments, choices)
portfolio = stages.portfolio(ranking, choices)
names = dict(enumerate(segments.names, 1))

frame.head("targets", sentences.targets(ranking, portfolio, names))

with st.container(horizontal=True):
    with st.popover(f"Goal: {kw(portfolio.goal_kw)}, {certainty(choices.confidence)}"):
        st.number_input(
            "Goal, kW (0: half of what is firm)",
            0.0,
            1e9,
            0.0,
            key="goal_kw",
            help=term("goal"),
            **frame.KEEP,
        )
        st.slider("Certainty", 0.5, 0.99, 0.9, 0.01, key="confidence", help=term("certainty"), **frame.KEEP)
        st.slider(
            "Hold back at random", 0.0, 0.5, 0.0, 0.05, key="holdout", help=term("hold-out"), **frame.KEEP
        )
        frame.pick("programme", "Programme", ["unnamed", "rebate", "price", "automated"], term("programme"))
    shown = st.pills(
        "Segments", [segments.label(n) for n in names], selection_mode="multi", label_visibility="collapsed"
    )
    whole = table(ranking, portfolio)
    st.download_button(
        "Download list",
        lambda: whole.to_csv(index=False),
        "targets.csv",
        icon=":material/download:",
        on_click="ignore",
    )

if alike(ranking):
    st.warning(
        "Nobody here is a better target than anybody: the differences are no larger than day-to-day noise."
    )

kept = [n for n in names if segments.label(n) in shown] or list(names)
this, bills = st.tabs(["By expected kW", "By highest bill"])
for tab, by_bill in ((this, False), (bills, True)):
    with tab:
        rows = listed(ranking, portfolio, segments, profiles, kept, by_bill=by_bill)
        title = (
            f"First on the list: {rows['Why'][0]}" if len(rows) else "Nobody of these segments may be asked"
        )
        frame.section(frame.plain(title), BILLS if by_bill else EXPECTED)
        st.dataframe(rows, hide_index=True, column_config=columns(rows), height=430, alt=f"The list, {title}")

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        frame.show(charts.parts(ranking))
    with st.container():
        frame.show(charts.shares_of_list(ranking, portfolio.selected, names))
        with st.expander(f"Set aside: {len(ranking.set_aside_ids):,} customers"):
            for _, count, message in ranking.set_aside:
                st.markdown(f"**{count:,}** {frame.plain(message)}")
            if not ranking.set_aside:
                st.markdown("Nobody: everyone may be asked.")
        with st.expander("What is assumed"):
            for note in ranking.notes:
                st.markdown(f"- {frame.plain(note)}")
frame.show(charts.delivery(portfolio))

if choices.source == "upload":
    st.space("small")
    frame.attributes(choices)

frame.foot(
    """**Expected kW** is the chance of taking part times the kW a participant gives; its parts are weather load, other load
    above base, and load that is always on. **Firm** is what comes in at least 9 of 10 events. The **goal** is half of what can
    be given firmly, until you set your own. **By highest bill** is the list most programmes use: the same model says what it
    would give.""",
    "report",
)
