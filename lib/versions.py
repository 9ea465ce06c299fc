"""What an answer was computed with: Python, and the libraries that decide its digits."""

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = (
    "numpy",
    "scipy",
    "scikit-learn",
    "pandas",
    "duckdb",
    "ibis-framework",
    "pyarrow",
    "kneed",
    "altair",
    "vl-convert-python",
)


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Each name with its version, Python first."""
    return ("Python", platform.python_version()), *((name, _version(name)) for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed under this name"
