"""A picture as a file of its own."""

import xml.etree.ElementTree as ET
from dataclasses import replace

from lib import charts
from lib.report.drawing import alone


def test_a_picture_is_saved_with_its_finding(analysis):
    picture = charts.delivery(analysis.portfolio)
    words = " ".join(ET.fromstring(alone(picture, "svg")).itertext())
    assert " ".join(picture.title.split()) in " ".join(words.split())
    png = alone(picture, "png")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) >= 2 * 960  # px wide


def test_a_long_finding_is_wrapped(analysis):
    picture = replace(charts.delivery(analysis.portfolio), title="word " * 60)
    drawn = ET.fromstring(alone(picture, "svg"))
    assert float(drawn.attrib["width"]) < 1100
