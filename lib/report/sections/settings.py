"""All it takes to repeat the analysis."""

from lib.analysis import Analysis
from lib.report.markup import facts, heading, paragraph, preformatted, section
from lib.versions import versions


def settings(analysis: Analysis, customers: bool) -> str:
    return section(
        "settings",
        "Settings",
        "The same settings and the same data give **the same answer**.",
        facts(marks(analysis)),
        heading("Settings"),
        paragraph(
            "Save these lines as settings.toml and run: python -m lib run settings.toml SOURCE --out FOLDER",
            "note",
        ),
        preformatted(analysis.settings.toml()),
        heading("Made with"),
        facts(versions()),
    )


def marks(analysis: Analysis) -> list[tuple[str, object]]:
    """What tells whether two analyses were made from the same."""
    of_data = (analysis.readings or analysis.profiles).fingerprint
    return [("Seed", analysis.choices.seed), ("Fingerprint of the data", of_data)]
