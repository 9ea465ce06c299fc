"""Long work that shows how far it is, can be stopped, and keeps what it has."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import charts, stages
from lib.choices import Choices
from lib.frame.page import section, show
from lib.frame.sidebar import KEEP
from lib.frame.table import table
from lib.profiles import Profiles
from lib.segments import KFit, KSweep, opinions
from lib.segments.tables import criteria

PATIENCE = 0.4  # seconds without a progress bar: a flash would tell nothing


@dataclass(slots=True)
class Sweeps:
    """The K that were finished for each population of this session, and the population whose sweep was stopped."""

    done: dict[str, set[int]] = field(default_factory=dict)
    stopped: str = ""

    def stop(self, population: str) -> None:
        self.stopped = population


def sweep(profiles: Profiles, choices: Choices) -> KSweep:
    """Every K of the range, each shown as it comes; a stopped sweep keeps what it has and can go on."""
    highest = min(choices.k_high, int(profiles.kept.sum()))
    ks = list(range(min(choices.k_low, highest), highest + 1))
    state = st.session_state.setdefault("sweeps", Sweeps())
    population = f"{profiles.fingerprint}-{choices.scaling}-{choices.seed}"
    done = state.done.setdefault(population, set())
    if state.stopped == population:
        kept = [k for k in ks if k in done] or ks[:1]
        _stopped(state, kept, ks)
        ks = kept
    return stages.conclude(profiles, _try_each(ks, done, state, population, profiles, choices), choices)


def _try_each(
    ks: list[int], done: set[int], state: Sweeps, population: str, profiles: Profiles, choices: Choices
) -> list[KFit]:
    began, place, fits = time.perf_counter(), st.empty(), []
    for number, k in enumerate(ks):
        waited = time.perf_counter() - began
        if number and waited > PATIENCE and k not in done:
            with place.container():
                left = waited / number * (len(ks) - number)
                st.progress(
                    number / len(ks),
                    f"Trying K = {k} of {ks[0]} to {ks[-1]}; about {max(1, round(left))} s left",
                )
                st.button("Stop here", on_click=state.stop, args=(population,), key=f"stop_{k}")
                st.dataframe(criteria_so_far(fits), hide_index=True, alt="The K tried so far")
        fits.append(stages.fit(profiles, choices, k))
        done.add(k)
    place.empty()
    return fits


def _stopped(state: Sweeps, kept: list[int], ks: list[int]) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.badge("Stopped", color="orange")
        st.markdown(f"K = {kept[0]} to {kept[-1]} of {ks[0]} to {ks[-1]} were tried.")
        st.button("Go on", on_click=state.stop, args=("",))


def evidence(profiles: Profiles, choices: Choices, sweep: KSweep, k: int, aside: DeltaGenerator) -> KSweep:
    """Every figure for each K; what takes longest comes last, with its own progress, and holds nothing else up.

    Returns the sweep with it: only then is it known whether a finer split is found again.  `aside` is where the
    picture of prediction strength goes, once it is measured.
    """
    place, bar = st.empty(), st.empty()
    _evidence(place, sweep.fits)
    began, measured = time.perf_counter(), []
    for number, fit in enumerate(sweep.fits):
        if time.perf_counter() - began > PATIENCE:
            bar.progress(number / len(sweep.fits), f"Is K = {fit.k} found again in other customers?")
        measured.append(stages.fit(profiles, choices, fit.k, stability=True))
    bar.empty()
    _evidence(place, measured)
    whole = stages.conclude(profiles, measured, choices)
    with aside:
        show(charts.reproducible(whole, k))
        section("What each way of choosing says")
        table(opinions(whole), "What each way of choosing says on its own, and how far to trust it")
    return whole


def range_of_k(choices: Choices) -> None:
    """From which K to which the sweep goes."""
    with st.container(horizontal=True):
        st.number_input("K from", 2, 39, choices.k_low, key="k_low", width=130, **KEEP)
        st.number_input("K to", 2, 40, choices.k_high, key="k_high", width=130, **KEEP)


def _evidence(place: DeltaGenerator, fits: Iterable[KFit]) -> None:
    with place:
        table(
            criteria(fits).dropna(axis="columns", how="all"), "Every K with the figures by which it is judged"
        )


def criteria_so_far(fits: list[KFit]):
    """The figures of the K that are finished, while others are still tried."""
    return criteria(fits)[["K", "Silhouette", "Variance explained, %", "Smallest, %"]]
