"""Every command that the documentation names: run here, or held against what it names, and why no more than that.

Those of the README's blocks that begin with ``python -m lib`` run in tests/test_docs.py, in the order they stand.
"""

import ast
import re
import shlex
from importlib.metadata import metadata

import pytest

from lib.cli import main
from tests import meter_files
from tests.conftest import ROOT
from tests.test_docs import blocks, subcommands

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = r"(?:python|make|pip|streamlit|uv|npm|npx|docker|nginx|curl|git|duckdb)"
NOT_RUN = {
    "make": "its targets make an environment, ask the package index or run for minutes: that each is there is seen",
    "pip": "asks the package index; tests/test_lock.py holds the files against each other",
    "uv": "asks the package index",
    "curl": "is asked of a server in tests/trust, without curl",
    "python benchmarks/": "takes minutes to hours: that it is there, and names its command itself, is seen",
    "python -m pytest": "runs these tests: that it chooses some is seen",
}


def named() -> dict[str, str]:
    """Each command in a span of code or a line of the README's blocks, and the document it stands in."""
    found = {line.split("  #")[0].strip(): "README.md" for line in "".join(blocks("sh")).splitlines()}
    for path in DOCUMENTS:
        spans = re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8"))
        found |= {span: path.name for span in spans if re.match(rf"{PROGRAMS} \S", span)}
    return found


COMMANDS = named()
OURS = [command for command in COMMANDS if command.startswith("python -m lib ")]
FORMS = [command for command in OURS if re.search(r"\b(COMMAND|SOURCE|FILE|FOLDER)\b", command)]
WHOLE = [command for command in OURS if command not in FORMS and COMMANDS[command] != "README.md"]


def starting(program: str) -> list[str]:
    return [command for command in COMMANDS if command.startswith(program)]


def test_every_command_is_run_or_it_is_said_why_not():
    assert len(COMMANDS) > 40
    others = [each for each in COMMANDS if each not in OURS and not each.startswith(tuple(NOT_RUN))]
    assert others == []
    assert [why for why in NOT_RUN if not starting(why)] == []


@pytest.mark.parametrize("command", [each for each in WHOLE if " --" in each or "." in each])
def test_a_command_on_a_file_runs(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    arguments = shlex.split(command)[3:]
    (tmp_path / "KEYFILE").write_text("a secret of more than 32 characters")
    (tmp_path / "meters.csv").write_bytes(meter_files.territory())
    main(["profiles", "meters.csv", "--out", "readings.parquet"])
    (tmp_path / "lastgang.csv").write_bytes((tmp_path / "meters.csv").read_bytes())
    capsys.readouterr()
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.out
    assert said.err == ""
    assert all((tmp_path / each).stat().st_size for each in arguments if each == "targets.csv")


@pytest.mark.parametrize(
    "command", [*FORMS, *(each for each in WHOLE if " --" not in each and "." not in each)]
)
def test_a_form_of_a_command_names_a_command_and_options_that_there_are(command):
    name, *rest = shlex.split(command)[3:]
    known = subcommands() if name != "COMMAND" else subcommands() | {"COMMAND": subcommands()["readings"]}
    assert {each for each in rest if each.startswith("--")} <= set(known[name]._option_string_actions)


def test_every_target_of_make_is_one():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {command.split()[1] for command in starting("make ")} <= set(targets)


def test_every_benchmark_is_there_and_names_its_command():
    scripts = {command.split()[1] for command in starting("python benchmarks/")}
    assert len(scripts) > 10
    for script in sorted(scripts):
        told = ast.get_docstring(ast.parse((ROOT / script).read_text(encoding="utf-8")))
        assert f"python {script}" in re.sub(r"\s+", " ", told), script


def test_what_is_installed_is_there():
    extras = set(metadata("ibis-framework").get_all("Provides-Extra"))
    for command in [*starting("pip install "), *starting("uv ")]:
        files = re.findall(r"requirements[\w-]*\.\w+", command)
        assert all((ROOT / file).exists() for file in files), command
        wanted = set(re.findall(r"ibis-framework\[(\w+)\]", command))
        assert wanted <= extras, command
        assert files or wanted or command == "pip install pyspark"


def test_tests_that_are_named_by_a_word_are_there():
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for command in starting("python -m pytest -k "):
        assert re.search(rf"def test_\w*{command.split()[-1]}", tests), command
