import re

import altair as alt
import pandas as pd
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.charts import marks, palette, theme
from lib.charts.bars import bars


@pytest.mark.parametrize(
    ("high", "low", "most", "values"),
    [
        (3.4, 0, 4, [0, 1, 2, 3]),
        (1800, 0, 4, [0, 500, 1000, 1500]),
        (0.62, 0.28, 4, [0.3, 0.4, 0.5, 0.6]),
        (2.2, -1.1, 4, [-1, 0, 1, 2]),
    ],
)
def test_ticks_are_round(high, low, most, values):
    assert theme.steps(high, low, most) == pytest.approx(values)


@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e5), st.integers(2, 8))
@settings(max_examples=30, deadline=None)
def test_ticks_lie_inside_and_are_few(low, width, most):
    values = theme.steps(low + width, low, most)
    assert len(values) <= most + 1
    assert all(low - 1e-6 * width <= value <= low + width * (1 + 1e-6) for value in values)


def test_the_unit_stands_on_the_top_tick_only():
    axis = theme.kw_axis("kw", 3.4).to_dict()["axis"]
    assert axis["values"] == [0, 1, 2, 3]
    assert axis["tickCount"] >= 4
    condition, top, other = axis["labelExpr"].replace("?", ":").split(":")
    assert "2.99" in condition and "kW" in top and "kW" not in other


def test_power_starts_at_zero_unless_somebody_exports():
    assert theme.kw_axis("kw", 3, 0.5).to_dict()["scale"]["domain"] == [0, 3]
    assert theme.kw_axis("kw", 3, -0.5).to_dict()["scale"]["domain"] == [-0.5, 3]


def test_hours_run_from_0_to_23_with_the_clock_at_every_sixth():
    x = theme.hour_axis().to_dict()
    assert x["scale"]["domain"] == [0, 23]
    assert x["axis"]["values"] == [0, 6, 12, 18]


def test_a_role_is_a_constant_field_on_the_one_scale():
    layer = theme.role(alt.Chart(pd.DataFrame({"x": [1]})).mark_rule(), "ink").to_dict()
    assert layer["transform"] == [{"calculate": "'ink'", "as": "role_ink"}]
    assert layer["encoding"]["color"]["scale"] == {"domain": list(palette.ROLES)}


def test_every_layer_has_the_same_axes():
    frame = pd.DataFrame({"hour": [0, 23], "kw": [1.0, 2.0]})
    layers = [
        marks.window_band((17, 21)),
        marks.line(frame, "hour", "kw", "ink", 1),
        marks.label(3, 1, "here"),
    ]
    spec = theme.stack(layers, theme.hour_axis(), theme.kw_axis("kw", 3), 200).to_dict()
    axes = [
        layer["encoding"][channel]["axis"]
        for layer in spec["layer"]
        for channel in "xy"
        if channel in layer["encoding"]
    ]
    assert len(axes) == 5
    assert sum("kW" in axis["labelExpr"] for axis in axes) == 2
    assert spec["config"]["axis"]["labelColor"] == {"expr": "scale('color','muted')"}


@pytest.mark.parametrize(
    ("window", "pieces"), [((17, 21), [(17, 21)]), ((22, 2), [(22, 23), (0, 2)]), ((20, 24), [(20, 23)])]
)
def test_a_window_past_midnight_is_drawn_in_two_pieces(window, pieces):
    frame = marks.window_band(window).data
    assert list(frame.itertuples(index=False, name=None)) == pieces


@pytest.mark.parametrize(
    ("dark", "colours", "ramp"),
    [(False, palette.LIGHT, palette.LIGHT_RAMP), (True, palette.DARK, palette.DARK_RAMP)],
)
def test_export_fills_the_colours_in_and_leaves_the_chart_as_it_was(pictures, dark, colours, ramp):
    chart = pictures["hour_by_day"].chart
    before = chart.to_json()
    spec = theme.for_export(chart, dark, width=500).to_dict()
    assert spec["config"]["range"] == {"category": list(colours), "ramp": list(ramp), "heatmap": list(ramp)}
    assert spec["config"]["background"] == colours[palette.ROLES.index("paper")]
    assert spec["width"] == 500
    assert chart.to_json() == before


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("1 Evening peak, sharper, earlier", ["1 Evening peak,", "sharper, earlier"]),
        ("28 days and more, enough", ["28 days and more, enough"]),  # has room on one line
    ],
)
def test_a_long_name_on_an_axis_is_folded_at_its_first_comma(name, told):
    table = pd.DataFrame({"name": [name], "value": [1.0], "told": ["1"]})
    drawn = vl_convert.vegalite_to_svg(theme.for_export(bars(table, "value"), width=364).to_dict())
    words = re.findall(r">([^<>]+)</(?:tspan|text)>", drawn)
    assert words[: len(told)] == told
