import numpy as np
import pandas as pd
import pytest
import vl_convert

from lib.charts import flow
from lib.charts.flow import fewest_crossings
from lib.charts.theme import for_export

NAMES = {1: "Evening peak", 2: "Morning and evening", 3: "Flat", 4: "Daytime"}
SIDES = ("K = 2", "K = 3")
LONG = {1: "Evening peak, sharper, earlier", 2: "Flat"}


def drawn(before, after):
    picture = flow(np.array(before), np.array(after), NAMES, NAMES, SIDES)
    stay, move, nodes = (layer.data for layer in picture.chart.layer[:3])
    return picture, stay, move, nodes


def test_who_moves_is_counted_and_drawn_strong():
    picture, stay, move, _ = drawn([1, 1, 1, 1, 3, 3], [1, 1, 2, 2, 3, 3])
    assert picture.title == "2 of 6 move, everyone else stays where they were"
    assert picture.alt == (
        "Flow from K = 2 to K = 3; 2 of 6 customers change. Most: 2 from 1 Evening peak to 2 Morning and evening."
    )
    assert picture.table.values.tolist() == [
        ["1 Evening peak", "1 Evening peak", 2],
        ["1 Evening peak", "2 Morning and evening", 2],
        ["3 Flat", "3 Flat", 2],
    ]
    assert [layer.mark.opacity for layer in picture.chart.layer[:2]] == [0.22, 0.75]
    assert move["tone"].unique().tolist() == ["2"]
    assert sorted(stay["tone"].unique()) == ["1", "3"]


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ([1, 1, 3], "Nobody moves"),
        ([2, 2, 4], "Everyone moves"),
        ([1, 2, 3], "1 of 3 move, everyone else stays where they were"),
    ],
)
def test_title_in_every_case(after, title):
    assert drawn([1, 1, 3], after)[0].title == title


def test_ribbons_fill_their_nodes_exactly():
    rng = np.random.default_rng(4)
    _, stay, move, nodes = drawn(rng.integers(1, 5, 500), rng.integers(1, 5, 500))
    ribbons = pd.concat([stay, move])
    for side, pick, name in ((0.0, "min", "source"), (1.0, "max", "target")):
        ends = ribbons[ribbons["x"] == getattr(ribbons["x"], pick)()]
        for node in nodes[nodes["side"] == side].itertuples():
            own = ends[ends[name] == f"{node.number} {NAMES[node.number]}"].sort_values("upper")
            assert own["upper"].iloc[0] == pytest.approx(node.top, abs=2e-4)
            assert own["lower"].iloc[-1] == pytest.approx(node.foot, abs=2e-4)
            assert np.abs(own["upper"].to_numpy()[1:] - own["lower"].to_numpy()[:-1]).max() < 3e-4


def test_there_is_room_for_a_name_above_every_node():
    _, _, _, nodes = drawn([1, 1, 2, 3, 4], [1, 2, 3, 4, 4])
    for _, side in nodes.groupby("side"):
        assert side["top"].min() >= 20 / 430
        assert (side["top"].to_numpy()[1:] - side["foot"].to_numpy()[:-1]).min() >= 20 / 430
        assert side["foot"].max() <= 1 + 1e-9


def test_right_side_stands_in_the_order_of_its_origins():
    counts = pd.DataFrame([[0, 5, 2], [9, 0, 0], [0, 0, 2]], index=[1, 2, 3], columns=[1, 2, 4])
    assert fewest_crossings(counts) == [2, 1, 4]


def test_a_very_mixed_flow_stays_small():
    rng = np.random.default_rng(0)
    names = {number: f"Kind {number}" for number in range(1, 21)}
    picture = flow(rng.integers(1, 21, 5000), rng.integers(1, 21, 5000), names, names, SIDES)
    assert len(picture.chart.to_json(indent=None)) < 200_000
    assert picture.table["customers"].sum() == 5000
    assert "Segments above 10 are grey" in picture.note


def test_both_sides_need_every_customer():
    with pytest.raises(ValueError, match=r"^flow needs one number a customer on both sides, found 2 and 3$"):
        flow(np.ones(2), np.ones(3), NAMES, NAMES, SIDES)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (300, ["1 Evening peak, …, 6,000", "2 Flat, 3,000"]),
        (900, ["1 Evening peak, sharper, earlier, 6,000"]),
    ],
)
def test_a_name_too_wide_for_half_the_picture_is_cut_and_its_figure_is_not(width, shown):
    numbers = np.repeat([1, 2], [6000, 3000])
    picture = flow(numbers, numbers, LONG, LONG, SIDES)
    drawn = vl_convert.vegalite_to_svg(for_export(picture.chart, width=width).to_dict())
    assert all(f">{text}<" in drawn for text in shown)
