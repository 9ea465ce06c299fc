"""What stands on each slide, section by section: the same findings and numbers as on the page."""

from collections.abc import Callable
from io import BytesIO

from pptx.util import Inches

from lib import charts
from lib.analysis import Analysis
from lib.charts.palette import tone
from lib.charts.words import certainty
from lib.findings import Refusal
from lib.report import sentences
from lib.report.deck.pictures import bars, curves, days
from lib.report.deck.slide import LEFT, MARGIN, RIGHT, WHOLE, WIDTH, Deck, Place, grid, words
from lib.report.edition import SECTIONS, Edition
from lib.report.page import source_line
from lib.report.plan import power
from lib.report.sections.assumptions import METHOD
from lib.report.sections.assumptions import asked as asked_rows
from lib.report.sections.assumptions import assumed as assumed_rows
from lib.report.sections.data import read as read_rows
from lib.report.sections.ranked import NOT_NAMED, first_rows, named
from lib.report.sections.segments import FITS, HEADS, fits
from lib.report.sections.segments import rows as segment_rows
from lib.report.sections.segments import sources as source_titles
from lib.report.sections.settings import marks

FIRST = 8  # customers that a slide has room for
FINDINGS = 8
SETTINGS_COLUMNS, SETTINGS_LINES, SETTINGS_LETTERS = 3, 25, 58
Slide = Callable[[Deck, Analysis, Edition], None]


