"""The command line is stopped from the keyboard: at once, in one sentence, with nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lib.readings.synthesis import synthesize

ROOT = Path(__file__).resolve().parents[1]
WAIT = 120  # seconds at most: a busy machine is not a fault


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Hourly readings of 1,000 customers over a hundred days: a second or two of reading."""
    path = tmp_path_factory.mktemp("large") / "readings.csv"
    synthesize(1000, 100, 60, 1, 0.3).write_csv(path)
    return path


def is_there(place: Path, pattern: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + WAIT
    while not any(place.rglob(pattern)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def heard() -> None:
    """As from a terminal: what is begun in the background ignores the keyboard, and hands that on."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("once", ["read.parquet", "readings.parquet"], ids=["parsing", "after it is parsed"])
def test_an_interrupt_leaves_nothing_and_says_so_in_one_line(large, tmp_path, once):
    out, spools = tmp_path / "out", tmp_path / "spools"
    out.mkdir()
    spools.mkdir()
    command = [sys.executable, "-m", "lib", "profiles", str(large), "--out", str(out / "profiles.parquet")]
    settings = {**os.environ, "TMPDIR": str(spools)}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heard,
    )
    is_there(spools, once, process)
    process.send_signal(signal.SIGINT)
    said, error = process.communicate(timeout=WAIT)
    assert (process.returncode, said) == (130, "")
    assert error == "Stopped: no file is half written, and nothing of what was read is left behind.\n"
    assert list(out.iterdir()) == list(spools.iterdir()) == []
