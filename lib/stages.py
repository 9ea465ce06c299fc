"""The stages of an analysis, each cached: readings, system, profiles, K by K, structure, segments, targets.

Every domain object carries a fingerprint, and that alone is its key: a hit is quick, and never stale whatever the size.
What comes from the demo or a configured source is shared by all sessions; what comes from an upload stays in its own.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from operator import attrgetter
from pathlib import Path

import numpy as np
import streamlit as st

from lib.analysis import Analysis
from lib.answers import Reading
from lib.choices import Choices
from lib.findings import Refusal
from lib.profiles import Profiles
from lib.profiles.system import System
from lib.readings import Readings
from lib.readings.spool import Spool, sweep_stale
from lib.readings.synthesis import Territory
from lib.segments.between import Between
from lib.segments.types import KFit, KSweep, Segments, Structure
from lib.targets.attributes import Attributes
from lib.targets.types import Portfolio, TargetRanking

NAMED = (Readings, System, Profiles, Segments, Attributes, TargetRanking)
KEYS = {kind: attrgetter("fingerprint") for kind in NAMED}


def stage(entries: int, doing: str | bool = False) -> Callable:
    """Cache a stage twice, and choose by the origin of its first argument.

    Parameters
    ----------
    entries : results kept, at most. doing : what the page says while it waits, e.g. "Averaging the days".
    """

    def wrap(function: Callable) -> Callable:
        settings = {"max_entries": entries, "hash_funcs": KEYS, "show_spinner": doing}
        shared = st.cache_data(function, **settings)
        own = st.cache_data(function, scope="session", **settings)

        @wraps(function)
        def call(source, *arguments):
            return (own if source.origin == "upload" else shared)(source, *arguments)

        return call

    return wrap


# Readings: the demo has a spool of the process, an upload one of its session.


@st.cache_resource
def _sweep_once() -> None:
    sweep_stale(time.time())


@dataclass(frozen=True, slots=True)
class Demo:
    """A territory made on demand, with its spool; the spool goes when the cache lets go of it."""

    territory: Territory
    readings: Readings
    spool: Spool


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody gave in this session, as it came, in a spool that goes with the session."""

    name: str
    fingerprint: str
    path: Path
    spool: Spool
    answers: Reading


@dataclass(slots=True)
class Intake:
    """What this session was given: the file in use, one that waits for an answer, a table by customer."""

    upload: Upload | None = None
    waiting: Upload | None = None
    refusal: Refusal | None = None
    attributes: Attributes | None = None
    table_refusal: Refusal | None = None
    seen: str = ""
    seen_table: str = ""
    arrived: bool = False


@st.cache_resource(max_entries=8, show_spinner="Making the demo territory")
def _demo(
    recipe: str, size: tuple[int | None, int | None], interval: int, seed: int, noise: float, mix: tuple
) -> Demo:
    from lib.readings.demo import spool_territory
    from lib.readings.synthesis import synthesize

    _sweep_once()
    territory = synthesize(*size, interval, seed, noise, mix, recipe)
    spool = Spool()
    return Demo(territory, spool_territory(territory, spool.path), spool)


def demo(choices: Choices) -> Demo:
    """The territory behind the demo, with its truth and last season's offers."""
    if choices.source == "chapter":
        return _demo("chapter", (None, None), 60, choices.seed, 0.0, ())
    size, total = (choices.customers, choices.days), sum(weight for _, weight in choices.mix)
    mix = tuple((name, weight / total) for name, weight in choices.mix)
    return _demo("archetypes", size, choices.interval_minutes, choices.seed, choices.noise, mix)


def receive(name: str, content: bytes, answers: Reading) -> Upload:
    """Keep an uploaded file in a private spool of this session.

    The file's name is only what people call it: on disk it has one of ours, which says whether it is packed.
    """
    _sweep_once()
    spool = Spool()
    path = spool.path / ("upload.gz" if content.startswith(b"\x1f\x8b") else "upload")
    path.touch(mode=0o600)
    path.write_bytes(content)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return Upload(name, digest, path, spool, answers)


@st.cache_data(
    scope="session",
    max_entries=4,
    show_spinner="Reading the file",
    hash_funcs={Upload: lambda upload: (upload.fingerprint, upload.name, str(upload.spool.path))},
)
def _read_upload(upload: Upload, answers: Reading) -> Readings:
    from lib.readings.read import read_files

    place = upload.spool.path / hashlib.blake2b(repr(answers).encode(), digest_size=8).hexdigest()
    place.mkdir(mode=0o700, exist_ok=True)
    return read_files([upload.path], answers, place, "upload", [upload.name])


