"""What holds for every picture, whatever it shows."""

import json
import pickle
import re

import pandas as pd
import pytest
import vl_convert
from PIL import Image

from lib import charts
from lib.charts import palette

HEIGHTS = {
    "system_load": 300,
    "hour_by_day": 290,
    "hour_by_day, year": 290,
    "hour_by_weekday": 270,
    "typical_day": 300,
    "event_course": 300,
    "delivered": 3 * 40 + 24,
    "waterfall": 7 * 34,
    "reduction_by_hour": 240,
    "tornado": 10 * 34 + 24,
    "load_duration": 260,
    "sufficiency": 150,
    "sampled_profiles": 300,
    "sampled_shapes": 300,
    "changed_days": 300,
    "changed_days, one": 300,
    "new_shapes": 260,
    "segment_growth": 2 * 44,
    "elbow": 220,
    "silhouettes": 220,
    "gap": 90,
    "between": 220,
    "reproducible": 220,
    "segment_shape, strip": 120,
    "segment_shape, compare": 130,
    "segment_shape, full": 190,
    "shapes_of_k": 110,
    "blades": 400,
    "blades, twelve": 400,
    "flow": 430,
    "window_shares": 5 * 44,
    "size_by_shape": 250,
    "density": 190,
    "kinds_of_day": 190,
    "hinted": 190,
    "dendrogram": 260,
    "customer_day": 340,
    "temperature_response": 240,
    "delivery": 340,
    "rivals": 4 * 36,
    "doubts": 4 * 36,
    "chance_of_goal": 220,
    "selection": 3 * 36,
    "price_of_floor": 220,
    "calibration": 240,
    "carries": 3 * 36,
    "parts": 12 * 24 + 76,
    "parts, one": 5 * 24 + 76,
    "shares_of_list": 5 * 44,
}
names = pytest.mark.parametrize("name", HEIGHTS)


def scales(node):
    """Every scale of the colour, stroke and fill channels anywhere in a specification."""
    if isinstance(node, dict):
        for channel in ("color", "stroke", "fill"):
            if isinstance(node.get(channel), dict) and "scale" in node[channel]:
                yield channel, node[channel]["scale"]
        for value in node.values():
            yield from scales(value)
    elif isinstance(node, list):
        for value in node:
            yield from scales(value)


def test_every_function_is_tried(pictures):
    functions = {name for name in charts.__all__ if name.islower()} - {
        "for_export",
        "highest_kw",
        "highest_kw_of_colours",
        "large",
    }
    assert {name.split(",")[0] for name in pictures} == functions
    assert set(HEIGHTS) == set(pictures)


@names
def test_colours_come_from_the_theme(pictures, name):
    found = list(scales(pictures[name].chart.to_dict()))
    assert any(scale.get("domain") == list(palette.ROLES) for _, scale in found)
    assert all("range" not in scale and "scheme" not in scale for _, scale in found)
    assert all(scale["domain"] == list(palette.ROLES) for channel, scale in found if channel != "fill")
    assert not re.search("#[0-9A-Fa-f]{6}", json.dumps(pictures[name].chart.to_dict()))


@names
def test_a_large_picture_is_the_same_drawn_higher(pictures, name):
    spec, large = pictures[name].chart.to_dict(), charts.large(pictures[name]).chart.to_dict()
    assert large["height"] == round(1.6 * spec["height"])
    assert large["config"]["axis"]["labelFontSize"] == 18
    assert large["datasets"] == spec["datasets"] or len(large["datasets"]) == len(spec["datasets"])


@names
def test_what_is_sent_is_small(pictures, name):
    assert len(json.dumps(pictures[name].chart.to_dict())) < 200_000


@names
def test_height_is_that_of_the_design_and_width_that_of_the_page(pictures, name):
    spec = pictures[name].chart.to_dict()
    assert spec["height"] == HEIGHTS[name]
    assert "width" not in spec
    assert spec["padding"] == {"left": 0, "right": 2, "top": 4, "bottom": 2}


@names
def test_words_are_sentences_with_figures(pictures, name):
    picture = pictures[name]
    assert "title" not in picture.chart.to_dict()
    assert picture.title[0].isupper() or picture.title[0].isdigit()
    assert not picture.title.endswith(".")
    assert picture.alt.endswith(".") and any(letter.isdigit() for letter in picture.alt)
    assert not re.search("nan|None|inf", f"{picture.title} {picture.note} {picture.alt}")
    assert len(picture.title) <= 80
    assert isinstance(picture.table, pd.DataFrame) and len(picture.table)


@names
def test_all_layers_agree_on_their_axes(pictures, name):
    layers = pictures[name].chart.to_dict().get("layer", [])
    for channel in ("x", "y"):
        axes = [layer["encoding"][channel]["axis"] for layer in layers if channel in layer["encoding"]]
        assert all(axis == axes[0] for axis in axes)
        assert all(axis is None or axis["title"] is None for axis in axes)


@names
def test_it_can_be_drawn_without_a_browser(pictures, name, tmp_path):
    png = vl_convert.vegalite_to_png(
        charts.for_export(pictures[name].chart, width=400).to_dict(), allowed_base_urls=[]
    )
    file = tmp_path / "picture.png"
    file.write_bytes(png)
    with Image.open(file) as image:
        assert image.width == pytest.approx(400, abs=2)
        assert image.convert("L").getextrema()[0] < 140  # some ink


def test_light_and_dark_share_no_paper_and_no_accent(pictures):
    chart = pictures["delivery"].chart
    light, dark = (
        vl_convert.vegalite_to_svg(charts.for_export(chart, dark).to_dict()) for dark in (False, True)
    )
    assert "#FFFFFF" in light and "#FFFFFF" not in dark
    assert "#11161D" in dark and "#2B4C7E" not in dark


def test_a_picture_survives_the_cache(pictures):
    picture = pictures["flow"]
    again = pickle.loads(pickle.dumps(picture))
    assert again.title == picture.title
    assert again.chart.to_dict() == picture.chart.to_dict()
