"""All it takes to repeat the analysis."""

import platform
from importlib.metadata import PackageNotFoundError, version

from lib.analysis import Analysis
from lib.report.markup import facts, heading, paragraph, preformatted, section

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


def settings(analysis: Analysis, customers: bool) -> str:
    mark = (analysis.readings or analysis.profiles).fingerprint
    return section(
        "settings",
        "Settings",
        "The same settings and the same data give **the same answer**.",
        facts([("Seed", analysis.choices.seed), ("Fingerprint of the data", mark)]),
        heading("Settings"),
        paragraph(
            "Save these lines as settings.toml and run: python -m lib run settings.toml SOURCE --out FOLDER",
            "note",
        ),
        preformatted(analysis.choices.toml()),
        heading("Made with"),
        facts([("Python", platform.python_version()), *_versions()]),
    )


def _versions() -> list[tuple[str, str]]:
    return [(name, _version(name)) for name in LIBRARIES]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed under this name"
