"""The rooms stay small: what `make house` prints is held here."""

import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from house import body_lines, circle, installed, share_short  # noqa: E402, benchmarks are no package

LIB, PAGES = sorted((ROOT / "lib").rglob("*.py")), sorted((ROOT / "pages").glob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_modules_and_pages_are_small():
    assert {path.name: lines(path) for path in LIB if lines(path) > 250} == {}
    assert {path.name: lines(path) for path in PAGES if lines(path) >= 80} == {}
    assert median(map(lines, LIB)) <= 100


def test_functions_are_small():
    bodies = [n for path in (*LIB, *PAGES) for n in body_lines(path)]
    assert median(bodies) <= 6
    assert share_short(bodies) >= 0.9


def test_no_module_imports_in_a_circle():
    assert circle(LIB) == ""


def test_a_circle_is_named(tmp_path):
    (tmp_path / "one.py").write_text("import two\n")
    (tmp_path / "two.py").write_text("from one import thing\n")
    assert sorted(circle(sorted(tmp_path.glob("*.py")), tmp_path).split(" > ")[1:]) == ["one", "two"]


def test_a_body_is_counted_without_its_docstring(tmp_path):
    module = tmp_path / "module.py"
    module.write_text(
        'def first():\n    """Two\n    lines."""\n    return 1\n\n\ndef second():\n    a = 1\n    return a\n'
    )
    assert body_lines(module) == [1, 2]


def test_what_is_installed_is_what_the_requirements_name():
    packages, megabytes = installed()
    assert {"streamlit", "pandas", "duckdb", "sqlglot"} <= packages
    assert "pytest" not in packages
    assert megabytes > 100
