"""What the documentation says is so: its commands run, its links lead somewhere, its terms and sections are there."""

import argparse
import ast
import re
import runpy
import shlex
import sys
from pathlib import Path

import pytest

from lib.cli import parser
from lib.frame.pages import PAGES
from lib.terms import all_terms, sections

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))
MOST_BYTES = 250_000
METHOD = [
    "Load shapes",
    "Choosing K",
    "Segments",
    "What changed",
    "Targets",
    "Chance and kW, with an honest probability",
    "Programme",
    "What is assumed",
    "Limits",
    "Privacy",
    "Sources",
]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    lines = "".join(blocks("sh")).splitlines()
    return [shlex.split(line)[3:] for line in lines if line.startswith("python -m lib ")]


def subcommands() -> dict[str, argparse.ArgumentParser]:
    actions = parser()._actions
    return next(each.choices for each in actions if isinstance(each, argparse._SubParsersAction))


def terms_used() -> set[tuple[str, str]]:
    found = set()
    for path in sorted([*(ROOT / "pages").glob("*.py"), *(ROOT / "lib").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "term":
                found |= {(name(path), each.value) for each in node.args if isinstance(each, ast.Constant)}
    return found


def test_every_command_of_the_readme_runs_in_the_order_they_stand(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text(blocks("toml")[0], encoding="utf-8")
    for arguments in commands():
        monkeypatch.setattr(sys, "argv", ["lib", *arguments])
        with pytest.raises(SystemExit) as end:
            runpy.run_module("lib", run_name="__main__", alter_sys=True)
        said = capsys.readouterr()
        assert end.value.code == 0, f"{shlex.join(arguments)}: {said.err}"
        out = arguments[arguments.index("--out") + 1] if "--out" in arguments else "."
        assert (tmp_path / out).exists()
        assert said.out


def test_the_readme_shows_every_command():
    assert {arguments[0] for arguments in commands()} == set(subcommands())


def test_every_option_the_readme_names_is_one():
    known = {option for one in subcommands().values() for option in one._option_string_actions}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named - known <= {"--with-requirements"}


def test_the_tour_of_the_readme_is_that_of_the_app():
    tour = re.findall(r"^\d+\. \*\*(.+?)\*\*: (.+?\?)", README, re.MULTILINE)
    assert tour == [(page.title, page.question[0].lower() + page.question[1:]) for page in PAGES]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_and_picture_is_there(path):
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    missing = [
        link for link in links if "://" not in link and not (path.parent / link.split("#")[0]).exists()
    ]
    assert not missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_file_that_is_named_is_there(path):
    named = re.findall(r"`((?:lib|docs|tests|pages|benchmarks)/[\w/.-]*)`", path.read_text(encoding="utf-8"))
    missing = [each for each in named if not (ROOT / each).exists()]
    assert not missing


def test_pictures_are_light():
    heavy = {name(path): path.stat().st_size for path in PICTURES if path.stat().st_size >= MOST_BYTES}
    assert PICTURES
    assert not heavy


def test_every_row_of_the_nomenclature_is_a_term_with_its_meaning():
    text = (ROOT / "docs" / "nomenclature.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(all_terms()) == len(rows) > 30, "a term stands there twice"
    assert all(term and meaning.endswith(".") for term, (_, meaning) in all_terms().items())


def test_every_term_in_use_is_explained():
    used = terms_used()
    assert len({word for _, word in used}) > 10
    assert not [(where, word) for where, word in used if word not in all_terms()]


def test_every_page_says_how_to_read_it():
    told = sections("how_to_read")
    assert list(told) == [page.file for page in PAGES]
    assert all(len(text) > 80 for text in told.values())


def test_the_method_has_its_sections():
    told = sections("method")
    assert list(told) == METHOD
    for title, text in told.items():
        assert len(text) > 300, title
        formulas = text.replace("\\$", "").split("$")
        assert len(formulas) % 2 == 1, f"{title}: a formula is not closed"
        words = [f for f in formulas[1::2] if re.search(r"[a-z]{4} [a-z]{2}", f)]
        assert not words, f"{title}: money makes a formula of the words between; write \\$"


def test_decisions_are_numbered_and_say_context_decision_and_consequences():
    for number, path in enumerate(DECISIONS, 1):
        text = path.read_text(encoding="utf-8")
        assert path.name.startswith(f"{number:04d}-")
        assert text.startswith(f"# {number}. ")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert DECISIONS


def test_the_readme_names_every_format_in_its_own_words():
    from lib.readings.formats import known

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, what in known():
        assert f"| {name} | {what} |" in text, name