def read_upload(upload: Upload) -> Readings:
    """What an uploaded file says, read with its answers about the format."""
    return _read_upload(upload, upload.answers)


def intake() -> Intake:
    """What this session was given; it goes with the session, and its spools with it."""
    return st.session_state.setdefault("intake", Intake())


def with_upload(choices: Choices) -> Choices:
    """The choices with the answers of the session's file; without a file, "upload" falls back to the demo."""
    upload = intake().upload
    if choices.source != "upload":
        return choices
    return replace(choices, reading=upload.answers) if upload else replace(choices, source="demo")


def readings(choices: Choices) -> Readings:
    """The readings that the choices name."""
    upload = intake().upload
    return read_upload(upload) if choices.source == "upload" and upload else demo(choices).readings


# From readings to profiles.


@stage(8, "Adding up all customers")
def system(readings: Readings) -> System:
    from lib.profiles.system import observe

    return observe(readings)


@stage(16, "Averaging each customer’s days")
def _profiles(readings: Readings, window: tuple[int, int], day_type: str, season: str) -> Profiles:
    from lib.profiles.average import average

    return average(readings, system(readings), window, day_type, season)


def profiles(readings: Readings, choices: Choices) -> Profiles:
    """The mean day of every customer, over the days that the choices name."""
    return profiles_of(readings, choices, choices.day_type)


def profiles_of(readings: Readings, choices: Choices, day_type: str, season: str = "") -> Profiles:
    """The same over days of one type, and of one season where given, whatever the choices name."""
    return _profiles(readings, choices.window, day_type, season or choices.season)


# From profiles to segments, each K on its own.


@stage(64)
def _fit(profiles: Profiles, scaling: str, k: int, seed: int, stability: bool) -> KFit:
    from lib.segments import fit, measure_stability, shapes_of

    shapes, _ = shapes_of(profiles, scaling)
    if not stability:
        return fit(shapes, k, seed)
    return measure_stability(shapes, _fit(profiles, scaling, k, seed, False), seed)


@stage(16, "Looking for gaps between groups")
def structure(profiles: Profiles, seed: int) -> Structure:
    from lib.segments import find_structure

    return find_structure(profiles.hourly_kw[profiles.kept], seed)


def shapes(profiles: Profiles, choices: Choices) -> np.ndarray:
    """(n_kept, 24) load shapes of the customers kept, as they are clustered."""
    from lib.segments import shapes_of

    return shapes_of(profiles, choices.scaling)[0]


def fit(profiles: Profiles, choices: Choices, k: int, *, stability: bool = False) -> KFit:
    """K-means with one K; with `stability` also what takes longest, prediction strength and bootstrap agreement."""
    from lib.segments import check_k

    check_k(profiles, k)
    return _fit(profiles, choices.scaling, k, choices.seed, stability)


def take_k(profiles: Profiles, choices: Choices) -> int:
    """The K in use: chosen, or suggested."""
    from lib.segments import shapes_of, take_k

    if profiles.kept.sum() < 2:
        shapes_of(profiles, choices.scaling)  # says why not
    if choices.k:
        return choices.k
    return take_k(structure(profiles, choices.seed), choices.k, profiles)


@stage(8)
def _recovery(profiles: Profiles, truth: tuple[str, ...], seed: int) -> dict[str, float]:
    from lib.segments.recovery import recovery

    return recovery(profiles, truth, seed)


def recovery(profiles: Profiles, choices: Choices) -> dict[str, float] | None:
    """How well each scaling finds the groups of the demo territory; None where the truth is not known."""
    if choices.source != "demo":
        return None
    truth = demo(choices).territory.truth.set_index("customer_id")["archetype"]
    if truth.nunique() < 2:
        return None
    return _recovery(profiles, tuple(truth.reindex(profiles.customer_id)), choices.seed)


def conclude(profiles: Profiles, fits: list[KFit], choices: Choices) -> KSweep:
    """What all the K that were tried say together."""
    from lib.segments import conclude

    return conclude(fits, structure(profiles, choices.seed))


