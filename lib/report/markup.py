"""The few pieces of HTML that a report is made of. Whatever comes in as words is escaped here, and only here."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from lib.charts import Picture
from lib.report.drawing import svg
from lib.targets.files import defused

WIDE, HALF, PHONE = 760, 364, 358
KINDS = {"n": "number", "s": "short", "w": ""}


def said(sentence: str) -> str:
    """A sentence with its **bold** numbers."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(sentence))


def paragraph(sentence: str, kind: str = "") -> str:
    return f"<p{_class(kind)}>{said(sentence)}</p>"


def section(name: str, title: str, finding: str, *parts: str) -> str:
    """A section with its place in the whole, and what it found as its heading."""
    head = f'<p class="place">{escape(title)}</p>\n<h2>{said(finding)}</h2>'
    body = "\n".join(part for part in parts if part)
    return f'<section id="{name}">\n{head}\n{body}\n</section>'


def heading(finding: str) -> str:
    return f"<h3>{said(finding)}</h3>"


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object]], kinds: str, strong: int | None = None
) -> str:
    """A table that scrolls inside its own box where it is too wide.

    Parameters
    ----------
    kinds : a letter a column: n for numbers, which stand right, s for short words, which do not wrap, w for words.
    strong : the row that stands out, from 0.
    """
    styles = [KINDS[kind] for kind in kinds]
    top = "".join(
        f'<th scope="col"{_class(style)}>{escape(head)}</th>'
        for head, style in zip(heads, styles, strict=True)
    )
    body = "\n".join(
        f"<tr{_class('taken' if number == strong else '')}>{_cells(row, styles)}</tr>"
        for number, row in enumerate(rows)
    )
    inside = f"<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>"
    return f'<div class="scroll" tabindex="0"><table>\n{inside}</table></div>'


def _cells(row: Sequence[object], styles: Sequence[str]) -> str:
    return "".join(
        f"<td{_class(style)}>{said(defused(str(cell)))}</td>" for cell, style in zip(row, styles, strict=True)
    )


def facts(pairs: Iterable[tuple[str, object]]) -> str:
    """Names with their values, one below the other."""
    rows = "\n".join(
        f"<div><dt>{escape(name)}</dt><dd>{said(str(value))}</dd></div>" for name, value in pairs
    )
    return f'<dl class="facts">\n{rows}\n</dl>'


def figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Large figures in a row, each under its name."""
    cells = "\n".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="figures">\n{cells}\n</dl>'


def listed(sentences: Iterable[str], ordered: bool = False) -> str:
    kind = "ol" if ordered else "ul"
    return f"<{kind}>\n" + "\n".join(f"<li>{said(one)}</li>" for one in sentences) + f"\n</{kind}>"


def preformatted(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"


def figure(picture: Picture, name: str, wide: bool = False) -> str:
    """A picture under its finding: half a page wide; or drawn twice, for a page and for a phone."""
    if wide:
        drawn = f'<div class="page">{svg(picture, name, WIDE)}</div>\n'
        drawn += f'<div class="phone">{svg(picture, f"{name}-phone", PHONE)}</div>'
    else:
        drawn = svg(picture, name, HALF)
    return f'<figure>\n{heading(picture.title)}\n<p class="note">{said(picture.note)}</p>\n{drawn}\n</figure>'


def pair(*drawn: str) -> str:
    """Figures beside each other, below each other on a phone."""
    return '<div class="pair">\n' + "\n".join(drawn) + "\n</div>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
