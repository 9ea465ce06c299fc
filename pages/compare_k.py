import streamlit as st

from lib import charts, frame, stages
from lib.charts.words import percent
from lib.report import sentences
from lib.segments import carry_colours
from lib.targets import in_common

frame.guard()

choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
k = stages.take_k(profiles, choices)
most = min(12, int(profiles.kept.sum()))


def use(chosen: int) -> None:
    st.session_state["k"] = str(chosen)


answer = frame.Later("compare_k")
usual = [str(k), str(k + 1)] if k < most else [str(k - 1), str(k)]
options = [str(each) for each in range(2, most + 1)]
picked = st.pills(
    "Put side by side, two to four", options, selection_mode="multi", default=usual, key="ks", **frame.KEEP
)
ks = sorted({int(each) for each in picked})[:4]
if len(ks) < 2:
    ks = sorted(int(each) for each in usual)
    st.info("Pick at least two values; until then the usual two are shown.")

found = {each: stages.segments(profiles, choices, each) for each in ks}
lists = {each: stages.targets(profiles, found[each], choices) for each in ks}
asked = {each: stages.portfolio(lists[each], choices).selected for each in ks}
pairs = list(zip(ks, ks[1:], strict=False))
shared = {(a, b): in_common(lists[a], asked[a], lists[b], asked[b]) for a, b in pairs}
start = min(ks, key=lambda each: (abs(each - k), each))
colours = carry_colours({each: found[each].number for each in ks}, start)
answer.say(sentences.compare_k(found[ks[0]], found[ks[1]], shared[ks[0], ks[1]]))

for a, b in pairs:
    before, after = ([colours[each][int(n)] for n in found[each].number] for each in (a, b))
    names = [{colours[e][n]: found[e].names[n - 1] for n in range(1, found[e].k + 1)} for e in (a, b)]
    frame.show(charts.flow(before, after, *names, (f"K = {a}", f"K = {b}")))
    st.space("small")

frame.section(
    "Side by side",
    "Mean day in kW, band 10 to 90 % of customers. Same colour, same kind; same scale everywhere.",
)
top_kw = max(charts.highest_kw(each) for each in found.values())
shades = sorted({shade for each in ks for shade in colours[each].values()})
for row, shade in enumerate(shades):
    for column, each in zip(st.columns(len(ks), gap="medium"), ks, strict=True):
        number = next((n for n, s in colours[each].items() if s == shade), None)
        with column.container(gap="xsmall"):
            if row == 0:
                st.markdown(f"**K = {each}**")
            if number is None:
                st.markdown(":small[:gray[Not apart here]]")
                continue
            picture = charts.segment_shape(found[each], number, top_kw, choices.window, "compare", shade)
            st.markdown(f"{picture.title} :small[:gray[{found[each].sizes[number - 1]:,}]]")
            st.altair_chart(picture.chart, width="stretch", alt=picture.alt)

st.space("small")
frame.section("What each value gains and costs")
with st.grid(len(ks) if len(ks) > 2 else 4, min_column_width=170):
    for each in ks:
        fit = stages.fit(profiles, choices, each)
        st.metric(f"Silhouette, {each}", f"{fit.silhouette:.2f}", border=True)
        st.metric(f"Smallest, {each}", percent(fit.smallest_share), border=True)
for (a, b), common in shared.items():
    st.markdown(
        f"K = {a} and K = {b}: **{common.customers:,} of {asked[a]:,}** of those asked stay the same, {percent(common.share)} of the kW."
    )
with st.container(horizontal=True):
    for each in ks:
        st.button(f"Use K = {each}", on_click=use, args=(each,), disabled=each == choices.k)

frame.foot(
    """A **ribbon** is customers: as high as they are many. **Strong** ribbons change segment, faint ones stay. Segments keep
    their number and colour from one value to the next when they have most customers in common. More segments fit every
    customer better and are harder to serve: three to five is what programmes can usually carry.""",
    "segments",
)
