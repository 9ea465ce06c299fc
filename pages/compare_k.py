import streamlit as st

from lib import charts, frame, stages
from lib.charts.words import percent
from lib.report import sentences
from lib.segments import check_k, rule_of_thumb
from lib.segments.tables import criteria

frame.guard()


def use(chosen: int) -> None:
    st.session_state["k"] = str(chosen)


def shape(found, colours, shade) -> None:
    """One cell of the comparison: the segment of this colour, or that it is not apart here."""
    number = next((number for number, colour in colours.items() if colour == shade), None)
    if number is None:
        st.markdown(":small[:gray[Not apart here]]")
        return
    picture = stages.picture(
        found, charts.segment_shape, number, tops_kw[shade], choices.window, "compare", shade
    )
    st.markdown(f"{picture.title} :small[:gray[{found.sizes[found.row(number)]:,}]]")
    frame.draw(picture)
    fits = stages.suited(profiles, found, choices)[found.row(number)]
    st.markdown(f":small[:gray[{fits.programme.name}]]")


answer = frame.Later("compare_k")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
k = stages.take_k(profiles, choices)
check_k(profiles, max(k, 3))
ks = frame.pick_ks(k, min(max(12, k), stages.most_k(profiles, choices)))
pairs = [(ks[i], ks[i + 1]) for i in range(len(ks) - 1)]

found = {each: stages.segments(profiles, choices, each) for each in ks}
lists = {each: stages.targets(profiles, found[each], choices) for each in ks}
asked = {each: stages.portfolio(lists[each], choices).selected for each in ks}
shared = {(a, b): stages.in_common(lists[a], asked[a], lists[b], asked[b]) for a, b in pairs}
colours = stages.colours(found, k)
answer.say(stages.told(found[ks[0]], sentences.compare_k, found[ks[1]], shared[ks[0], ks[1]]))

for a, b in pairs:
    frame.show(stages.picture(found[a], stages.flow, found[b], (colours[a], colours[b])))
    st.space("small")

frame.section(
    "Side by side",
    "Mean day in kW, band 10 to 90 % of customers. Same colour: same kind, one scale. Below: the programme that fits.",
)
tops_kw = charts.highest_kw_of_colours(found, colours)
with st.grid(len(ks), min_column_width=100, wrap=False):
    for each in ks:
        st.markdown(f"**K = {each}**")
    for shade in sorted(tops_kw):
        for each in ks:
            with st.container(gap="xsmall"):
                shape(found[each], colours[each], shade)
with st.grid(len(ks), min_column_width=165):
    for each in ks:
        with st.container():
            frame.show(stages.picture(found[each], charts.blades, colours[each]))

st.space("small")
frame.section("What each value gains and costs")
fits = [stages.fit(profiles, choices, each) for each in ks]
frame.table(criteria(fits).dropna(axis="columns", how="all"), "Criteria of each K")
st.markdown("  \n".join(f":small[**K = {each}**: {rule_of_thumb(each)}]" for each in ks))
for (a, b), common in shared.items():
    same = f"**{common.customers:,} of {asked[a]:,}** asked stay on the list, **{percent(common.share)}** of the kW"
    st.markdown(f"From K = {a} to K = {b}: {same}.")
with st.container(horizontal=True):
    for each in ks:
        st.button(f"Use K = {each}", on_click=use, args=(each,), disabled=each == k)

frame.foot("compare_k", "segments")
