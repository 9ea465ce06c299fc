"""Where readings come from: the demo has a spool of the process, an upload one of its session."""

import hashlib
import shutil
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import streamlit as st

from lib.answers import Reading
from lib.choices import Choices
from lib.codebook import Codebook
from lib.doors import Leave
from lib.findings import Refusal
from lib.programme.events import Event
from lib.readings import Readings
from lib.readings.side import joined
from lib.readings.spool import Spool
from lib.readings.trial import Trial
from lib.stages.besides import Besides, keep
from lib.stages.configured import held, offered
from lib.stages.nameless import MADE, pseudonyms
from lib.stages.territory import demo, sweep_once
from lib.stages.under_way import shown


@dataclass(frozen=True, slots=True)
class Given:
    """A file somebody gave in this session, as it came, in a spool that goes with the session."""

    name: str
    path: Path
    spool: Spool


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that are read as one, what was said about their format, and the day from which files added later hold.

    `later_from` is that day, ISO; "" where all files were given together.
    """

    name: str
    fingerprint: str
    files: tuple[Given, ...]
    answers: Reading
    later_from: str = ""


@dataclass(slots=True)
class Intake:
    """What this session was given: the files in use, those that wait for an answer, and what stands beside them.

    `expected` is the source that given settings name, and the fingerprint of its readings when they were saved.
    `in_use` is the spool that its pages read from: it stays while they do, though a cache lets go of it.
    `called` are the events that were made on the page Events, by source; `spared` who is not to be asked again.
    `begun` are files that are being read; they stay there where that was stopped. `leave` lets the session upload.
    """

    upload: Upload | None = None
    waiting: Upload | None = None
    begun: Upload | None = None
    refusal: Refusal | None = None
    besides: dict[str, Besides] = field(default_factory=dict)
    answers: Reading = field(default_factory=Reading)
    in_use: Spool | None = None
    seen: set[str] = field(default_factory=set)
    codebook: Codebook | None = None
    called: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    expected: tuple[str, str] = ("", "")
    spared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    arrived: bool = False
    leave: Leave | None = None


def receive(name: str, content: bytes, answers: Reading) -> Upload:
    """Keep an uploaded file in a private spool of this session.

    The file's name is only what people call it: on disk it has one of ours, which says whether it is packed.
    """
    sweep_once()
    spool = Spool()
    path = keep(spool, content)
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    return Upload(name, digest, (Given(name, path, spool),), answers)


def continued(loaded: Upload) -> Upload:
    """The same files, after whose last day what is added begins a later period."""
    last = date.fromisoformat(read_upload(loaded).end[:10])
    return replace(loaded, later_from=(last + timedelta(1)).isoformat())


def together(loaded: Upload, added: Upload) -> Upload:
    """Files that are loaded and others, read as one with the answers of the first; the later rows count."""
    files = (*loaded.files, *added.files)
    digest = hashlib.blake2b((loaded.fingerprint + added.fingerprint).encode(), digest_size=16).hexdigest()
    return Upload(
        f"{files[0].name} and {len(files) - 1} more", digest, files, loaded.answers, loaded.later_from
    )


UPLOAD_KEY = {
    Upload: lambda upload: (upload.fingerprint, [(f.name, str(f.spool.path)) for f in upload.files])
}


@dataclass(slots=True)
class Read:
    """What files say, once they are read; filed outside of the function that is cached, where progress can be shown."""

    readings: Readings | None = None


@st.cache_resource(scope="session", max_entries=4, show_spinner=False, hash_funcs=UPLOAD_KEY)
def _filed(upload: Upload, answers: Reading) -> Read:
    return Read()


def read_upload(upload: Upload) -> Readings:
    """What uploaded files say, read with the answers about their format; a reading that is stopped leaves nothing."""
    read = _filed(upload, upload.answers)
    if read.readings is None:
        read.readings = _read(upload)
    return read.readings


def _read(upload: Upload) -> Readings:
    from lib.readings.read import read_files

    said = repr((upload.fingerprint, upload.answers)).encode()
    place = upload.files[0].spool.path / hashlib.blake2b(said, digest_size=8).hexdigest()
    place.mkdir(mode=0o700, exist_ok=True)
    paths, names = [f.path for f in upload.files], [f.name for f in upload.files]
    try:
        return shown(
            lambda watch: read_files(
                paths, upload.answers, place, "upload", names, watch, pseudonyms("upload")
            )
        )
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


@st.cache_data(scope="session", max_entries=16, show_spinner="Reading it both ways", hash_funcs=UPLOAD_KEY)
def _trial(upload: Upload, answers: Reading) -> Trial:
    from lib.readings.trial import trial

    return trial(upload.files[-1].path, upload.files[-1].name, answers)


def columns_of(upload: Upload) -> tuple[str, ...]:
    """Names of the columns of the last file, as it came; none where it is no table."""
    from lib.readings.formats import form, melt

    last = upload.files[-1]
    return tuple(melt.columns_of(form.open_head(last.path, last.name, Reading())))


def trial_of(upload: Upload, **answers: str) -> Trial:
    """The first rows of the last file as they would be read with one more answer, and what follows from it.

    Raises
    ------
    Refusal
        It cannot be read so.
    """
    return _trial(upload, replace(upload.answers, **answers))


def intake() -> Intake:
    """What this session was given; it goes with the session, and its spools with it."""
    return st.session_state.setdefault("intake", Intake())


def available(choices: Choices) -> Choices:
    """The choices with a source that there is, the answers about its format, and the session's codebook.

    The demo takes the place of other sources; without a codebook K-means takes the place of scoring by one.
    """
    upload, source, codebook = intake().upload, choices.source, intake().codebook
    method = "kmeans" if choices.method == "codebook" and codebook is None else choices.method
    spared = intake().spared.get(source, ())
    choices = replace(choices, codebook=codebook, method=method, spared=spared)
    if source == "upload" and upload:
        return replace(choices, reading=upload.answers)
    return choices if source in (*MADE, *offered()) else replace(choices, source="demo")


def readings(choices: Choices) -> Readings:
    """The readings that the choices name, with the temperature and the system load that were given beside them."""
    given = intake()
    tables = given.besides.get(choices.source, Besides()).tables
    if choices.source == "upload" and given.upload:
        return joined(read_upload(given.upload), tables)
    source = offered().get(choices.source)
    found = held(source) if source else demo(choices)
    given.in_use = found.spool
    return joined(found.readings, tables)
