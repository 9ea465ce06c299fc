import streamlit as st

from lib import charts, frame, stages
from lib.choices import LABELS
from lib.profiles.scalings import comparison
from lib.profiles.tables import spread
from lib.report import sentences
from lib.terms import term

frame.guard()

choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles(readings, choices)

frame.head("profiles", sentences.profiles(profiles))
weekday, weekend = (stages.profiles_of(readings, choices, kind) for kind in ("weekday", "weekend"))
known = [charts.Spread(*spread(each)) for each in (weekday, weekend) if each.kept.any()]
frame.show(charts.typical_day(*known, window=choices.window))

st.space("small")
with st.grid(3, min_column_width=220):
    frame.pick("day_type", "Days", list(LABELS["day_type"].values()), term("day type"))
    frame.pick("season", "Season", list(LABELS["season"].values()), term("season"))
    frame.pick("scaling", "Customers are compared by", list(LABELS["scaling"].values()), term("scaling"))

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        frame.show(charts.sampled_profiles(profiles.hourly_kw[profiles.kept]))
    with st.container():
        frame.show(
            charts.sampled_shapes(stages.shapes(profiles, choices), LABELS["scaling"][choices.scaling])
        )

st.space("small")
frame.section(
    "What each way of comparing sees",
    "Agreement with the true groups at the true K, on made territories: 1.00 finds every customer's group.",
)
frame.table(comparison(choices.scaling), "Each scaling, what it keeps and how well it finds groups")

st.space("small")
frame.findings(profiles.findings, "Everybody has a typical day")

frame.foot("profiles", "choose_k")
