"""What the picture of segments may say of them."""

from dataclasses import replace

import numpy as np
import pytest

from lib.charts import delivered
from lib.programme.types import Result


def results(*known):
    """(name, kW, half of the band) of each."""
    return [
        Result("", name, 6, 40.0, 40 - kw, kw - half, kw + half, np.nan, 22, "settled")
        for name, kw, half in known
    ]


@pytest.mark.parametrize(
    ("known", "title"),
    [
        ([("A", 8, 1), ("B", 4, 1)], "A gave most, beyond its band"),
        ([("A", 8, 3), ("B", 4, 1)], "2 of 2 segments surely gave something; which gave most cannot be told"),
        ([("A", 8, 3), ("B", 4, 5)], "Of A alone it is sure that something came"),
        ([("A", 1, 3), ("B", 0, 1)], "No segment alone is distinguishable from zero"),
    ],
)
def test_segments_are_ranked_only_where_their_bands_allow(known, title):
    assert delivered(results(*known)).title == title


def test_a_segment_without_a_band_is_not_drawn():
    picture = delivered(results(("A", 1, 0.5), ("B", 2, np.nan)))
    assert picture.table["name"].tolist() == ["A"]


def test_a_check_of_before_and_after_is_not_compared_with_a_settlement():
    firm, weak = results(("A", 4, 1), ("A", 20, 1))
    picture = delivered([firm, replace(weak, label="indicative")])
    assert picture.table["delivered_kw"].tolist() == [4]
    assert delivered([replace(weak, label="indicative")]).table["delivered_kw"].tolist() == [20]


def test_groups_of_unlike_customers_are_compared_in_percent_of_their_baselines():
    picture = delivered(results(("VFD", 8, 1), ("GTR", 4, 5)), "group", share=True)
    assert picture.title == "Of VFD alone it is sure that something came"
    assert picture.table["delivered_pct"].tolist() == [20, 10]  # of 40 kW
    assert "VFD: 20.0 % (17.5 % to 22.5 %)" in picture.alt.replace("\N{NO-BREAK SPACE}", " ")
