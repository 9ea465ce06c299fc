"""Green Button's XML as a stream of what it describes: usage points, kinds of readings, blocks, readings, clocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from lib.findings import Refusal
from lib.readings.formats.form import Head
from lib.readings.formats.stream import open_stream

RESOURCES = {
    "UsagePoint",
    "MeterReading",
    "ReadingType",
    "LocalTimeParameters",
    "IntervalBlock",
    "IntervalReading",
}
FIELDS = {
    *("start", "duration", "value", "timezone", "kind", "commodity", "uom", "powerOfTenMultiplier"),
    *("flowDirection", "intervalLength", "tzOffset", "dstOffset", "dstStartRule", "dstEndRule"),
}
DEEPEST = 40  # elements in elements; Green Button has nine
LONGEST = 4 << 20  # bytes of XML without an element beginning or ending


@dataclass(slots=True)
class Entry:
    """The Atom entry around a resource: its own address, and those of others it belongs to."""

    own: str = ""
    up: str = ""
    related: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Resource:
    """One thing that the file describes.

    `fields` are its simple elements by name.  A block is given when it begins: its entry and fields fill later.
    """

    kind: str
    fields: dict[str, str]
    entry: Entry


def resources(head: Head) -> Iterator[Resource]:
    """Every resource in the order of the file; nothing of the document is kept.

    Raises
    ------
    Refusal
        The XML is damaged, cut off, declares entities, or is built to exhaust a reader.
    """
    with open_stream(head) as file:
        paced = _Paced(file, head.name)
        try:
            yield from _walk(paced, head.name)
        except ParseError as why:
            raise Refusal(
                f"{head.name}: the XML breaks off or is damaged ({why}). Download the file again."
            ) from None
        except (DefusedXmlException, ValueError, LookupError) as why:
            raise Refusal(
                f"{head.name}: the XML declares entities or an encoding that no Green Button file has "
                f"({type(why).__name__}). Download the file again."
            ) from None


def _walk(paced: "_Paced", name: str) -> Iterator[Resource]:
    above, open_, entry = [], [], Entry()
    for event, element in iterparse(paced, events=("start", "end")):
        paced.rest()
        tag = re.sub(r"^.*[}:]", "", element.tag)
        if event == "start":
            above.append(element)
            if len(above) > DEEPEST:
                raise Refusal(
                    f"{name}: the XML is nested more than {DEEPEST} deep, which Green Button is not."
                )
            if tag == "entry":
                entry = Entry()
            elif tag in RESOURCES:
                open_.append(Resource(tag, {}, entry))
                if tag == "IntervalBlock":
                    yield open_[-1]
            continue
        above.pop()
        if tag == "link":
            _link(entry, element.get("rel"), element.get("href", ""))
        elif tag in FIELDS and open_:
            open_[-1].fields[tag] = (element.text or "").strip()
        elif tag in RESOURCES:
            done = open_.pop()
            if tag != "IntervalBlock":
                yield done
        if above:
            above[-1].clear()  # of what was read nothing is needed any more


def _link(entry: Entry, rel: str | None, href: str) -> None:
    if rel == "self":
        entry.own = href
    elif rel == "up":
        entry.up = href
    elif rel == "related" and len(entry.related) < 100:
        entry.related.append(href)


class _Paced:
    """A file that refuses to give on and on without any element beginning or ending."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file, self.name, self.since = file, name, 0

    def rest(self) -> None:
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        got = self.file.read(size)
        self.since += len(got)
        if self.since > LONGEST:
            raise Refusal(f"{self.name}: one element of the XML holds more than {LONGEST >> 20} MB of text.")
        return got
