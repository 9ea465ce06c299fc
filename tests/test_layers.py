"""The house rules: who may import whom, and what lib may not touch."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIB = sorted((ROOT / "lib").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
FLOW = ("readings", "profiles", "segments", "changes", "targets", "programme", "report")
STREAMLIT_MAY = {path.relative_to(ROOT).as_posix() for path in LIB if path.parent.name in ("stages", "frame")}
CLOCK_MAY = STREAMLIT_MAY | {"lib/cli.py"}
# What a result may not depend on: time of day, global random state, environment, another session.
FORBIDDEN = {
    "time.time",
    "datetime.now",
    "datetime.today",
    "date.today",
    "datetime.datetime.now",
    "datetime.date.today",
    "pd.Timestamp.now",
    "np.random.seed",
    "np.random.rand",
    "np.random.normal",
    "np.random.random",
    "random.random",
    "random.seed",
    "os.environ",
    "os.getenv",
    "st.session_state",
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: imports are absolute"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_imports_only_streamlit_and_lib(path):
    wrong = [module for module in imports(path) if module.split(".")[0] not in ("streamlit", "lib")]
    assert not wrong, f"{name(path)} imports {wrong}"


@pytest.mark.parametrize("path", [p for p in LIB if name(p) not in STREAMLIT_MAY], ids=name)
def test_lib_does_not_know_streamlit(path):
    wrong = [module for module in imports(path) if module.split(".")[0] == "streamlit"]
    assert not wrong, f"{name(path)} imports {wrong}"


@pytest.mark.parametrize("path", [p for p in LIB if p.relative_to(ROOT).parts[1] in FLOW], ids=name)
def test_a_stage_imports_nothing_to_its_right(path):
    own = path.relative_to(ROOT).parts[1]
    right = FLOW[FLOW.index(own) + 1 :]
    wrong = [
        m
        for m in imports(path)
        if m.startswith("lib.") and m.split(".")[1] in (*right, "stages", "frame", "cli")
    ]
    assert not wrong, f"{name(path)} imports {wrong}"


@pytest.mark.parametrize("path", [p for p in LIB if name(p) not in CLOCK_MAY], ids=name)
def test_lib_is_pure(path):
    used = {dotted(node) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    assert not used & FORBIDDEN, f"{name(path)} uses {used & FORBIDDEN}"


@pytest.mark.parametrize("path", [*LIB, *PAGES], ids=name)
def test_dates_are_written_in_ways_that_windows_knows(path):
    """``%-d`` is a date without a nought on Linux and macOS alone; in a picture the browser draws it, and may."""
    tree = ast.parse(path.read_text())
    specs = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)]
    written = [each.args for each in ast.walk(tree) if isinstance(each, ast.Call) and _is_strftime(each)]
    texts = [ast.unparse(each) for each in (*filter(None, specs), *(arg for args in written for arg in args))]
    assert not [text for text in texts if "%-" in text or "%#" in text], name(path)


def _is_strftime(call: ast.Call) -> bool:
    return dotted(call.func).rpartition(".")[2] in ("strftime", "strptime")


def test_no_table_leaves_but_by_the_way_that_makes_it_safe_for_spreadsheets():
    ways = {"lib/output.py", "lib/targets/files.py", "lib/readings/side/cells.py"}  # the last for a digest
    assert {name(path) for path in [*LIB, *PAGES] if ".to_csv(" in path.read_text()} == ways


def test_the_rules_would_notice(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import lib.targets\nfrom os import environ\nimport os\nx = os.environ['A']\n")
    assert imports(bad) == ["lib.targets", "os.environ", "os"]
    used = {dotted(node) for node in ast.walk(ast.parse(bad.read_text())) if isinstance(node, ast.Attribute)}
    assert used & FORBIDDEN == {"os.environ"}


def test_the_map_in_the_readme_is_the_code():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [text] = re.findall(r"^## The code\n\n```text\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    places = re.findall(r"(?:^| {2,})((?:[a-z_]+/)*(?:[a-z_]+/|[a-z_]+\.py)) ", text, re.MULTILINE)
    assert [place for place in places if not (ROOT / place).exists()] == []
    packages = {f"lib/{path.parent.name}/" for path in LIB if path.parent.parent == ROOT / "lib"}
    assert packages - {"lib/assets/"} <= set(places)
    assert [place for place in places if place[4:-1] in FLOW] == [f"lib/{stage}/" for stage in FLOW]