@stage(64)
def _segments(profiles: Profiles, scaling: str, k: int, seed: int, order_window: tuple[int, int]) -> Segments:
    from lib.segments import segment, shapes_of

    _, caps = shapes_of(profiles, scaling)
    return segment(profiles, _fit(profiles, scaling, k, seed, False), caps, scaling, order_window, seed)


def segments(profiles: Profiles, choices: Choices, k: int | None = None) -> Segments:
    """Customers by the shape of their day, with the K in use or another."""
    from lib.segments import check_k

    k = k or take_k(profiles, choices)
    check_k(profiles, k)
    return _segments(profiles, choices.scaling, k, choices.seed, choices.order_window)


@stage(32)
def closest_pair(segments: Segments) -> Between:
    """The two segments with the narrowest gap, and who stands between them."""
    from lib.segments.between import closest_pair

    return closest_pair(segments)


def price_of_k(profiles: Profiles, choices: Choices, ks: list[int], reference: int) -> list[dict]:
    """What another K costs beside the reference: what is explained, who stays together, which targets stay."""
    from lib.segments.price import agreement
    from lib.targets import in_common

    usual = segments(profiles, choices, reference)
    ranking = targets(profiles, usual, choices)
    asked = portfolio(ranking, choices).selected
    rows = []
    for k in ks:
        found = segments(profiles, choices, k)
        other = targets(profiles, found, choices)
        shared = in_common(ranking, asked, other, portfolio(other, choices).selected)
        lost = (
            fit(profiles, choices, reference).variance_explained
            - fit(profiles, choices, k).variance_explained
        )
        rows.append(
            {"k": k, "lost": lost, "agreement": agreement(usual, found), "kw_in_common": shared.share}
        )
    return rows


# From segments to targets.


def attributes(choices: Choices) -> Attributes | None:
    """Last season's offers and what else is known of customers: the demo's, or the session's side table."""
    if choices.source == "upload":
        return intake().attributes
    return _demo_attributes(demo(choices).readings, choices) if choices.source == "demo" else None


@st.cache_data(max_entries=8, hash_funcs=KEYS, show_spinner=False)
def _demo_attributes(readings: Readings, _choices: Choices) -> Attributes:
    from lib.targets import read_attributes

    return read_attributes(demo(_choices).territory.offers, origin="demo", name="Last season of the demo")


@stage(32, "Ranking customers")
def _targets(
    profiles: Profiles, segments: Segments, programme: str, attributes: Attributes | None
) -> TargetRanking:
    from lib.segments import segment_numbers
    from lib.targets import rank

    return rank(profiles, segment_numbers(profiles, segments), profiles.figures.window, programme, attributes)


def targets(profiles: Profiles, segments: Segments, choices: Choices) -> TargetRanking:
    """Customers who may be asked, by the kW to expect of each."""
    return _targets(profiles, segments, choices.programme, attributes(choices))


@stage(64)
def _portfolio(
    ranking: TargetRanking, goal_kw: float, confidence: float, holdout: float, seed: int
) -> Portfolio:
    from lib.targets import default_goal, portfolio

    goal_kw = goal_kw or default_goal(ranking, confidence) or None
    return portfolio(ranking, goal_kw, confidence, holdout=holdout, seed=seed)


def portfolio(ranking: TargetRanking, choices: Choices) -> Portfolio:
    """The smallest list for the goal; without a goal, for half of what the territory can give firmly."""
    return _portfolio(ranking, choices.goal_kw, choices.confidence, choices.holdout, choices.seed)


def analysis(profiles: Profiles, choices: Choices) -> Analysis:
    """Every stage together, as the report shows it."""
    found = readings(choices)
    highest = min(choices.k_high, int(profiles.kept.sum()))
    fits = [fit(profiles, choices, k) for k in range(min(choices.k_low, highest), highest + 1)]
    made = segments(profiles, choices)
    ranking = targets(profiles, made, choices)
    swept, chosen = conclude(profiles, fits, choices), portfolio(ranking, choices)
    return Analysis(choices, found, system(found), profiles, swept, made, ranking, chosen)


def read_table(name: str, content: bytes) -> Attributes:
    """A table by customer that somebody gave in this session; the file itself is not kept."""
    from lib.targets import read_attributes

    spool = Spool()
    path = spool.path / ("table.parquet" if content.startswith(b"PAR1") else "table.csv")
    path.write_bytes(content)
    try:
        return read_attributes(path, origin="upload", name=name)
    finally:
        spool.close()
