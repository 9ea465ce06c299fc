"""Is the answer the same under Python 3.11, 3.12 and 3.13, each with the newest packages that it may have?

Every Python that is named, in which requirements.txt is installed, makes a demo territory, and repeats one exported
analysis of it (`python -m lib run`) on two threads and on one; so it does with each file that is given. Within a Python
all files of the analysis, the report too, are compared byte by byte; between Pythons the texts of both lists cell by
cell, and their numbers by the largest difference, as a share of the largest number of the column. Run from the root of
the repository: python benchmarks/versions.py python3.11 python3.12 python3.13 [--file readings.csv.gz]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "k = 4\n"
COLUMNS = (
    "readings",
    "Python, NumPy, SciPy, scikit-learn, DuckDB",
    "two threads and one",
    "rows",
    "texts that differ",
    "largest difference",
)
LISTS = ("segments.csv", "targets.csv")
MODULES = "numpy, scipy, sklearn, duckdb"
VERSIONS = (
    f"import sys, {MODULES}; print(sys.version.split()[0], *(m.__version__ for m in ({MODULES})), sep=', ')"
)
Files = dict[str, bytes]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pythons", nargs="+")
    parser.add_argument("--file", type=Path, action="append", default=[], dest="files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        demo = [made(python, Path(folder) / f"demo{n}.csv") for n, python in enumerate(options.pythons)]
        alike = len({path.read_bytes() for path in demo}) == 1
        print(f"The demo territory, byte by byte: {'the same' if alike else 'DIFFERENT'}\n")
        print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
        for readings in (demo[0], *map(Path.resolve, options.files)):
            compare(options.pythons, readings, Path(folder))


def made(python: str, path: Path) -> Path:
    """The demo territory as a file, by this Python."""
    command(python, 2, "-m", "lib", "synthesize", "--customers", "300", "--days", "28", "--out", str(path))
    return path


def compare(pythons: list[str], readings: Path, folder: Path) -> None:
    """A row for each Python, the first one the measure of the others."""
    first = None
    for python in pythons:
        two, one = analysis(python, 2, readings, folder), analysis(python, 1, readings, folder)
        first = first or two
        found = [difference(*(table(each, name, folder) for each in (first, two))) for name in LISTS]
        rows, texts = sum(each[0] for each in found), sum(each[1] for each in found)
        apart = max(each[2] for each in found)
        bits = "every bit" if two == one else f"DIFFERENT: {[name for name in two if two[name] != one[name]]}"
        versions = command(python, 2, "-c", VERSIONS).strip()
        print(f"| {readings.name} | {versions} | {bits} | {rows:,} | {texts} | {apart:.0e} |", flush=True)


def analysis(python: str, threads: int, readings: Path, folder: Path) -> Files:
    """Every file of the repeated analysis."""
    settings, out = folder / "settings.toml", folder / f"{abs(hash((python, readings)))}-{threads}"
    settings.write_text(SETTINGS, encoding="utf-8")
    command(python, threads, "-m", "lib", "run", str(settings), str(readings), "--out", str(out))
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def command(python: str, threads: int, *arguments: str) -> str:
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    own = os.environ | dict.fromkeys(names, str(threads)) | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [python, *arguments], env=own, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{python} {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def table(files: Files, name: str, folder: Path) -> pd.DataFrame:
    (folder / name).write_bytes(files[name])
    return pd.read_csv(folder / name)


def difference(first: pd.DataFrame, other: pd.DataFrame) -> tuple[int, int, float]:
    """Rows, texts that differ (also missing numbers), and the largest difference of a number."""
    assert list(first.columns) == list(other.columns), "other columns"
    assert len(first) == len(other), "other rows"
    numbers = first.select_dtypes("number").columns
    a, b = first[numbers].to_numpy(float), other[numbers].to_numpy(float)
    size = np.maximum(np.nanmax(np.abs(a), axis=0, initial=0), 1e-300)
    gaps = int((np.isnan(a) != np.isnan(b)).sum())
    words = first.columns.difference(numbers)
    texts = int((first[words].fillna("") != other[words].fillna("")).to_numpy().sum())
    return len(first), texts + gaps, float(np.nanmax(np.abs(a - b) / size, initial=0))


if __name__ == "__main__":
    main()
