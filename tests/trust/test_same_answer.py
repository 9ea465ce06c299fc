"""The same answer tomorrow: an exported analysis, repeated in a process of its own, to the last bit."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lib.choices import Choices
from tests import meter_files

ROOT = Path(__file__).resolve().parents[2]
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@pytest.fixture(scope="module")
def repeated(tmp_path_factory):
    """Every file of an analysis that is repeated: twice on two threads, once on one, with another hash of texts."""
    folder = tmp_path_factory.mktemp("same")
    (folder / "readings.csv").write_bytes(meter_files.territory())
    (folder / "settings.toml").write_text(Choices(k=4, goal_kw=0.2).toml(), encoding="utf-8")

    def repeat(name: str, threads: int, hashed: int) -> dict[str, bytes]:
        command = [sys.executable, "-m", "lib", "run", "settings.toml", "readings.csv", "--out", name]
        settings = os.environ | dict.fromkeys(THREADS, str(threads)) | {"PYTHONHASHSEED": str(hashed)}
        settings["PYTHONPATH"] = str(ROOT)
        done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        return {path.name: path.read_bytes() for path in (folder / name).iterdir()}

    return [repeat("two", 2, 1), repeat("again", 2, 2), repeat("one", 1, 3)]


@pytest.mark.parametrize("name", ["segments.csv", "targets.csv", "settings.toml", "report.html"])
def test_an_analysis_is_repeated_to_the_last_bit(name, repeated):
    two, again, one = repeated
    assert set(two) == {"segments.csv", "targets.csv", "settings.toml", "report.html"}
    assert two[name] == again[name]
    assert two[name] == one[name]
