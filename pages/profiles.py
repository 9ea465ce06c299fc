import streamlit as st

from lib import frame, stages
from lib.allowed import LABELS
from lib.codebook import PARTS
from lib.profiles.scalings import comparison, found_here
from lib.report import sentences
from lib.terms import term

frame.guard()

answer = frame.Later("profiles")
proof = st.container()  # filled below the choices, which must stand even where no day is of the kind chosen
st.space("small")
with st.grid(4, min_column_width=190):
    frame.pick("day_type", "Days", list(LABELS["day_type"].values()), term("day type"))
    frame.pick("season", "Season", list(LABELS["season"].values()), term("season"))
    frame.pick("features", "Shape of", list(LABELS["features"].values()), term("shape of"))
    frame.pick("scaling", "Customers are compared by", list(LABELS["scaling"].values()), term("scaling"))

choices = frame.choices()
readings = stages.readings(choices)
profiles = stages.profiles(readings, choices)
answer.say(stages.told(profiles, sentences.profiles))
if profiles.kept.any():
    parts = ("weekday", "weekend") if readings.single_days else ()
    kinds = [stages.profiles_of(readings, choices, kind) for kind in parts]
    known = [each for each in kinds if each.kept.any()] or [profiles]
    with proof:
        frame.show(stages.picture(known[0], stages.typical_day, tuple(known[1:]), choices.window))

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    if profiles.kept.any():
        with st.container():
            frame.show(stages.picture(profiles, stages.some_profiles))
    if profiles.kept.sum() > 1:
        for number in range(len(PARTS[choices.features])):
            with st.container():
                frame.show(stages.picture(profiles, stages.some_shapes, choices.scaling, number))

st.space("small")
here = stages.recovery(profiles, choices) if profiles.kept.sum() > 1 else None
frame.section(
    found_here(here),
    "Agreement with the true groups at the true K, on made territories: 1.00 finds every customer's group.",
)
frame.table(comparison(choices.scaling, here), "Each scaling, what it keeps and how well it finds groups")

st.space("small")
frame.findings(profiles.findings, "Everybody has a typical day")

frame.foot("profiles", "choose_k")
