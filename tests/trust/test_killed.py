"""Killed in the middle: nothing half written, what was there before stays, and a second try works."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.readings.spool import STALE_SECONDS
from tests import meter_files
from tests.browser.app import Server
from tests.trust.visitor import Visitor, form, token

ROOT = Path(__file__).resolve().parents[2]
WAIT = 300  # seconds at most: a busy machine is not a fault
MARK = "MARKED"
OWN = meter_files.table(meter_files.evenings(64, prefix=MARK))
LINE = " analysis {"


@pytest.fixture
def place(tmp_path):
    """A folder for what is written, beside one for spools, and a file of 64 customers."""
    for name in ("out", "spools", "server"):
        (tmp_path / name).mkdir()
    (tmp_path / "meters.csv").write_bytes(OWN)
    return tmp_path


def until(true) -> None:
    deadline = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def begin(place: Path, *command: object) -> subprocess.Popen:
    settings = os.environ | {"TMPDIR": str(place / "spools")}
    return subprocess.Popen(
        [sys.executable, "-m", "lib", *map(str, command)],
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def readings_are_kept(place: Path) -> bool:
    return any((place / "spools").rglob("readings.parquet"))


COMMANDS = {
    "a reading": ("profiles", "profiles.parquet", ()),
    "a sweep": ("segment", "segments.csv", ("--k", "40")),
    "a report": ("report", "report.html", ("--k", "4")),
}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "asked to end"])
@pytest.mark.parametrize("what", COMMANDS)
def test_a_command_that_is_ended_leaves_what_was_there_and_a_second_one_works(what, how, place):
    name, file, options = COMMANDS[what]
    out = place / "out" / file
    out.write_bytes(b"the one of yesterday")
    command = (name, place / "meters.csv", "--out", out, *options)
    process = begin(place, *command)
    until(lambda: readings_are_kept(place) or process.poll() is not None)
    assert process.poll() is None, process.communicate()
    process.send_signal(how)
    said, error = process.communicate(timeout=WAIT)
    assert (process.returncode, said, error) == (143 if how == signal.SIGTERM else -9, "", "")
    assert out.read_bytes() == b"the one of yesterday"
    left = list((place / "spools").iterdir())
    assert bool(left) == (
        how == signal.SIGKILL
    )  # who is killed cleans nothing up; the next one does, in two days
    for path in left:
        os.utime(path, (path.stat().st_mtime - STALE_SECONDS - 60,) * 2)
    again = begin(place, *command)
    _, error = again.communicate(timeout=WAIT)
    assert (again.returncode, error) == (0, "")
    assert [path.name for path in out.parent.iterdir()] == [file]
    assert out.stat().st_size > 1000
    assert list((place / "spools").iterdir()) == []


def send(visitor: Visitor, page: str, query: str) -> None:
    """Ask for a page, and wait for nothing."""
    wish = BackMsg()
    wish.rerun_script.page_name, wish.rerun_script.query_string = page, query
    visitor._socket.send(wish.SerializeToString())


def half_an_upload(server: Server, session: str) -> socket.socket:
    """Send half of a file, and hold the line."""
    body, kind = form(OWN)
    said, at = token(server.url), urlsplit(server.url)
    head = (
        f"PUT /_stcore/upload_file/{session}/half HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Type: {kind}\r\n"
        f"Cookie: _streamlit_xsrf={said}\r\nX-Xsrftoken: {said}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    line = socket.create_connection((at.hostname, at.port), timeout=WAIT)
    line.sendall(head.encode() + body[: len(body) // 2])
    return line


def since(visitor: Visitor, page: str, query: str = "") -> str:
    """What a page says, without all that was said before."""
    before = len(visitor.text())
    return visitor.open(page, query).text()[before:]


@pytest.mark.parametrize("when", ["upload", "sweep", "report"])
def test_a_server_that_is_killed_comes_again_and_gives_the_same_answer(when, place):
    folder = place / "server"
    with Server(folder) as server:
        visitor = Visitor(server.url).open("readings")
        visitor.give("meters.csv", OWN)
        line = half_an_upload(server, visitor.session) if when == "upload" else None
        if when != "upload":
            send(visitor, {"sweep": "choose_k", "report": "report"}[when], "source=Your+file&k=7")
            visitor._until("new_session")
            time.sleep(0.3)  # well inside of it
        server.process.kill()
        server.process.wait()
        line and line.close()
    left = server.spools()
    assert left
    assert not [path for path in folder.iterdir() if path not in left and path.name != "server.log"]
    for path in left:
        os.utime(path, (path.stat().st_mtime - STALE_SECONDS - 60,) * 2)
    with Server(folder) as server:
        visitor = Visitor(server.url).open("readings")
        assert not set(left) & set(server.spools())
        assert "64 customers, 28 days" in visitor.give("meters.csv", OWN).text()
        visitor.open("targets", "k=3")
        assert MARK in visitor.text()
        visitor.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(tmp_path_factory.mktemp("server")) as server:
        yield server


def test_an_upload_that_breaks_off_leaves_what_was_loaded(server):
    visitor = Visitor(server.url).open("readings")
    visitor.give("meters.csv", OWN)
    half_an_upload(server, visitor.session).close()
    assert MARK in since(visitor, "targets")
    other = meter_files.table(meter_files.evenings(32, prefix="OTHER"))
    visitor.open("readings")
    assert "32 customers, 28 days" in visitor.give("other.csv", other).text()
    visitor.close()


def test_the_disk_of_the_server_fills_up_and_is_made_free_again(server):
    visitor = Visitor(server.url).open("readings")
    visitor.give("first.csv", OWN)
    process, before = server.process.pid, set(server.folder.rglob("*"))
    free = resource.prlimit(process, resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    try:
        other = meter_files.table(meter_files.evenings(32, prefix="OTHER"))
        seen = visitor.give("other.csv", other).text()
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, free)
    assert "The disk takes no more" in seen.replace("\\", "")
    assert "What was loaded before is still there." in seen
    assert "exception {" not in seen
    assert {path for path in server.folder.rglob("*") if path.is_file()} <= before
    assert MARK in since(visitor, "targets")
    visitor.open("readings")
    assert "32 customers, 28 days" in visitor.give("again.csv", other).text()
    visitor.close()


def test_a_demo_whose_spool_was_swept_away_is_made_again(server):
    visitor = Visitor(server.url).open("readings", "customers=50")
    for spool in server.spools():
        shutil.rmtree(spool)
    seen = since(visitor, "targets", "customers=50&k=3")
    assert "exception {" not in seen
    assert "no longer there" not in seen
    visitor.close()


def test_a_second_tab_of_a_session_goes_on_where_the_first_was(server):
    """Streamlit gives every tab a session of its own; one that asks for a session by its id takes it over."""
    first = Visitor(server.url).open("readings")
    first.give("meters.csv", OWN)
    stranger = Visitor(server.url).open("targets")
    assert stranger.session != first.session
    assert MARK not in stranger.text()
    second = Visitor(server.url, again=first.session)
    assert MARK in second.open("targets", "source=Your+file&k=3").text()
    assert second.session == first.session
    first.close()
    second.close()
    third = Visitor(server.url, again=first.session)  # both tabs were closed, and one comes back in time
    assert MARK in third.open("targets", "source=Your+file&k=3").text()
    third.close()
    stranger.close()
