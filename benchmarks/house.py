"""How large are the rooms of this house, and what does it weigh?

Lines of modules and pages, lines of function bodies without their docstrings, circles of imports, seconds of CPU of an
import in a fresh process, and the size on disk of what requirements.txt installs. Run from the root of the repository:
python benchmarks/house.py, or make house
"""

import ast
import subprocess
import sys
from collections.abc import Container
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
LONG = 20  # lines of a body that nine functions in ten stay under
IMPORTS = ("streamlit", "lib.frame, lib.stages", "lib.cli")
TIMED = "import time; import {}; import sys; print(time.process_time(), len(sys.modules))"


def main() -> None:
    lib, pages = sorted((ROOT / "lib").rglob("*.py")), sorted((ROOT / "pages").glob("*.py"))
    lines, bodies = [_lines(path) for path in lib], [n for path in (*lib, *pages) for n in body_lines(path)]
    print("| measure | aim | here |\n|---|---|---|")
    print(f"| modules of lib: lines, median and most | <= 100, <= 250 | {median(lines):g}, {max(lines)} |")
    print(f"| pages: lines, most | < 80 | {max(map(_lines, pages))} |")
    print(f"| functions: lines of the body, median | <= 6 | {median(bodies):g} of {len(bodies):,} |")
    print(f"| functions under {LONG} lines | >= 90 % | {share_short(bodies):.0%} |")
    print(f"| circles of imports | none | {circle(lib) or 'none'} |")
    for names in IMPORTS:
        cpu, modules = _import(names)
        print(f"| import {names} | | {cpu:.2f} s of CPU, {modules:,} modules |")
    packages, megabytes = installed()
    print(f"| what requirements.txt installs | | {len(packages)} packages, {megabytes:,.0f} MB |")


def body_lines(path: Path) -> list[int]:
    """Lines of each function's body, without its docstring."""
    functions = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef)]
    return [_body(function) for function in functions]


def _body(function: ast.FunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def share_short(bodies: list[int]) -> float:
    """Share of functions under `LONG` lines."""
    return sum(lines < LONG for lines in bodies) / len(bodies)


def circle(paths: list[Path], root: Path = ROOT) -> str:
    """A circle of modules that import each other when they are imported, or nothing."""
    known = {_module(path, root): path for path in paths}
    graph = {module: (_imported(path, known) & known.keys()) - {module} for module, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return " > ".join(found.args[1])
    return ""


def _module(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path, known: Container[str]) -> set[str]:
    """Modules imported at the top of a file: what a function imports for itself comes later, and closes no circle."""
    names = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names |= {module if module in known else node.module for module in whole}
    return names


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _import(names: str) -> tuple[float, int]:
    command = [sys.executable, "-c", TIMED.format(names)]
    seconds, modules = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    return float(seconds), int(modules)


def installed() -> tuple[set[str], float]:
    """Packages that requirements.txt brings, theirs included, and megabytes of their files."""
    waiting, packages = _named(ROOT / "requirements.txt"), set()
    while waiting:
        name = waiting.pop()
        if name not in packages:
            packages.add(name)
            waiting |= _needed(name)
    files = [file.locate() for name in packages for file in metadata.files(name) or ()]
    return packages, sum(path.stat().st_size for path in map(Path, files) if path.is_file()) / 1e6


def _named(path: Path) -> set[str]:
    from packaging.requirements import Requirement

    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return {_plain(Requirement(line).name) for line in lines} | {"duckdb", "ibis-framework"}


def _needed(name: str) -> set[str]:
    from packaging.requirements import Requirement

    wanted = map(Requirement, metadata.requires(name) or ())
    return {
        _plain(each.name) for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})
    }


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


if __name__ == "__main__":
    main()
