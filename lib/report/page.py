"""The whole report as one HTML page that needs nothing but itself."""

from html import escape
from pathlib import Path

from lib.analysis import Analysis
from lib.report.markup import paragraph
from lib.report.sections import SECTIONS

STYLE = Path(__file__).with_name("report.css")
TITLE = "Whom to ask, and how much to expect"
# Whatever slips into the page: a browser runs no script in it and asks no other host for anything.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"


def html(analysis: Analysis, title: str = TITLE, customers: bool = False, date: str = "") -> str:
    """A report on an analysis as one HTML page that opens without a network and prints well.

    Parameters
    ----------
    analysis : every stage of it.
    title : heading of the page.
    customers : whether the list names customers; the page then says so.
    date : shown below the title as it is given; the same analysis gives the same page on any day.
    """
    sections = [(name, place, write(analysis, customers)) for name, place, write in SECTIONS]
    links = " ".join(f'<a href="#{name}">{escape(place)}</a>' for name, place, _ in sections)
    head = "\n".join(
        [
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>",
        ]
    )
    below = " · ".join(part for part in (_source(analysis), date) if part)
    body = f"<header>\n<h1>{escape(title)}</h1>\n{paragraph(below, 'source')}\n<nav>{links}</nav>\n</header>"
    whole = "\n".join(written for _, _, written in sections)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n'
        f"<body>\n{body}\n<main>\n{whole}\n</main>\n</body>\n</html>\n"
    )


def _source(analysis: Analysis) -> str:
    """What the analysis was made of, in a line."""
    if analysis.readings is None:
        return f"{len(analysis.profiles):,} mean days from a file of profiles"
    found = analysis.readings
    return f"{found.name}, {found.start[:10]} to {found.end[:10]}"
