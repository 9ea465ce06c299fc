"""The demo: a territory that is made on demand, and its spool, which is of the process."""

import time
from dataclasses import dataclass

import streamlit as st

from lib.choices import Choices
from lib.readings import Readings
from lib.readings.spool import Spool, room, sweep_stale
from lib.readings.synthesis import Territory


@st.cache_resource
def sweep_once() -> None:
    """Remove what a crash left behind, once for all sessions."""
    sweep_stale(time.time())


@dataclass(frozen=True, slots=True)
class Demo:
    """A territory made on demand, with its spool; the spool goes when the cache lets go of it."""

    territory: Territory
    readings: Readings
    spool: Spool


@st.cache_resource(max_entries=8, show_spinner="Making the demo territory")
def _demo(
    recipe: str,
    size: tuple[int | None, int | None],
    interval: int,
    seed: int,
    noise: float,
    mix: tuple,
    new_cars: float = 0.0,
) -> Demo:
    from lib.readings.demo import spool_territory
    from lib.readings.synthesis import synthesize

    sweep_once()
    territory = synthesize(*size, interval, seed, noise, mix, recipe, new_cars=new_cars)
    with room():
        spool = Spool()
        return Demo(territory, spool_territory(territory, spool.path), spool)


def demo(choices: Choices) -> Demo:
    """The territory behind the demo, with its truth and last season's offers."""
    if choices.source == "chapter":
        return _made("chapter", (None, None), 60, choices.seed, 0.0, ())
    size, total = (choices.customers, choices.days), sum(weight for _, weight in choices.mix)
    mix = tuple((name, weight / total) for name, weight in choices.mix)
    return _made(
        "archetypes", size, choices.interval_minutes, choices.seed, choices.noise, mix, choices.new_cars
    )


def _made(*recipe: object) -> Demo:
    """A territory of the cache, made again where its spool was swept away, as systems do with old temporary files."""
    if not _demo(*recipe).spool.path.is_dir():
        _demo.clear(*recipe)
    return _demo(*recipe)
