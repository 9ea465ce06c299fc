"""The whole report as one HTML page that needs nothing but itself."""

from base64 import b64encode
from html import escape
from pathlib import Path

from lib.analysis import Analysis
from lib.report.edition import SECTIONS, Edition
from lib.report.markup import paragraph
from lib.report.sections import WRITERS

STYLE = Path(__file__).with_name("report.css")
# Whatever slips into the page: a browser runs no script in it and asks no other host for anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"


def html(analysis: Analysis, edition: Edition | None = None) -> str:
    """A report on an analysis as one HTML page that opens without a network and prints well."""
    edition = edition or Edition()
    written = "\n".join(WRITERS[name](analysis, edition.customers) for name in edition.held)
    style = STYLE.read_text(encoding="utf-8")
    head = "\n".join(
        [
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(edition.title)}</title>",
            f"<style>\n{style}</style>",
        ]
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n'
        f"<body>\n{_top(analysis, edition)}\n<main>\n{written}\n</main>\n</body>\n</html>\n"
    )


def _top(analysis: Analysis, edition: Edition) -> str:
    """Logo, title, what it was made of, the analyst's notes, and the way to each section."""
    links = " ".join(f'<a href="#{name}">{escape(SECTIONS[name])}</a>' for name in edition.held)
    below = " · ".join(part for part in (source_line(analysis), edition.date) if part)
    parts = [
        _logo(edition),
        f"<h1>{escape(edition.title)}</h1>",
        paragraph(below, "source"),
        *(paragraph(line) for line in edition.paragraphs),
        f"<nav>{links}</nav>",
    ]
    inside = "\n".join(part for part in parts if part)
    return f"<header>\n{inside}\n</header>"


def _logo(edition: Edition) -> str:
    if not edition.logo:
        return ""
    return f'<img class="logo" alt="" src="data:image/{edition.logo_kind};base64,{b64encode(edition.logo).decode()}">'


def source_line(analysis: Analysis) -> str:
    """What the analysis was made of, in a line."""
    if analysis.readings is None:
        return f"{len(analysis.profiles):,} mean days from a file of profiles"
    found = analysis.readings
    return f"{found.name}, {found.start[:10]} to {found.end[:10]}"
