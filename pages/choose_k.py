import streamlit as st

from lib import charts, frame, stages
from lib.report import sentences
from lib.segments import agreement_word, carry_colours
from lib.segments.tables import criteria
from lib.terms import term

frame.guard()

answer = frame.Later("choose_k")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
k = stages.take_k(profiles, choices)
sweep = frame.sweep(profiles, choices)
answer.say(sentences.choose_k(sweep))

with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        frame.show(charts.elbow(sweep, k))
    with st.container():
        frame.show(charts.silhouettes(sweep, k))

st.space("small")
structure = sweep.structure
apart = structure.natural_k > 1
with st.container(horizontal=True):
    icon = ":material/check:" if apart else ":material/priority_high:"
    st.badge(
        structure.verdict.capitalize(),
        icon=icon,
        color="green" if apart else "orange",
        help=term("structure"),
    )
    st.badge(f"Agreement {agreement_word(structure.agreement)}", color="gray", help=term("agreement"))
    if structure.note:
        st.badge("Small sample", icon=":material/priority_high:", color="orange", help=structure.note)
st.markdown(sweep.reason)
frame.show(charts.gap(structure))

st.space("small")
segmented = {fit.k: stages.segments(profiles, choices, fit.k) for fit in sweep.fits}
near = sorted(segmented, key=lambda each: (abs(each - k), each))[:6]
colours = carry_colours(
    {each: found.number for each, found in segmented.items()}, min(segmented, key=lambda e: abs(e - k))
)
frame.section(
    f"Every shape from K = {min(near)} to {max(near)}",
    "Mean day of each segment as a share of its own peak. The same colour is the same kind of customer.",
)
with st.grid(3, min_column_width=165):
    for fit in (fit for fit in sweep.fits if fit.k in near):
        found = segmented[fit.k]
        picture = charts.shapes_of_k(
            found.mean_kw, [colours[fit.k][n] for n in range(1, found.k + 1)], choices.window
        )
        with st.container(border=True, gap="xsmall"):
            suggested = " :small[:green-badge[suggested]]" if fit.k == sweep.suggested_k else ""
            st.markdown(f"**{picture.title}**{suggested}")
            st.altair_chart(picture.chart, width="stretch", alt=picture.alt)
            st.markdown(f":small[:gray[Silhouette {fit.silhouette:.2f} · smallest {fit.smallest_share:.0%}]]")

st.space("small")
frame.section("The evidence for each K", "Higher is better, but for Davies-Bouldin, inertia and seconds.")
frame.table(
    criteria(sweep.fits).dropna(axis="columns", how="all"), "Every K with the figures by which it is judged"
)
with st.container(horizontal=True):
    st.number_input("K from", 2, 39, choices.k_low, key="k_low", width=130, **frame.KEEP)
    st.number_input("K to", 2, 40, choices.k_high, key="k_high", width=130, **frame.KEEP)

frame.foot("choose_k", "compare_k")
