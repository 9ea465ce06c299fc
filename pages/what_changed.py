import streamlit as st

from lib import charts, frame, stages
from lib.report.changed import beyond, listed, new_technologies, newcomers, placed, what_changed
from lib.targets import files

frame.guard()

answer = frame.Later("what_changed")
choices = frame.choices()
readings = stages.readings(choices)
segments = stages.segments(stages.profiles(readings, choices), choices)
place = st.container()
usual, *limits = stages.splits(readings)
split = frame.split(usual, *limits)
changes = stages.changes(readings, split)
began = stages.began(readings, split, tuple(changes.listed))

answer.say(what_changed(changes, began))
with place:
    for caveat in changes.caveats:
        with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False):
            st.badge(caveat.severity.capitalize(), color="orange" if caveat.severity == "warning" else "gray")
            st.markdown(frame.plain(caveat.message))

if len(changes):
    frame.show(charts.changed_days(changes))

if len(changes.order):
    st.space("small")
    rows = listed(changes, began)
    note = f"The first {len(rows):,} of {len(changes.order):,}, most kW first. Below zero: removed."
    frame.section("Who changed, how much and when", note)
    frame.choosable(rows, "Customers who changed, with kW and hours", "changed_rows", 320)
    save = {"icon": ":material/download:", "on_click": "ignore"}
    whole = listed(changes, began, None).drop(columns=["Before", "After"])
    st.download_button("Download list", lambda: files.csv(whole), "changes.csv", "text/csv", **save)
    one = st.selectbox("Look at one customer", list(rows["Customer"]), key="one_who_changed")
    row = dict(zip(changes.listed, changes.order, strict=True)).get(one, changes.order[0])
    frame.show(charts.changed_days(changes, int(row)))
    frame.hints(began.get(one, ()))

came = new_technologies(began, changes.listed)
if len(came):
    st.space("small")
    frame.section(
        "What may have come", "Hints from single days, beside the list and not under its error rate."
    )
    frame.table(came, "Technologies that may have come, with customers")

st.space("small")
moved = stages.populations(readings, segments, split)
frame.show(charts.segment_growth(moved))
if how := placed(segments.features):
    st.markdown(how)
st.markdown(beyond(moved))
if moved.shapes_are_new:
    frame.show(charts.new_shapes(moved))
    frame.choosable(newcomers(moved, began), "Customers with new shapes", "new_shapes", 320)
frame.findings(changes.set_aside, "Everybody could be compared")

frame.foot("what_changed", "targets")
