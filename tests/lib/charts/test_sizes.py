import numpy as np
import pytest

from lib.charts import size_by_shape
from lib.charts.sizes import ROOM, size_title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ([[10, 10, 10], [4, 4, 2]], "Size cuts across shape: every segment has its large users"),
        ([[10, 10, 10], [8, 1, 1]], "Size goes with shape: 80 % of Flat are small users"),
        ([[10, 10, 10], [5, 4, 1]], "Flat has the fewest large users, 10 %"),
    ],
)
def test_whether_size_cuts_across_shape(counts, title):
    assert size_title(np.array(counts), ["Evening peak", "Flat"]).replace("\N{NO-BREAK SPACE}", " ") == title


def test_tiers_are_thirds_of_all_customers(segments):
    table = size_by_shape(segments).table
    assert table[["Small", "Medium", "Large"]].sum().tolist() == pytest.approx([333, 333, 334], abs=1)
    assert table[["Small", "Medium", "Large"]].sum(axis=1).tolist() == segments.sizes.tolist()


def test_the_ramp_leaves_room_for_ink_and_the_largest_cell_is_told(segments):
    picture = size_by_shape(segments)
    most = picture.table[["Small", "Medium", "Large"]].to_numpy().max()
    assert picture.chart.layer[0].encoding.fill["scale"]["domain"] == pytest.approx([0, ROOM * most])
    assert f"{most:,} customers" in picture.alt
