"""Where readings come from: the demo has a spool of the process, an upload one of its session."""

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from lib.answers import Reading
from lib.choices import Choices
from lib.findings import Refusal
from lib.readings import Readings
from lib.readings.spool import Spool, sweep_stale
from lib.readings.synthesis import Territory
from lib.stages.cache import KEYS
from lib.stages.configured import held, offered
from lib.targets.attributes import Attributes

MADE = ("demo", "chapter")


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
    """What this session was given: the file in use, one that waits for an answer, a table by customer.

    `in_use` is the spool that its pages read from: it stays while they do, though a cache lets go of it.
    """

    upload: Upload | None = None
    waiting: Upload | None = None
    refusal: Refusal | None = None
    attributes: Attributes | None = None
    table_refusal: Refusal | None = None
    in_use: Spool | None = None
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


def available(choices: Choices) -> Choices:
    """The choices with a source that there is, and the answers about its format; the demo takes the place of others."""
    upload, source = intake().upload, choices.source
    if source == "upload" and upload:
        return replace(choices, reading=upload.answers)
    return choices if source in (*MADE, *offered()) else replace(choices, source="demo")


def readings(choices: Choices) -> Readings:
    """The readings that the choices name."""
    given = intake()
    if choices.source == "upload" and given.upload:
        return read_upload(given.upload)
    source = offered().get(choices.source)
    found = held(source) if source else demo(choices)
    given.in_use = found.spool
    return found.readings


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


def attributes(choices: Choices) -> Attributes | None:
    """Last season's offers and what else is known of customers: the demo's, or the session's side table."""
    if choices.source == "upload":
        return intake().attributes
    if source := offered().get(choices.source):
        return held(source).attributes
    return _demo_attributes(demo(choices).readings, choices) if choices.source == "demo" else None


@st.cache_data(max_entries=8, hash_funcs=KEYS, show_spinner=False)
def _demo_attributes(readings: Readings, _choices: Choices) -> Attributes:
    from lib.targets import read_attributes

    return read_attributes(demo(_choices).territory.offers, origin="demo", name="Last season of the demo")
