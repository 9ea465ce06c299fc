import streamlit as st

from lib import charts, frame, stages
from lib.report import sentences
from lib.segments import BUSINESS_RANGE, price_in_words, why_k
from lib.segments.tables import price

frame.guard()


def card(fit, found, colours) -> None:
    """Every shape of one K, and its two figures."""
    picture = stages.picture(found, stages.every_shape, colours, choices.window)
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"**{picture.title}**" + " :small[:green-badge[suggested]]" * (fit.k == sweep.suggested_k)
        )
        frame.draw(picture)
        smallest = f"{100 * fit.smallest_share:.1f}\N{NO-BREAK SPACE}%"  # one decimal, as in the table
        st.markdown(f":small[:gray[Silhouette {fit.silhouette:.2f} · smallest {smallest}]]")


def conclude(found) -> None:
    """Say it, and why; once more when it is known which K are found again in other customers."""
    answer.say(sentences.choose_k(found))
    why.markdown(why_k(found, k))


answer = frame.Later("choose_k")
choices = frame.choices()
profiles = stages.profiles(stages.readings(choices), choices)
k = stages.take_k(profiles, choices)
sweep = frame.sweep(profiles, choices)

frame.verdict(sweep.structure)
why = st.empty()
conclude(sweep)
segments = stages.segments(profiles, choices)
with st.grid(2, min_column_width=400, gap="large"):
    for picture in (
        stages.picture(segments, stages.way_between, sweep.structure.gap_bar),
        stages.picture(sweep, stages.widest_gap),
        stages.picture(sweep, charts.elbow, k),
        stages.picture(sweep, charts.silhouettes, k),
    ):
        with st.container():
            frame.show(picture)

st.space("small")
found = {fit.k: stages.segments(profiles, choices, fit.k) for fit in sweep.fits}
near = sorted(found, key=lambda each: (abs(each - k), each))[:6]
colours = stages.colours(found, k)
frame.section(
    f"Every shape from K = {min(near)} to {max(near)}", "Share of its own peak. Same colour, same kind."
)
with st.grid(3, min_column_width=165):
    for fit in (fit for fit in sweep.fits if fit.k in near):
        card(fit, found[fit.k], colours[fit.k])

frame.outliers(profiles, segments, choices)

st.space("small")
rows = stages.price_of_k(profiles, choices, [each for each in BUSINESS_RANGE if each in found], k)
frame.section("What the business range costs", price_in_words(rows, k))
frame.table(price(rows), "What three to five segments explain and keep beside the K in use")

st.space("small")
with st.grid(2, min_column_width=400, gap="large"):
    with st.container():
        usual = k if k in found else None
        shown = st.segmented_control("Show the fit for K =", list(found), default=usual, key="fit_of")
        frame.show(stages.picture(found.get(shown, segments), charts.blades))
    aside = st.container()
frame.section("The evidence for each K", "Higher is better, but for Davies-Bouldin, inertia and seconds.")
proof = st.container()
frame.range_of_k(choices)
frame.foot("choose_k", "compare_k")
with proof:
    conclude(frame.evidence(profiles, choices, sweep, k, aside))
