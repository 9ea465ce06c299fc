"""Who the segments are: their mean days, their sizes, and what they take of the load."""

import pandas as pd

from lib import charts
from lib.analysis import Analysis
from lib.charts import Picture
from lib.charts.words import percent, span
from lib.report import sentences
from lib.report.markup import figure, heading, pair, paragraph, section, table
from lib.segments import Segments

FEWEST_SHARED, LARGEST_SHARE = 15, 0.15  # the 15/15 rule for what may leave the house
FITS = ("Segment", "Programme", "Why", "Message and channel", "Measured elsewhere")
HEADS = ("", "Name", "Customers", "Of customers", "Of window load", "kWh a day", "Why it is called so")


def segments(analysis: Analysis, customers: bool) -> str:
    found, window = analysis.segments, analysis.choices.window
    shares = charts.window_shares(found, window)
    return section(
        "segments",
        "Segments",
        sentences.segments(found, window),
        _pictures(analysis, shares),
        heading("Size and share of each"),
        _table(analysis, shares.table),
        heading("Which programme fits each, and why"),
        table(FITS, fits(analysis), "sswww"),
        paragraph(sources(analysis), "note"),
        _inside(analysis),
    )


def _pictures(analysis: Analysis, shares: Picture) -> str:
    """The mean day of every segment on one kW scale, and the shares of all of them."""
    found = analysis.segments
    highest = charts.highest_kw(found)
    shapes = [
        charts.segment_shape(found, n, highest, analysis.choices.window, "compare") for n in found.numbers
    ]
    note = f"Line: mean day; band: 10 to 90 % of its customers; shaded: {span(analysis.choices.window)}. One kW scale."
    drawn = (figure(shape, f"shape{number}") for number, shape in zip(found.numbers, shapes, strict=True))
    return paragraph(note, "note") + "\n" + pair(*drawn, figure(shares, "shares"))


def _table(analysis: Analysis, shares: pd.DataFrame) -> str:
    return table(HEADS, rows(analysis, shares), "nsnnnnw")


def rows(analysis: Analysis, shares: pd.DataFrame) -> list[tuple[str, ...]]:
    """A row a segment, in the order of HEADS."""
    found = analysis.segments
    return [
        (
            str(found.numbers[row]),
            found.names[row],
            f"{found.sizes[row]:,}",
            percent(shares["of_customers"].iloc[row]),
            percent(shares["of_load"].iloc[row]),
            f"{found.daily_kwh[row]:,.1f}",
            found.traits[row],
        )
        for row in range(found.k)
    ]


def fits(analysis: Analysis) -> list[tuple[str, ...]]:
    """A row a segment, in the order of FITS."""
    return [
        (
            analysis.segments.label(each.number),
            each.programme.name,
            each.why,
            f"{each.programme.message} {each.programme.channel}.",
            each.programme.level,
        )
        for each in analysis.suited
    ]


def sources(analysis: Analysis) -> str:
    """What was read for the programmes named."""
    read = dict.fromkeys(title for each in analysis.suited for title, _ in each.programme.sources)
    return f"Limits of the rule are assumptions. Read: {'; '.join(read)}."


def _inside(analysis: Analysis) -> str:
    """Which mean days rest on too few customers to be shown outside (method.md, "Privacy")."""
    found = analysis.segments
    small = [found.label(n) for n in found.numbers if _too_few(found, n)]
    if not small:
        return ""
    behind = (
        f"fewer than {FEWEST_SHARED} customers, or one with more than {percent(LARGEST_SHARE)} of the energy"
    )
    return paragraph(f"For use inside the house: behind {', '.join(small)} stand {behind}.", "warning")


def _too_few(found: Segments, number: int) -> bool:
    kwh = abs(found.hourly_kw[found.number == number].sum(axis=1))
    return len(kwh) < FEWEST_SHARED or kwh.max() > LARGEST_SHARE * kwh.sum()
