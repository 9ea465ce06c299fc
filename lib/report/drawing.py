"""A picture outside the app: as an SVG inside a page, or as a file of its own."""

import re
import textwrap
import xml.etree.ElementTree as ET  # what is read here was written by vl-convert, not by strangers
from typing import Any

from lib.charts import Picture, for_export

# What may stand in a customer's name, but not in an SVG: vl-convert ends the whole process when it meets one.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ALONE = 960  # px, of a picture that is a file of its own
TITLE_LETTERS = 90
UNHEARD = ("role", "aria-label", "aria-roledescription", "aria-hidden")


def svg(picture: Picture, name: str, width: int) -> str:
    """The drawing of a picture as an ``<svg>`` element with its alternative text.

    Parameters
    ----------
    name : prefix of the identifiers inside, unlike that of any other drawing of the page.
    width : px.

    Notes
    -----
    vl-convert numbers clip paths through the life of the process: they are numbered afresh, so that the same
    analysis gives the same page.  Every mark carries a spoken label, those of lines and bars that only answer a
    pointer included; they are dropped, and the alternative text speaks for the whole.
    """
    import vl_convert

    specification = _drawable(for_export(picture.chart, width=width).to_dict())
    root = ET.fromstring(vl_convert.vegalite_to_svg(specification))
    fresh = {old: f"{name}-{number}" for number, old in enumerate(_identifiers(root))}
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key in UNHEARD:
            element.attrib.pop(key, None)
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, fresh[value])
            elif value.startswith("url(#"):
                element.set(key, f"url(#{fresh[value[5:-1]]})")
    root.attrib |= {"role": "img", "aria-label": _drawable(picture.alt)}
    return ET.tostring(root, encoding="unicode")


def alone(picture: Picture, kind: str) -> bytes:
    """A picture with its finding above it, as a file: "svg", or "png" at twice its size in px."""
    import altair as alt
    import vl_convert

    title = alt.TitleParams(
        textwrap.wrap(picture.title, TITLE_LETTERS), anchor="start", fontSize=18, offset=12
    )
    drawn = for_export(picture.chart, width=ALONE).properties(title=title)
    specification = _drawable(drawn.to_dict())
    if kind == "svg":
        return vl_convert.vegalite_to_svg(specification).encode()
    return vl_convert.vegalite_to_png(specification, scale=2)


def _drawable(part: Any) -> Any:
    """The specification, or a part of it, with a mark in place of every character that cannot be drawn."""
    if isinstance(part, str):
        return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", part)
    if isinstance(part, dict):
        return {_drawable(key): _drawable(value) for key, value in part.items()}
    return [_drawable(one) for one in part] if isinstance(part, list) else part


def _identifiers(root: ET.Element) -> list[str]:
    return [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
