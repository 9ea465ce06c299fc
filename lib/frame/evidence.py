"""The evidence for each K: every figure, and in tabs what is drawn of it; what takes longest comes last."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import charts, stages
from lib.choices import Choices
from lib.frame.page import draw, section, show
from lib.frame.table import table
from lib.profiles import Profiles
from lib.segments import KSweep, opinions
from lib.segments.tables import criteria, shapes_in_a_row

TABS = ("Figures", "Curves", "Shapes", "Fit")
MOST_CARDS = 6


@dataclass(slots=True)
class Evidence:
    """Places for what is told twice: at once, and when it is known which K are found again in other customers."""

    profiles: Profiles
    choices: Choices
    k: int
    ways: DeltaGenerator
    figures: DeltaGenerator | None = None
    strength: DeltaGenerator | None = None

    def tell(self, sweep: KSweep) -> None:
        """What each way of choosing says, and what of the open tab needs all that is measured."""
        with self.ways.container():
            for way, says, trust in opinions(sweep).itertuples(index=False):
                st.markdown(f"**{way}: {says}.** {trust}")  # lines wrap; a table would cut the sentence
        if self.figures is not None:
            rows = criteria(sweep.fits).dropna(axis="columns", how="all")
            found = [stages.segments(self.profiles, self.choices, fit.k) for fit in sweep.fits]
            rows.insert(1, "Shapes", [shapes_in_a_row(each) for each in found])
            with self.figures:
                table(rows, "Every K with its shapes and the figures by which it is judged")
        if self.strength is not None and any(fit.prediction_strength is not None for fit in sweep.fits):
            with self.strength:
                show(stages.picture(sweep, charts.reproducible, self.k))


def evidence(profiles: Profiles, choices: Choices, sweep: KSweep, k: int, ways: DeltaGenerator) -> Evidence:
    """The tabs, of which only the open one is made; `ways` is the place for what each way of choosing says."""
    found = Evidence(profiles, choices, k, ways)
    section("The evidence for each K")
    for tab, part in zip(st.tabs(TABS, on_change="rerun", key="evidence"), PARTS, strict=True):
        if tab.open:
            with tab:
                part(found, sweep)
    found.tell(sweep)
    return found


def _figures(found: Evidence, sweep: KSweep) -> None:
    st.markdown(":small[:gray[Higher is better, but for Davies-Bouldin, inertia and seconds.]]")
    found.figures = st.empty()


def _curves(found: Evidence, sweep: KSweep) -> None:
    with st.grid(2, min_column_width=400, gap="large"):
        for curve in (charts.elbow, charts.silhouettes):
            with st.container():
                show(stages.picture(sweep, curve, found.k))
        found.strength = st.container()


def _shapes(found: Evidence, sweep: KSweep) -> None:
    made = {fit.k: stages.segments(found.profiles, found.choices, fit.k) for fit in sweep.fits}
    near = sorted(made, key=lambda each: (abs(each - found.k), each))[:MOST_CARDS]
    colours = stages.colours(made, found.k)
    section(
        f"Every shape from K = {min(near)} to {max(near)}", "Share of its own peak. Same colour, same kind."
    )
    with st.grid(3, min_column_width=165):
        for fit in (fit for fit in sweep.fits if fit.k in near):
            title = f"**K = {fit.k}**" + " :small[:green-badge[suggested]]" * (fit.k == sweep.suggested_k)
            smallest = f"{100 * fit.smallest_share:.1f}\N{NO-BREAK SPACE}%"  # one decimal, as in the table
            with st.container(border=True, gap="xsmall"):
                st.markdown(title)
                draw(stages.picture(made[fit.k], stages.every_shape, colours[fit.k], found.choices.window))
                st.markdown(f":small[:gray[Silhouette {fit.silhouette:.2f} · smallest {smallest}]]")


def _fit(found: Evidence, sweep: KSweep) -> None:
    ks = [fit.k for fit in sweep.fits]
    usual = found.k if found.k in ks else None
    chosen = st.segmented_control("Show the fit for K =", ks, default=usual, key="fit_of")
    shown = stages.segments(found.profiles, found.choices, chosen or found.k)
    show(stages.picture(shown, charts.blades))


PARTS = (_figures, _curves, _shapes, _fit)
