"""Long work that shows how far it is, can be stopped, and keeps what it has."""

import time
from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib import stages
from lib.charts.sufficiency import sufficiency_title
from lib.choices import Choices
from lib.findings import Refusal
from lib.frame.kept import KEEP
from lib.profiles import Profiles
from lib.profiles.sufficiency import counted
from lib.segments import KFit, KSweep
from lib.segments.tables import criteria

PATIENCE = 0.4  # seconds without a progress bar: a flash would tell nothing
TOLD_FROM = 0.1  # share done from which the time left is told: it would be wild while shapes are made
NOTHING_KEPT = (
    "No K was finished, so nothing is kept: above 100,000 customers K = 2 to 10 are finished together."
)


@dataclass(slots=True)
class Stopped:
    """The population whose sweep was stopped in this session."""

    population: str = ""

    def stop(self, population: str) -> None:
        self.population = population


def sweep(profiles: Profiles, choices: Choices) -> KSweep:
    """Every K of the range, with its progress, after who has days enough; a stopped sweep keeps what is finished.

    Where it is stopped before any K is finished, the page ends with a way to go on.

    Raises
    ------
    Refusal
        All customers have the same shape.
    """
    _days_enough(profiles)
    if stages.most_k(profiles, choices) == 1:
        raise Refusal(
            "All customers have the same shape, so there is one kind, and no K to choose. Load more, or compare them "
            "by another scaling."
        )
    highest = min(choices.k_high, int(profiles.kept.sum()))
    ks = range(min(choices.k_low, highest), highest + 1)
    state = st.session_state.setdefault("sweep_stopped", Stopped())
    population = f"{profiles.fingerprint}-{choices.scaling}-{choices.seed}"
    if state.population != population:
        _try_each(ks, state, population, profiles, choices)
    done = stages.finished(profiles, choices)
    kept = [k for k in ks if k in done]
    if len(kept) < len(ks):
        _stopped(state, kept, ks)
    if not kept:
        st.stop()
    for fit in [done[k] for k in kept if done[k].note][-1:]:  # the last one says it for all
        st.markdown(f":small[:gray[{fit.note}]]")
    return stages.conclude(profiles, [done[k] for k in kept], choices)


def _days_enough(profiles: Profiles) -> None:
    """Who has days enough, before anything is clustered; nothing of mean days whose number is not known."""
    if np.isfinite(profiles.like_days).all():
        said = sufficiency_title(counted(profiles))
        st.markdown(f":small[:gray[{said}. The page Readings shows whose are few.]]")


def _try_each(ks: range, state: Stopped, population: str, profiles: Profiles, choices: Choices) -> None:
    began, place, shown = time.perf_counter(), st.empty(), 0.0
    words = f"Trying K = {ks[0]} to {ks[-1]}"
    for share in stages.fitting(profiles, choices, ks):
        waited = time.perf_counter() - began
        if share and waited > shown + PATIENCE:
            shown, left = waited, waited / share * (1 - share)
            known = f"; {time_left(left)}" if share > TOLD_FROM else ""
            done = [stages.finished(profiles, choices).get(k) for k in ks]
            with place.container():
                st.progress(min(share, 1.0), words + known)
                st.button("Stop here", on_click=state.stop, args=(population,), key=f"stop_{waited}")
                if any(done):
                    st.dataframe(
                        criteria_so_far(list(filter(None, done))), hide_index=True, alt="The K tried so far"
                    )
    place.empty()


def time_left(seconds: float) -> str:
    """In seconds to a minute and a half, in minutes to an hour; above, nobody waits for the figure."""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left" if seconds < 3600 else "more than an hour left"


def _stopped(state: Stopped, kept: list[int], ks: range) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.badge("Stopped", color="orange")
        tried = f"K = {kept[0]} to {kept[-1]} of {ks[0]} to {ks[-1]} were tried." if kept else NOTHING_KEPT
        st.markdown(tried)
        st.button("Go on", on_click=state.stop, args=("",))


def measure(profiles: Profiles, choices: Choices, sweep: KSweep, bar: DeltaGenerator) -> KSweep:
    """The sweep with what takes longest, which has its own progress, comes last and holds nothing else up."""
    began, measured = time.perf_counter(), []
    for number, fit in enumerate(sweep.fits):
        if time.perf_counter() - began > PATIENCE:
            bar.progress(number / len(sweep.fits), f"Is K = {fit.k} found again in other customers?")
        measured.append(stages.measured(profiles, choices, fit.k))
    bar.empty()
    return stages.conclude(profiles, measured, choices)


def range_of_k(choices: Choices) -> None:
    """From which K to which the sweep goes."""
    with st.container(horizontal=True):
        st.number_input("K from", 2, 39, choices.k_low, key="k_low", width=130, **KEEP)
        st.number_input("K to", 2, 40, choices.k_high, key="k_high", width=130, **KEEP)


def criteria_so_far(fits: list[KFit]):
    """The figures of the K that are finished, while others are still tried."""
    return criteria(fits)[["K", "Silhouette", "Variance explained, %", "Smallest, %"]]
