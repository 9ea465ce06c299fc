"""docs/extend.md does what it says: its code is run as it stands."""

import re
import tomllib
from types import ModuleType

import numpy as np
import pytest

from lib import menu
from lib.answers import Reading
from lib.programme import baselines
from lib.readings import formats
from lib.readings.read import read_files
from lib.segments.criteria import Sums
from lib.terms import sections
from tests.conftest import ROOT

TOLD = sections("extend")


def code(title: str, language: str = "python") -> str:
    return "\n".join(re.findall(rf"```{language}\n(.*?)```", TOLD[title], re.DOTALL))


def run(title: str) -> ModuleType:
    made = ModuleType(title)
    exec(code(title), vars(made))
    return made


@pytest.mark.parametrize("title", TOLD)
def test_the_places_it_names_are_there(title):
    for place in re.findall(r"`((?:lib|tests|docs)/[\w/.]+)`", TOLD[title]):
        assert (ROOT / place).exists(), place


def test_a_file_format(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "FORMATS", (run("A file format"), *formats.FORMATS))
    hours = [f"METER {meter} 2026-06-01T{hour:02}:00 +0.{meter}" for meter in (4, 5) for hour in range(24)]
    (tmp_path / "logger.txt").write_text("\n".join(hours))
    (tmp_path / "other.csv").write_text(
        "customer_id,start,kwh\nMETER,2026-06-01 00:00,1\nMETER,2026-06-01 01:00,1\n"
    )
    readings = read_files([tmp_path / "logger.txt"], Reading(), tmp_path)
    assert (readings.format, readings.customers, readings.readings) == ("Data logger", 2, 48)
    assert readings.energy_kwh == pytest.approx(24 * 0.9)
    assert read_files([tmp_path / "other.csv"], Reading(), tmp_path).format == "long table"


def test_a_criterion():
    sums = Sums(np.array([2, 4]), np.zeros((2, 1)), np.array([6.0, 4.0]))
    assert run("A criterion").ball_hall(sums) == pytest.approx((3.0 + 1.0) / 2)


def test_a_baseline(monkeypatch):
    made = run("A baseline").high_3_of_10
    load = type("Load", (), {"mean": lambda self, hours: np.arange(12.0)[None], "event": None})()
    taken = baselines.choose(load, np.ones((1, 12), bool), 11, made)
    assert list(np.flatnonzero(taken)) == [8, 9, 10]


def test_a_programme(tmp_path, monkeypatch):
    known = menu.FILE.read_text(encoding="utf-8")
    (tmp_path / "menu.toml").write_text(code("A programme", "toml") + "\n" + known, encoding="utf-8")
    monkeypatch.setattr(menu, "FILE", tmp_path / "menu.toml")
    first, *_ = menu.menu.__wrapped__()
    assert first.name == "Water heater control"
    assert first.limits == tomllib.loads(code("A programme", "toml"))["programme"][0]["at_least"]
