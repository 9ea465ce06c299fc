"""Long work that shows how far it is, can be stopped, and keeps what it has."""

import time
from dataclasses import dataclass, field

import streamlit as st

from lib import stages
from lib.choices import Choices
from lib.profiles import Profiles
from lib.segments import KFit, KSweep
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


def criteria_so_far(fits: list[KFit]):
    """The figures of the K that are finished, while others are still tried."""
    return criteria(fits)[["K", "Silhouette", "Variance explained, %", "Smallest, %"]]
