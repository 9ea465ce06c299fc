"""What a server installs is pinned: every requirement on every Python, with the digest of each package."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def requirements(name: str) -> list[Requirement]:
    """Those of a file, and of the files that it names."""
    found = []
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found += requirements(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            found.append(Requirement(line))
    return found


def entries() -> list[str]:
    """Each package of the lock file with its digests, on one line."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def pins(python: str) -> list[tuple[str, str]]:
    """Name and version of what is installed on Linux with this Python."""
    here = default_environment() | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
    }
    named = [Requirement(line.split("--hash")[0]) for line in entries()]
    return [
        (canonicalize_name(each.name), str(each.specifier).removeprefix("=="))
        for each in named
        if each.marker is None or each.marker.evaluate(here)
    ]


def test_every_entry_is_one_version_with_digests():
    for line in entries():
        pinned, *digests = re.split(r" +(?=--hash)", line.strip())
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", pinned.strip()), pinned
        assert digests, pinned
        assert all(DIGEST.fullmatch(each) for each in digests), pinned


@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_is_pinned_once_within_its_range(python):
    pinned = pins(python)
    names = [name for name, _ in pinned]
    assert sorted(names) == sorted(set(names))
    versions = dict(pinned)
    for wanted in requirements("requirements-signin.txt"):
        version = versions.get(canonicalize_name(wanted.name), "not pinned: run `make lock`")
        assert version in wanted.specifier, f"{wanted}: {version}"


def test_nothing_that_a_pinned_package_needs_is_left_out():
    python = ".".join(default_environment()["python_full_version"].split(".")[:2])
    pinned = dict(pins(python))
    installed = {canonicalize_name(each.name): each for each in metadata.distributions()}
    same = {name for name in pinned if name in installed and installed[name].version == pinned[name]}
    for name in same:
        for wanted in map(Requirement, installed[name].requires or ()):
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                assert canonicalize_name(wanted.name) in pinned, f"{name} needs {wanted}"
