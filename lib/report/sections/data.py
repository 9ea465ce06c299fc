"""What was read, what was noticed about it, and how it was understood."""

from lib.analysis import Analysis
from lib.charts.words import sentence
from lib.readings import Readings
from lib.report import sentences
from lib.report.markup import facts, heading, paragraph, section, table


def data(analysis: Analysis, customers: bool) -> str:
    found, made = analysis.readings, analysis.profiles
    if found is None:
        known = paragraph(
            "Mean days came from a file of profiles; the readings behind them were not looked at."
        )
        title = f"**{sentences.count(len(made))}** with one mean day each, {int(made.kept.sum()):,} of them compared."
    else:
        known, title = facts(read(found)), sentences.readings(found, made)
    return section(
        "data",
        "Data",
        title,
        known,
        _findings(analysis, customers),
        _understood(found) if found else "",
    )


def read(found: Readings) -> list[tuple[str, str]]:
    """What was read, each with its value."""
    return [
        ("Source", found.name),
        ("Format", found.format),
        ("Customers", f"{found.customers:,}"),
        ("Readings", f"{found.readings:,}"),
        ("First and last interval", f"{found.start} to {found.end}"),
        ("Interval", f"{found.interval_minutes} minutes"),
        ("Unit in the file", found.unit),
        ("Clock", found.zone or "local, as in the file"),
        ("Energy", f"{found.energy_kwh:,.0f} kWh"),
        ("Missing", f"{found.missing:,} intervals, {sentences.complete(found)}"),
    ]


def _findings(analysis: Analysis, customers: bool) -> str:
    """Findings as a table; their examples name customers, so they stay away where nobody is to be named."""
    noticed = (*(analysis.readings.findings if analysis.readings else ()), *analysis.profiles.findings)
    if not noticed:
        return heading("Nothing was noticed about the data")
    heads = ("Kind", "What", "Count") + (("For example",) if customers else ())
    rows = [
        (sentence(one.severity), one.message, f"{one.count:,}" if one.count else "")
        + ((one.example,) if customers else ())
        for one in noticed
    ]
    return heading(f"{sentences.count(len(rows), 'finding')} about the data") + table(
        heads, rows, "swnw" if customers else "swn"
    )


def _understood(found: Readings) -> str:
    rows = [(sentence(one.name), one.value, one.evidence) for one in found.decisions]
    return heading("How it was understood") + table(("", "Taken as", "Because"), rows, "ssw") if rows else ""