def cover(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    """Title, source, date, the analyst's notes; whether customers are named."""
    slide = deck.add(f"**{edition.title}**")
    below = " · ".join(part for part in (source_line(analysis), edition.date) if part)
    whose = named(analysis) if edition.customers else 0
    lines = [below, sentences.report(len(edition.held), whose), "", *edition.paragraphs]
    words(slide, WHOLE, lines, size=16, role="muted")
    if edition.logo:
        try:
            slide.shapes.add_picture(
                BytesIO(edition.logo), Inches(WIDTH - MARGIN - 1.6), Inches(0.3), height=Inches(0.6)
            )
        except Exception:  # whatever an image library says of a file that only begins like a picture
            raise Refusal("The logo cannot be read as a picture. Save it as PNG again.") from None


def answer(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    chosen = analysis.portfolio
    said = sentences.answer(analysis.ranking, chosen, half=not analysis.choices.goal_kw)
    slide = deck.add(said, SECTIONS["answer"], charts.delivery(chosen).note)
    _delivery(slide, analysis, Place(MARGIN, 1.75, 8.6, 5.1))
    figures = [
        ("Asked", f"{chosen.selected:,} customers"),
        ("Expected", power(chosen.expected_kw)),
        (f"Firm, {certainty(0.9)}", power(chosen.p90_kw)),
    ]
    place = Place(MARGIN + 9.0, 2.0, WIDTH - 2 * MARGIN - 9.0, 4.5)
    words(slide, place, [f"{name}\n**{value}**" for name, value in figures], size=20)


def _delivery(slide, analysis: Analysis, place: Place) -> None:
    picture = charts.delivery(analysis.portfolio)
    drawn = picture.table
    lines = {
        f"Firm, {certainty(0.9)}": (drawn["firm_kw"], "accent"),
        "Median event": (drawn["p50_kw"], "part3"),
        "Firm, highest bills first": (drawn["bill_kw"], "context"),
    }
    curves(slide, place, drawn["asked"], lines, ("customers asked", "kW"), picture.alt, dashed="Median event")


def read(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    found, made = analysis.readings, analysis.profiles
    if found is None:
        deck.add(
            f"**{sentences.count(len(made))}** with one mean day each, from a file of profiles",
            SECTIONS["data"],
        )
        return
    slide = deck.add(sentences.readings(found, made), SECTIONS["data"])
    grid(slide, LEFT, ("What", "Found"), [(name, str(value)) for name, value in read_rows(found)], (1, 1.6))
    noticed = (*found.findings, *made.findings)
    rows = [(one.severity.capitalize(), one.message) for one in noticed[:FINDINGS]]
    if len(noticed) > FINDINGS:
        rows.append(("", f"and {len(noticed) - FINDINGS} more, on the page Readings"))
    grid(slide, RIGHT, ("Finding", "What"), rows or [("None", "Nothing was noticed about the data.")], (1, 4))


def evidence(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    sweep, k = analysis.sweep, analysis.segments.k
    slide = deck.add(sentences.verdict(sweep), SECTIONS["evidence"], sweep.reason)
    words(slide, Place(MARGIN, 1.5, WIDTH - 2 * MARGIN, 0.6), [sweep.reason], size=14, role="muted")
    if len(sweep.fits) < 2:
        return
    elbow, silhouettes = charts.elbow(sweep, k), charts.silhouettes(sweep, k)
    lower = {"top": LEFT.top + 0.45, "height": LEFT.height - 0.45}
    for picture, place, column, role in (
        (elbow, LEFT._replace(**lower), "inertia_pct", "accent"),
        (silhouettes, RIGHT._replace(**lower), "silhouette", "part2"),
    ):
        drawn = picture.table
        left = f"spread left, % of K = {drawn['k'].min()}"
        name, axis = ("Inertia", left) if picture is elbow else ("Silhouette", "silhouette, -1 to 1")
        where = _under(slide, place, picture.title)
        curves(slide, where, drawn["k"], {name: (drawn[column], role)}, ("K", axis), picture.alt)


def shapes(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    found, window = analysis.segments, analysis.choices.window
    slide = deck.add(sentences.segments(found, window), SECTIONS["segments"])
    lines = {found.label(n): (found.mean_kw[found.row(n)], tone(n)) for n in found.numbers}
    alt = "; ".join(charts.segment_shape(found, n, 1.0, window).alt for n in found.numbers)
    days(slide, _under(slide, LEFT, "Mean day of each segment"), lines, alt)
    shares = charts.window_shares(found, window)
    both = {
        "Share of customers": (shares.table["of_customers"], "context"),
        "Share of window load": (shares.table["of_load"], "accent"),
    }
    bars(slide, _under(slide, RIGHT, shares.title), list(shares.table["name"]), both, "0%", shares.alt)


def _under(slide, place: Place, finding: str) -> Place:
    """Write a finding at the top of a place; what is left below it."""
    words(slide, place._replace(height=0.4), [f"**{finding}**"], size=14)
    return place._replace(top=place.top + 0.45, height=place.height - 0.45)


def who(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    found = analysis.segments
    shares = charts.window_shares(found, analysis.choices.window).table
    slide = deck.add("Size and share of each segment, and why it is called so", SECTIONS["segments"])
    grid(slide, WHOLE, HEADS, segment_rows(analysis, shares), (0.4, 2, 1.1, 1.2, 1.4, 1.1, 5))


def suiting(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    slide = deck.add(
        "Which programme fits each segment, and why", SECTIONS["segments"], source_titles(analysis)
    )
    grid(slide, WHOLE, FITS, fits(analysis), (1.4, 1.3, 3, 3, 2.2), size=11)


def listed(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    ranking, chosen = analysis.ranking, analysis.portfolio
    names = analysis.segments.named
    title = sentences.gives(ranking, chosen, names)
    slide = deck.add(title, SECTIONS["list"], NOT_NAMED if not edition.customers else "")
    first = min(FIRST, len(ranking))
    heads, rows = first_rows(analysis, edition.customers, first)
    widths = (0.6, 1.3, 1.1, 1.5, 2, 6) if edition.customers else (0.6, 1.1, 1.5, 2, 6)
    grid(slide, WHOLE, heads, rows, widths)


def asked(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    names = analysis.segments.named
    picture = charts.shares_of_list(analysis.ranking, analysis.portfolio.asked, names)
    slide = deck.add(picture.title, SECTIONS["list"], picture.note)
    both = {
        "Share of all who may be asked": (picture.table["of_all"], "context"),
        "Share of those asked": (picture.table["of_list"], "accent"),
    }
    bars(slide, WHOLE, list(picture.table["name"]), both, "0%", picture.alt)


def assumed(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    slide = deck.add("What was asked for, and what is assumed unless measured", SECTIONS["assumptions"])
    grid(slide, LEFT, ("Asked for", "Value"), asked_rows(analysis), (1.2, 1.6))
    grid(slide, RIGHT, ("Assumption", "Value"), assumed_rows(analysis), (2.2, 1))


def method(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    slide = deck.add("How it was computed", SECTIONS["assumptions"])
    words(slide, WHOLE, METHOD, size=13)


def repeat(deck: Deck, analysis: Analysis, edition: Edition) -> None:
    slide = deck.add("The same settings and the same data give **the same answer**", SECTIONS["settings"])
    told = [f"{name}: {value}" for name, value in marks(analysis)]
    lines = [_short(line) for line in (*told, *analysis.settings.toml().splitlines()) if line]
    room = SETTINGS_COLUMNS * SETTINGS_LINES
    if len(lines) > room:
        lines = [*lines[: room - 1], f"and {len(lines) - room + 1} lines more, in the settings file"]
    each = -(-len(lines) // SETTINGS_COLUMNS)
    width = WHOLE.width / SETTINGS_COLUMNS
    for column in range(SETTINGS_COLUMNS):
        place = WHOLE._replace(left=WHOLE.left + column * width, width=width - 0.2)
        words(slide, place, lines[column * each : (column + 1) * each], size=9, role="muted")


def _short(line: str) -> str:
    """A line of settings on one line of a slide: a frozen segment is longer than that."""
    return line if len(line) <= SETTINGS_LETTERS else f"{line[: SETTINGS_LETTERS - 1]}…"


SLIDES: dict[str, tuple[Slide, ...]] = {
    "answer": (answer,),
    "data": (read,),
    "evidence": (evidence,),
    "segments": (shapes, who, suiting),
    "list": (listed, asked),
    "assumptions": (assumed, method),
    "settings": (repeat,),
}
