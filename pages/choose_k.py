import streamlit as st

from lib import charts, frame, stages
from lib.report import sentences
from lib.segments import agreement_word, carry_colours
from lib.segments.tables import criteria
from lib.terms import term

frame.guard()

choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
k = stages.take_k(profiles, choices)

answer = frame.Later("choose_k")
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
frame.section(
    f"From {sweep.fits[0].k} segments to {sweep.fits[-1].k}, every shape",
    "Mean day of each segment as a share of its own peak. The same colour is the same kind of customer.",
)
segmented = {fit.k: stages.segments(profiles, choices, fit.k) for fit in sweep.fits}
near = sorted(segmented, key=lambda each: (abs(each - k), each))[:6]
colours = carry_colours(
    {each: found.number for each, found in segmented.items()}, min(segmented, key=lambda e: abs(e - k))
)
with st.grid(3, min_column_width=250):
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
columns = {
    "Silhouette": st.column_config.ProgressColumn(
        format="%.2f", min_value=0, max_value=1, help=term("silhouette")
    ),
    "Smallest": st.column_config.NumberColumn(format="percent", help="Size of the smallest segment."),
    "Variance explained": st.column_config.NumberColumn(format="percent", help=term("variance explained")),
    "Inertia": st.column_config.NumberColumn(format="%.3g", help=term("inertia")),
    "Squared silhouette": st.column_config.NumberColumn(format="%.2f", help=term("squared silhouette")),
    "Calinski-Harabasz": st.column_config.NumberColumn(format="%.0f", help=term("Calinski-Harabasz")),
    "Davies-Bouldin": st.column_config.NumberColumn(format="%.2f", help=term("Davies-Bouldin")),
    "Seconds": st.column_config.NumberColumn(format="%.2f"),
}
table = criteria(sweep.fits).dropna(axis="columns", how="all")
st.dataframe(
    table, hide_index=True, column_config=columns, alt="Every K with the figures by which it is judged"
)

with st.container(horizontal=True):
    st.number_input("K from", 2, 39, choices.k_low, key="k_low", width=130, **frame.KEEP)
    st.number_input("K to", 2, 40, choices.k_high, key="k_high", width=130, **frame.KEEP)

frame.foot(
    """**Elbow**: what is left of the differences between customers once each is compared with its own segment; look where
    the line stops falling steeply. **Silhouette**: 1 means well inside the own segment, 0 on the border. Both like small
    numbers, so Loadlens looks for **gaps**, a method of its own: it cuts the customers finely, joins all pieces without a
    gap between them, and counts what is left. Where nothing is left apart there are no natural groups; segments are then a
    convenience, like sizes of clothes. The **business range** 3-5 is what programmes can usually serve.""",
    "compare_k",
)
